"""Synthesis: from the lines of a script to their clips in the cache."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from audionews.audio.measure import VERSION, Measures, measure
from audionews.audio.pcm import pack
from audionews.building.cache import Cache, Metadata
from audionews.building.keys import clip_key
from audionews.building.retry import within
from audionews.building.validate import validate_clip
from audionews.errors import CacheChanged
from audionews.model import Clip, Container, WordTime
from audionews.model.events import LineSpoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from audionews.building.voice_set import VoiceSet
    from audionews.model import Line, Voice
    from audionews.model.events import Listener
    from audionews.ports import SpeechEngine

_UNDER_WAY = 16  # lines at once of an engine without a limit; most of them wait for a worker


class ClipFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a cached clip without its bytes."""

    container: Container
    rate: int
    words: tuple[WordTime, ...]
    measures: Measures


Clips: TypeAlias = Cache[ClipFacts]


class ClipAddress(NamedTuple):
    """A clip in the cache: its key, and the digest of its bytes. A service may speak a line differently each time."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Synthesizer:
    """An engine with a voice, and the cache of their clips."""

    engine: SpeechEngine
    voice: Voice
    cache: Clips

    def key(self, text: str) -> str:
        """Return the address of the clip of a spoken text."""
        return clip_key(self.engine, self.voice, text)

    def metadata(self, text: str) -> Metadata[ClipFacts]:
        """Return what is known of the clip, which is spoken again if its cache entry was damaged.

        Measures that were taken in an older way are taken again.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        found = self.cache.metadata(self.key(text))
        if found is not None and found.facts.measures.version == VERSION:
            return found
        self.clip(text)
        return self.metadata(text)

    def clip(self, text: str) -> tuple[Clip, ClipFacts]:
        """Return the clip, spoken again if its cache entry was damaged.

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


def speak_line(synthesizer: Synthesizer, text: str, gate: AbstractContextManager[object] | None = None) -> None:
    """Speak a text and keep its clip: the job that runs on a worker.

    Args:
        synthesizer: Who speaks.
        text: What is spoken.
        gate: Held while the engine is asked, and only then.

    Raises:
        EngineError: No sound, or not the sound of this text. Nothing is kept then.
    """
    engine, voice = synthesizer.engine, synthesizer.voice
    with gate or nullcontext():
        delivered = within(engine.caps.seconds, partial(engine.speak, text, voice), engine.name)
    measures = validate_clip(text, delivered, engine.caps)
    clip = pack(delivered)
    facts = ClipFacts(container=clip.container, rate=clip.rate, words=clip.words, measures=measures)
    synthesizer.cache.put(synthesizer.key(text), facts, clip.sound)


def read_clip(cache: Clips, address: ClipAddress) -> tuple[Clip, ClipFacts]:
    """Return the clip that has exactly these bytes.

    Raises:
        CacheChanged: It was damaged or replaced, or its measures were taken in an older way.
    """
    entry = cache.entry(address.key)
    if entry is None or entry[0].sha256 != address.sha256 or entry[0].facts.measures.version != VERSION:
        raise CacheChanged("a spoken line in the cache was damaged or replaced", "run the build again")
    return _unpacked(entry[0].facts, entry[1])


def _unpacked(facts: ClipFacts, sound: bytes) -> tuple[Clip, ClipFacts]:
    return Clip(sound=sound, container=facts.container, rate=facts.rate, words=facts.words), facts


def synthesize(lines: Sequence[Line], voices: VoiceSet, executor: Executor, source: str, tell: Listener) -> int:
    """Put the clip of every line into the cache and return how many were spoken.

    What is under way when a line fails, or when the user interrupts, is finished and kept.

    Args:
        lines: Of one script.
        voices: Who speaks them.
        executor: Where engines work that are in this machine. A service is asked from threads of its own, as many as
            it allows.
        source: Of the article, for the events.
        tell: Is told of every line.

    Raises:
        EngineError: A line could not be spoken.
    """
    missing = voices.missing(lines)
    cached = len(lines) - len(missing)
    if cached:
        tell(LineSpoken(source=source, number=cached, lines=len(lines), cached=True))
    halt = threading.Event()
    with ExitStack() as pools:
        calls = list(_submit(missing.values(), voices, executor, halt, pools))
        try:
            for number, call in enumerate(as_completed(calls), start=cached + 1):
                call.result()
                tell(LineSpoken(source=source, number=number, lines=len(lines), cached=False))
        finally:
            halt.set()
            for call in calls:
                call.cancel()
    return len(missing)


def _submit(
    lines: Iterable[Line], voices: VoiceSet, executor: Executor, halt: threading.Event, pools: ExitStack
) -> Iterator[Future[None]]:
    """Yield the call of each line, made from threads that belong to its engine.

    There are twice as many as a service may be asked at once: while one clip is validated, another is asked for.
    """
    threads: dict[str, ThreadPoolExecutor] = {}
    for line in lines:
        synthesizer = voices.synthesizer(line.role)
        name, caps = synthesizer.engine.name, synthesizer.engine.caps
        if name not in threads:
            threads[name] = pools.enter_context(ThreadPoolExecutor(2 * (caps.concurrency or _UNDER_WAY)))
        guard = voices.guard(name)
        here = partial(speak_line, synthesizer, line.spoken, guard.gate)
        there = partial(_on_worker, executor, synthesizer, line.spoken)
        yield threads[name].submit(guard.ask, there if caps.offline else here, halt)


def _on_worker(executor: Executor, synthesizer: Synthesizer, text: str) -> None:
    executor.submit(speak_line, synthesizer, text).result()
