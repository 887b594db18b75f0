"""Makes an Article of blocks, for every reader: places them, and adds what is known from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import arabic_share, clean, foreign_share
from audionews.articles.credits import name_of
from audionews.articles.dates import is_update, read_date
from audionews.articles.segment import place_blocks
from audionews.errors import ArticleError, Empty, NoBody, NoHeadline, NotArabic
from audionews.model import Article, Failed, Place, Precision, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.blocks import Block
    from audionews.articles.segment import Stretch
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
    stretches = place_blocks(blocks, given, lists)
    lines = _source_lines(stretches)
    try:
        _check_letters("\n".join(block.raw for block in blocks), source)
        return _article(stretches, source, given, charset, lists)
    except ArticleError as error:
        return Failed(source=source, error=error, lines=lines)


def _check_letters(text: str, source: str) -> None:
    if not any(clean(line) for line in text.splitlines()):
        raise Empty(f"{source} is empty", "put the headline on the first line and the article below it")
    arabic, foreign = arabic_share(text), foreign_share(text)
    if arabic < LEAST_ARABIC:
        raise NotArabic(f"only {arabic:.0%} of the letters in {source} are Arabic", "give an article in Arabic")
    if foreign > MOST_FOREIGN:
        raise NotArabic(
            f"{source} looks like Persian or Urdu: Arabic does not write {foreign:.0%} of its letters",
            "give an article in Arabic",
        )


def _article(stretches: Sequence[Stretch], source: str, given: Known, charset: str, lists: WordLists | None) -> Article:
    def texts(*places: Place) -> tuple[str, ...]:
        return tuple(stretch.text for stretch in stretches if stretch.place in places)

    title = clean(given.headline) or next(iter(texts(Place.HEADLINE)), "")
    if not title:
        raise NoHeadline(f"no line in {source} could be the headline", "put it on the first line, or use --headline")
    if not texts(Place.BODY):
        raise NoBody(
            f"nothing in {source} but the headline could be read out", "paste the paragraphs of the article too"
        )
    date, precision, date_source = _dated(texts(Place.DATE, Place.BYLINE), given)
    return Article(
        source=source,
        headline=title,
        summary=texts(Place.SUMMARY),
        body=texts(Place.BODY),
        date=date,
        date_precision=precision,
        date_source=date_source,
        modified=given.modified,
        status=given.status,
        byline=clean(given.byline) or "، ".join(name_of(byline, lists) for byline in texts(Place.BYLINE)),
        captions=texts(Place.CAPTION),
        image=given.image,
        corrections=given.corrections,
        language=given.language or "ar",
        link=given.link,
        source_id=given.source_id,
        section=clean(given.section),
        publish_at=given.publish_at,
        charset=charset,
        lines=_source_lines(stretches),
    )


def _dated(lines: Iterable[str], given: Known) -> tuple[datetime | None, Precision, str]:
    """Return the date, its precision and what it is from."""
    if given.date is not None:
        return given.date, given.date_precision, given.date_source
    published = _published(lines)
    return published, Precision.MINUTE, "text" if published else ""


def _published(lines: Iterable[str]) -> datetime | None:
    """Return the first date that is not of an update, else the first date, or None if there is none."""
    dates = [date.at for line in sorted(lines, key=is_update) if (date := read_date(line)) is not None]
    return dates[0] if dates else None


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
