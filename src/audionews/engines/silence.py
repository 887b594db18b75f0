"""Speaks silence of a plausible length: real and deterministic, for tests and dry runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown
from audionews.engines.words import check_text, word_spans
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
        check_text(text, None)
        refuse_unknown(voice)
        per_letter = round(RATE * LETTER_MS / 1000 / voice.speed)
        words: list[WordTime] = []
        clock = 0
        for start, end in word_spans(text):
            begins = clock
            clock += per_letter * sum(char.isalnum() for char in text[start:end])
            words.append(WordTime(start=start, end=end, begins=begins / RATE, ends=clock / RATE))
        return Clip(sound=bytes(2 * clock), container=Container.PCM, rate=RATE, words=tuple(words))
