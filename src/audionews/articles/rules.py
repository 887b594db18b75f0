"""The rules that place a line, best first: each returns a place, or None if it does not apply.

``ABOVE`` is for the lines above the headline, ``HEAD`` for those down to the first paragraph, ``BODY`` for the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import arabic_share
from audionews.arabic.weekdays import WEEKDAYS
from audionews.articles.blocks import Hint
from audionews.articles.credits import is_desk, is_name, is_place
from audionews.articles.dates import is_bare_date, is_stamp, read_days
from audionews.articles.likeness import compared
from audionews.articles.traits import OPENERS, Kind, Traits
from audionews.articles.wire_marks import is_initials
from audionews.model import Place, Reason

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists
    from audionews.articles.layout import Layout

_LONGEST_KICKER = 10  # words
_FEWEST_WORDS = 6  # of a paragraph
_NEAR = 2  # filled lines
_MOST_LATIN = 8  # words
_LATIN = re.compile(r"[A-Za-z]")
_FACTS = frozenset({Place.DATE, Place.BYLINE})
_BY = re.compile(r"by ?[-–—]?")
_NO_PICTURE = ".:،؟!"
_PROFESSION = re.compile(r"(?:كاتب|صحف|صحاف|باحث|اكاديم|محلل|شاعر|روائ|اعلام|مراسل|محرر|مدون|استاذ)\w{0,3}\b")
_WRITER = re.compile(r"(?:كاتب|صحفي|صحافي|باحث|اكاديمي|محلل)ه? (?:و\w+|من \w+|في \w+).{0,60}")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(map(compared, WEEKDAYS))})\b")
_REASONS = {
    Kind.CONTROL: Reason.CHROME,
    Kind.ADDRESS: Reason.CHROME,
    Kind.SKIP: Reason.CHROME,
    Kind.WIRE: Reason.WIRE,
    Kind.CREDIT: Reason.CREDIT,
}


class Placed(NamedTuple):
    """The place of a line, why it was dropped, and the evidence."""

    place: Place
    reason: Reason | None
    why: str


@dataclass(slots=True)
class Seen:
    """What the lines so far were.

    Attributes:
        place: The place of the filled line above.
        in_body: Whether the first paragraph has begun.
        lead: Whether a line below the headline is spoken.
        table: Whether the line above is a row of numbers that is spoken, or ends in a colon.
        card: Whether the line above is about the author.
        paragraphs: The words of what is spoken.
        captions: The words of the captions.
        authors: The words of the bylines.
    """

    place: Place | None = None
    in_body: bool = False
    lead: bool = False
    table: bool = False
    card: bool = False
    paragraphs: set[tuple[str, ...]] = field(default_factory=set)
    captions: set[tuple[str, ...]] = field(default_factory=set)
    authors: set[tuple[str, ...]] = field(default_factory=set)


class Asked(NamedTuple):
    """A line that is to be placed."""

    at: int
    line: Traits
    layout: Layout
    seen: Seen
    lists: WordLists

    @property
    def is_right_above_article(self) -> bool:
        """Whether the first paragraph follows, and nothing is spoken before it."""
        then = self.layout.then(self.at)
        return then is not None and then.is_article and not self.seen.lead

    @property
    def is_below_article(self) -> bool:
        """Whether the last paragraph stands above."""
        return self.at > self.layout.last


def drop(reason: Reason, why: str) -> Placed:
    """Return the place of a line that is not spoken."""
    return Placed(Place.DROPPED, reason, why)


def by_kind(line: Traits, place: Place) -> Placed:
    """Return a place of which the line's own kind is the evidence."""
    return Placed(place, None, line.kind.value)


def _headline_before(asked: Asked) -> Placed | None:
    return drop(Reason.REPEAT, "the headline, said before") if asked.layout.is_headline(asked.line) else None


