"""Places the lines of a text, from the first to the last: each by the first rule that applies to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.blocks import Block, Hint, Stretch
from audionews.articles.credits import author_of, is_name, name_of
from audionews.articles.datelines import split_dateline
from audionews.articles.dates import beside_date
from audionews.articles.layout import Layout
from audionews.articles.likeness import words_of
from audionews.articles.patterns import LinePattern
from audionews.articles.pieces import split_headline, split_paragraph, without_bullet
from audionews.articles.rules import ABOVE, BODY, HEAD, Asked, Placed, Seen, by_kind, drop
from audionews.articles.traits import Kind, Traits
from audionews.model import Place, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.model import Known

_SPOKEN = frozenset({Place.HEADLINE, Place.SUMMARY, Place.BODY})
_STATED = {Hint.SUMMARY: Place.SUMMARY, Hint.BODY: Place.BODY}


class Placer:
    """Places the lines once, in order, and keeps what it has seen."""

    def __init__(self, lines: Sequence[Traits], given: Known, lists: WordLists) -> None:
        """Look at the whole text.

        Args:
            lines: All lines.
            given: What is known about the article.
            lists: Word lists.
        """
        keep, drop_ = ([LinePattern(pattern) for pattern in patterns] for patterns in (given.keep, given.drop))
        self._lists = lists
        self._lines = lines
        self._kept = {at for at, line in enumerate(lines) if any(pattern.is_in(line.text) for pattern in keep)}
        self._left_out = {at for at, line in enumerate(lines) if any(pattern.is_in(line.text) for pattern in drop_)}
        blank = Traits(Block(""), lists)
        unseen = self._left_out | {at for at, line in enumerate(lines) if line.hint is Hint.OUTSIDE}
        looked_at = [blank if at in unseen else line for at, line in enumerate(lines)]
        self._layout = Layout(looked_at, given, lists)
        self._seen = Seen()

    def place(self, at: int) -> Stretch:
        """Return a line with its place; the lines are asked for in order."""
        line = self._lines[at]
        placed = self._placed(at, line)
        if placed.reason is Reason.BLANK:
            return Stretch(raw=line.raw, text="", place=placed.place, reason=placed.reason, why=placed.why)
        if at in self._kept and placed.place not in _SPOKEN and line.text:
            placed = Placed(Place.BODY, None, "the user keeps it")
        self._remember(at, line, placed.place)
        return self._stretch(line, placed)

    def _placed(self, at: int, line: Traits) -> Placed:
        settled = self._unwanted(at, line) or self._stated(at, line)
        if settled is not None:
            return settled
        rules = ABOVE if at < self._layout.begin else BODY if self._seen.in_body else HEAD
        asked = Asked(at, line, self._layout, self._seen, self._lists)
        return next(placed for rule in rules if (placed := rule(asked)) is not None)

    def _unwanted(self, at: int, line: Traits) -> Placed | None:
        """Return the place of a line that no rule needs to look at."""
        if line.kind in {Kind.BLANK, Kind.HIDDEN}:
            return drop(Reason.CONTROL if line.kind is Kind.HIDDEN else Reason.BLANK, line.kind.value)
        if at in self._left_out:
            return drop(Reason.USER, "the user leaves it out")
        return drop(Reason.PAGE, "not in the article") if line.hint is Hint.OUTSIDE else None

    def _stated(self, at: int, line: Traits) -> Placed | None:
        """Return the place of the headline, and of a line that says its own."""
        if at == self._layout.title:
            return Placed(Place.HEADLINE, None, self._layout.why_title)
        if line.hint in _STATED:
            return Placed(_STATED[line.hint], None, "the file says so")
        return by_kind(line, Place.EMBARGO) if line.kind is Kind.EMBARGO else None

    def _remember(self, at: int, line: Traits, place: Place) -> None:
        """Keep what the lines below are placed by."""
        seen = self._seen
        if place is Place.BODY:
            seen.lead = True
            seen.table = line.kind is Kind.NUMBERS or line.text.endswith(":")
            seen.in_body = seen.in_body or line.is_paragraph or at > self._layout.last
        elif place is Place.CAPTION:
            seen.captions.add(line.compared_words)
        if line.text and line.hint is not Hint.OUTSIDE:
            seen.place = place

    def _stretch(self, line: Traits, placed: Placed) -> Stretch:
        text, unspoken, byline = line.text, line.sender, ""
        if placed.place is Place.HEADLINE:
            text, more, _date, byline = split_headline(text, self._lists)
            unspoken += more
        elif placed.place is Place.BODY:
            first = not self._seen.paragraphs
            self._seen.paragraphs.add(line.compared_words)
            text, more, _date, byline = split_paragraph(without_bullet(text), self._lists, first=first)
            unspoken += more
        elif placed.place is Place.SUMMARY:
            text = without_bullet(text)
        else:
            byline = self._byline(text, placed.place)
            self._seen.authors.add(words_of(byline))
        why = line.stated or placed.why
        return Stretch(
            raw=line.raw, text=text, place=placed.place, reason=placed.reason, why=why, unspoken=unspoken, byline=byline
        )

    def _byline(self, text: str, place: Place) -> str:
        """Return who wrote the article, as a byline or the line of the date says it."""
        if place is Place.DATE:
            names = (name_of(part, self._lists) for part in beside_date(text, self._lists))
            return next((name for name in names if is_name(name, self._lists)), "")
        if place is not Place.BYLINE:
            return ""
        dateline = split_dateline(text, self._lists)
        if dateline and not dateline.rest and (dateline.byline or dateline.date):
            return dateline.byline
        return author_of(text, self._lists)
