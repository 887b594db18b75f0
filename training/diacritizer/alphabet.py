"""What the model reads and writes: the ids of characters, and the classes of marks.

The ids and classes are part of the model: it records both in its metadata, and the project reads them from there.
"""

from __future__ import annotations

import unicodedata

PAD, BOUNDARY, UNKNOWN, SPACE, DIGIT, LATIN = range(6)
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژڤگ"
SIGNS = '.،؛:؟!"()-/%'
SAME = dict(zip(",;?«»“”„‘’'[]{}–—−…", '،؛؟""""""""()()---.', strict=True))
"""Signs that the model does not tell from others."""

SHADDA, SUKUN, FATHATAN = "\u0651", "\u0652", "\u064b"
VOWELS = "\u064e\u064f\u0650"
TANWIN = "\u064b\u064c\u064d"
CLASSES = ("", *VOWELS, SUKUN, *TANWIN, SHADDA, *(SHADDA + vowel for vowel in VOWELS + TANWIN))

_IDS = {char: at for at, char in enumerate(LETTERS + SIGNS, start=LATIN + 1)}
SIZE = LATIN + 1 + len(_IDS)
KINDS = [0, 2, 1, 0, 1, 1] + [1] * len(LETTERS) + [2] * len(SIGNS)
"""Of each id: 0 parts words, 1 belongs to a word, 2 is a word of its own."""


def characters() -> dict[str, int]:
    """Return the id of each character that has one of its own."""
    return dict(_IDS)


def char_id(char: str) -> int:
    """Return the id of a character.

    >>> char_id("7") == char_id("٣") == DIGIT, char_id("?") == char_id("؟"), char_id("é") == LATIN
    (True, True, True)
    """
    found = _IDS.get(SAME.get(char, char))
    if found is not None:
        return found
    if char == "\n":
        return BOUNDARY
    if char.isspace():
        return SPACE
    if char.isdigit():
        return DIGIT
    return LATIN if unicodedata.category(char).startswith("L") and char < "\u0530" else UNKNOWN
