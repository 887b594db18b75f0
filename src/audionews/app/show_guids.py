"""What a show keeps in show.json: its podcast:guid and those of its sections, and the version of its first cover."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from audionews.building.show_cover import cover_version
from audionews.errors import StoreError
from audionews.model.events import Noticed
from audionews.model.paths import FEED, feed_guid, section_file
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from audionews.model import ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import BlobStore

FACTS = "show.json"
GUID = "{guid}"  # stands in a prefix of enclosures for the show's podcast:guid
_IN_FEED = re.compile(rb"<podcast:guid>([0-9a-f-]{36})</podcast:guid>")


class ShowIdentity(msgspec.Struct, frozen=True):
    """What never changes: the show's podcast:guid, made from its first address, those of its sections, its first cover.

    The cover is a digest of all that it was drawn from.
    """

    guid: str
    sections: dict[str, str] = {}
    cover: str = ""


def with_guids(facts: ShowFacts, store: BlobStore) -> ShowFacts:
    """Return the facts with the podcast:guid of the show and its sections, and the version of its cover.

    The guids are those that are kept. If that file is damaged, they are taken from the feeds; if there are none yet,
    they are made from the base URL. Without one nobody subscribes to the show yet: it has none, and its cover keeps the
    first name.

    Raises:
        StoreError: A file cannot be read.
    """
    base, kept = facts.base_url, _kept(facts, store)
    guid = kept.guid or (feed_guid(f"{base}/{FEED}") if base else "")
    made = {key: feed_guid(f"{base}/{section_file(key)}") for key in facts.sections} if base else {}
    version = cover_version(facts)
    new = version if kept.cover not in {"", version} else ""
    prefix = facts.enclosure_prefix.replace(GUID, guid)  # sections have it too: an episode has one address
    return replace(facts, guid=guid, section_guids=made | kept.sections, cover_version=new, enclosure_prefix=prefix)


def keep_guids(facts: ShowFacts, store: BlobStore, tell: Listener) -> None:
    """Write the guids, and tell if the file with them was damaged; its bytes are set aside.

    Raises:
        StoreError: The folder cannot be written.
    """
    blob = store.read(FACTS)
    if blob is not None and _decoded(blob) is None:
        aside = f"{FACTS}.damaged-{hashlib.sha256(blob).hexdigest()[:8]}"
        store.write(aside, [blob])
        store.remove(FACTS)
        what = f"{FACTS} is damaged, and set aside as {aside}: podcast:guid is taken from the feed"
        tell(Noticed(text=f"{what}; if apps know the show by another one, put {FACTS} back from a backup"))
    if facts.guid:
        first = _kept(facts, store).cover or cover_version(facts)
        store.write(FACTS, [msgspec.json.encode(ShowIdentity(facts.guid, dict(facts.section_guids), first))])


def _kept(facts: ShowFacts, store: BlobStore) -> ShowIdentity:
    blob = store.read(FACTS)
    kept = _decoded(blob) if blob is not None else ShowIdentity("")
    return _in_feeds(facts, store) if kept is None else kept


def _decoded(blob: bytes) -> ShowIdentity | None:
    try:
        return decode_json(blob, ShowIdentity)
    except msgspec.DecodeError:
        return None


def _in_feeds(facts: ShowFacts, store: BlobStore) -> ShowIdentity:
    """Return the guids in the feeds as they were rendered last; one that is missing is ""."""
    found = {key: _in_feed(section_file(key), store) for key in facts.sections}
    return ShowIdentity(_in_feed(FEED, store), {key: guid for key, guid in found.items() if guid})


def _in_feed(name: str, store: BlobStore) -> str:
    try:
        found = _IN_FEED.search(store.read(name) or b"")
    except StoreError:
        return ""
    return found[1].decode() if found else ""
