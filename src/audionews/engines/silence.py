"""Speaks silence of a plausible length: a real, deterministic engine for tests and dry runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.engines.toolkit.options import NoOptions, read_options
from audionews.engines.toolkit.text import check_text, word_spans
from audionews.model import Caps, Clip, Container, Diacritics, Timings, WordTime

if TYPE_CHECKING:
    from audionews.model import Voice

RATE = 16_000
LETTER_MS = 65  # a newsreader speaks about 15 letters a second


class SilenceEngine:
    """Silence whose length follows the letters of the text."""

    name = "silence"
    version = "1"
    caps = Caps(offline=True, timings=Timings.WORD, diacritics=Diacritics.EITHER, silent=True)

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return silence: 65 ms a letter or digit, divided by the voice's speed, with the time of each word.

        Raises:
            BadInput: There is nothing to speak in the text.
            SettingsError: The voice has a setting; silence has none.
        """
        check_text(text, self.caps.max_chars)
        read_options(voice, NoOptions)
        per_letter = round(RATE * LETTER_MS / 1000 / voice.speed)
        words: list[WordTime] = []
        sample = 0
        for start, end in word_spans(text):
            begins = sample
            sample += per_letter * sum(char.isalnum() for char in text[start:end])
            words.append(WordTime(start=start, end=end, begins=begins / RATE, ends=sample / RATE))
        return Clip(sound=bytes(2 * sample), container=Container.PCM, rate=RATE, words=tuple(words))
