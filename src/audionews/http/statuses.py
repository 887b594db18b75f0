"""The errors of HTTP statuses: the one table (RFC 9110, 15)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeAlias

from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, Transient
from audionews.http.client import Kind
from audionews.masking import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.http.client import Failure

Remedies: TypeAlias = "Mapping[type[EngineError], str]"
"""What to do about an error, by its class or a base class. A caller that sends no text leaves BadInput out, and gets an
EngineError instead."""

EXCERPT = 200  # characters of a server's message
_LOOKED_AT = 20_000  # bytes of it, before blanks are taken out
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
_OPEN = frozenset({"accept", "content-type", "referer", "user-agent", "x-microsoft-outputformat"})  # hold no secret


def status_error(status: int, headers: Mapping[str, str], what: str, remedies: Remedies) -> EngineError:
    """Return the error for a status.

    Args:
        status: The status of an answer that is not good.
        headers: The headers of the answer.
        what: The message, in one line.
        remedies: The remedy for each class of error, EngineError included.
    """
    kind = _ERRORS.get(status, Transient if status >= _SERVER_ERROR else EngineError)
    if kind is BadInput and BadInput not in remedies:
        kind = EngineError
    remedy = next(remedies[base] for base in kind.__mro__ if base in remedies)
    return kind(what, remedy, retry_after(headers)) if issubclass(kind, Transient) else kind(what, remedy)


def engine_error(failure: Failure, remedy: str) -> EngineError:
    """Return the error for a missing answer to an engine, or to a download of voice files."""
    match failure.kind:
        case Kind.UNTRUSTED:
            return EngineError(str(failure), TRUST)
        case Kind.TOO_LARGE:
            return NoAudio(str(failure), remedy)
        case _:
            return Transient(str(failure), remedy)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the server asks us to wait (RFC 9110, 10.2.3), or None; a date counts from its Date."""
    after = headers.get("Retry-After", "")
    if after.isascii() and after.isdigit():
        return float(after)
    try:
        then, now = (parsedate_to_datetime(date) for date in (after, headers.get("Date", "")))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):  # no date, or one without its zone
        return None


def excerpt(content: bytes, sent: Mapping[str, str]) -> str:
    """Return the beginning of a server's message, in one line, after ": "; values of our headers are masked."""
    words = " ".join(without_keys(content[:_LOOKED_AT].decode(errors="replace"), sent).split())
    return f": {words[:EXCERPT]}" if words else ""


def without_keys(words: str, sent: Mapping[str, str]) -> str:
    """Return a server's words; values of our headers are masked, in whatever form it repeats them."""
    values = (value.removeprefix("Bearer ").strip() for name, value in sent.items() if _is_secret(name))
    return masked(words, filter(None, values))


def holds_secret(headers: Mapping[str, str]) -> bool:
    """Return whether headers of a request may hold a key."""
    return any(map(_is_secret, headers))


def _is_secret(header: str) -> bool:
    return header.lower() not in _OPEN
