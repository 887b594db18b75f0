"""The errors of the library in Arabic: what happened and what to do, by class; and by message where that says more.

A page shows the Arabic words, and the English of the library under "details": support and search need it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.desk.problem_words import KINDS, MESSAGES

if TYPE_CHECKING:
    from audionews.errors import AudionewsError

_NO_NAME = re.compile(r"(?<!\S)-(?=[ :]|$)")
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), what, remedy) for pattern, what, remedy in MESSAGES)
_PASTED = "النص الملصق"


class Problem(NamedTuple):
    """An error as a page shows it.

    Attributes:
        title: What happened, in Arabic.
        what: What exactly, in Arabic, or "".
        remedy: What to do, in Arabic.
        original: What the library says, in English, or "".
    """

    title: str
    what: str
    remedy: str
    original: str = ""


def problem_of(error: AudionewsError) -> Problem:
    """Return an error as a page shows it."""
    names = [kind.__name__ for kind in type(error).__mro__]
    return problem_told(next(name for name in names if name in KINDS), error.message, error.remedy)


def problem_told(kind: str, message: str, remedy: str = "") -> Problem:
    """Return an error that was kept as text.

    Args:
        kind: The name of its class; "" if that was not kept.
        message: What happened, in English.
        remedy: What to do, in English.

    >>> problem_told("NoHeadline", "no line of - is the headline", "choose one").title
    'لا سطر فيه يصلح عنوانًا'
    """
    title, usual = KINDS.get(kind) or KINDS["AudionewsError"]
    original = told(f"{message} → {remedy}" if remedy else message)
    for pattern, what, wanted in _PATTERNS:
        if found := pattern.fullmatch(message):
            facts = [_PASTED if fact == "-" else fact for fact in found.groups("")]
            return Problem(title, what.format(*facts), wanted or usual, original)
    return Problem(title, "", usual, original)


def notice_in_arabic(notice: str) -> str:
    """Return a notice of the library in Arabic, or "" if there are no words for it."""
    for pattern, what, _ in _PATTERNS:
        if found := pattern.fullmatch(notice):
            return what.format(*(_PASTED if fact == "-" else fact for fact in found.groups("")))
    return ""


def told(message: str) -> str:
    """Return a message of the library in which a text that was pasted is called so.

    >>> told("only 2% of the letters in - are Arabic"), told("- is empty")
    ('only 2% of the letters in the pasted text are Arabic', 'the pasted text is empty')
    """
    return _NO_NAME.sub("the pasted text", message)
