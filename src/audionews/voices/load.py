"""Voices and lexicons: TOML files of the show, of the working folder and of the package."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audionews.errors import SettingsError, did_you_mean
from audionews.model import Pacing, Role, Voice, VoiceFile
from audionews.settings.shipped import shipped_folder
from audionews.settings.toml import convert, keys, read_toml, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.settings.load import Settings

LEXICON = "lexicon.toml"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RANGES = {"speed": (0.5, 2.0, "a number"), "pitch": (-12, 12, "semitones"), "gain": (-20, 20, "decibels")}
_LONGEST_PAUSE = 10_000
_DIGESTS = {"sha256": 64, "md5": 32}  # name -> hexadecimal digits


def voice_names(settings: Settings) -> tuple[str, ...]:
    """Return the names of all voices that can be found, sorted.

    Raises:
        SettingsError: A folder of voices cannot be read.
    """
    return tuple(sorted({name for folder in _folders(settings) for name in _names(folder)}))


def load_voice(name: str, settings: Settings) -> Voice:
    """Return the voice of that name: the show's own, else the working folder's, else the package's.

    Raises:
        SettingsError: There is no such voice, its file has an unknown key or a wrong value, or it takes the name of one
            that comes with the program.
    """
    voice = _voice(voice_file(name, settings))
    prices = settings.prices
    agreed = prices.get(voice.name, prices.get(voice.engine))
    return voice if agreed is None else replace(voice, price=agreed)


def voice_file(name: str, settings: Settings) -> Path:
    """Return the file of the voice of that name.

    Raises:
        SettingsError: There is none, or it takes the name of one that comes with the program.
    """
    names = voice_names(settings)
    if name not in names:
        raise SettingsError(f'there is no voice "{name}"', did_you_mean(name, names))
    file = next(path for folder in _folders(settings) if (path := folder / f"{name}.toml").is_file())
    shipped = shipped_folder("voices") / file.name
    if shipped.is_file() and not is_shipped(file):
        raise SettingsError(f"{file} has the name of a voice that comes with audionews", "give the file another name")
    return file


def is_shipped(file: Path) -> bool:
    """Return whether a voice file is one that comes with the program, or a copy of it."""
    shipped = shipped_folder("voices") / file.name
    return shipped.is_file() and file.read_bytes() == shipped.read_bytes()


def read_lexicons(settings: Settings) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return (file, its tables) of the package's lexicon and of the show's own, in this order: the later one is right.

    Raises:
        SettingsError: One of them is no TOML.
    """
    files = (shipped_folder("voices") / LEXICON, settings.folder / LEXICON)
    return tuple((str(file), read_toml(file)) for file in files if file.is_file())


def _names(folder: Path) -> list[str]:
    try:
        files = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise SettingsError(f"{folder} cannot be read: {error.strerror}", "check its permissions") from error
    return [file.stem for file in files if file.suffix == ".toml" and file.name != LEXICON]


def _folders(settings: Settings) -> Iterator[Path]:
    yield settings.folder / "voices"
    yield Path("voices")
    yield shipped_folder("voices")


def _voice(file: Path) -> Voice:
    table = read_toml(file)
    refuse_unknown(table, keys(Voice, "name"), file)
    if isinstance(table.get("roles"), dict):
        refuse_unknown(table["roles"], tuple(Role), file, "roles.")
    voice = convert(Voice, table | {"name": file.stem}, file)
    refuse_unknown(table.get("pacing", {}), keys(Pacing), file, "pacing.")
    for number, each in enumerate(table.get("files", [])):
        refuse_unknown(each, keys(VoiceFile), file, f"files[{number}].")
    for key, fine, remedy in _checks(voice):
        if not fine:
            raise SettingsError(f"{file}: {key} makes no sense", remedy)
    return voice


def _checks(voice: Voice) -> Iterator[tuple[str, bool, str]]:
    """Yield (key, whether it makes sense, what would)."""
    yield "engine", bool(voice.engine), "write the name of an engine"
    yield "language", re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", voice.language) is not None, 'write "ar"'
    for key, (least, most, unit) in _RANGES.items():
        yield key, least <= getattr(voice, key) <= most, f"write {unit} from {least} to {most}"
    for key in keys(Pacing):
        fine = 0 <= getattr(voice.pacing, key) <= _LONGEST_PAUSE
        yield f"pacing.{key}", fine, f"write milliseconds from 0 to {_LONGEST_PAUSE}"
    yield "price", voice.price is None or voice.price >= 0, "write what a million characters cost"
    yield "fallback", voice.name not in voice.fallback, "name other voices than this one"
    for number, file in enumerate(voice.files):
        yield from _file_checks(f"files[{number}]", file)


def _file_checks(at: str, file: VoiceFile) -> Iterator[tuple[str, bool, str]]:
    yield f"{at}.name", _NAME.fullmatch(file.name) is not None, "write a plain file name"
    yield f"{at}.url", re.match(r"https?://|file://", file.url) is not None, "write an https address"
    yield f"{at}.size", file.size > 0, "write its length in bytes"
    given = {kind: getattr(file, kind) for kind in _DIGESTS if getattr(file, kind)}
    fine = all(re.fullmatch(r"[0-9a-f]+", value) and len(value) == _DIGESTS[kind] for kind, value in given.items())
    yield f"{at}.sha256", bool(given) and fine, "write the SHA-256 or MD5 of the file in small hexadecimal digits"
