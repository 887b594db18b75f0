"""The errors of a fetch: one for each failure of a connection, and one for each status that is no page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from audionews.errors import AddressRefused, FetchError, PageGone, SiteUnavailable, TooLarge
from audionews.http import TRUST, Kind, retry_after
from audionews.sources.web_address import shown

if TYPE_CHECKING:
    from audionews.errors import ArticleError
    from audionews.http import Answer, Failure
    from audionews.sources.web_address import WebAddress

WAIT = {429, 503}  # statuses that ask us to leave the host alone for a while
BY_HAND = "open the page in a browser, save it, and give the file"
_PUBLIC = "give an address of the public web"
_PAUSE = 10.0  # seconds, for a host that does not say how long
_LONGEST_PAUSE = 86_400.0
_GONE = {404, 410}
_LATER = {408, 425}
_SERVER_ERROR = 500


def failure_error(start: str, failure: Failure, *, allow_private: bool) -> ArticleError:
    """Return the error for a request without a whole answer.

    Args:
        start: Scheme, host and port that were asked first; the failure may be of another one, to which it redirects.
        failure: What happened.
        allow_private: Whether private addresses are allowed already.
    """
    what = str(failure) if failure.host == start else f"{start} redirects, and {failure}"
    match failure.kind:
        case Kind.REFUSED:
            more = "" if allow_private else "; for a site in your own network, say --allow-private"
            return AddressRefused(what, _PUBLIC + more)
        case Kind.TOO_LARGE:
            return TooLarge(what, "give the address of one article")
        case Kind.UNTRUSTED:
            return FetchError(what, TRUST)
        case Kind.UNREADABLE:
            return FetchError(what, BY_HAND)
        case Kind.UNREACHABLE:
            return SiteUnavailable(what, "check the address and the network, or try again later")
        case _:
            return SiteUnavailable(what, "try again later")


def status_error(address: WebAddress, answer: Answer) -> FetchError:
    """Return the error for an answer that is no page."""
    status = answer.status
    if status in WAIT:
        return wait_error(address.origin, f"answers {_named(status)}", pause(answer))
    what = f"{address.origin} answers {_named(status)} for {shown(str(address))}"
    if status in _GONE:
        return PageGone(what, "check the address", status == HTTPStatus.GONE)
    if is_passing(status):
        return SiteUnavailable(what, "try again later")
    return FetchError(what, BY_HAND)


def wait_error(host: str, what: str, seconds: float) -> SiteUnavailable:
    """Return the error for a host that may not be asked for a while."""
    return SiteUnavailable(f"{host} {what}", f"try again in {seconds:.0f} s", seconds)


def pause(answer: Answer) -> float:
    """Return for how many seconds a host wants to be left alone."""
    seconds = retry_after(answer.headers)
    return _PAUSE if seconds is None else min(seconds, _LONGEST_PAUSE)


def is_passing(status: int) -> bool:
    """Return whether the same request may be answered otherwise later."""
    return status in WAIT or status in _LATER or status >= _SERVER_ERROR


def _named(status: int) -> str:
    """Return a status with its usual name; the server's own words may be anything."""
    standard = status in HTTPStatus._value2member_map_
    return f"{status} ({HTTPStatus(status).phrase})" if standard else str(status)
