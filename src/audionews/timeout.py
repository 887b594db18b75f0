"""Time limits by the clock on the wall, for calls that may hang where no library looks at a clock."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def within(seconds: float, call: Callable[[], Result], late: Exception) -> Result:
    """Return the result of the call.

    It is made in a thread of its own, because no time limit of a library covers all that may hang, such as the look-up
    of a name. A call that is too late is left to itself.

    Args:
        seconds: The limit.
        call: What is called.
        late: Is raised when the limit has passed.
    """
    results: queue.SimpleQueue[tuple[Result | None, BaseException | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - raised again by the caller
            results.put((None, error))

    threading.Thread(target=work, daemon=True).start()
    try:
        result, error = results.get(timeout=seconds)
    except queue.Empty:
        raise late from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value] # without an error there is a result
