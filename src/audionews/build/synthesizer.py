"""A Synthesizer: an engine with a voice, and the cache of their clips."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio.measure import VERSION, Measures, measure
from audionews.audio.pcm import pack
from audionews.errors import CacheChanged
from audionews.model import Clip, Container, WordTime
from audionews.build.cache import Cache, Metadata
from audionews.build.keys import clip_key
from audionews.build.retry import within
from audionews.build.validate import validate_clip

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from audionews.model import Voice
    from audionews.ports import SpeechEngine


class ClipFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a cached clip without its bytes."""

    container: Container
    rate: int
    words: tuple[WordTime, ...]
    measures: Measures


Clips: TypeAlias = Cache[ClipFacts]


class Synthesizer:
    """An engine with a voice, and the cache of their clips."""

    def __init__(self, engine: SpeechEngine, voice: Voice, cache: Clips) -> None:
        self.engine = engine
        self.voice = voice
        self.cache = cache

    def key(self, text: str) -> str:
        """Return the address of the clip of a spoken text."""
        return clip_key(self.engine, self.voice, text)

    def note(self, text: str) -> Metadata[ClipFacts]:
        """Return what is known of the clip, which is spoken again when its cache entry was damaged.

        Measures that were taken in an older way are taken again.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        note = self.cache.note(self.key(text))
        if note is not None and note.facts.measures.version == VERSION:
            return note
        self.clip(text)
        return self.note(text)

    def make(self, text: str, gate: AbstractContextManager[object] | None = None) -> None:
        """Speak a text and keep its clip.

        Args:
            text: What is spoken.
            gate: Held while the engine is asked, and only then.

        Raises:
            EngineError: No sound, or not the sound of this text. Nothing is kept then.
        """
        engine = self.engine
        with gate or nullcontext():
            delivered = within(engine.caps.seconds, lambda: engine.speak(text, self.voice), engine.name)
        measures = validate_clip(text, delivered, engine.caps)
        clip = pack(delivered)
        facts = ClipFacts(container=clip.container, rate=clip.rate, words=clip.words, measures=measures)
        self.cache.put(self.key(text), facts, clip.sound)

    def clip(self, text: str) -> tuple[Clip, ClipFacts]:
        """Return the clip, spoken again when its cache entry was damaged.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        key = self.key(text)
        entry = self.cache.entry(key)
        if entry is None:
            self.make(text)
            return self.clip(text)
        return self._measured(key, *entry)

    def clip_with_digest(self, text: str, sha256: str) -> tuple[Clip, ClipFacts]:
        """Return the clip whose bytes have this digest: the one that has been seen by whoever joins it.

        Raises:
            CacheChanged: It was damaged or replaced.
        """
        key = self.key(text)
        entry = self.cache.entry(key)
        if entry is None or entry[0].sha256 != sha256:
            raise CacheChanged("a spoken line in the cache was damaged or replaced", "run the build again")
        return self._measured(key, *entry)

    def _measured(self, key: str, note: Metadata[ClipFacts], sound: bytes) -> tuple[Clip, ClipFacts]:
        """Return a clip with its facts; measures that were taken in an older way are taken again."""
        facts = note.facts
        clip = Clip(sound=sound, container=facts.container, rate=facts.rate, words=facts.words)
        if facts.measures.version != VERSION:
            facts = msgspec.structs.replace(facts, measures=measure(clip, silent_ok=self.engine.caps.silent))
            self.cache.put(key, facts, sound)
        return clip, facts
