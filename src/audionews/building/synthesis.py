"""Synthesis: from the lines of a script to their clips in the cache."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from threading import BoundedSemaphore, Semaphore
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from audionews.audio.measure import VERSION, Measures, measure
from audionews.audio.pcm import pack
from audionews.building.cache import Cache, Metadata
from audionews.building.keys import clip_key
from audionews.building.recent_sounds import recent_sounds
from audionews.building.retry import RetryPolicy, Timing
from audionews.building.validate import validate_clip
from audionews.errors import BadInput, CacheChanged, EngineError, Transient
from audionews.model import Clip, Container, WordTime
from audionews.model.events import LineSpoken
from audionews.timeout import within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from audionews.building.voice_set import VoiceSet
    from audionews.model import Line, Voice
    from audionews.model.events import Listener
    from audionews.ports import SpeechEngine

FAILURES = 10  # in a row open the circuit breaker; if 3 answers in 10 are bad, that happens by chance once in 170,000
REST = 60.0  # seconds for which an engine is then not asked
MOST = 60  # simultaneous calls of an engine without a limit of its own
_UNDER_WAY = 16  # simultaneous lines of an engine without a limit; most of them wait for a worker


class ClipFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a cached clip, which can be read without its bytes."""

    container: Container
    rate: int
    words: tuple[WordTime, ...]
    measures: Measures


Clips: TypeAlias = Cache[ClipFacts]
Gate: TypeAlias = "AbstractContextManager[object]"  # held by each of the calls that may be made at the same time


class ClipAddress(NamedTuple):
    """A clip in the cache: its key, and the digest of its bytes. A service may speak a line differently each time."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Synthesizer:
    """An engine with a voice, and the cache of its clips."""

    engine: SpeechEngine
    voice: Voice
    cache: Clips

    def key(self, text: str) -> str:
        """Return the address of the clip of a spoken text."""
        return clip_key(self.engine, self.voice, text)

    def metadata(self, text: str) -> Metadata[ClipFacts]:
        """Return the facts of the clip; the text is spoken again if the cache entry is missing or damaged.

        Measures of an older version are taken again.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        found = self.cache.metadata(self.key(text))
        if found is not None and found.facts.measures.version == VERSION:
            return found
        self.clip(text)
        return self.metadata(text)

    def clip(self, text: str) -> tuple[Clip, ClipFacts]:
        """Return the clip and its facts; the text is spoken again if the cache entry is missing or damaged.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        key = self.key(text)
        entry = self.cache.entry(key)
        if entry is None:
            speak_line(self, text)
            return self.clip(text)
        clip, facts = _unpacked(entry[0].facts, entry[1])
        if facts.measures.version != VERSION:
            facts = msgspec.structs.replace(facts, measures=measure(clip, silent_ok=self.engine.caps.silent))
            self.cache.put(key, facts, clip.sound)
        return clip, facts


def speak_line(synthesizer: Synthesizer, text: str, gate: Gate | None = None) -> None:
    """Speak a text and cache its clip: the job that runs on a worker.

    Args:
        synthesizer: Speaks the text.
        text: The text.
        gate: Held while the engine speaks, and only then.

    Raises:
        EngineError: There is no sound, or it is not the sound of this text. Nothing is cached then.
    """
    engine, voice = synthesizer.engine, synthesizer.voice
    with gate or nullcontext():
        delivered = within(engine.caps.seconds, partial(engine.speak, text, voice), _late(engine))
    measures = validate_clip(text, delivered, engine.caps)
    clip = pack(delivered)
    facts = ClipFacts(container=clip.container, rate=clip.rate, words=clip.words, measures=measures)
    recent_sounds.keep(synthesizer.cache.put(synthesizer.key(text), facts, clip.sound), delivered)


def _late(engine: SpeechEngine) -> Transient:
    what = f"{engine.name} did not answer within {engine.caps.seconds:g} s"
    return Transient(what, "try again later, or use another voice (audionews voices list)")


def read_clip(cache: Clips, address: ClipAddress) -> tuple[Clip, ClipFacts]:
    """Return the clip with exactly these bytes, and its facts; as PCM if it was just spoken in this process.

    Raises:
        CacheChanged: It was damaged or replaced, or its measures are of an older version.
    """
    entry = cache.entry(address.key)
    if entry is None or entry[0].sha256 != address.sha256 or entry[0].facts.measures.version != VERSION:
        raise CacheChanged("a spoken line in the cache was damaged or replaced", "run the build again")
    clip, facts = _unpacked(entry[0].facts, entry[1])
    sound = recent_sounds.pop(address.sha256)
    return (clip if sound is None else replace(clip, sound=sound, container=Container.PCM)), facts


def _unpacked(facts: ClipFacts, sound: bytes) -> tuple[Clip, ClipFacts]:
    return Clip(sound=sound, container=facts.container, rate=facts.rate, words=facts.words), facts


class EngineGuard:
    """Guards the calls of an engine: a throttle, retries and a circuit breaker.

    Args:
        engine: The engine.
        timing: Clock, sleep and random numbers.
        gate: Limits the simultaneous calls; None allows as many as the engine says.
    """

    def __init__(self, engine: SpeechEngine, timing: Timing, gate: Gate | None = None) -> None:
        self.engine = engine
        self.most = engine.caps.concurrency or MOST  # simultaneous calls
        self.gate: Gate = gate or BoundedSemaphore(self.most)
        # An engine on this machine gives the same answer each time.
        self.policy = RetryPolicy(doubts=1) if engine.caps.offline else RetryPolicy()
        self._timing = timing
        self._lock = threading.Lock()
        self._next = 0.0  # when the next call may start
        self._failures = 0  # in a row
        self._last = ""  # the message of the last failure
        self._rests = 0.0  # until when the engine is not asked

    def __reduce__(self) -> tuple[type[EngineGuard], tuple[SpeechEngine, Timing, Gate | None]]:
        """Pickle as a guard that has not called its engine yet, with a gate that holds for many machines."""
        return EngineGuard, (self.engine, Timing(), None if isinstance(self.gate, Semaphore) else self.gate)

    def threads(self) -> ThreadPoolExecutor:
        """Return a pool of threads for the calls of the engine.

        It has twice as many threads as calls are allowed: while one clip is validated, another is requested.
        """
        return ThreadPoolExecutor(2 * (self.engine.caps.concurrency or _UNDER_WAY))

    def ask(self, call: Callable[[], None], halt: threading.Event) -> None:
        """Make the call until it succeeds or the policy gives up.

        Args:
            call: Calls the engine.
            halt: When it is set, failed calls are not retried.

        Raises:
            EngineError: The last failure, or that the circuit breaker is open.
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
        """Wait until the next call may start; raise if the circuit breaker is open."""
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
        """Count a failure, unless it is the fault of the text."""
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


