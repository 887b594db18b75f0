"""Every rule about pauses: which punctuation makes one, and how long it lasts.

Where a long sentence is cut into lines is decided in ``phrase_breaks``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.model import Role

if TYPE_CHECKING:
    from audionews.model import Pacing

STOPS = (".", "؟", "!")
_FULL_STOP = re.compile(r"(?<!\.)\.(?!\.)")
_PAUSE = re.compile(r"[،,؛;:()\[\]{}…]|\.\.|(?<=\s)[-–—/](?=\s)")


def pause_mark(word: str, gap: str) -> str:
    """Return the punctuation to speak for what is written between a word and the next: "", "،", ".", "؟" or "!".

    >>> [pause_mark("الوفد", gap) for gap in (" ", "؛ ", " - ", ".. ", "؟» ", ".")]
    ['', '،', '،', '،', '؟', '.']
    """
    if gap == " ":
        return ""
    for mark, written in (("؟", "؟?"), ("!", "!")):
        if any(char in gap for char in written):
            return mark
    if _FULL_STOP.search(gap) and len(word) > 1:  # one letter and a stop are an initial
        return "."
    return "،" if _PAUSE.search(gap) else ""


def closing_mark(mark: str, *, ends_sentence: bool) -> str:
    """Return the punctuation at the end of a line: an engine lets its voice fall at a stop and hold at a comma.

    Args:
        mark: What ``pause_mark`` says of the last word.
        ends_sentence: The line is the last of its sentence.
    """
    if mark in STOPS:
        return mark
    return "." if ends_sentence else "،"


def pause_within(mark: str, pacing: Pacing, *, ends_sentence: bool) -> int:
    """Return the pause after a line in mid-segment, in milliseconds.

    Args:
        mark: What ``pause_mark`` says of its last word.
        pacing: Of the voice.
        ends_sentence: The line is the last of its sentence.
    """
    return pacing.sentence if ends_sentence or mark in STOPS else pacing.clause


def pause_after(role: Role, pacing: Pacing) -> int:
    """Return the pause after a segment of this role, in milliseconds; after the last one it is ``pacing.end``."""
    return {Role.HEADLINE: pacing.headline, Role.SUMMARY: pacing.point}.get(role, pacing.paragraph)
