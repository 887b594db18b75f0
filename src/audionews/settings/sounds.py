"""The music that the settings name: a file in the show's folder, or one that comes with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import SettingsError, did_you_mean
from audionews.settings.shipped import shipped_folder

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.settings.load import Settings

KINDS = ("intro", "bed", "transition", "outro")


def read_sounds(settings: Settings) -> dict[str, bytes]:
    """Return the bytes of each sound file that the settings name, by kind: intro, bed, transition, outro.

    Raises:
        SettingsError: There is no such file, or it cannot be read.
    """
    named = {kind: getattr(settings, kind) for kind in KINDS}
    return {kind: _read(settings, kind, name) for kind, name in named.items() if name}


def shipped_sounds() -> dict[str, Path]:
    """Return the sound files that come with the program, by name."""
    return {file.stem: file for file in sorted(shipped_folder("sounds").glob("*.flac"))}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # the name is too long, or has a NUL
        return False


def _read(settings: Settings, kind: str, name: str) -> bytes:
    own, shipped = settings.folder / name, shipped_sounds()
    file = own if _is_file(own) else shipped.get(name)
    if file is None:
        remedy = f"{did_you_mean(name, shipped)} (or name a file beside audionews.toml)"
        raise SettingsError(f'sound.{kind}: there is no sound "{name}"', remedy)
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", "check its permissions") from error
