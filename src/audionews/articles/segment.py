"""From the lines of a pasted article to their places, and from an Article to the segments that are spoken.

Lines are placed in four stages: above the headline, the head (down to the first paragraph), the body and the tail. Each
has its table of rules; the first rule that applies to a line places it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean, fold, fold_digits
from audionews.arabic.word_lists import shipped_lists
from audionews.articles.blocks import Block
from audionews.articles.boilerplate import (
    closes_skipped_box,
    is_boilerplate,
    is_headlines,
    is_section,
    opens_read_also,
    opens_skipped_box,
    opens_summary,
    opens_tail,
)
from audionews.articles.credits import is_byline, is_caption, is_credit, may_be_byline, may_be_caption
from audionews.articles.dates import is_date, is_stamp
from audionews.articles.wrap import unwrap
from audionews.model import Place, Reason, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.model import Article, Known

_BULLET = re.compile(r"^[-–—•·*▪●■◾▸►◄○‣⁃◦]+\s*(?=\S)")
_FULL_STOP = re.compile(r"[^\W\d_]{2,}\.(?:\s|$)")
_LONGEST_HEADLINE = 200  # characters
_LONGEST_SENTENCE = 12  # words; a longer line with a full stop is no headline
_LONGEST_AROUND = 400  # characters; no date, credit or caption is longer
_PARAGRAPH = 120  # characters; a shorter line is a paragraph if it has a few words and ends as sentences do
_FEWEST_WORDS = 6
_LONGEST_BOX = 20  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One line, or several that were wrapped, and the one place where it ended.

    Attributes:
        raw: The lines as they came.
        text: Their text, cleaned; points and paragraphs without bullets.
        place: Where it ended.
        reason: Why it was dropped; None unless ``place`` is DROPPED.
        why: The evidence for its place, in a few words, or "".
        unspoken: Pieces of the text that are not spoken, such as a dateline; ``text`` is without them.
    """

    raw: tuple[str, ...]
    text: str
    place: Place
    reason: Reason | None = None
    why: str = ""
    unspoken: tuple[str, ...] = ()


class _Stage(StrEnum):
    TOP = "above the headline"
    HEAD = "from the headline to the first paragraph"
    BODY = "the article"
    LINK = "another story's link between paragraphs"
    TAIL = "after the article"


def _is_bullet(text: str, _lists: WordLists | None = None) -> bool:
    return _BULLET.match(text) is not None


def _always(_text: str, _lists: WordLists) -> bool:
    return True


_AROUND = (
    (is_boilerplate, Place.DROPPED, Reason.CHROME),
    (is_section, Place.DROPPED, Reason.CHROME),
    (opens_summary, Place.DROPPED, Reason.CHROME),
    (opens_tail, Place.DROPPED, Reason.CHROME),
    (opens_read_also, Place.DROPPED, Reason.CHROME),
    (is_date, Place.DATE, None),
    (is_credit, Place.DROPPED, Reason.CREDIT),
)
_RULES = {
    _Stage.TOP: (
        *_AROUND,
        (is_caption, Place.CAPTION, None),
        (_is_bullet, Place.DROPPED, Reason.CHROME),
    ),
    _Stage.HEAD: (
        *_AROUND,
        (_is_bullet, Place.SUMMARY, None),
        (may_be_caption, Place.CAPTION, None),
        (may_be_byline, Place.BYLINE, None),
    ),
    _Stage.BODY: (
        (is_boilerplate, Place.DROPPED, Reason.CHROME),
        (is_stamp, Place.DATE, None),
        (is_credit, Place.DROPPED, Reason.CREDIT),
        (is_caption, Place.CAPTION, None),
        (is_byline, Place.BYLINE, None),
    ),
    _Stage.LINK: ((_always, Place.DROPPED, Reason.TAIL),),
    _Stage.TAIL: ((_always, Place.DROPPED, Reason.TAIL),),
}


def segments(article: Article) -> tuple[Segment, ...]:
    """Return what is spoken of an article, in order: the headline, each summary point, each paragraph."""
    return (
        Segment(role=Role.HEADLINE, text=article.headline),
        *(Segment(role=Role.SUMMARY, text=point) for point in article.summary),
        *(Segment(role=Role.BODY, text=paragraph) for paragraph in article.body),
    )


