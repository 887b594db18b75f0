"""Retries: when an engine is asked again, and how long to wait before that."""

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
    """Clock, sleep and chance, handed in so that tests wait for nothing.

    Attributes:
        now: Seconds that only grow.
        sleep: Waits so many seconds, or until the event is set.
        chance: A random number from 0 to 1.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a text is asked for, and how far apart.

    The waits grow exponentially with full jitter: each is a random share of ``first``, 2 * ``first``, 4 * ``first`` ...
    seconds, so that many clients do not come back all at once (M. Brooker, "Exponential Backoff And Jitter", 2015).

    Attributes:
        tries: How often, when the failure may pass.
        doubts: How often, when a service refused or what it gave is not the sound of the text: one of its many machines
            may be at fault.
        first: Seconds.
        longest: Seconds of the longest wait; a service that wants us to wait longer is not asked again.
    """

    tries: int = 6
    doubts: int = 4
    first: float = 0.5
    longest: float = 60.0

    def wait(self, error: EngineError, tried: int, chance: float) -> float | None:
        """Return after how many seconds to ask again, or None: not at all.

        Args:
            error: What happened last.
            tried: How often the text was asked for.
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
