"""The people whom a byline names, without the city, the agency and the labels around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.credits import is_credit, is_desk, is_place, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.arabic.word_lists import WordLists

_LONGEST = 300  # characters of a byline; a name has few
_PARTS = re.compile(r"\s+[-–—ـ|•/]+\s+|[|•/:؛;()\[\]،,]|[-–—](?![A-Za-z])|(?<![A-Za-z])[-–—]")
_OTHERS = re.compile(r"(?:^|[\s،,|/(–—-])(?:تصوير|تحرير|ترجمة|ترجمها|مونتاج|رسوم|فيديو|إخراج)\s?[:/–—-].*", re.DOTALL)
_FROM = re.compile(r"\s(?:من|في)\s(?P<place>[^\d]{2,40})$")
_AND = re.compile(r"\sو\s?(?=\w{2})|\s&\s")
_FEWEST, _MOST = 2, 6  # words of a name
_NO_ONE = re.compile(r"\d|[@؟!«»\"]|^(?:خاص|متابعات|متابعة|المحرر)$")


def people_of(byline: str, lists: WordLists | None = None) -> tuple[str, ...]:
    """Return the names of the people in a byline, in order; () if it names only a city or an agency.

    >>> people_of("القاهرة - سعاد فهمي"), people_of("كتب: سارة علي وأحمد حسن"), people_of("رويترز - برلين")
    (('سعاد فهمي',), ('سارة علي', 'أحمد حسن'), ())
    """
    text = name_of(_OTHERS.sub("", byline[:_LONGEST]), lists)
    found = (name for part in _PARTS.split(text) for name in _names(part.strip(" ."), lists))
    return tuple(dict.fromkeys(found))


def _names(part: str, lists: WordLists | None) -> Iterator[str]:
    """Yield the names in a part of a byline."""
    placed = _FROM.search(part)
    if placed and is_place(placed["place"], lists):
        part = part[: placed.start()]
    if (
        not part
        or _NO_ONE.search(part)
        or is_place(part, lists)
        or is_credit(part, lists)
        or is_desk(f"{part} -", lists)
    ):
        return
    names = _AND.split(part)
    if any(len(name.split()) < _FEWEST for name in names):
        names = [part]  # the letter is part of a name: منى وهبي
    yield from (name for name in names if len(name.split()) <= _MOST)
