"""Retries: whether an engine is asked again, and after how long."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.errors import Blocked, NoAudio, Transient, Truncated

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.errors import EngineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Clock, sleep and random numbers, as parameters so that tests need not wait.

    Attributes:
        now: Returns the time of a monotonic clock, in seconds.
        sleep: Waits that many seconds, or until the event is set.
        chance: Returns a random number from 0 to 1.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a text is requested, and with which waits.

    The waits grow exponentially with full jitter: each is a random share of ``first``, 2 * ``first``, 4 * ``first`` ...
    seconds, so that many clients do not return at the same moment (M. Brooker, "Exponential Backoff And Jitter", 2015).

    Attributes:
        tries: How often to ask in all if the failure may pass.
        doubts: How often to ask in all if a service refused, or its answer is not the sound of the text: only one of
            its many machines may be at fault.
        first: The longest possible first wait, in seconds.
        longest: The longest wait, in seconds. If a service wants us to wait longer, it is not asked again.
    """

    tries: int = 6
    doubts: int = 4
    first: float = 0.5
    longest: float = 60.0

    def wait(self, error: EngineError, tried: int, chance: float) -> float | None:
        """Return the seconds to wait before the next request, or None to give up.

        Args:
            error: The last failure.
            tried: How often the text was requested.
            chance: A random number from 0 to 1.
        """
        after = (error.retry_after or 0.0) if isinstance(error, Transient) else 0.0
        if tried >= self._tries(error) or after > self.longest:
            return None
        return after + chance * min(self.longest, self.first * 2.0 ** (tried - 1))

    def _tries(self, error: EngineError) -> int:
        if error.retryable:
            return self.tries
        return self.doubts if isinstance(error, (Blocked, NoAudio, Truncated)) else 1
