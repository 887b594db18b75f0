"""Limits of elapsed time, for calls that may hang where no library has a time limit."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def within(seconds: float, call: Callable[[], Result], late: Exception) -> Result:
    """Return the result of the call.

    The call runs in a thread of its own, because the time limits of libraries do not cover all that may hang, such as
    the look-up of a host name. A call that takes too long is abandoned; its thread goes on.

    Args:
        seconds: The limit.
        call: The function to call.
        late: The error to raise after the limit.
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
