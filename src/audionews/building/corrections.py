"""What listeners are told about the corrections of an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.model import Correction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from audionews.model import Article, Episode


def notes_of(article: Article) -> tuple[str, ...]:
    """Return what the newspaper says that it has corrected in an article: one line a note, each of them once."""
    lines = (" ".join(clean(note).split()) for note in article.corrections)
    return tuple(dict.fromkeys(line for line in lines if line))


def untold(existing: Episode | None, notes: Sequence[str]) -> list[str]:
    """Return the notes that an episode does not have yet."""
    told = {correction.note for correction in existing.corrections} if existing else set()
    return [note for note in notes if note not in told]


def after(existing: Episode | None, change: str, notes: Sequence[str], date: datetime) -> tuple[Correction, ...]:
    """Return the corrections of an episode after a change of it.

    Other words are a correction, with a note or without. Where only the sound changes, or nothing, a note belongs to
    the correction before if that has none.

    Args:
        existing: The episode before the change, or None.
        change: New, corrected, remade or unchanged.
        notes: What the newspaper says that it has corrected.
        date: The date of the change, in the zone of the show.
    """
    before, new = existing.corrections if existing else (), untold(existing, notes)
    if change == "corrected":
        return (*before, *(Correction(date=date, note=note) for note in new or [""]))
    if new and before and not before[-1].note:
        before, date = before[:-1], before[-1].date
    return (*before, *(Correction(date=date, note=note) for note in new))
