"""Reads articles that were pasted into a plain text file, in the layout of any newspaper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from audionews.arabic.letters import arabic_share, clean, foreign_share
from audionews.articles.credits import name_of
from audionews.articles.dates import is_update, read_date
from audionews.articles.segment import place_lines
from audionews.errors import Binary, Empty, NoBody, NoHeadline, NotArabic, TooLarge
from audionews.model import Article, Place, SourceLine
from audionews.readers.charset import decode
from audionews.sources.files import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.segment import Stretch

LEAST_ARABIC = 0.5  # of the letters
MOST_FOREIGN = 0.02  # of the letters: Persian, Urdu, Kurdish, Pashto
MOST_CONTROLS = 0.05  # of the bytes
FEW_CONTROLS = 10  # as many are allowed in any text, if at least half of its bytes are others

_KINDS = (
    (b"ID3", "an MP3 file"),
    *((bytes((0xFF, second)), "an MP3 file") for second in (0xFA, 0xFB, 0xF2, 0xF3)),
    (b"RIFF", "a sound or picture file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a Word document"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)


class TextReader:
    """Reads an Article from pasted plain text.

    Attributes:
        lists: Word lists with the controls of pages and the names of sources; None takes the lists that ship.
    """

    name = "text"

    def __init__(self, lists: WordLists | None = None) -> None:
        self.lists = lists

    def with_lists(self, lists: WordLists) -> Self:
        """Return a reader with the word lists of a show."""
        return type(self)(lists)

    def sniff(self, head: bytes, hint: str) -> float:
        """Return the confidence (0 to 1) that the input is a pasted Arabic article, by its name or its letters."""
        if _what(head) is not None:
            return 0.0
        named = re.search(r"\.te?xt$|^text/plain", hint, re.IGNORECASE) is not None
        return 0.9 if named else 0.6 * arabic_share(head.decode("utf-8", "ignore"))

    def read(self, blob: bytes, source: str, headline: str | None = None) -> tuple[Article]:
        """Return the one article in the input.

        Args:
            blob: The whole file: UTF-8, UTF-16 with a byte order mark, Windows-1256 or ISO-8859-6.
            source: Where it came from, for messages and ``Article.source``.
            headline: The headline, if the user gives it; then no line is read as the headline.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Empty: The input has only white space and invisible characters.
            Binary: The input is not plain text.
            NotArabic: Under half of the letters are Arabic, or over 2 % are of Persian, Urdu, Kurdish or Pashto.
            NoHeadline: No line could be the headline.
            NoBody: There is nothing to speak after the headline.
        """
        if len(blob) > LIMIT:
            raise TooLarge(f"{source} is larger than {LIMIT // 1_000_000} MB", "give one article a file, as plain text")
        what = _what(blob)
        if what is not None:
            raise Binary(f"{source} is {what}, not plain text", "paste the article into a plain text file (UTF-8)")
        decoded = decode(blob, source)
        _check_letters(decoded.text, source)
        stretches = place_lines(decoded.text, None if headline is None else clean(headline), self.lists)
        return (_article(stretches, source, headline, decoded.charset, self.lists),)


def _what(head: bytes) -> str | None:
    """Return what the bytes are if they are not plain text, else None."""
    for start, what in _KINDS:
        if head.startswith(start):
            return what
    if _WEB_PAGE.match(head):
        return "a web page"
    return "a binary file" if _has_controls(head) else None


def _has_controls(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 has zero bytes
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > MOST_CONTROLS * len(head) and controls > min(FEW_CONTROLS, len(head) // 2)


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


def _article(
    stretches: Sequence[Stretch], source: str, headline: str | None, charset: str, lists: WordLists | None
) -> Article:
    def texts(*places: Place) -> tuple[str, ...]:
        return tuple(stretch.text for stretch in stretches if stretch.place in places)

    title = next(iter(texts(Place.HEADLINE)), "") if headline is None else clean(headline)
    if not title:
        raise NoHeadline(f"no line in {source} could be the headline", "put it on the first line, or use --headline")
    if not texts(Place.BODY):
        raise NoBody(
            f"nothing in {source} but the headline could be read out", "paste the paragraphs of the article too"
        )
    return Article(
        source=source,
        headline=title,
        summary=texts(Place.SUMMARY),
        body=texts(Place.BODY),
        date=_published(texts(Place.DATE, Place.BYLINE)),
        byline="، ".join(name_of(byline, lists) for byline in texts(Place.BYLINE)),
        captions=texts(Place.CAPTION),
        charset=charset,
        lines=_source_lines(stretches),
    )


def _published(lines: Iterable[str]) -> datetime | None:
    """Return the first date that is not of an update, else the first date, or None if there is none."""
    dates = [date.at for line in sorted(lines, key=is_update) if (date := read_date(line)) is not None]
    return dates[0] if dates else None


def _source_lines(stretches: Iterable[Stretch]) -> tuple[SourceLine, ...]:
    placed = ((raw, stretch) for stretch in stretches for raw in stretch.raw)
    return tuple(
        SourceLine(number=number, text=raw, place=stretch.place, reason=stretch.reason)
        for number, (raw, stretch) in enumerate(placed, start=1)
    )
