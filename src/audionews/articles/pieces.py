"""Pieces of a spoken line that are not spoken: bullets, datelines, marks of agencies, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.addresses import split_addresses
from audionews.articles.credits import is_name, split_signed
from audionews.articles.datelines import split_dateline
from audionews.articles.stamps import split_dated_head, split_stamp
from audionews.articles.traits import BULLET, TITLE_LABEL
from audionews.articles.wire_marks import split_desk_mark, split_wire_mark

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists
    from audionews.articles.dates import Date


_SIGN = re.compile(r"[^\w\s\u0021-\u007e«»“”„‘’…–—،؛؟﴿﴾]+\s*(?=\S)")  # a small picture in front of a post
_SHORTEST = 8  # characters; a shorter line has no pieces


class Pieces(NamedTuple):
    """A text without what is not spoken of it.

    Attributes:
        text: What is spoken.
        unspoken: What is not, as written.
        date: The date in what is not spoken, or None.
        byline: Who wrote the article, from there, or "".
    """

    text: str
    unspoken: tuple[str, ...] = ()
    date: Date | None = None
    byline: str = ""


def without_bullet(text: str) -> str:
    """Return a text without the sign of a list in front."""
    return BULLET.sub("", text)


def split_headline(text: str, lists: WordLists) -> Pieces:
    """Return a headline without its label, the mark of a desk and a date in front.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> split_headline("عام / افتتاح محطة", shipped_lists())
    Pieces(text='افتتاح محطة', unspoken=('عام /',), date=None, byline='')
    """
    unspoken = []
    date = None
    if sign := _SIGN.match(text):
        unspoken.append(sign[0].strip())
        text = text[sign.end() :]
    label = TITLE_LABEL.match(text)
    if label:
        unspoken.append(label[0].strip())
        text = text[label.end() :]
    stamp = split_stamp(text, lists)
    if stamp:
        unspoken.append(stamp.text)
        text, date = stamp.rest, stamp.date
    desk = split_desk_mark(text, lists)
    if desk:
        unspoken.append(desk.mark)
        text = desk.rest
    return Pieces(text, tuple(unspoken), date)


def split_paragraph(text: str, lists: WordLists, *, first: bool) -> Pieces:
    """Return a paragraph without what agencies and networks write before and behind it.

    Args:
        text: The paragraph.
        lists: Word lists.
        first: It is the first one: only there stands a dateline.
    """
    text, unspoken, date, byline = _split_front(text, lists) if first else Pieces(text)
    if len(text) < _SHORTEST:
        return Pieces(text, unspoken, date, byline)
    mark = split_wire_mark(text, lists)
    if mark and mark.rest:
        unspoken = (*unspoken, mark.mark)
        text = mark.rest
    rest, addresses = split_addresses(text)
    return Pieces(rest, (*unspoken, *addresses), date, byline)


def _split_front(text: str, lists: WordLists) -> Pieces:
    """Return the first paragraph without a labelled date, and without its dateline or who wrote it when."""
    if signed := split_signed(text, lists):
        return Pieces(signed.rest, (signed.text,), None, signed.name)
    dateline = split_dateline(text, lists)
    stamp = None if dateline and dateline.rest else split_stamp(text, lists)
    unspoken, date = ((stamp.text,), stamp.date) if stamp else ((), None)
    text = stamp.rest if stamp else text
    dateline = split_dateline(text, lists)
    if dateline and dateline.rest:
        return Pieces(dateline.rest, (*unspoken, dateline.text), dateline.date or date, dateline.byline)
    if head := split_dated_head(text, lists):
        name = next((part for part in head.names if is_name(part, lists)), "")
        return Pieces(head.rest, (*unspoken, head.text), head.date, name)
    return Pieces(text, unspoken, date)