def lines_of(text: str) -> tuple[Block, ...]:
    """Return the lines of a text as blocks; the lines of a wrapped paragraph are one."""
    lines = text.splitlines()
    groups = unwrap([clean(line) for line in lines])
    return tuple(Block("\n".join(lines[index] for index in group)) for group in groups)


def place_blocks(blocks: Sequence[Block], given: Known, lists: WordLists | None = None) -> tuple[Stretch, ...]:
    """Return every block once, in order, with the place where it ended.

    Args:
        blocks: The lines of a text or the elements of a page.
        given: What is known about the article. If its headline is, no block is taken for it; else one is, or none
            where none could be one.
        lists: What pages put around articles, and the names of sources; by default the lists that ship.
    """
    raws = [tuple(block.raw.split("\n")) for block in blocks]
    placer = _Placer(raws, clean(given.headline) or None, lists or shipped_lists())
    return tuple(placer.place(index) for index in range(len(raws)))


class _Placer:
    """Places the stretches once, in order, and keeps what it has seen."""

    def __init__(self, raws: Sequence[tuple[str, ...]], headline: str | None, lists: WordLists) -> None:
        self._lists = lists
        self._raws = raws
        self._texts = [clean("\n".join(raw)) for raw in raws]
        self._around = _skipped_boxes(self._texts, lists) | {at for at, raw in enumerate(raws) if is_headlines(raw[0])}
        self._opened = any(opens_summary(text, lists) for text in self._texts)
        self._points = _unmarked_points(self._texts, lists)
        self._doubled = _doubled(self._texts)
        self._last = max((at for at, text in enumerate(self._texts) if _is_paragraph(text)), default=-1)
        self._title = self._find_headline() if headline is None else None
        self._stage = _Stage.TOP if headline is None else _Stage.HEAD
        self._seen = {_words(headline or "")}

    def place(self, at: int) -> Stretch:
        """Return the stretch with its place."""
        text = self._texts[at]
        place, reason = self._placed(at, text)
        if place in {Place.SUMMARY, Place.BODY}:
            text = _BULLET.sub("", text)
        return Stretch(raw=self._raws[at], text=text, place=place, reason=reason)

    def _find_headline(self) -> int | None:
        """Return where the first line stands that is no date, boilerplate or credit, if it could be a headline."""
        lines = (at for at, text in enumerate(self._texts) if text and at not in self._around)
        found = list(islice((at for at in lines if not any(_placements(_Stage.TOP, self._texts[at], self._lists))), 2))
        if len(found) > 1 and self._is_kicker(*found):
            found = found[1:]
        return found[0] if found and _may_be_headline(self._texts[found[0]]) else None

    def _is_kicker(self, first: int, second: int) -> bool:
        """Return whether the first line only stands above the headline, which is the second."""
        words = len(self._texts[first].split())
        below = {_words(text) for text in self._texts[second + 1 :]}
        if words > 3 or not _may_be_headline(self._texts[second]) or _words(self._texts[first]) in below:
            return False
        return _words(self._texts[second]) in below or (words == 1 and len(self._texts[second].split()) > 3)

    def _placed(self, at: int, text: str) -> tuple[Place, Reason | None]:
        if not text:
            return Place.DROPPED, Reason.CONTROL if "".join(self._raws[at]).strip() else Reason.BLANK
        if at == self._title:
            self._stage = _Stage.HEAD
            self._seen.add(_words(text))
            return Place.HEADLINE, None
        if at in self._around and self._stage not in {_Stage.LINK, _Stage.TAIL}:
            return Place.DROPPED, Reason.CHROME
        self._enter_stage(text)
        if self._stage in {_Stage.HEAD, _Stage.BODY} and self._repeats(text):
            return Place.DROPPED, Reason.CHROME if is_boilerplate(text, self._lists) else Reason.REPEAT
        return self._by_rule(at, text)

    def _enter_stage(self, text: str) -> None:
        """Enter the stage that begins with this text."""
        if self._stage is _Stage.LINK and _is_paragraph(text):
            self._stage = _Stage.BODY
        if self._stage in {_Stage.BODY, _Stage.LINK} and opens_tail(text, self._lists):
            self._stage = _Stage.TAIL
        if self._stage is _Stage.BODY and opens_read_also(text, self._lists):
            self._stage = _Stage.LINK

    def _repeats(self, text: str) -> bool:
        """Return whether the text stood before: as a line of the head or as a paragraph of the body."""
        words = _words(text)
        repeats = words in self._seen
        if self._stage is _Stage.HEAD or _is_paragraph(text):
            self._seen.add(words)
        return repeats

    def _by_rule(self, at: int, text: str) -> tuple[Place, Reason | None]:
        for place, reason in _placements(self._stage, text, self._lists):
            if not self._overrules(at, place):
                return place, reason
        if self._stage is _Stage.TOP:
            return Place.DROPPED, Reason.CHROME
        return (self._in_head(at, text) if self._stage is _Stage.HEAD else Place.BODY), None

    def _overrules(self, at: int, place: Place) -> bool:
        """Return whether the lines around decide otherwise: a doubled name is a caption, bullets can be the article."""
        only_bullets = place is Place.SUMMARY and at > self._last and not self._opened
        return only_bullets or (place is Place.BYLINE and at in self._doubled)

    def _in_head(self, at: int, text: str) -> Place:
        """Return the place of a text under the headline that no rule fits, and begin the body with a paragraph."""
        if at in self._points:
            return Place.SUMMARY
        if at in self._doubled:
            return Place.CAPTION
        if _is_paragraph(text) or at > self._last:
            self._stage = _Stage.BODY
        return Place.BODY