def _fact_above(asked: Asked) -> Placed | None:
    line, near = asked.line, asked.layout.below_headline(asked.at) >= -_NEAR
    if line.kind in {Kind.DATE, Kind.CAPTION, Kind.LINK} or (line.kind is Kind.BYLINE and near):
        return by_kind(line, Place(line.kind.name.lower()))
    return None


def _kicker(asked: Asked) -> Placed | None:
    near = asked.layout.below_headline(asked.at) >= -_NEAR
    if near and asked.line.kind in {Kind.TEXT, Kind.SECTION} and asked.line.words <= _LONGEST_KICKER:
        return drop(Reason.KICKER, "short, right above the headline")
    return None


def _page_above(asked: Asked) -> Placed:
    kind = asked.line.kind
    why = "above the headline" if kind in {Kind.TEXT, Kind.BULLET} else kind.value
    return drop(_REASONS.get(kind, Reason.CHROME), why)


def _outside(asked: Asked) -> Placed | None:
    found = asked.layout.outside.get(asked.at)
    return drop(Reason.TAIL if found.tail else Reason.CHROME, found.why) if found else None


def _headline_again(asked: Asked) -> Placed | None:
    line, layout, seen = asked.line, asked.layout, asked.seen
    if line.is_paragraph and seen.in_body:
        return None
    if layout.headline and layout.is_headline(line):
        return drop(Reason.REPEAT, "the headline, said again")
    if not seen.in_body and line.compared_words in layout.titles:
        return drop(Reason.REPEAT, "the title of the page")
    return None


def _said_before(asked: Asked) -> Placed | None:
    words, seen = asked.line.compared_words, asked.seen
    again = words in seen.paragraphs and asked.line.is_paragraph
    doubled = asked.layout.above(asked.at) in asked.layout.doubled or words in seen.captions
    return drop(Reason.REPEAT, "said before") if again or (doubled and not seen.in_body) else None


def _aside(asked: Asked) -> Placed | None:
    """Drop a line that the page itself sets apart from the article, unless it is a fact."""
    line = asked.line
    if line.hint is not Hint.ASIDE:
        return None
    if line.kind is Kind.DATE or (line.kind is Kind.BYLINE and not asked.seen.in_body):
        return by_kind(line, Place(line.kind.name.lower()))
    return drop(Reason.PAGE, "outside the article, as the page says")


def _page(asked: Asked) -> Placed | None:
    kind = asked.line.kind
    return drop(_REASONS[kind], kind.value) if kind in _REASONS else None


def _latin(asked: Asked) -> Placed | None:
    """Drop a few words without an Arabic letter around the article, or alone between two of its paragraphs."""
    line, layout = asked.line, asked.layout
    if (
        line.kind is not Kind.TEXT
        or line.words > _MOST_LATIN
        or arabic_share(line.text)
        or not _LATIN.search(line.text)
    ):
        return None
    above, then = layout.above(asked.at), layout.then(asked.at)
    above_paragraph = then is not None and (then.is_paragraph or then.kind not in {Kind.TEXT, Kind.BULLET})
    between = above_paragraph and above >= 0 and layout.lines[above].is_paragraph
    if asked.seen.lead and not (asked.is_below_article or between):
        return None
    return drop(Reason.CHROME, "has no Arabic letter and is no part of a paragraph") if layout.last >= 0 else None


def _link(asked: Asked) -> Placed | None:
    if asked.line.kind is not Kind.LINK:
        return None
    if asked.seen.in_body and asked.line.text.startswith("http"):
        return drop(Reason.CHROME, "an address alone")
    return by_kind(asked.line, Place.LINK)


def _numbers(asked: Asked) -> Placed | None:
    """Keep a row of a table that has only numbers together with the table."""
    line, seen = asked.line, asked.seen
    if line.kind is not Kind.NUMBERS:
        return None
    several = len(re.findall(r"\d+", line.text)) > 1
    if seen.lead and (line.hint is Hint.ROW or several or seen.table):
        return Placed(Place.BODY, None, "a row of numbers in the article")
    return drop(Reason.CHROME, "a number alone")


