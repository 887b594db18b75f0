"""What is to be done after a poll: pure, from what the source says now and what is known of its articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from audionews.model import Article, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from audionews.model import Pointer
    from audionews.sync.entries import Entry


class ItemState(StrEnum):
    """What became of an article of a source."""

    NEW = "new"  # nothing yet
    DONE = "done"  # it has an episode
    SAME = "same"  # another source has it, and its episode
    REVIEW = "review"  # it is in the inbox, or was rejected there
    SKIPPED = "skipped"  # the settings leave it out
    FAILED = "failed"  # it cannot be read
    WITHDRAWN = "withdrawn"  # the source says so
    GONE = "gone"  # its page says so


CHECK = "check"
MISSING = "missing "  # begins what a source says of an article that it does not list any more
WITHDRAWN = frozenset({ItemState.WITHDRAWN, ItemState.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """What is known of an article of a source.

    Attributes:
        source: The name of the source.
        item: The id of the article there.
        state: What became of it.
        said: Digest of what the source said when that was done.
        waiting_said: Digest of what it said since, and is still to be dealt with; or "".
        version: The version of its file that counts.
        episode: The id of its episode, or "". It may be one that was about to be made when a sync was ended.
        link: Its page, or "".
        place: Its file in a folder or its number at WordPress, or "".
        listed: Whether the source listed it at the last poll.
        published: When it was published, in seconds since 1970, or None.
        gone_since: When its page first answered 404, if it did so last; or None.
        failures: How often it failed in a row.
        ours: Whether a sync has removed its episode, and may restore it.
        seen: When it was first listed, in seconds since 1970.
    """

    source: str
    item: str
    state: ItemState = ItemState.NEW
    said: str = ""
    waiting_said: str = ""
    version: str = ""
    episode: str = ""
    link: str = ""
    place: str = ""
    listed: bool = True
    published: float | None = None
    gone_since: float | None = None
    failures: int = 0
    ours: bool = False
    seen: float = 0.0

    def is_same(self, other: KnownItem) -> bool:
        """Return whether both are one article of one source, whatever is known of it."""
        return (self.source, self.item) == (other.source, other.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An article that is withdrawn: why, and what its source lists in its place, if it can be read."""

    why: str
    article: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done with the articles of a source.

    Attributes:
        queued: Articles that are new or have changed.
        withdrawn: Articles that the source withdraws, with the reason.
        skipped: New articles that the settings leave out, with the reason.
        failed: Articles that cannot be read, new ones or such as have changed.
        checked: Ids of articles that are missing though older ones are listed: their pages tell what that means.
        unlisted: Ids of articles that are no longer listed.
        listed: Ids of known articles that are.
        moved: Known articles that are in another file than before.
        renamed: Articles whose file is gone, and is there again under another name.
    """

    queued: list[Entry] = field(default_factory=list)
    withdrawn: list[tuple[Entry | KnownItem, Withdrawal]] = field(default_factory=list)
    skipped: list[tuple[Entry, str]] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    moved: list[Entry] = field(default_factory=list)
    renamed: list[tuple[KnownItem, Entry]] = field(default_factory=list)


def make_plan(
    entries: Sequence[Entry],
    known: Mapping[str, KnownItem],
    why_not: Callable[[Article | Pointer], str],
    missing: Callable[[Sequence[Entry], KnownItem], str | None],
    *,
    afresh: bool = False,
) -> Plan:
    """Return what is to be done.

    Args:
        entries: What the source lists now, each article once.
        known: What is known of its articles, by their ids.
        why_not: Returns why the settings leave an article out, or "".
        missing: Tells what it means that an article is not among the entries: ``CHECK`` if its page tells, why it is
            withdrawn, "" if it is only listed no longer, None if nothing has changed.
        afresh: Whether the settings have changed, so that what they left out is looked at again.
    """
    now_listed = {entry.item for entry in entries}
    absent = [row for item, row in known.items() if row.listed and item not in now_listed]
    meanings = {row.item: meaning for row in absent if (meaning := missing(entries, row)) is not None}
    renamed = _renamed(entries, known, meanings)
    plan = Plan(renamed=renamed, listed=[item for item in known if item in now_listed])
    done = {each.item for pair in renamed for each in pair}
    for entry in (each for each in entries if each.item not in done):
        row = known.get(entry.item)
        if row and _is_elsewhere(entry, row):
            plan.moved.append(entry)
        if row is None or not _is_known(entry, row, afresh=afresh):
            _add(entry, row, why_not, plan)
    for item in (each for each in meanings if each not in done):
        _add_missing(known[item], meanings[item], plan)
    return plan


def _renamed(
    entries: Sequence[Entry], known: Mapping[str, KnownItem], meanings: Mapping[str, str]
) -> list[tuple[KnownItem, Entry]]:
    """Return the articles whose files are gone, with new entries of other files that say just the same."""
    gone = {known[item].said: known[item] for item, meaning in meanings.items() if meaning not in {"", CHECK}}
    new = {entry.said: entry for entry in entries if entry.place and entry.item not in known}
    return [(row, new[said]) for said, row in gone.items() if said in new and row.state not in WITHDRAWN]


def _is_elsewhere(entry: Entry, row: KnownItem) -> bool:
    return bool(entry.place) and entry.place != row.place and entry.version >= row.version


def _add(entry: Entry, row: KnownItem | None, why_not: Callable[[Article | Pointer], str], plan: Plan) -> None:
    if entry.status is not Status.USABLE:
        article = entry.found if isinstance(entry.found, Article) else None
        plan.withdrawn.append((entry, Withdrawal(why=f"it is {entry.status}", article=article)))
    elif entry.found is None:
        plan.failed.append(entry)
    elif (row is None or row.state is ItemState.SKIPPED) and (why := why_not(entry.found)):
        plan.skipped.append((entry, why))
    else:
        plan.queued.append(entry)


def _is_known(entry: Entry, row: KnownItem, *, afresh: bool) -> bool:
    """Return whether nothing is to be done, because what is said was said before, or is older than that.

    A file that was replaced counts whatever its time is. An article that its source had withdrawn and lists again is
    published again; one whose page is gone is not, as long as a feed says nothing new about it.
    """
    if entry.version < row.version and not (row.place and entry.place == row.place):
        return True
    if row.waiting_said:
        return entry.said == row.waiting_said
    if row.state is ItemState.WITHDRAWN:
        return entry.status is not Status.USABLE
    return entry.said == row.said and not (afresh and row.state in {ItemState.SKIPPED, ItemState.FAILED})


def _add_missing(row: KnownItem, meaning: str, plan: Plan) -> None:
    if meaning == CHECK:
        plan.checked.append(row.item)
    elif meaning and (row.state is not ItemState.WITHDRAWN or row.waiting_said):
        plan.withdrawn.append((row, Withdrawal(why=meaning)))
    plan.unlisted.append(row.item)


def missing_from_feed(entries: Sequence[Entry], row: KnownItem) -> str:
    """Return what it means that an article is missing from a feed or a list of posts.

    If an older one is still listed, its page is to be asked for at once. Else it has only made room for newer ones.
    """
    times = [each.published for each in entries if each.published is not None]
    if row.state in WITHDRAWN or row.published is None or not times:
        return ""
    return CHECK if min(times) < row.published else ""