def _placements(stage: _Stage, text: str, lists: WordLists) -> Iterator[tuple[Place, Reason | None]]:
    """Yield what the stage's rules say about the text, best first."""
    if len(text) <= _LONGEST_AROUND or stage in {_Stage.LINK, _Stage.TAIL}:
        yield from ((place, reason) for applies, place, reason in _RULES[stage] if applies(text, lists))


def _words(text: str) -> str:
    """Return the text for finding repeats: words and numbers only, folded."""
    return " ".join(re.findall(r"\w+", fold(fold_digits(text)).lower()))


def _may_be_headline(text: str) -> bool:
    sentence = len(text.split()) >= _LONGEST_SENTENCE and _FULL_STOP.search(text) is not None
    return len(text) <= _LONGEST_HEADLINE and not sentence


def _is_paragraph(text: str) -> bool:
    """Return whether a text is surely of the body: long, or a sentence with its full stop."""
    if _is_bullet(text):
        return False
    sentence = len(text.split()) >= _FEWEST_WORDS and re.search(r"[.…][»\"”)]*$", text) is not None
    return sentence or len(text) >= _PARAGRAPH


def _skipped_boxes(texts: Sequence[str], lists: WordLists) -> set[int]:
    """Return the lines of boxes that a screen reader is told to jump over, with the heading above a list.

    A box ends at its own last line; if that is not near, before the next paragraph.
    """
    inside: set[int] = set()
    for start, text in enumerate(texts):
        if start not in inside and opens_skipped_box(text):
            box = range(start + 1, min(start + _LONGEST_BOX, len(texts)))
            end = next((at + 1 for at in box if closes_skipped_box(texts[at])), None)
            end = end or next((at for at in box if _is_paragraph(texts[at])), box.stop)
            above = next((at for at in range(start - 1, max(-1, start - 3), -1) if texts[at]), start)
            inside.update(range(above if opens_tail(texts[above], lists) else start, end))
    return inside


def _unmarked_points(texts: Sequence[str], lists: WordLists) -> range:
    """Return the lines right under the opener of the summary, down to a blank line, if an article follows."""
    start = next((at for at, text in enumerate(texts) if opens_summary(text, lists)), len(texts)) + 1
    end = next((at for at in range(start, len(texts)) if not texts[at]), len(texts))
    under = range(start, end)
    return under if any(texts[end:]) and not any(_is_bullet(texts[at]) for at in under) else range(0)


def _doubled(texts: Sequence[str]) -> set[int]:
    """Return the lines that the next line repeats and that are no sentences: a picture's alt text and caption."""
    filled = [at for at, text in enumerate(texts) if text]
    return {at for at, then in pairwise(filled) if texts[at] == texts[then] and _FULL_STOP.search(texts[at]) is None}
