"""What a status of HTTP means for a voice: the one table of statuses and errors (RFC 9110, 15)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeAlias

from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, Transient
from audionews.http.client import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.http.client import Failure

Remedies: TypeAlias = "Mapping[type[EngineError], str]"
"""What to do about an error, by its class or a class above it. Who sends no text leaves BadInput out, and gets an
EngineError instead."""

EXCERPT = 200  # characters of what a server says about a request
TRUST = "check the address; where a proxy of your own signs certificates, name its file in REQUESTS_CA_BUNDLE"

_SERVER_ERROR = 500
_ERRORS: Mapping[int, type[EngineError]] = {
    400: BadInput,
    401: Blocked,
    402: Blocked,
    403: Blocked,
    404: BadInput,
    408: Transient,
    413: BadInput,
    422: BadInput,
    425: Transient,
    429: RateLimited,
    451: Blocked,
}
_OPEN = frozenset({"accept", "content-type", "user-agent"})  # headers that hold no secret


def status_error(status: int, headers: Mapping[str, str], what: str, remedies: Remedies) -> EngineError:
    """Return the error that a status means.

    Args:
        status: Of an answer that is not good.
        headers: Of the answer.
        what: Who answered and how, in one line.
        remedies: What to do, by the class of the error; one for EngineError at least.
    """
    kind = _ERRORS.get(status, Transient if status >= _SERVER_ERROR else EngineError)
    if kind is BadInput and BadInput not in remedies:
        kind = EngineError
    remedy = next(remedies[base] for base in kind.__mro__ if base in remedies)
    return kind(what, remedy, retry_after(headers)) if issubclass(kind, Transient) else kind(what, remedy)


def engine_error(failure: Failure, remedy: str) -> EngineError:
    """Return the error that a missing answer means: for an engine, or for who fetches the files of a voice."""
    match failure.kind:
        case Kind.UNTRUSTED:
            return EngineError(str(failure), TRUST)
        case Kind.TOO_LARGE:
            return NoAudio(str(failure), remedy)
        case _:
            return Transient(str(failure), remedy)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the server asks us to wait (RFC 9110, 10.2.3); a date counts from the server's own."""
    after = headers.get("Retry-After", "")
    if after.isascii() and after.isdigit():
        return float(after)
    try:
        then, now = (parsedate_to_datetime(date) for date in (after, headers.get("Date", "")))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):  # no date, or one without its zone
        return None


def excerpt(content: bytes, sent: Mapping[str, str]) -> str:
    """Return the beginning of what a server says, in one line, after ": "; what a header of ours holds is covered."""
    words = " ".join(content.decode(errors="replace").split())
    for name, value in sent.items():
        secret = value.removeprefix("Bearer ")
        if secret and name.lower() not in _OPEN:
            words = words.replace(secret, "***")
    return f": {words[:EXCERPT]}" if words else ""
