"""What stands between the paragraphs of an article and after it, and does not belong to it.

Such a stretch begins with a line that says so ("أخبار ذات صلة", "اترك تعليقا"). It ends where paragraphs follow that
read like the article: they begin as only later paragraphs do, or share its rarer words.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.boilerplate import closes_skipped_box
from audionews.articles.credits import is_name
from audionews.articles.traits import OPENERS, Kind, Traits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.word_lists import WordLists

_LONGEST_BOX = 20  # lines
_ENOUGH = 2  # points
_MUCH, _SOME = 0.15, 0.08  # shares of the rarer words of a paragraph that the article has too; another's have .02
_FEWEST_SHARED = 2
_LONGEST_TEASER = 300  # characters
_SOURCE = "المصدر"
_FEW_LINKS = 4  # lines between an opener and a paragraph
_MANY = 3  # paragraphs in a row; teasers have links between
_OF_ITS_TITLE = 2  # words that a teaser shares with the title above it
_LONGER_THAN_TITLES = 13  # words
_ENDS_OF_LINES = (".", "،", "؛", ":")
_SHORT = frozenset({Kind.TEXT, Kind.BULLET})
_META = frozenset({Kind.DATE, Kind.SECTION, Kind.BYLINE})
_PAGE = frozenset({Kind.CONTROL, Kind.NUMBERS, Kind.ADDRESS})


class Outside(NamedTuple):
    """Why a line does not belong to the article.

    Attributes:
        tail: Whether it follows the article or links others; else it is of the page.
        why: In a few words.
    """

    tail: bool
    why: str


def skipped_boxes(lines: Sequence[Traits]) -> dict[int, Outside]:
    """Return the lines of boxes that a screen reader is told to jump over, with the heading above a list.

    A box ends at its own last line; if that is not near, before the next paragraph.
    """
    inside: dict[int, Outside] = {}
    for start, line in enumerate(lines):
        if start not in inside and line.kind is Kind.SKIP:
            box = range(start + 1, min(start + _LONGEST_BOX, len(lines)))
            end = next((at + 1 for at in box if closes_skipped_box(lines[at].text)), None)
            end = end or next((at for at in box if lines[at].is_article), box.stop)
            above = next((at for at in range(start - 1, max(-1, start - 3), -1) if lines[at].text), start)
            begin = above if lines[above].kind in OPENERS else start
            inside.update(
                dict.fromkeys(range(begin, end), Outside(tail=False, why="in a box that readers can jump over"))
            )
    return inside


def outside(lines: Sequence[Traits], start: int, lists: WordLists) -> dict[int, Outside]:
    """Return the lines below the headline that do not belong to the article.

    Args:
        lines: All lines.
        start: The first line below the headline.
        lists: Word lists.
    """
    found = skipped_boxes(lines)
    walk = _Walk(lines, start, lists)
    at = start
    while at < len(lines):
        if at not in found and lines[at].kind in OPENERS and walk.may_open(at):
            tail, end = walk.begun, walk.end_of(at, found)
            opener = lines[at]
            label = " ".join(opener.text.split()[:4])
            found.update({inner: Outside(tail=tail, why=f'below "{label}"') for inner in range(at + 1, end)})
            found[at] = Outside(tail=tail, why=opener.kind.value)
            at = end
        else:
            if at not in found:
                walk.learn(lines[at])
            at += 1
    return found


class _Walk:
    """Goes down the lines and knows the words of the article so far."""

    def __init__(self, lines: Sequence[Traits], start: int, lists: WordLists) -> None:
        self._lines = lines
        self._lists = lists
        self._stems: set[str] = set().union(*(line.stems for line in lines[max(0, start - 1) : start]))
        self._last = max((at for at, line in enumerate(lines) if line.is_article), default=-1)
        self.begun = False

    def learn(self, line: Traits) -> None:
        """Take a line for one of the article."""
        if line.kind in _SHORT:
            self._stems |= line.stems
            self.begun = self.begun or line.is_paragraph or self._last < 0

    def may_open(self, at: int) -> bool:
        """Return whether an opener counts: the article has begun, or paragraphs follow."""
        return self.begun or at < self._last or self._last < 0 < len(self._stems)

    def end_of(self, start: int, found: dict[int, Outside]) -> int:
        """Return where the article goes on behind an opener, or the end of the text."""
        at, opener = start + 1, self._lines[start].kind
        ended = self._lines[start].line.startswith(_SOURCE)  # it stands at the end of an article
        if opener is Kind.READ_ALSO and self._goes_on_at_once(at):
            return at
        last = opener
        above: list[Traits] = []  # the filled lines since the opener or the last paragraph
        teasers = 0
        while at < len(self._lines):
            line = self._lines[at]
            if line.kind in OPENERS:
                opener, last, above = _stronger(opener, line.kind), line.kind, []
            if line.is_article and at not in found:
                run = self._run(at)
                linked = teasers + (ended and last is Kind.BOX)
                if self._goes_on(run, last if opener is not Kind.END else opener, above, linked):
                    return at
                teasers += 1
                at, above = run[-1] + 1, []
                continue
            if line.text:
                above.append(line)
            at += 1
        return at

    def _goes_on_at_once(self, at: int) -> bool:
        """Return whether a line right behind one link is no second link but a line of the article."""
        line = next((line for line in islice(self._lines, at, None) if line.text), None)
        if line is None or line.kind is not Kind.TEXT or not self.begun:
            return False
        return line.words >= _LONGER_THAN_TITLES or line.text.endswith(_ENDS_OF_LINES)

    def _run(self, start: int) -> list[int]:
        """Return the paragraphs that follow each other from a line on, without anything between."""
        run = []
        for at in range(start, len(self._lines)):
            if self._lines[at].is_article:
                run.append(at)
            elif self._lines[at].text:
                break
        return run

    def _goes_on(self, run: Sequence[int], opener: Kind, above: Sequence[Traits], teasers: int) -> bool:
        """Return whether paragraphs in a box or tail are of the article, by the evidence for and against it."""
        if not self.begun:
            return True
        first = self._lines[run[0]]
        points = 2 * first.continues + (len(run) > 1) + (len(run) > _MANY)
        points += len(first.text) > _LONGEST_TEASER
        points += opener is not Kind.END and teasers == 0 and len(above) <= _FEW_LINKS
        points += max(self._likeness(self._lines[at]) for at in run[:3])
        if not above and opener in {Kind.LABEL, Kind.READ_ALSO}:
            points += 2
        points -= 2 * _is_teaser(first, above)
        points -= 2 * (opener is Kind.END) + min(teasers, 2)
        points -= 2 * any(line.kind in _META | _PAGE for line in above[-2:])
        points -= 2 * any(is_name(line.text, self._lists) for line in above[-2:])
        return points >= _ENOUGH

    def _likeness(self, line: Traits) -> int:
        """Return 2 if a paragraph has many words of the article, 1 if it has some."""
        shared = len(line.stems & self._stems)
        share = shared / max(1, len(line.stems))
        if shared >= _FEWEST_SHARED and share >= _MUCH:
            return 2
        return int(share >= _SOME and shared > 0)


def _stronger(opener: Kind, then: Kind) -> Kind:
    """Return the kind of a stretch in which a second opener stands."""
    return Kind.END if Kind.END in {opener, then} else Kind.BOX if Kind.BOX in {opener, then} else then


def _is_teaser(line: Traits, above: Sequence[Traits]) -> bool:
    """Return whether a paragraph only says more about the title right above it, or breaks off."""
    if line.text.rstrip('»"”) ').endswith(("...", "…", "..")):
        return True
    if line.continues:
        return False
    title = next((each for each in reversed(above) if each.kind in _SHORT), None)
    return title is not None and len(title.stems & line.stems) >= _OF_ITS_TITLE
