"""Requests to the web for ``check`` and ``publish``: a file, its size, and the notice to a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from audionews.errors import StoreError
from audionews.http import Failure, Kind, Request, exchange

if TYPE_CHECKING:
    from audionews.http import Answer

_SECONDS = 60.0  # for a whole answer
_LARGEST = 32 << 20  # bytes of a file that is read whole
_GONE = {404, 410}


class WebFiles:
    """Files on the web, for ``check``."""

    def reaches(self, url: str) -> bool:
        """Return whether the address is an http or https address."""
        return url.startswith(("http://", "https://"))

    def size(self, url: str) -> int | None:
        """Return the size that the server gives, 0 if it gives none; None if the file does not exist."""
        answer = _ask(url, "HEAD")
        if answer is None:
            return None
        length = answer.headers.get("Content-Length", "")
        return int(length) if length.isdecimal() else 0

    def read(self, url: str) -> bytes | None:
        """Return the bytes of the file, or None if it does not exist."""
        answer = _ask(url, "GET")
        return None if answer is None else answer.content

    def read_sound(self, url: str) -> bytes | None:  # noqa: ARG002 - the port's signature
        """Return None: sounds are too large to fetch for a check."""
        return None


def tell_hub(hub: str, topics: list[str]) -> None:
    """Notify a WebSub hub that these feeds have changed. Source: W3C WebSub, publishing.

    Raises:
        StoreError: The hub refuses the notice or cannot be reached.
    """

    def fail(why: object) -> StoreError:
        remedy = "run audionews publish again later: only the hub will be told"
        return StoreError(f"the show is published, but the hub {hub} does not take the news: {why}", remedy)

    form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = exchange(Request(hub, form, headers, follow=True), fail, seconds=_SECONDS, largest=_LARGEST)
    if not answer.good:
        raise fail(f"it answers {answer.status} ({answer.phrase})")


def _ask(url: str, method: str) -> Answer | None:
    def fail(failure: Failure) -> StoreError:
        why = failure.reason if failure.kind is Kind.UNREACHABLE else failure
        return StoreError(f"cannot reach {url}: {why}", "check the address and the network")

    answer = exchange(Request(url, method=method, follow=True), fail, seconds=_SECONDS, largest=_LARGEST)
    if answer.good:
        return answer
    if answer.status in _GONE:
        return None
    raise StoreError(f"{url} answers {answer.status} {answer.phrase}", "look at the server's log")
