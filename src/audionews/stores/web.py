"""The request to the web for ``publish``: the notice to a hub."""

from __future__ import annotations

from urllib.parse import urlencode

from audionews.errors import StoreError
from audionews.http import Request, exchange

_SECONDS = 60.0  # for a whole answer
_LARGEST = 1 << 20  # bytes of an answer, which is not looked at


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