def _caption(asked: Asked) -> Placed | None:
    """Place a credited line, unless it is a paragraph: nothing else is, or it goes on with the article."""
    line, layout = asked.line, asked.layout
    if line.kind is not Kind.CAPTION:
        return None
    only = layout.last_text < 0 and line.words >= _FEWEST_WORDS
    goes_on = line.continues and asked.at >= layout.last_text
    return None if line.hint is not Hint.CAPTION and (only or goes_on) else by_kind(line, Place.CAPTION)


def _byline(asked: Asked) -> Placed | None:
    return by_kind(asked.line, Place.BYLINE) if asked.line.kind is Kind.BYLINE else None


def _head_date(asked: Asked) -> Placed | None:
    return by_kind(asked.line, Place.DATE) if asked.line.kind is Kind.DATE else None


def _section(asked: Asked) -> Placed | None:
    """Drop the name of a section, unless it is one of several short lines that are the article."""
    kind, then = asked.line.kind, asked.layout.then(asked.at)
    if kind is Kind.HEADER and not asked.seen.lead:
        return drop(Reason.CHROME, kind.value)
    alone = then is None or then.is_paragraph or asked.layout.is_beside_fact(asked.at)
    between = then is not None and then.kind in {Kind.TEXT, Kind.SECTION} and not then.is_paragraph
    return drop(Reason.CHROME, kind.value) if kind is Kind.SECTION and alone and not between else None


def _opener_in_head(asked: Asked) -> Placed | None:
    kind = asked.line.kind
    return drop(Reason.CHROME, kind.value) if kind in OPENERS or kind is Kind.SUMMARY else None


def _row_of_headlines(asked: Asked) -> Placed | None:
    if asked.line.kind is not Kind.HEADLINES or asked.is_below_article != asked.seen.in_body:
        return None
    return drop(Reason.TAIL if asked.seen.in_body else Reason.CHROME, asked.line.kind.value)


def _point(asked: Asked) -> Placed | None:
    layout, above_article = asked.layout, not asked.is_below_article
    if asked.at in layout.points:
        return Placed(Place.SUMMARY, None, "under the opener of the summary")
    if asked.line.kind is Kind.BULLET and (layout.has_opener or (above_article and not asked.seen.lead)):
        return Placed(Place.SUMMARY, None, "a point between the headline and the first paragraph")
    return None


def _picture(asked: Asked) -> Placed | None:
    line, then = asked.line, asked.layout.then(asked.at)
    if asked.at in asked.layout.doubled:
        return Placed(Place.CAPTION, None, "said twice, like the text and the caption of a picture")
    if asked.is_below_article or line.kind is not Kind.TEXT or line.continues:
        return None
    if asked.layout.is_part_of_headline(line) and not asked.seen.lead:
        return Placed(Place.CAPTION, None, "a part of the headline, like the text of a picture")
    if not line.may_be_caption:
        return None
    listed = then is not None and then.text != line.text and then.kind is Kind.TEXT and then.may_be_caption
    return None if listed else Placed(Place.CAPTION, None, "before the first paragraph, ends in a credit or a date")


def _author(asked: Asked) -> Placed | None:
    line, facts = asked.line, asked.seen.place in _FACTS
    if line.kind is not Kind.TEXT:
        return None
    if is_place(line.text, asked.lists) and facts:
        return Placed(Place.BYLINE, None, "a city beside the date or the author")
    if is_name(line.text, asked.lists):
        beside = facts or asked.layout.is_beside_fact(asked.at) or asked.is_right_above_article or _is_signed(asked)
        return Placed(Place.BYLINE, None, "a name beside the date or above the first paragraph") if beside else None
    then = asked.layout.then(asked.at)
    if then is not None and _BY.fullmatch(then.line) and line.words <= _NEAR:
        return drop(Reason.CHROME, "the account that published it")
    beside = asked.is_right_above_article or asked.layout.is_beside_fact(asked.at)
    desk = (facts and is_desk(f"{line.text} -", asked.lists)) or (beside and is_desk(line.text, asked.lists))
    return Placed(Place.BYLINE, None, "says who wrote it, or for whom") if desk or line.may_be_author else None


