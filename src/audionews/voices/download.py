"""Fetches one file of a voice, from the web or a folder, piece by piece; it may go on where it stopped."""

from __future__ import annotations

import re
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit
from urllib.request import url2pathname

from audionews.errors import EngineError, SettingsError, Transient
from audionews.http import Failure, Kind, Request, engine_error, status_error, streamed

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

Pieces: TypeAlias = "Generator[tuple[int, bytes], None, None]"
"""(Offset, bytes); to be closed by whoever does not take all of them."""

SILENCE = 5.0  # seconds without a sign from the other side
PIECE = 1 << 16
_SPAN = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15})")
OTHER = "try again later, or name another source of the file"


def stream(address: str, start: int, size: int, deadline: float) -> Pieces:
    """Yield (offset, bytes) of a file from ``start`` on, or from 0 where its home cannot go on in the middle.

    Args:
        address: An http, https or file address.
        start: Bytes that are there already.
        size: Bytes of the whole file.
        deadline: On the monotonic clock, in seconds.

    Raises:
        Transient: It cannot be reached, stopped early or takes too long.
        EngineError: There is no such file, or it has another size.
        SettingsError: The address is none of the three kinds.
    """
    if re.match(r"https?://[^/]|file:///", address) is None:
        raise SettingsError(f'"{address}" is no http, https or file address', "correct the address")
    pieces = _from_folder(address, size) if address.startswith("file:") else _from_web(address, start, size, deadline)
    have = start
    with closing(pieces):
        for offset, piece in pieces:
            have = offset + len(piece)
            if have > size:
                raise EngineError(f"{address} has more than {size:,} bytes", OTHER)
            yield offset, piece
            if time.monotonic() > deadline:
                what = f"{urlsplit(address).hostname or address} takes too long"
                raise Transient(what, "try again when the line is faster: what has arrived is kept")
    if have < size:
        raise _stopped(address, have, size)


def _from_folder(address: str, size: int) -> Pieces:
    path = Path(url2pathname(urlsplit(address).path))
    try:
        _refuse_other_size(path.stat().st_size, size, address)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield file.tell() - len(piece), piece
    except FileNotFoundError as error:
        raise EngineError(f"there is no file {address}", OTHER) from error
    except OSError as error:
        raise EngineError(f"{address} cannot be read: {error.strerror}", OTHER) from error


def _from_web(address: str, start: int, size: int, deadline: float) -> Pieces:
    offset = start

    def fail(failure: Failure) -> EngineError:
        if failure.kind is Kind.BROKEN:
            return _stopped(address, offset, size)
        return engine_error(failure, OTHER)

    request = Request(address, headers={"Range": f"bytes={start}-"} if start else {}, method="GET", follow=True)
    silence = max(0.1, min(SILENCE, deadline - time.monotonic()))
    with streamed(request, fail, silence=silence) as answer:
        status, phrase, headers, _ = answer.head
        if not answer.head.good:
            raise status_error(status, headers, f"{address} answered {status} ({phrase})", {EngineError: OTHER})
        offset = _offset(headers, address, start, size)
        for piece in answer.pieces():
            yield offset, piece
            offset += len(piece)


def _stopped(address: str, have: int, size: int) -> Transient:
    return Transient(f"{address} stopped after {have:,} of {size:,} bytes", "try again: what has arrived is kept")


def _offset(headers: Mapping[str, str], address: str, start: int, size: int) -> int:
    """Return where the answer starts in the file: where it was asked to, or at 0.

    Raises:
        EngineError: The file does not have the size that it should have, or the answer starts elsewhere.
    """
    span = headers.get("Content-Range")
    if span is None:
        _refuse_other_size(int(headers.get("Content-Length", size)), size, address)  # h11 refuses what is no number
        return 0
    parts = _SPAN.fullmatch(span)
    if parts is None or int(parts[1]) not in {0, start}:
        raise EngineError(f"{address} answered with another part of the file than was asked for", OTHER)
    _refuse_other_size(int(parts[2]), size, address)
    return int(parts[1])


def _refuse_other_size(found: int, size: int, address: str) -> None:
    if found != size:
        raise EngineError(f"{address} has {found:,} bytes instead of {size:,}", OTHER)
