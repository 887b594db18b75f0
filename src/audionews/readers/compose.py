"""Makes an Article of blocks, for every reader: places them, and adds what is known from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.letters import arabic_share, clean, foreign_share
from audionews.arabic.spelling import is_foreign, persian_speller
from audionews.articles.addresses import read_link
from audionews.articles.blocks import Hint
from audionews.articles.embargo import read_embargo
from audionews.articles.published import PlacedDate, place_date, published
from audionews.articles.segment import place_blocks, texts_of
from audionews.articles.stamps import split_stamp
from audionews.errors import ArticleError, Empty, NoBody, NoHeadline, NotArabic, TooLarge
from audionews.model import Article, Failed, Place, Precision, SourceLine, Status
from audionews.readers.limits import MOST_IN_HEADLINE, MOST_TITLES, check_blocks, check_headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.blocks import Block, Stretch
    from audionews.model import Known

LEAST_ARABIC = 0.5  # of the letters
MOST_FOREIGN = 0.02  # of the letters: Persian, Urdu, Kurdish, Pashto


def compose(
    blocks: Sequence[Block], source: str, given: Known, charset: str = "utf-8", lists: WordLists | None = None
) -> Article | Failed:
    """Return the article that the blocks are, or why they are none, with every line and what became of it.

    Args:
        blocks: The lines of a text or the elements of a page, all of them.
        source: Where they came from, for messages.
        given: What the user or the markup says; it takes precedence over what the blocks say.
        charset: The charset of the input.
        lists: Word lists; None takes the lists that ship.
    """
    try:
        check_blocks(blocks, source)
        check_headline(given.headline, source)
    except TooLarge as error:
        return Failed(source=source, error=error)
    texts = texts_of(blocks)
    whole = "\n".join(texts[block] for block in blocks)
    spell = persian_speller(whole, lists)
    given = _spelled(given, spell)
    stretches = place_blocks(blocks, given, lists, {block: spell(text) for block, text in texts.items()})
    lines = _source_lines(stretches)
    try:
        inside = [block for block in blocks if block.hint is not Hint.OUTSIDE]
        read = "\n".join(texts[block] for block in inside or blocks)
        _check_letters(read, spell(read), source)
        return replace(_article(stretches, source, given, charset, lists), lines=lines)
    except ArticleError as error:
        return Failed(source=source, error=error, lines=lines)


def _spelled(given: Known, spell: Callable[[str], str]) -> Known:
    """Return what is known in the letters in which the whole text is read."""
    return replace(
        given,
        headline=spell(clean(given.headline)),
        byline=spell(clean(given.byline)),
        section=spell(clean(given.section)),
        titles=tuple(spell(title) for title in given.titles[:MOST_TITLES] if len(title) <= MOST_IN_HEADLINE),
        corrections=tuple(map(spell, given.corrections)),
    )


def _check_letters(text: str, spelled: str, source: str) -> None:
    """Raise the error for a text that is not Arabic.

    Args:
        text: The text, cleaned.
        spelled: The text with the letters of other keyboards put right.
        source: Where it came from, for messages.
    """
    if not text.strip():
        raise Empty(f"{source} is empty", "put the headline on the first line and the article below it")
    arabic, foreign = arabic_share(text), foreign_share(text)
    if arabic < LEAST_ARABIC:
        raise NotArabic(f"only {arabic:.0%} of the letters in {source} are Arabic", "give an article in Arabic")
    if foreign > MOST_FOREIGN and (foreign_share(spelled) > MOST_FOREIGN or is_foreign(text)):
        raise NotArabic(
            f"{source} looks like Persian or Urdu: Arabic does not write {foreign:.0%} of its letters",
            "give an article in Arabic",
        )


def _article(stretches: Sequence[Stretch], source: str, given: Known, charset: str, lists: WordLists | None) -> Article:
    def texts(*places: Place) -> tuple[str, ...]:
        return tuple(stretch.text for stretch in stretches if stretch.place in places)

    title = given.headline or next(iter(texts(Place.HEADLINE)), "")
    if not title:
        raise NoHeadline(f"no line in {source} could be the headline", "put it on the first line, or use --headline")
    if not texts(Place.BODY):
        raise NoBody(
            f"nothing in {source} but the headline could be read out", "paste the paragraphs of the article too"
        )
    date, precision, date_source = _dated(stretches, given, lists)
    publish_at, status = _held_back(stretches, given, lists)
    return Article(
        source=source,
        headline=title,
        summary=texts(Place.SUMMARY),
        body=texts(Place.BODY),
        date=date,
        date_precision=precision,
        date_source=date_source,
        modified=given.modified,
        status=status,
        byline=given.byline or "، ".join(dict.fromkeys(each.byline for each in stretches if each.byline)),
        captions=texts(Place.CAPTION),
        image=given.image,
        corrections=given.corrections,
        language=given.language or "ar",
        link=given.link or next(map(read_link, texts(Place.LINK)), ""),
        source_id=given.source_id,
        section=given.section,
        publish_at=publish_at,
        charset=charset,
    )


def _dated(
    stretches: Sequence[Stretch], given: Known, lists: WordLists | None
) -> tuple[datetime | None, Precision, str]:
    """Return the date, its precision and what it is from."""
    if given.date is not None:
        return given.date, given.date_precision, given.date_source
    found = published(_dates(stretches, lists))
    if found is None:
        return None, Precision.MINUTE, ""
    return found.date.at, Precision(found.date.precision), "text"


def _dates(stretches: Sequence[Stretch], lists: WordLists | None) -> Iterator[PlacedDate]:
    """Yield the dates of the date lines, and of what stands before the headline and the first paragraph."""
    filled = [stretch for stretch in stretches if stretch.text]
    title = next((at for at, stretch in enumerate(filled) if stretch.place is Place.HEADLINE), -1)
    for at, stretch in enumerate(filled):
        if stretch.place in {Place.DATE, Place.BYLINE} and (date := place_date(stretch.text, at - title, lists)):
            yield date
        if at < title and stretch.place is Place.DROPPED and (stamp := split_stamp(stretch.text, lists)) and stamp.date:
            yield PlacedDate(stamp.date, at - title, stamp=True)
        pieces = stretch.unspoken if stretch.place in {Place.HEADLINE, Place.BODY} else ()
        for piece in pieces:
            if date := place_date(piece, max(1, at - title), lists):
                yield date if stretch.place is Place.HEADLINE else date._replace(dateline=True)


def _held_back(stretches: Iterable[Stretch], given: Known, lists: WordLists | None) -> tuple[datetime | None, Status]:
    """Return when the article may be published, and its status: withheld if an embargo does not say when it ends."""
    embargoes = [read_embargo(stretch.text, lists) for stretch in stretches if stretch.place is Place.EMBARGO]
    if given.publish_at is not None or not embargoes:
        return given.publish_at, given.status
    ends = [embargo.at for embargo in embargoes if embargo is not None]
    return (ends[0], given.status) if ends else (None, Status.WITHHELD)


def _source_lines(stretches: Iterable[Stretch]) -> tuple[SourceLine, ...]:
    placed = ((raw, stretch) for stretch in stretches for raw in stretch.raw)
    return tuple(
        SourceLine(
            number=number,
            text=raw,
            place=stretch.place,
            reason=stretch.reason,
            why=stretch.why,
            unspoken=stretch.unspoken,
        )
        for number, (raw, stretch) in enumerate(placed, start=1)
    )
