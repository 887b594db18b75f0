"""The requests to the web for ``publish``: the notices that a feed has changed."""

from __future__ import annotations

from urllib.parse import urlencode

from audionews.errors import StoreError, StoreUnavailable
from audionews.http import Failure, Kind, Request, exchange
from audionews.stores.failures import is_passing

_SECONDS = 60.0  # for a whole answer
_LARGEST = 1 << 20  # bytes of an answer, which is not looked at


def tell_hub(hub: str, topics: list[str]) -> None:
    """Notify a WebSub hub that these feeds have changed. Source: W3C WebSub, publishing.

    Raises:
        StoreError: The hub refuses the notice.
        StoreUnavailable: It cannot be reached, or fails.
    """
    form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    remedy = "run audionews publish again later: only the hub will be told"
    send_notice(Request(hub, form, headers, follow=True), f"the hub {hub}", remedy)


def send_notice(request: Request, who: str, remedy: str) -> None:
    """Send the notice that a show was published.

    Args:
        request: The request.
        who: Who is told, for messages.
        remedy: What to do if it fails.

    Raises:
        StoreError: It is refused.
        StoreUnavailable: The server cannot be reached, or fails.
    """
    what = f"the show is published, but {who} does not take the news"

    def fail(failure: Failure) -> StoreError:
        kind = StoreError if failure.kind is Kind.UNTRUSTED else StoreUnavailable
        return kind(f"{what}: {failure}", remedy)

    answer = exchange(request, fail, seconds=_SECONDS, largest=_LARGEST)
    if not answer.good:
        kind = StoreUnavailable if is_passing(answer.status) else StoreError
        raise kind(f"{what}: it answers {answer.status} ({answer.phrase})", remedy)