def _is_signed(asked: Asked) -> bool:
    """Return whether only a line like the text of a picture stands between the date and a name above the article."""
    layout, then = asked.layout, asked.layout.then(asked.at)
    above = layout.above(asked.at)
    framed = then is not None and then.is_article and above >= 0 and not asked.seen.in_body
    return framed and _describes_picture(layout.lines[above]) and layout.is_below_date(above)


def _describes_picture(line: Traits) -> bool:
    return line.kind is Kind.TEXT and line.text[-1] not in _NO_PICTURE


def _person(asked: Asked) -> Placed | None:
    """Place a name right above the first paragraph that has it too, however its words are joined ("عبد الله")."""
    line, then = asked.line, asked.layout.then(asked.at)
    if then is None or not asked.is_right_above_article or not is_name(line.text, asked.lists):
        return None
    named = "".join(line.compared_words) in "".join(then.compared_words)
    return Placed(Place.CAPTION, None, "the name of someone whom the first paragraph is about") if named else None


def _date(asked: Asked) -> Placed | None:
    """Place a date in the body only if it says what it is, or stands below the first paragraph or all text."""
    line = asked.line
    if line.kind is not Kind.DATE:
        return None
    second = len(asked.seen.paragraphs) == 1 and is_bare_date(line.text, asked.lists) and _WEEKDAY.search(line.line)
    if (
        (second and read_days(line.text))
        or is_stamp(line.text, asked.lists)
        or asked.at > asked.layout.last_text
        or line.hint is Hint.TIME
    ):
        return by_kind(line, Place.DATE)
    return None if any(map(str.isalpha, line.text)) else drop(Reason.CHROME, "a date or time alone")


def _opener_in_body(asked: Asked) -> Placed | None:
    kind = asked.line.kind
    return drop(Reason.TAIL, kind.value) if kind in OPENERS and kind is not Kind.LABEL else None


def _author_card(asked: Asked) -> Placed | None:
    """Drop the lines below the article that say again who wrote it, or what that person does."""
    line, seen = asked.line, asked.seen
    if not asked.is_below_article:
        return None
    again = line.compared_words in seen.authors or (seen.card and _PROFESSION.match(line.line) is not None)
    seen.card = again or _WRITER.fullmatch(line.line) is not None
    return drop(Reason.TAIL, "about the author") if seen.card else None


def _initials(asked: Asked) -> Placed | None:
    signed = asked.is_below_article and is_initials(asked.line.text)
    return drop(Reason.WIRE, "initials below the article") if signed else None


def _author_below(asked: Asked) -> Placed | None:
    signed = asked.line.may_be_author and not is_name(asked.line.text, asked.lists)
    return _author(asked) if asked.is_below_article and signed else None


def _text(asked: Asked) -> Placed:
    why = "reads like a paragraph" if asked.line.is_paragraph else "nothing speaks against it"
    return Placed(Place.BODY, None, why)


ABOVE = (_headline_before, _fact_above, _kicker, _page_above)
_ANYWHERE = (_outside, _headline_again, _said_before, _aside, _page, _latin, _link, _numbers, _caption, _byline)
HEAD = (
    *_ANYWHERE,
    _head_date,
    _section,
    _opener_in_head,
    _row_of_headlines,
    _point,
    _picture,
    _person,
    _author,
    _text,
)
BODY = (*_ANYWHERE, _date, _row_of_headlines, _opener_in_body, _author_card, _initials, _author_below, _text)
