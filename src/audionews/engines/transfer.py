"""Fetches the files of voices, with a limit for every wait. TLS certificates are verified; foreign errors end here.

Services are asked by web.py. Here an address may be that of a file, which its client does not know, and the answer is
read as it comes: it may be large, and may go on where it stopped.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from audionews import __version__
from audionews.errors import Blocked, EngineError, RateLimited, SettingsError, Transient

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer: TypeAlias = Any  # what urlopen returns: for http and for files two classes that share no base

PATIENCE = 5.0  # seconds without a sign from the other side
PIECE = 1 << 16
OTHER = "try again later, or name another source of the file"


def stream(address: str, start: int, size: int, deadline: float) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, bytes) of a file from ``start`` on, or from 0 where its home cannot go on in the middle.

    Args:
        address: An http, https or file address.
        start: Bytes that are there already.
        size: Bytes of the whole file.
        deadline: On the monotonic clock, in seconds.

    Raises:
        Transient: It cannot be reached, fell silent or takes too long.
        EngineError: There is no such file, or it has another size.
        SettingsError: The address is none of the three kinds.
    """
    headers = {"User-Agent": f"audionews/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    with _ask(address, headers, deadline) as answer:
        offset = _offset(answer, address, size)
        for piece in _pieces(answer, address, deadline):
            yield offset, piece
            offset += len(piece)


def _ask(address: str, headers: dict[str, str], deadline: float) -> Answer:
    """Return the answer to a request, which has to be closed. The first sign is awaited for 5 s at most."""
    if re.match(r"https?://[^/]|file:///", address) is None:
        raise SettingsError(f'"{address}" is no http, https or file address', "correct the address")
    limit = max(0.1, min(PATIENCE, deadline - time.monotonic()))
    request = Request(address, headers=headers)  # noqa: S310 - the scheme is checked above
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()

    def wait() -> None:
        try:
            answers.put(urlopen(request, timeout=limit))  # noqa: S310 - the scheme is checked above
        except (OSError, HTTPException, ValueError) as error:
            answers.put(error)

    # In a thread, because no time limit of a socket covers the look-up of a name.
    threading.Thread(target=wait, daemon=True).start()
    try:
        answer = answers.get(timeout=limit + 0.1)
    except queue.Empty:
        raise Transient(f"{_place(address)} did not answer within {limit:.0f} s", OTHER) from None
    if isinstance(answer, Exception):
        raise _translated(answer, address) from answer
    return answer


def _pieces(answer: Answer, address: str, deadline: float) -> Iterator[bytes]:
    """Yield the body of the answer as it arrives.

    Raises:
        Transient: It fell silent or takes too long.
    """
    try:
        while piece := answer.read1(PIECE):
            yield piece
            if time.monotonic() > deadline:
                raise Transient(f"{_place(address)} takes too long", "try again when the line is faster")
    except (OSError, HTTPException) as error:
        raise Transient(f"{_place(address)} stopped sending: {error}", "try again") from error


def _translated(error: Exception, address: str) -> EngineError:
    if isinstance(error, HTTPError):
        error.close()
        return _refusal(error, address)
    reason = getattr(error, "reason", error)
    if isinstance(reason, FileNotFoundError):
        return EngineError(f"there is no file {address}", OTHER)
    return Transient(f"{_place(address)} cannot be reached: {getattr(reason, 'strerror', None) or reason}", OTHER)


def _refusal(error: HTTPError, address: str) -> EngineError:
    what = f"{address} answered {error.code} ({error.reason})"
    match error.code:
        case HTTPStatus.TOO_MANY_REQUESTS:
            after = error.headers.get("Retry-After", "")
            return RateLimited(what, OTHER, float(after) if after.isdigit() else None)
        case 401 | 403 | 451:
            return Blocked(what, OTHER)
        case code if code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return EngineError(what, OTHER)
        case _:
            return Transient(f"{_place(address)} answered {error.code} ({error.reason})", OTHER)


def _place(address: str) -> str:
    """Return whom to name when the address itself is not at fault: the host."""
    return urlsplit(address).hostname or address


def _offset(answer: Answer, address: str, size: int) -> int:
    """Return where the answer starts in the file, when the file has the size that it should have."""
    span = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
    offset, total = (int(span[1]), int(span[2])) if span else (0, int(answer.headers.get("Content-Length", size)))
    if total != size:
        raise EngineError(f"{address} has {total:,} bytes instead of {size:,}", OTHER)
    return offset
