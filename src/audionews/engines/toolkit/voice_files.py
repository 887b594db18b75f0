"""The files that voices speak with, as they are installed: where they are, and whether they are the right ones.

Files lie side by side in a folder of voices. The folders named in the environment variable AUDIONEWS_VOICES (separated
as in PATH) are searched first, then the user's own.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from audionews.model import Voice, VoiceFile

__all__ = ["PATH", "digest_kind", "file_digest", "folders", "installed", "is_whole", "refuse_damaged", "voice_file"]

PATH = "AUDIONEWS_VOICES"


def folders() -> tuple[Path, ...]:
    """Return the folders of voices in the order in which they are searched. New voices go into the first."""
    import platformdirs  # noqa: PLC0415 - loads when used

    named = os.environ.get(PATH, "").split(os.pathsep)
    own = platformdirs.user_data_path("audionews", appauthor=False) / "voices"
    return (*(Path(name) for name in named if name), own)


def installed(voice: Voice) -> Path | None:
    """Return the first folder that has all files of the voice in their full length, or None.

    A voice without files needs none, and the first folder will do.
    """
    return next((folder for folder in folders() if all(is_whole(folder, file) for file in voice.files)), None)


def is_whole(folder: Path, file: VoiceFile) -> bool:
    """Return whether the folder has the file in its full length."""
    path = folder / file.name
    return path.is_file() and path.stat().st_size == file.size


def refuse_damaged(voice: Voice, folder: Path) -> None:
    """Raise a SettingsError unless the installed files of a voice are, byte by byte, those that it names.

    Their digests are part of the address of its clips, which must never be the sound of other bytes.
    """
    for file in voice.files:
        path, kind = folder / file.name, digest_kind(file)
        named = getattr(file, kind)
        if named and _digest(path, kind, path.stat().st_mtime) != named:
            what = f"{path} is not the file that the voice {voice.name} names"
            raise SettingsError(what, f"remove it, then audionews voices install {voice.name}")


def voice_file(voice: Voice, name: str) -> Path:
    """Return an installed file of the voice: one that it names, so that its digest is part of the address of clips.

    Raises:
        SettingsError: The voice names no such file, it is not installed, or it is another one.
    """
    file = next((file for file in voice.files if file.name == name), None)
    if file is None:
        what = f'voice {voice.name}: settings.file is "{name}", which is not among its files'
        raise SettingsError(what, "name the file under [[files]] with its size and sha256")
    folder = installed(voice)
    install = f"audionews voices install {voice.name}"
    if folder is None:
        raise SettingsError(f"voice {voice.name} is not installed: there is no {name}", install)
    refuse_damaged(voice, folder)
    return folder / file.name


def digest_kind(file: VoiceFile) -> str:
    """Return the name of the digest that the voice gives for a file: the better one of those that it has."""
    return "sha256" if file.sha256 else "md5"


def file_digest(path: Path, kind: str) -> str:
    """Return a digest of a file, in hexadecimal."""
    with path.open("rb") as whole:
        return hashlib.file_digest(whole, kind).hexdigest()


@lru_cache(maxsize=8)
def _digest(path: Path, kind: str, _changed: float) -> str:
    return file_digest(path, kind)
