"""Text as phrases of phones, and when its words are heard: for engines that speak phones."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.line import Phrase, SpokenWord, phonemes
from audionews.engines.toolkit.text import check_text
from audionews.errors import BadInput
from audionews.model import WordTime

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["spoken_phrases", "word_times"]


def spoken_phrases(text: str, most: int | None, *, pausal: bool) -> tuple[Phrase, ...]:
    """Return the phrases of a line, at least one.

    Args:
        text: What is to be spoken.
        most: ``caps.max_chars`` of the engine.
        pausal: Whether the last word of a phrase is said in its pausal form.

    Raises:
        BadInput: There is nothing to speak in the text, or it is too long.
    """
    check_text(text, most)
    phrases = phonemes(text, pausal=pausal)
    if not phrases:
        raise BadInput("there is no Arabic letter in this line", "leave the line out of the article")
    return phrases


def word_times(
    phrases: Sequence[Phrase], numbers: Sequence[int], frames: Sequence[int], seconds: float
) -> Iterator[WordTime]:
    """Yield the time of each word. Two words that are written as one, عبدالله, have one time.

    Args:
        phrases: Those of the line.
        numbers: Of each phone the index of its word among all words of the phrases; -1 for a pause.
        frames: The length of each phone in frames.
        seconds: The length of a frame.
    """
    words: list[SpokenWord] = [word for phrase in phrases for word in phrase.words]
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for number, end, length in zip(numbers, accumulate(frames), frames, strict=True):
        begins.setdefault(number, end - length)
        ends[number] = end
    first = 0
    for index, word in enumerate(words):
        if index + 1 < len(words) and words[index + 1].start == word.end:
            continue
        begin = begins[first] * seconds
        yield WordTime(start=words[first].start, end=word.end, begins=begin, ends=ends[index] * seconds)
        first = index + 1
