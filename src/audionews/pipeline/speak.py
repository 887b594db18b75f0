"""Speaking a script: every line that the cache does not hold is spoken once, checked and kept."""

from __future__ import annotations

from concurrent.futures import as_completed
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio.measure import Measures, measure
from audionews.audio.pcm import pack
from audionews.errors import NoAudio, Truncated
from audionews.model import Clip, Container, WordTime
from audionews.pipeline.cache import Cache
from audionews.pipeline.events import LineSpoken
from audionews.pipeline.keys import clip_key
from audionews.text.letters import is_letter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from audionews.model import Line, Voice
    from audionews.pipeline.events import Listener
    from audionews.ports import SpeechEngine

# Newsreaders say 10 to 15 letters a second. What is far outside is not the sound of the text.
_FASTEST = 60.0  # letters a second
_SLOWEST = 1.5
_SLACK = 5.0  # seconds


class ClipFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a cached clip without its bytes."""

    container: Container
    rate: int
    words: tuple[WordTime, ...]
    measures: Measures


Clips: TypeAlias = Cache[ClipFacts]


class Speaker:
    """An engine with a voice, and the cache of their clips."""

    def __init__(self, engine: SpeechEngine, voice: Voice, cache: Clips) -> None:
        self.engine = engine
        self.voice = voice
        self.cache = cache

    def key(self, line: Line) -> str:
        """Return the address of the line's clip."""
        return clip_key(self.engine, self.voice, line.spoken)

    def facts(self, line: Line) -> ClipFacts:
        """Return what is known of the line's clip, which is spoken again when its cache entry was damaged.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        facts = self.cache.facts(self.key(line))
        return self.clip(line)[1] if facts is None else facts

    def missing(self, lines: Sequence[Line]) -> dict[str, str]:
        """Return the texts that have to be spoken, by address, each once."""
        texts = {self.key(line): line.spoken for line in lines}
        return {key: text for key, text in texts.items() if self.cache.facts(key) is None}

    def speak(self, lines: Sequence[Line], executor: Executor, source: str, tell: Listener) -> int:
        """Put the clip of every line into the cache and return how many were spoken.

        What was under way when a line fails, or when the user interrupts, is finished and kept.

        Raises:
            EngineError: A line could not be spoken.
        """
        missing = self.missing(lines)
        if len(missing) < len(lines):
            tell(LineSpoken(source=source, number=len(lines) - len(missing), lines=len(lines), cached=True))
        calls = [executor.submit(self.make, key, text) for key, text in missing.items()]
        try:
            for number, call in enumerate(as_completed(calls), start=len(lines) - len(missing) + 1):
                call.result()
                tell(LineSpoken(source=source, number=number, lines=len(lines), cached=False))
        finally:
            for call in calls:
                call.cancel()
        return len(missing)

    def make(self, key: str, text: str) -> None:
        """Speak one text and keep its clip.

        Raises:
            EngineError: No sound, or not the sound of this text. Nothing is kept then.
        """
        delivered = self.engine.speak(text, self.voice)
        measures = measure(delivered, silent_ok=self.engine.caps.silent)
        _check(text, measures)
        clip = pack(delivered)
        facts = ClipFacts(container=clip.container, rate=clip.rate, words=clip.words, measures=measures)
        self.cache.put(key, facts, clip.sound)

    def clip(self, line: Line) -> tuple[Clip, ClipFacts]:
        """Return the line's clip, spoken again when its cache entry was damaged.

        Raises:
            EngineError: It had to be spoken again and could not be.
        """
        key = self.key(line)
        sound, facts = self.cache.blob(key), self.cache.facts(key)
        if sound is None or facts is None:
            self.make(key, line.spoken)
            return self.clip(line)
        return Clip(sound=sound, container=facts.container, rate=facts.rate, words=facts.words), facts


def _check(text: str, measures: Measures) -> None:
    """Raise when the length of the sound cannot be that of the text."""
    letters = sum(map(is_letter, text))
    seconds = (measures.last - measures.first) / measures.rate
    if seconds < letters / _FASTEST:
        raise Truncated(f"the engine gave {seconds:.1f} s of sound for {letters} letters", "run the build again")
    if seconds > letters / _SLOWEST + _SLACK:
        raise NoAudio(f"the engine gave {seconds:.1f} s of sound for {letters} letters", "try another voice (--voice)")
