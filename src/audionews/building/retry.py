"""Retries: when to ask an engine again, how long to wait, when to leave it alone."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from audionews import timeout
from audionews.errors import BadInput, Blocked, EngineError, NoAudio, Transient, Truncated

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.ports import SpeechEngine

Answer = TypeVar("Answer")

FAILURES = 10  # in a row, after which an engine is left alone: by chance, 3 bad answers in 10 do that once in 170,000
REST = 60.0  # seconds for which it is left alone
MOST = 60  # calls at once of an engine that has no limit of its own


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


class EngineGuard:
    """An engine as all lines ask it: a throttle, retries, and a circuit breaker.

    Args:
        engine: The engine.
        timing: Clock, sleep and chance.
    """

    def __init__(self, engine: SpeechEngine, timing: Timing) -> None:
        self.engine = engine
        self.gate = threading.BoundedSemaphore(engine.caps.concurrency or MOST)  # lets through what is asked at once
        # What an engine in this machine gives once, it gives always.
        self.policy = RetryPolicy(doubts=1) if engine.caps.offline else RetryPolicy()
        self._timing = timing
        self._lock = threading.Lock()
        self._next = 0.0  # when the next call may start
        self._failures = 0  # in a row
        self._last = ""  # what went wrong last
        self._rests = 0.0  # until when it is left alone

    def ask(self, call: Callable[[], None], halt: threading.Event) -> None:
        """Make the call until it succeeds or the policy gives up.

        Args:
            call: Asks the engine.
            halt: When it is set, nothing is asked again.

        Raises:
            EngineError: The last failure, or that the engine is left alone.
        """
        tried = 0
        while True:
            self._admit(halt)
            tried += 1
            try:
                call()
            except EngineError as error:
                self._note(error)
                wait = self.policy.wait(error, tried, self._timing.chance())
                if wait is None or halt.is_set() or self._timing.now() < self._rests:
                    raise
            else:
                self._failures = 0
                return
            self._timing.sleep(halt, wait)

    def _admit(self, halt: threading.Event) -> None:
        """Wait for our turn; raise when the engine is left alone."""
        with self._lock:
            now = self._timing.now()
            if now < self._rests:
                what = (
                    f"{self.engine.name} failed {FAILURES} times in a row and is left alone for a minute: {self._last}"
                )
                raise Transient(what, "try again later, or use another voice (audionews voices list)")
            start = max(now, self._next)
            self._next = start + self.engine.caps.interval
        if start > now:
            self._timing.sleep(halt, start - now)

    def _note(self, error: EngineError) -> None:
        """Remember a failure. That one text cannot be spoken says nothing about the engine."""
        if isinstance(error, BadInput):
            return
        with self._lock:
            now = self._timing.now()
            self._failures += 1
            self._last = error.message
            if self._failures >= FAILURES:
                self._rests = now + REST
            if isinstance(error, Transient) and error.retry_after:
                self._next = max(self._next, now + error.retry_after)


def within(seconds: float, call: Callable[[], Answer], name: str) -> Answer:
    """Return the answer of the call to an engine.

    Raises:
        Transient: It took too long.
    """
    late = Transient(
        f"{name} did not answer within {seconds:g} s", "try again later, or use another voice (audionews voices list)"
    )
    return timeout.within(seconds, call, late)
