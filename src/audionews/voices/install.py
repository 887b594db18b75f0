"""Installs the files that voices speak with: streamed, resumed, checked, and put in place whole.

``NAME.part`` beside a file is what has arrived of it so far.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from audionews.engines.toolkit.voice_files import digest_kind, file_digest, is_whole
from audionews.errors import EngineError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from audionews.model import Voice, VoiceFile

HOUR = 3600.0
SPARE = 1_000_000  # bytes that have to stay free beside the file


def install(
    voice: Voice,
    into: Path,
    *,
    source: str | None = None,
    progress: Callable[[str, int, int], None] = lambda _name, _have, _size: None,
    seconds: float = HOUR,
) -> tuple[Path, ...]:
    """Return the installed files of the voice; those that are already there are not fetched again.

    Args:
        voice: Its ``files`` say what to fetch and what it has to be.
        into: The folder of voices to put them in; created if missing.
        source: A folder, or the address of one, to take the files from instead of their home.
        progress: Is told (name of the file, bytes that are there, bytes of the whole) as they arrive.
        seconds: Wall-clock limit for all of it.

    Raises:
        Transient: The source cannot be reached or stopped sending; what has arrived is kept for the next time.
        EngineError: The source has no such file, or another one than the voice says; that is removed.
        StoreError: The folder cannot be written, or there is no room.
    """
    deadline = time.monotonic() + seconds
    try:
        into.mkdir(parents=True, exist_ok=True)
        for file in voice.files:
            if not is_whole(into, file):
                _fetch(file, into, _address(file, source), deadline, progress)
    except OSError as error:
        raise StoreError(f"{into} cannot be written: {error.strerror}", "name another folder") from error
    return tuple(into / file.name for file in voice.files)


def refuse_unreachable(voice: Voice, seconds: float) -> None:
    """Ask for each file of the voice and keep nothing of it.

    Args:
        voice: Its ``files`` say where they are.
        seconds: Wall-clock limit for all of it.

    Raises:
        Transient: The home of a file cannot be reached, or takes too long.
        EngineError: It has no such file, or one of another size.
    """
    from audionews.voices.download import stream  # noqa: PLC0415 - http loads when used

    deadline = time.monotonic() + seconds
    for file in voice.files:
        with closing(stream(file.url, 0, file.size, deadline)) as pieces:
            next(pieces)


def _address(file: VoiceFile, source: str | None) -> str:
    if source is None:
        return file.url
    if "://" in source:
        return f"{source.rstrip('/')}/{quote(file.name)}"
    return (Path(source) / file.name).absolute().as_uri()


def _fetch(
    file: VoiceFile, into: Path, address: str, deadline: float, progress: Callable[[str, int, int], None]
) -> None:
    part = into / f"{file.name}.part"
    have = _arrived(part, file.size)
    _refuse_without_room(into, file.size - have)
    if have < file.size:
        with closing(_receive(part, address, have, file.size, deadline)) as arrived:
            for there in arrived:
                progress(file.name, there, file.size)
    _refuse_other(part, file, address)
    part.replace(into / file.name)


def _arrived(part: Path, size: int) -> int:
    """Return how many bytes of the file are there; remove what cannot be a part of it, such as a link elsewhere."""
    try:
        found = part.lstat()
    except FileNotFoundError:
        return 0
    if stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_size <= size:
        return found.st_size
    part.unlink()
    return 0


def _receive(part: Path, address: str, have: int, size: int, deadline: float) -> Generator[int, None, None]:
    """Add to the part what is missing, and yield how many bytes there are. The part is made when the first arrives.

    Raises:
        Transient: Not all of it arrived.
        EngineError: There is no such file, or it has another size.
    """
    from audionews.voices.download import stream  # noqa: PLC0415 - http loads when used

    with closing(stream(address, have, size, deadline)) as pieces:
        for offset, piece in pieces:
            with part.open("ab") as out:
                out.truncate(offset)
                out.write(piece)
                have = offset + len(piece)
                if have == size:
                    out.flush()
                    os.fsync(out.fileno())
            yield have


def _refuse_without_room(into: Path, size: int) -> None:
    free = shutil.disk_usage(into).free
    if free < size + SPARE:
        raise StoreError(
            f"{into} has {free:,} bytes free, and {size:,} are to come", "make room, or name another folder"
        )


def _refuse_other(part: Path, file: VoiceFile, address: str) -> None:
    """Remove what has arrived and raise an EngineError unless it has the digest that the voice names."""
    kind = digest_kind(file)
    digest = file_digest(part, kind)
    if digest != getattr(file, kind):
        part.unlink()
        what = f"{address} is not the file that the voice names ({kind} {digest}); it was removed"
        raise EngineError(what, "try again, or name another source of the file")
