"""Chapters of an episode: the headline, the summary, parts of the body, and the notice about the voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.subheadings import subheadings
from audionews.model import Chapter, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Cue, Segment

_TITLES = {Role.HEADLINE: "العنوان", Role.SUMMARY: "الملخّص", Role.NOTICE: "عن الصوت"}
_SHORTEST = 30  # seconds of a body chapter before another paragraph may begin the next
_SHORTEST_HEADED = 10  # before a sub-heading may
_MOST = 200  # chapters of the body: a table of contents in ID3 has 255 entries at most
_HEADINGS = 2  # sub-headings of an article from which on only they begin chapters of its body
_LONGEST = 60  # characters of a title, so that it fits the screen of a phone
_FEWEST = 12  # characters of a phrase that says something
_SENTENCE_END = re.compile(r"[.؟?!…](?=\s|$)")  # a point in a number ends none
_PHRASE_END = re.compile(r"[،؛:](?=\s)|\s[-–—]\s")
_LINKS_ON = frozenset(
    "في من إلى على عن مع أن إن التي الذي الذين بعد قبل بين خلال حتى أو ثم كما لكن قد لم لن لا ما كان كانت".split()  # noqa: SIM905 - words are easier to read in a line
)
_PAIRS = (("«", "»"), ("(", ")"), ("“", "”"))


def divide(segments: Sequence[Segment], cues: Sequence[Cue], rate: int, samples: int) -> tuple[Chapter, ...]:
    """Return the chapters in time order: the first starts at 0, each ends where the next starts.

    Args:
        segments: The segments of the script.
        cues: Its lines with their times.
        rate: Samples a second.
        samples: Length of the track.
    """
    headings = subheadings(segments)
    if len(headings) < _HEADINGS:
        headings = frozenset()
    shortest = max((_SHORTEST_HEADED if headings else _SHORTEST) * rate, -(-samples // _MOST))
    starts: list[tuple[int, str]] = []
    previous: Cue | None = None
    for cue in cues:
        if previous is None or _opens(previous, cue, starts[-1][0] + shortest, headings):
            starts.append((cue.start if starts else 0, _title(segments[cue.segment])))
        previous = cue
    ends = [*(start for start, _ in starts[1:]), samples]
    return tuple(Chapter(title=title, start=start, end=end) for (start, title), end in zip(starts, ends, strict=True))


def _opens(previous: Cue, cue: Cue, full: int, headings: frozenset[int]) -> bool:
    """Return whether the line begins a chapter; ``full`` is the sample from which the current one is long enough."""
    if cue.role is not previous.role:
        return True
    if cue.role is not Role.BODY or cue.segment == previous.segment or cue.start < full:
        return False
    return not headings or cue.segment in headings


def _title(segment: Segment) -> str:
    return _TITLES.get(segment.role) or _phrase(segment.text)


def _phrase(text: str) -> str:
    """Return how a paragraph begins: as many whole phrases of its first sentence as fit, or as many words."""
    sentence = _SENTENCE_END.split(text, 1)[0]
    ends = [match.start() for match in _PHRASE_END.finditer(sentence)] + [len(sentence)]
    fitting = [end for end in ends if _FEWEST <= end <= _LONGEST] or [end for end in ends[-1:] if end <= _LONGEST]
    if fitting:
        return _balanced(sentence[: fitting[-1]])
    words = text[: _LONGEST + 1].split(" ")[:-1] or [text[:_LONGEST]]
    while len(words) > 1 and (words[-1] in _LINKS_ON or not words[-1].strip("-–—،؛:.")):
        words.pop()
    return _balanced(" ".join(words).rstrip("،؛:.- ")) + "…"


def _balanced(text: str) -> str:
    """Return the text without the quotation marks and parentheses whose partner is cut off."""
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return (text.replace('"', "") if text.count('"') % 2 else text).strip()
