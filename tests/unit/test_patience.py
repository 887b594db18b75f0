"""RetryPolicy with an engine: retries, throttle, rest and time limit, with a clock that nobody waits for."""

import threading
from collections.abc import Callable

import pytest

from audionews.building.cache import Cache
from audionews.building.retry import RetryPolicy, Timing
from audionews.building.synthesis import FAILURES, REST, ClipFacts, EngineGuard, Synthesizer, speak_line
from audionews.engines.silence import SilenceEngine
from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, Transient, Truncated
from audionews.model import Caps, Clip, Voice
from audionews.stores.memory import MemoryStore


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self, chance: float = 1.0) -> None:
        self.time = 100.0
        self.slept: list[float] = []
        self.timing = Timing(now=lambda: self.time, sleep=self.sleep, chance=lambda: chance)

    def sleep(self, _halt: threading.Event, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Online(SilenceEngine):
    """An engine that is a service."""

    name = "online"
    caps = Caps(offline=False, concurrency=2)


class Slow(SilenceEngine):
    """A service that wants two seconds between requests."""

    caps = Caps(offline=False, concurrency=2, interval=2.0)


def failing(*errors: EngineError) -> Callable[[], None]:
    """Return a call that fails in each of these ways, then succeeds."""
    left = list(errors)

    def call() -> None:
        if left:
            raise left.pop(0)

    return call


def busy() -> Transient:
    return Transient("busy", "try later")


def test_waits_double_and_are_shares_by_chance() -> None:
    clock = Clock(chance=0.5)
    EngineGuard(Online(), clock.timing).ask(failing(*(busy() for _ in range(5))), threading.Event())
    assert clock.slept == [0.25, 0.5, 1.0, 2.0, 4.0]


def test_waits_end_at_the_longest() -> None:
    assert RetryPolicy(tries=99).wait(busy(), 40, 1.0) == 60.0


def test_what_the_service_wants_is_waited_for_first() -> None:
    clock = Clock(chance=0.5)
    EngineGuard(Online(), clock.timing).ask(failing(RateLimited("slow down", "wait", 7.0)), threading.Event())
    assert clock.slept == [7.25]


def test_a_service_that_wants_too_long_a_wait_is_not_asked_again() -> None:
    clock = Clock()
    with pytest.raises(RateLimited):
        EngineGuard(Online(), clock.timing).ask(failing(RateLimited("slow down", "wait", 3600.0)), threading.Event())
    assert clock.slept == []


@pytest.mark.parametrize(
    ("error", "online", "offline"),
    [
        (busy(), 6, 6),
        (Blocked("no", "x"), 4, 1),
        (NoAudio("no", "x"), 4, 1),
        (Truncated("no", "x"), 4, 1),
        (BadInput("no", "x"), 1, 1),
        (EngineError("no", "x"), 1, 1),
    ],
)
def test_each_error_is_asked_again_as_often_as_that_may_help(error: EngineError, online: int, offline: int) -> None:
    for engine, tries in ((Online(), online), (SilenceEngine(), offline)):
        clock = Clock()
        with pytest.raises(type(error)):
            EngineGuard(engine, clock.timing).ask(failing(*[error] * 20), threading.Event())
        assert len(clock.slept) == tries - 1


def test_nothing_is_asked_again_after_a_halt() -> None:
    clock, halt = Clock(), threading.Event()
    halt.set()
    with pytest.raises(Transient):
        EngineGuard(Online(), clock.timing).ask(failing(busy()), halt)
    assert clock.slept == []


def test_requests_keep_the_distance_that_the_service_wants() -> None:
    clock = Clock()
    service = EngineGuard(Slow(), clock.timing)
    for _ in range(3):
        service.ask(failing(), threading.Event())
    assert clock.slept == [2.0, 2.0]


def test_a_limit_for_one_line_holds_for_the_next() -> None:
    clock = Clock(chance=0.0)
    service = EngineGuard(Online(), clock.timing)
    with pytest.raises(RateLimited):
        service.ask(failing(RateLimited("slow down", "wait", 90.0)), threading.Event())
    service.ask(failing(), threading.Event())
    assert clock.slept == [90.0]


def fail_often(service: EngineGuard, error: EngineError, times: int) -> None:
    for _ in range(times):
        with pytest.raises(EngineError):
            service.ask(failing(*[error] * 20), threading.Event())


def test_an_engine_that_fails_and_fails_is_left_alone_and_tried_again_later() -> None:
    clock = Clock(chance=0.0)
    service = EngineGuard(Online(), clock.timing)
    fail_often(service, EngineError("broken", "x"), FAILURES)
    asked: list[int] = []
    with pytest.raises(Transient, match="online failed 10 times in a row and is left alone for a minute: broken"):
        service.ask(lambda: asked.append(1), threading.Event())
    assert asked == []
    clock.time += REST
    service.ask(lambda: asked.append(1), threading.Event())
    assert asked == [1]


def test_the_failure_that_is_one_too_many_is_told_as_it_is() -> None:
    clock = Clock(chance=0.0)
    service = EngineGuard(Online(), clock.timing)
    fail_often(service, EngineError("broken", "x"), FAILURES - 1)
    with pytest.raises(Blocked):
        service.ask(failing(*[Blocked("no", "x")] * 4), threading.Event())
    assert clock.slept == []


def test_a_success_in_between_starts_the_count_anew() -> None:
    clock = Clock()
    service = EngineGuard(Online(), clock.timing)
    for _ in range(3):
        fail_often(service, EngineError("broken", "x"), FAILURES - 1)
        service.ask(failing(), threading.Event())


def test_texts_that_cannot_be_spoken_do_not_count() -> None:
    clock = Clock()
    service = EngineGuard(Online(), clock.timing)
    fail_often(service, BadInput("no letter", "x"), 2 * FAILURES)
    service.ask(failing(), threading.Event())


class Hanging(SilenceEngine):
    """Answers when it is let."""

    name = "slow"
    caps = Caps(offline=True, seconds=0.05)
    released = threading.Event()

    def speak(self, text: str, voice: Voice) -> Clip:
        self.released.wait()
        return super().speak(text, voice)


def test_a_call_that_hangs_is_given_up() -> None:
    synthesizer = Synthesizer(Hanging(), Voice(name="slow", engine="slow"), Cache(MemoryStore(), "clips", ClipFacts))
    with pytest.raises(Transient, match=r"slow did not answer within 0\.05 s"):
        speak_line(synthesizer, "نص")
    Hanging.released.set()


def test_the_clock_on_the_wall_is_the_default() -> None:
    timing = Timing()
    assert timing.now() <= timing.now()
    assert 0 <= timing.chance() <= 1
