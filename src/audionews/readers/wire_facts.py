"""What the wires of agencies say about an item, whatever their format: its status, its dates, its notes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.articles.blocks import Block
from audionews.articles.credits import name_of
from audionews.model import Known, Precision, Status
from audionews.readers.fragment import plain_text
from audionews.readers.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STATUSES = {
    **dict.fromkeys(("withheld", "embargoed", "wait", "pending", "draft"), Status.WITHHELD),
    **dict.fromkeys(("canceled", "cancelled", "killed", "kill", "deleted", "withdrawn", "recalled"), Status.CANCELED),
}
_CORRECTION = re.compile(r"تصحيح|تصويب|يصحح|\bcorrect(?:s|ed|ion)\b", re.IGNORECASE)


def status_of(code: str) -> Status:
    """Return the status of publication that a code or an address of one says; USABLE if it says nothing known.

    >>> status_of("stat:canceled"), status_of("http://cv.iptc.org/newscodes/pubstatusg2/withheld"), status_of("")
    (<Status.CANCELED: 'canceled'>, <Status.WITHHELD: 'withheld'>, <Status.USABLE: 'usable'>)
    """
    return _STATUSES.get(re.split(r"[:/]", code.strip().lower())[-1], Status.USABLE)


def with_dates(known: Known, first: Iterable[str], version: str, embargo: str) -> Known:
    """Return the facts with the dates of an item.

    Args:
        known: The other facts.
        first: When it was first made, best first.
        version: When this version was made; it is the date if nothing else is.
        embargo: Until when it must not be published, or "".
    """
    made, changed, until = next(filter(None, map(read_moment, first)), None), read_moment(version), read_moment(embargo)
    date = made or changed
    return replace(
        known,
        date=date.at if date else None,
        date_precision=date.precision if date else Precision.MINUTE,
        date_source="markup" if date else "",
        modified=changed.at if changed and changed != date else None,
        publish_at=until.at if until else None,
    )


def byline_of(texts: Iterable[str]) -> str:
    """Return who wrote an item, without labels such as "بقلم"."""
    return "، ".join(dict.fromkeys(filter(None, (name_of(plain_text(text)) for text in texts))))


def corrections_of(note: str, *, marked: bool) -> tuple[str, ...]:
    """Return a note to editors if it says what was corrected: if it is marked so, or has the word."""
    text = plain_text(note)
    return (text,) if text and (marked or _CORRECTION.search(text)) else ()


def notes_of(note: str, dateline: str) -> Sequence[Block]:
    """Return what a wire says to editors and where it is from, which is not spoken."""
    texts = ((plain_text(note), "a note to editors"), (plain_text(dateline), "a dateline of its own"))
    return [Block(text, why=why) for text, why in texts if text]
