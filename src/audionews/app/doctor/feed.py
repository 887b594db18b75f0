"""Whether the feed of the last build can be read, and whether the sounds that it names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from audionews.errors import StoreError
from audionews.lint.elements import attribute, text
from audionews.lint.feed import Known, read_feed
from audionews.model.paths import FEED, FOLDER
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audionews.app.doctor.findings import Area, Finding

_NAMED = 5  # sounds that are named one by one


def findings(area: Area, place: Path | str) -> Iterator[Finding]:
    """Yield whether the feed can be parsed, and whether each of its enclosures is a file of the right length."""
    store = open_store(place)
    blob = store.read(FEED)
    if blob is None:
        yield area.note("there is no feed yet", "audionews build ARTICLE makes it")
        return
    feed, faults = read_feed(blob, FEED, Known())
    if feed is None or not feed.whole:
        why = faults[0].what if faults else "it has no channel"
        yield area.error(StoreError(f"{store.place(FEED)} cannot be parsed: {why}", "remove it, and build again"))
        return
    wrong = []
    for item, _ in feed.items:
        name = FOLDER + unquote(attribute(item, "enclosure", "url").rpartition(f"/{FOLDER}")[2])
        found = store.stat(name)
        if found is None or str(found.size) != attribute(item, "enclosure", "length"):
            wrong.append((name, text(item, "title"), "missing" if found is None else "of another length"))
    for name, title, what in wrong[:_NAMED]:
        yield area.error(StoreError(f"{name} is in the feed ({title}), but {what}", "build its article again"))
    if len(wrong) > _NAMED:
        more = f"{len(wrong) - _NAMED} more sounds of the feed are missing or of another length"
        yield area.error(StoreError(more, "build their articles again"))
    if not wrong:
        yield area.ok(f"{FEED} can be read, and its {len(feed.items)} sounds are there; audionews check says more")
