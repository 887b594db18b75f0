"""The edits of a draft: pure functions, which return the draft as it is afterwards, and keep how to take them back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from audionews.articles.editing import SPOKEN, moved, spoken_text
from audionews.desk.draft import Change, Kind, State, Undo
from audionews.errors import UsageError
from audionews.model import Place

if TYPE_CHECKING:
    from datetime import datetime

    from audionews.building.kept_script import Reading
    from audionews.desk.draft import Draft

PLACES = (*SPOKEN, Place.DROPPED)  # that an editor may choose
LONGEST_TEXT = 20_000  # characters of one line
_UNDONE = 100  # changes that can be taken back
_LOGGED = 500  # changes of one draft
_SHOWN = 80  # characters of a line in the log


class By(NamedTuple):
    """Who makes a change, and when."""

    who: str
    at: datetime


def placed(draft: Draft, at: int, place: Place, by: By) -> Draft:
    """Return the draft with a line in another place.

    Raises:
        UsageError: There is no such line, or no editor chooses such a place.
    """
    _refuse_unknown_line(draft, at)
    if place not in PLACES:
        raise UsageError(f"no line is put into the place {place}", f"choose one of {', '.join(PLACES)}")
    lines = moved(draft.lines, at, place, by.who or "the editor")
    if lines == draft.lines:
        return draft
    before = {index: old for index, (old, new) in enumerate(zip(draft.lines, lines, strict=True)) if old != new}
    changed = msgspec.structs.replace(draft, lines=lines, error="", remedy="")
    return _done(changed, by, Kind.PLACED, (_shown(draft, at), place), Undo(lines=before))


def rewritten(draft: Draft, at: int, text: str, by: By) -> Draft:
    """Return the draft with another text of a line.

    Raises:
        UsageError: There is no such line, or the text is empty or too long.
    """
    _refuse_unknown_line(draft, at)
    clean = spoken_text(text)
    if not clean or len(clean) > LONGEST_TEXT:
        raise UsageError(
            f"the text of a line has {len(clean):,} characters",
            f"write 1 to {LONGEST_TEXT:,}; a line that is not to be spoken has a place of its own",
        )
    before = draft.lines[at]
    if clean == before.text:
        return draft
    lines = (*draft.lines[:at], replace(before, text=clean), *draft.lines[at + 1 :])
    changed = msgspec.structs.replace(draft, lines=lines)
    return _done(changed, by, Kind.REWRITTEN, (_shown(draft, at), clean[:_SHOWN]), Undo(lines={at: before}))


def fixed(draft: Draft, reading: Reading, by: By) -> Draft:
    """Return the draft with a reading of one word or of all such words in it; it takes the place of one before."""
    kept = tuple(each for each in draft.readings if not _same(each, reading))
    changed = msgspec.structs.replace(draft, readings=(*kept, reading))
    return _done(changed, by, Kind.FIXED, (reading.written, reading.reading), Undo(readings=draft.readings))


def fixed_always(draft: Draft, written: str, readings: tuple[str, str], by: By) -> Draft:
    """Return the draft after an entry of the show's lexicon got another reading than before; "" is none."""
    before, reading = readings
    kept = tuple(each for each in draft.readings if each.written != written or each.at)  # or they would hold instead
    undo = Undo(lexicon=written, entry=before, reading=reading, readings=draft.readings)
    return _done(msgspec.structs.replace(draft, readings=kept), by, Kind.ALWAYS, (written, reading), undo)


def undone(draft: Draft, by: By) -> Draft:
    """Return the draft without its last change. What that did to the lexicon, the caller takes back.

    Raises:
        UsageError: There is nothing to take back.
    """
    if not draft.undo:
        raise UsageError("there is nothing to undo", "only changes since the draft was made can be undone")
    last = draft.undo[-1]
    lines = tuple(last.lines.get(index, line) for index, line in enumerate(draft.lines))
    readings = draft.readings if last.readings is None else last.readings
    changed = msgspec.structs.replace(draft, lines=lines, readings=readings, undo=draft.undo[:-1])
    return _done(changed, by, Kind.UNDONE, (last.text, ""))


def stated(draft: Draft, state: State, by: By, kind: Kind, **facts: object) -> Draft:
    """Return the draft in another state, with other facts of it."""
    changed = msgspec.structs.replace(draft, state=state, **facts)
    return _done(changed, by, kind, (draft.title[:_SHOWN], ""))


def _same(one: Reading, other: Reading) -> bool:
    return (one.written, one.engine, one.voice, one.at) == (other.written, other.engine, other.voice, other.at)


def _refuse_unknown_line(draft: Draft, at: int) -> None:
    if not 0 <= at < len(draft.lines):
        raise UsageError(f"there is no line {at + 1}", f"give a number from 1 to {len(draft.lines)}")


def _shown(draft: Draft, at: int) -> str:
    line = draft.lines[at]
    return (line.text or line.written)[:_SHOWN]


def _done(draft: Draft, by: By, kind: Kind, words: tuple[str, str], undo: Undo | None = None) -> Draft:
    text, to = words
    revision = draft.revision + 1
    change = Change(at=by.at, who=by.who, kind=kind, text=text, to=to, draft=draft.id, revision=revision)
    steps, state = draft.undo, draft.state
    if undo is not None:
        steps = (*draft.undo, msgspec.structs.replace(undo, text=text))[-_UNDONE:]
        state = State.WAITING  # what was published has no longer these words
    log = (*draft.log, change)[-_LOGGED:]
    return msgspec.structs.replace(draft, revision=revision, log=log, undo=steps, state=state)
