"""Streams a file from its home, from where an earlier attempt stopped. Every wait has a limit."""

from __future__ import annotations

import queue
import re
import threading
import time
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from audionews import __version__
from audionews.errors import Blocked, EngineError, RateLimited, Transient

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 5.0  # seconds without a sign from the other side
PIECE = 1 << 16
OTHER = "name another source of the file"
MIRROR = f"try again later, or {OTHER}"


def stream(address: str, start: int, size: int, deadline: float) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, bytes) of the file from ``start`` on, or from 0 where its home cannot go on in the middle.

    Args:
        address: An http, https or file address. TLS certificates are verified.
        start: Bytes that are there already.
        size: Bytes of the whole file.
        deadline: On the monotonic clock, in seconds.

    Raises:
        Transient: It cannot be reached, fell silent or takes too long.
        EngineError: There is no such file, or it has another size.
    """
    answer = _opened(address, start, deadline)
    with answer:
        offset = _offset(answer, address, size)
        try:
            while piece := answer.read1(PIECE):
                yield offset, piece
                offset += len(piece)
                if time.monotonic() > deadline:
                    raise Transient(f"{address} takes too long", "try again: what has arrived is kept")
        except (OSError, HTTPException) as error:
            raise Transient(f"{address} stopped sending: {error}", "try again: what has arrived is kept") from error


def _opened(address: str, start: int, deadline: float) -> Any:  # noqa: ANN401 - urllib's answers share no class
    """Return the answer, waiting for it in a thread: no time limit of a socket covers the look-up of a name."""
    if not address.startswith(("https://", "http://", "file://")):
        raise EngineError(f"{address} is no http, https or file address", "correct the address")
    headers = {"User-Agent": f"audionews/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    limit = max(0.1, min(PATIENCE, deadline - time.monotonic()))
    request = Request(address, headers=headers)  # noqa: S310 - the scheme is checked above
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(urlopen(request, timeout=limit))  # noqa: S310 - the scheme is checked above
        except (OSError, HTTPException, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=limit)
    except queue.Empty:
        raise Transient(f"{address} did not answer within {limit:.0f} s", MIRROR) from None
    if isinstance(answer, Exception):
        raise _translated(answer, address) from answer
    return answer


def _translated(error: Exception, address: str) -> EngineError:
    if isinstance(error, HTTPError):
        error.close()
        return _refusal(error.code, address)
    reason = getattr(error, "reason", error)
    if isinstance(reason, FileNotFoundError):
        return _refusal(HTTPStatus.NOT_FOUND, address)
    return Transient(f"{address} cannot be reached: {reason}", MIRROR)


def _refusal(status: int, address: str) -> EngineError:
    match status:
        case 404 | 410:
            return EngineError(f"there is no such file: {address}", OTHER)
        case 401 | 403 | 451:
            return Blocked(f"{address} refuses us ({status})", OTHER)
        case 416:
            return EngineError(f"{address} is shorter than what has arrived already", OTHER)
        case 429:
            return RateLimited(f"{address} asks to come back later", "try again later")
        case _:
            return Transient(f"{address} answered {status}", MIRROR)


def _offset(answer: Any, address: str, size: int) -> int:  # noqa: ANN401 - urllib's answers share no class
    """Return where the answer starts in the file, when the file has the size that it should have."""
    span = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
    offset, total = (int(span[1]), int(span[2])) if span else (0, int(answer.headers.get("Content-Length", size)))
    if total != size:
        raise EngineError(f"{address} has {total:,} bytes instead of {size:,}", OTHER)
    return offset
