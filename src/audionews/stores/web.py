"""Files on the web, for those who look at them once: sizes and small files, with bounds on time and size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from audionews.errors import StoreError

if TYPE_CHECKING:
    from http.client import HTTPResponse

_TIMEOUT = 20.0  # seconds
_LARGEST = 32 << 20  # bytes of a file that is read whole
_GONE = {404, 410}


class WebFiles:
    """What ``check`` asks of the web."""

    def reaches(self, url: str) -> bool:
        """Return whether the address leads to the web."""
        return url.startswith(("http://", "https://"))

    def size(self, url: str) -> int | None:
        """Return what the server says the size is; None when there is no such file."""
        answer = _ask(url, "HEAD")
        if answer is None:
            return None
        with answer:
            return int(answer.headers.get("content-length") or 0)

    def read(self, url: str) -> bytes | None:
        """Return the file; None when there is none."""
        answer = _ask(url, "GET")
        if answer is None:
            return None
        with answer:
            return answer.read(_LARGEST)

    def read_sound(self, url: str) -> bytes | None:  # noqa: ARG002 - the port's signature
        """Return None: sounds are too large to fetch for a look."""
        return None


def tell_hub(hub: str, topics: list[str]) -> None:
    """Tell a WebSub hub that these feeds have changed. Source: W3C WebSub, publishing.

    Raises:
        StoreError: The hub does not take it.
    """
    form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    request = Request(hub, data=form, headers={"User-Agent": "audionews publish"})  # noqa: S310 - settings allow http(s)
    try:
        with urlopen(request, timeout=_TIMEOUT):  # noqa: S310 - as above
            return
    except (HTTPError, URLError, OSError) as error:
        if isinstance(error, HTTPError):
            error.close()
        remedy = "run audionews publish again later: only the hub will be told"
        raise StoreError(f"the show is published, but the hub {hub} does not take the news: {error}", remedy) from error


def _ask(url: str, method: str) -> HTTPResponse | None:
    request = Request(url, method=method, headers={"User-Agent": "audionews check"})  # noqa: S310 - reaches() was asked
    try:
        answer: HTTPResponse = urlopen(request, timeout=_TIMEOUT)  # noqa: S310 - as above
    except HTTPError as error:
        error.close()
        if error.code in _GONE:
            return None
        raise StoreError(f"{url} answers {error.code} {error.reason}", "look at the server's log") from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        why = getattr(reason, "strerror", None) or reason
        raise StoreError(f"cannot reach {url}: {why}", "check the address and the network") from error
    return answer
