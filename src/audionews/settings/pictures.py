"""The pictures of its own that a show has: its cover and its logo, files beside audionews.toml."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.artwork.picture import read_picture
from audionews.artwork.small import KINDS
from audionews.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import ShowFacts

COVER, LOGO = "cover_picture", "logo"  # the keys
_SMALLEST = {COVER: 1400, LOGO: 512}  # pixels of an edge; Apple takes no smaller cover
_LARGEST = 6000
_MOST = 20_000_000  # bytes


def with_pictures(file: Path, place: str, show: ShowFacts) -> ShowFacts:
    """Return the facts of a show with the digests of the pictures that they name.

    Raises:
        SettingsError: There is no such file, or it is no picture that apps would take.
    """
    digests = {key: _digest(file, place, key, getattr(show, key)) for key in _SMALLEST}
    return replace(show, cover_digest=digests[COVER], logo_digest=digests[LOGO])


def read_pictures(folder: Path, show: ShowFacts) -> dict[str, bytes]:
    """Return the bytes of the pictures that the facts of a show name, by key.

    Args:
        folder: The folder of the settings.
        show: The facts.

    Raises:
        SettingsError: There is no such file, or it cannot be read.
    """
    names = {key: getattr(show, key) for key in _SMALLEST}
    return {key: _read(folder / name, f"show.{key}") for key, name in names.items() if name}


def _digest(file: Path, place: str, key: str, name: str) -> str:
    if not name:
        return ""
    what = f"{file}: {place}{key}"
    blob = _read(file.parent / name, what)
    found = read_picture(blob)
    if found is None or found.format not in KINDS:
        raise SettingsError(f"{what}: {name} is not a picture that browsers know", "give a PNG, a JPEG or a WebP")
    if found.width != found.height or not _SMALLEST[key] <= found.width <= _LARGEST:
        size = f"{name} has {found.width} x {found.height} pixels"
        raise SettingsError(f"{what}: {size}", f"make it square, with {_SMALLEST[key]} to {_LARGEST} pixels an edge")
    return hashlib.sha256(blob).hexdigest()[:16]


def _read(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as opened:
            blob = opened.read(_MOST + 1)
    except (OSError, ValueError) as error:  # a name with a NUL, for example
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"{what}: {path} cannot be read: {why}", "name a file beside audionews.toml") from error
    if len(blob) > _MOST:
        raise SettingsError(f"{what}: {path.name} has more than {_MOST // 10**6} MB", "save it smaller")
    return blob
