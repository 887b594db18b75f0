"""Where the words of a text are, whether it has any, and whether it is too long for one request."""

from __future__ import annotations

import re
import unicodedata

from audionews.errors import BadInput

__all__ = ["check_text", "speakable", "word_spans"]

_RUN = re.compile(r"\S+")


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each word: a run without white space, less the punctuation around it.

    >>> word_spans("قالَ: «نعم» … 50%")
    ((0, 4), (7, 10), (14, 16))
    """
    spans = (_trimmed(text, *run.span()) for run in _RUN.finditer(text))
    return tuple((start, end) for start, end in spans if start < end)


def speakable(text: str) -> bool:
    """Return whether there is a letter or a digit in the text."""
    return any(char.isalnum() for char in text)


def check_text(text: str, most: int | None) -> None:
    """Raise a BadInput for a text that says nothing, or has more characters than one request may have.

    Args:
        text: What is to be spoken.
        most: ``caps.max_chars`` of the engine.
    """
    if not speakable(text):
        raise BadInput("there is no letter in this line", "leave the line out of the article")
    if most is not None and len(text) > most:
        raise BadInput(f"this line has more than {most} characters", "put full stops into the article")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not _sounds(text[end - 1]):
        end -= 1
    return start, end


def _sounds(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) == "Mn"