def synthesize(lines: Sequence[Line], voices: VoiceSet, executor: Executor, source: str, tell: Listener) -> int:
    """Put the clip of every line into the cache and return how many were spoken.

    When a line fails, or the user interrupts, calls that have begun are finished and their clips are kept.

    Args:
        lines: The lines of one script.
        voices: Their voices.
        executor: Runs engines that work on this machine. Services are called from threads of their own, with as many
            calls at the same time as they allow.
        source: The source of the article, for the events.
        tell: Receives an event for every line.

    Raises:
        EngineError: A line could not be spoken.
    """
    missing = voices.missing(lines)
    cached = len(lines) - len(missing)
    if cached:
        tell(LineSpoken(source=source, number=cached, lines=len(lines), cached=True))
    halt = threading.Event()
    with ExitStack() as pools:
        threads = {name: pools.enter_context(guard.threads()) for name, guard in voices.guards.items()}
        calls = []
        for line in missing.values():
            synthesizer = voices.speaker(line)
            name, offline = synthesizer.engine.name, synthesizer.engine.caps.offline
            job = _job(synthesizer, line.spoken, voices.guards[name], executor if offline else None)
            calls.append(threads[name].submit(voices.guards[name].ask, job, halt))
        try:
            for number, call in enumerate(as_completed(calls), start=cached + 1):
                call.result()
                tell(LineSpoken(source=source, number=number, lines=len(lines), cached=False))
        finally:
            halt.set()
            for call in calls:
                call.cancel()
    return len(missing)


def _job(synthesizer: Synthesizer, text: str, guard: EngineGuard, executor: Executor | None) -> Callable[[], None]:
    """Return a function that speaks a text: on the executor, or in its own thread, limited by the guard's gate."""
    if executor is None:
        return partial(speak_line, synthesizer, text, guard.gate)
    return lambda: executor.submit(speak_line, synthesizer, text).result()
