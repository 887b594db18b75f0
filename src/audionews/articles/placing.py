"""Places the lines of a text: above the headline, in the head down to the first paragraph, in the body, or outside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import clean
from audionews.articles.blocks import Block, Hint, Stretch
from audionews.articles.boxes import outside
from audionews.articles.credits import (
    is_alt_text,
    is_name,
    is_paper_and_city,
    is_place,
    may_be_byline,
    may_be_caption,
    name_of,
)
from audionews.articles.datelines import split_dateline
from audionews.articles.dates import beside_date, is_stamp
from audionews.articles.headline import find_given, find_headline
from audionews.articles.likeness import are_alike, words_of
from audionews.articles.patterns import LinePattern
from audionews.articles.pieces import split_headline, split_paragraph, without_bullet
from audionews.articles.traits import Kind, Traits
from audionews.model import Place, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.model import Known

_LONGEST_KICKER = 10  # words
_FEWEST_WORDS = 6  # of a paragraph
_NEAR = 2  # filled lines
_FULL_STOP = re.compile(r"[^\W\d_]{2,}\.(?:\s|$)")
_OPEN = frozenset({Kind.TEXT, Kind.BULLET})
_AROUND = frozenset({Kind.DATE, Kind.BYLINE, Kind.CREDIT, Kind.CONTROL, Kind.CAPTION, Kind.SECTION, Kind.NUMBERS})
_STATED = {Hint.SUMMARY: Place.SUMMARY, Hint.BODY: Place.BODY}
_PROFESSION = re.compile(r"(?:كاتب|صحف|صحاف|باحث|اكاديم|محلل|شاعر|روائ|اعلام|مراسل|محرر|مدون|استاذ)\w{0,3}\b")
_FACTS = frozenset({Place.DATE, Place.BYLINE})
_NO_KEPT = frozenset({Place.HEADLINE, Place.SUMMARY, Place.BODY})


class Placed(NamedTuple):
    """The place of a line, why it was dropped, and the evidence."""

    place: Place
    reason: Reason | None
    why: str


def _drop(reason: Reason, why: str) -> Placed:
    return Placed(Place.DROPPED, reason, why)


class Placer:
    """Places the lines once, in order, and keeps what it has seen."""

    def __init__(self, lines: Sequence[Traits], given: Known, lists: WordLists) -> None:
        """Look at the whole text.

        Args:
            lines: All lines.
            given: What is known about the article.
            lists: Word lists.
        """
        self._lists = lists
        self._given = given
        keep, drop = ([LinePattern(pattern) for pattern in patterns] for patterns in (given.keep, given.drop))
        self._kept = {at for at, line in enumerate(lines) if any(pattern.is_in(line.text) for pattern in keep)}
        self._left_out = {at for at, line in enumerate(lines) if any(pattern.is_in(line.text) for pattern in drop)}
        self._all = lines
        blank = Traits(Block(""), lists)
        self._lines = [blank if at in self._left_out else line for at, line in enumerate(lines)]
        self._find_head()
        self._outside = outside(self._lines, self._begin, lists)
        self._find_body()

    def _find_head(self) -> None:
        """Find the headline and where the head of the article begins."""
        headline = clean(self._given.headline)
        self._title: int | None = None
        self._why_title = ""
        if headline:
            at = find_given(self._lines, headline, self._lists)
            self._begin = self._anchor = at or 0
            self._headline = words_of(headline)
            return
        found = find_headline(self._lines, self._given.titles, self._lists)
        self._begin, self._anchor, self._headline = 0, 0, ()
        if found:
            self._title, self._why_title = found
            self._begin, self._anchor = found.at + 1, found.at
            self._headline = self._lines[found.at].compared_words

    def _find_body(self) -> None:
        inside = [at for at in range(self._begin, len(self._lines)) if at not in self._outside]
        self._filled = [at for at, line in enumerate(self._lines) if line.text]
        self._position = {at: position for position, at in enumerate(self._filled)}
        self._last = max((at for at in inside if self._lines[at].is_article), default=-1)
        self._last_text = max((at for at in inside if self._lines[at].kind in _OPEN), default=-1)
        self._only_credited = self._last_text < 0
        self._opened = any(self._lines[at].kind is Kind.SUMMARY for at in inside)
        self._points = self._unmarked_points(inside)
        self._doubled = self._doubled_lines()
        self._in_body = False
        self._place_above: Place | None = None  # where the filled line above ended
        self._lead = False  # a line of the head is spoken
        self._numbers = False  # the line before was a row of numbers that is spoken, or ends in a colon
        self._paragraphs: set[tuple[str, ...]] = set()
        self._captions: set[tuple[str, ...]] = set()
        self._authors: set[tuple[str, ...]] = set()
        self._card = False  # the line above was of a card about the author

    def _unmarked_points(self, inside: Sequence[int]) -> set[int]:
        """Return the lines right under the opener of the summary, down to a blank line, if an article follows."""
        start = next((at for at in inside if self._lines[at].kind is Kind.SUMMARY), len(self._lines)) + 1
        end = next((at for at in range(start, len(self._lines)) if not self._lines[at].text), len(self._lines))
        marked = any(self._lines[at].kind is Kind.BULLET for at in range(start, end))
        follows = any(at >= end and self._lines[at].text for at in inside[-1:]) or self._last >= end
        return set(range(start, end)) if follows and not marked else set()

    def _doubled_lines(self) -> set[int]:
        """Return the lines that the next line repeats and that are no sentences: a picture's alt text and caption."""
        texts = [line.text for line in self._lines]
        pairs = pairwise(at for at, text in enumerate(texts) if text)
        return {at for at, then in pairs if texts[at] == texts[then] and _FULL_STOP.search(texts[at]) is None}

    def place(self, at: int) -> Stretch:
        """Return a line with its place; the lines are asked for in order."""
        line = self._all[at]
        placed = self._of_user(at) or self._placed(at, self._lines[at])
        if at in self._kept and placed.place not in _NO_KEPT and line.text:
            placed = Placed(Place.BODY, None, "the user keeps it")
        if placed.place is Place.BODY:
            self._enter_body(at, line)
        elif placed.place is Place.CAPTION:
            self._captions.add(line.compared_words)
        if line.text:
            self._place_above = placed.place
        return self._stretch(line, placed)

    def _of_user(self, at: int) -> Placed | None:
        return _drop(Reason.USER, "the user leaves it out") if at in self._left_out and self._all[at].text else None

    def _enter_body(self, at: int, line: Traits) -> None:
        self._lead = True
        self._numbers = line.kind is Kind.NUMBERS or line.text.endswith(":")
        self._in_body = self._in_body or line.is_paragraph or at > self._last

    def _stretch(self, line: Traits, placed: Placed) -> Stretch:
        text, unspoken, byline = line.text, line.sender, ""
        if placed.place is Place.HEADLINE:
            text, more, _date, byline = split_headline(text, self._lists)
            unspoken += more
        elif placed.place is Place.BODY:
            first = not self._paragraphs
            self._paragraphs.add(line.compared_words)
            text, more, _date, byline = split_paragraph(without_bullet(text), self._lists, first=first)
            unspoken += more
        elif placed.place is Place.SUMMARY:
            text = without_bullet(text)
        elif placed.place is Place.BYLINE:
            byline = self._author(text)
            self._authors.add(words_of(byline))
        elif placed.place is Place.DATE:
            names = [part for part in beside_date(text, self._lists) if is_name(part, self._lists)]
            byline = names[0] if names else ""
        return Stretch(
            raw=line.raw,
            text=text,
            place=placed.place,
            reason=placed.reason,
            why=line.stated or placed.why,
            unspoken=unspoken,
            byline=byline,
        )

    def _author(self, text: str) -> str:
        """Return who wrote the article, as a byline says it."""
        dateline = split_dateline(text, self._lists)
        if dateline and not dateline.rest and (dateline.byline or dateline.date):
            return dateline.byline
        return "" if is_place(text, self._lists) else name_of(text, self._lists)

    def _placed(self, at: int, line: Traits) -> Placed:
        if line.kind in {Kind.BLANK, Kind.HIDDEN}:
            return _drop(Reason.CONTROL if line.kind is Kind.HIDDEN else Reason.BLANK, line.kind.value)
        if at == self._title:
            return Placed(Place.HEADLINE, None, self._why_title)
        if line.hint in _STATED:
            return Placed(_STATED[line.hint], None, "the file says so")
        if line.kind is Kind.EMBARGO:
            return Placed(Place.EMBARGO, None, line.kind.value)
        if at < self._begin:
            return self._above(at, line)
        if at in self._outside:
            tail, why = self._outside[at]
            return _drop(Reason.TAIL if tail else Reason.CHROME, why)
        repeat = self._repeated(at, line)
        if repeat:
            return repeat
        if line.hint is Hint.ASIDE:
            return self._aside(line)
        return self._of_page(at, line) or (self._in_article(at, line) if self._in_body else self._in_head(at, line))

    def _above(self, at: int, line: Traits) -> Placed:
        """Return the place of a line above the headline: nothing there is of the article but its facts."""
        if are_alike(line.compared_words, self._headline):
            return _drop(Reason.REPEAT, "the headline, said before")
        if line.kind in {Kind.DATE, Kind.CAPTION, Kind.LINK}:
            return Placed(Place(line.kind.name.lower()), None, line.kind.value)
        near = self._position[self._anchor] - self._position[at] <= _NEAR
        if line.kind is Kind.BYLINE and near:
            return Placed(Place.BYLINE, None, line.kind.value)
        if line.kind is Kind.CREDIT or line.kind is Kind.WIRE:
            return _drop(Reason.CREDIT if line.kind is Kind.CREDIT else Reason.WIRE, line.kind.value)
        if near and line.kind in {Kind.TEXT, Kind.SECTION} and line.words <= _LONGEST_KICKER:
            return _drop(Reason.KICKER, "short, right above the headline")
        return _drop(Reason.CHROME, "above the headline" if line.kind in _OPEN else line.kind.value)

    def _repeated(self, at: int, line: Traits) -> Placed | None:
        """Return REPEAT for the headline said again, and for a paragraph that stood before."""
        if not line.is_paragraph or not self._in_body:
            if self._headline and are_alike(line.compared_words, self._headline):
                return _drop(Reason.REPEAT, "the headline, said again")
            titles = () if self._in_body else self._given.titles
            if any(are_alike(line.compared_words, words_of(title)) for title in titles):
                return _drop(Reason.REPEAT, "the title of the page")
        again = line.compared_words in self._paragraphs and line.is_paragraph
        again = again or (not self._in_body and line.compared_words in self._captions)
        if again or (not self._in_body and self._line_above(at) in self._doubled):
            return _drop(Reason.REPEAT, "said before")
        return None

    def _line_above(self, at: int) -> int:
        """Return the index of the filled line above, or -1."""
        position = self._position[at]
        return self._filled[position - 1] if position else -1

    def _aside(self, line: Traits) -> Placed:
        """Return the place of a line that the page itself sets apart from the article."""
        if line.kind is Kind.DATE or (line.kind is Kind.BYLINE and not self._in_body):
            return Placed(Place(line.kind.name.lower()), None, line.kind.value)
        return _drop(Reason.PAGE, "outside the article, as the page says")

    def _of_page(self, at: int, line: Traits) -> Placed | None:
        """Return the place of a line that is of the page wherever it stands."""
        kind = line.kind
        if kind in {Kind.CONTROL, Kind.ADDRESS, Kind.SKIP}:
            return _drop(Reason.CHROME, kind.value)
        if kind in {Kind.WIRE, Kind.CREDIT}:
            return _drop(Reason.WIRE if kind is Kind.WIRE else Reason.CREDIT, kind.value)
        if kind is Kind.LINK and self._in_body and line.text.startswith("http"):
            return _drop(Reason.CHROME, "an address alone")
        if kind is Kind.LINK:
            return Placed(Place.LINK, None, kind.value)
        if kind is Kind.NUMBERS:
            return self._numbers_of(line)
        if kind is Kind.CAPTION and not self._is_body(at, line):
            return Placed(Place.CAPTION, None, kind.value)
        if kind is Kind.BYLINE:
            return Placed(Place.BYLINE, None, kind.value)
        return None

    def _numbers_of(self, line: Traits) -> Placed:
        """Return BODY for a row of a table that has only numbers, if the table is spoken."""
        several = len(re.findall(r"\d+", line.text)) > 1
        if self._lead and (line.hint is Hint.ROW or several or self._numbers):
            return Placed(Place.BODY, None, "a row of numbers in the article")
        return _drop(Reason.CHROME, "a number alone")

    def _is_body(self, at: int, line: Traits) -> bool:
        """Return whether a credited line is a paragraph: nothing else is, or it goes on with the article."""
        if line.hint is Hint.CAPTION:
            return False
        return (self._only_credited and line.words >= _FEWEST_WORDS) or (line.continues and at >= self._last_text)

    def _in_head(self, at: int, line: Traits) -> Placed:
        """Return the place of a line between the headline and the first paragraph."""
        kind = line.kind
        if kind is Kind.DATE:
            return Placed(Place.DATE, None, kind.value)
        if kind in {Kind.SECTION, Kind.HEADER} and (self._is_beside_fact(at) or not self._lead):
            return self._section(at, line)
        if kind in {Kind.SUMMARY, Kind.BOX, Kind.LABEL, Kind.END, Kind.READ_ALSO}:
            return _drop(Reason.CHROME, kind.value)
        if kind is Kind.HEADLINES and at < self._last:
            return _drop(Reason.CHROME, "a row of headlines above the article")
        if at in self._points:
            return Placed(Place.SUMMARY, None, "under the opener of the summary")
        if kind is Kind.BULLET and (self._opened or (at < self._last and not self._lead)):
            return Placed(Place.SUMMARY, None, "a point between the headline and the first paragraph")
        return self._of_picture(at, line) or self._of_author(at, line) or self._text(line)

    def _section(self, at: int, line: Traits) -> Placed:
        """Return CHROME for the name of a section, unless it is one of several short lines that are the article."""
        then = self._next(at)
        if line.kind is Kind.HEADER or then is None or then.kind in _AROUND or then.is_paragraph:
            return _drop(Reason.CHROME, line.kind.value)
        return self._text(line)

    def _next(self, at: int) -> Traits | None:
        position = self._position[at] + 1
        return self._lines[self._filled[position]] if position < len(self._filled) else None

    def _neighbours(self, at: int) -> list[int]:
        """Return the filled lines right above and below."""
        position = self._position[at]
        return self._filled[max(0, position - 1) : position] + self._filled[position + 1 : position + 2]

    def _is_beside_fact(self, at: int) -> bool:
        """Return whether a date, a byline or a control of the page stands right above or below."""
        return self._place_above in _FACTS or any(self._lines[other].kind in _AROUND for other in self._neighbours(at))

    def _of_picture(self, at: int, line: Traits) -> Placed | None:
        """Return CAPTION for a line that describes a picture."""
        if at in self._doubled:
            return Placed(Place.CAPTION, None, "said twice, like the text and the caption of a picture")
        if at > self._last or line.kind is not Kind.TEXT:
            return None
        if is_alt_text(line.text, self._lists):
            return Placed(Place.CAPTION, None, "the text of a picture, with the name of the site")
        then = self._next(at)
        listed = then is not None and then.text != line.text and may_be_caption(then.text, self._lists)
        if may_be_caption(line.text, self._lists) and not listed and not line.continues:
            return Placed(Place.CAPTION, None, "before the first paragraph, ends in a credit or a date")
        return None

    def _of_author(self, at: int, line: Traits) -> Placed | None:
        """Return BYLINE for a line with evidence that it says who wrote the article."""
        if line.kind is not Kind.TEXT:
            return None
        if may_be_byline(line.text, self._lists):
            return Placed(Place.BYLINE, None, "says who wrote it, or for whom")
        if is_place(line.text, self._lists) and self._place_above in _FACTS:
            return Placed(Place.BYLINE, None, "a city beside the date or the author")
        if self._is_right_above_article(at) and is_paper_and_city(line.text, self._lists):
            return Placed(Place.BYLINE, None, "two names, one of a city, above the first paragraph")
        if not is_name(line.text, self._lists):
            return None
        if self._is_beside_fact(at) or self._is_right_above_article(at):
            return Placed(Place.BYLINE, None, "a name beside the date or above the first paragraph")
        return None

    def _is_right_above_article(self, at: int) -> bool:
        then = self._next(at)
        return then is not None and then.is_article and not self._lead

    def _text(self, line: Traits) -> Placed:
        return Placed(Place.BODY, None, "reads like a paragraph" if line.is_paragraph else "nothing speaks against it")

    def _in_article(self, at: int, line: Traits) -> Placed:
        """Return the place of a line below the first paragraph."""
        if line.kind is Kind.DATE:
            return self._date(at, line)
        if line.kind is Kind.HEADLINES and at > self._last:
            return _drop(Reason.TAIL, "a row of headlines below the article")
        if line.kind in {Kind.BOX, Kind.END, Kind.READ_ALSO}:
            return _drop(Reason.TAIL, line.kind.value)
        if at > self._last and self._is_author_card(line):
            return _drop(Reason.TAIL, "about the author")
        if at > self._last_text or (
            at > self._last and line.kind is Kind.TEXT and may_be_byline(line.text, self._lists)
        ):
            return self._of_author(at, line) or self._text(line)
        return self._text(line)

    def _is_author_card(self, line: Traits) -> bool:
        """Return whether a line below the article says again who wrote it, or what that person does."""
        said = self._card
        self._card = line.compared_words in self._authors or (said and _PROFESSION.match(line.line) is not None)
        return self._card

    def _date(self, at: int, line: Traits) -> Placed:
        if is_stamp(line.text, self._lists) or at > self._last_text or line.hint is Hint.TIME:
            return Placed(Place.DATE, None, line.kind.value)
        if not any(map(str.isalpha, line.text)):
            return _drop(Reason.CHROME, "a date or time alone")
        return self._text(line)
