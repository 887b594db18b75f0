"""The files of the desk, in the folder of a show: drafts, and the log. They are not public, and no upload has them.

A draft is changed by its revision: read, compared, and written only if nobody has written it meanwhile.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

import msgspec

from audionews.desk.draft import Change, Draft
from audionews.errors import DraftChanged, StoreError, UsageError
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.ports import BlobStore, Stat

FOLDER = ".audionews/desk"  # in the output folder
_ID = re.compile(r"[0-9a-f]{16}")
_LOG = "log/{:%Y-%m}.jsonl"
_MONTHS = 3  # of the log that are shown
_SHOWN = 500  # entries


class Drafts:
    """The drafts of a show and the log of its desk.

    Args:
        store: The folder of the desk.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._read_before: dict[str, tuple[Stat, Draft | None, str]] = {}  # by file; of a desk of years there are many

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts that can be read, newest first.

        Raises:
            StoreError: The folder cannot be read.
        """
        found = (self._read(name, stat)[0] for name, stat in self._store.stats("drafts/"))
        return tuple(sorted(filter(None, found), key=lambda draft: (draft.made, draft.id), reverse=True))

    def damaged(self) -> tuple[str, ...]:
        """Return the names of the files of drafts that cannot be read."""
        return tuple(sorted(name for name, stat in self._store.stats("drafts/") if self._read(name, stat)[0] is None))

    def draft(self, draft_id: str) -> Draft:
        """Return a draft.

        Raises:
            UsageError: There is no such draft.
            StoreError: It is damaged.
        """
        return self._existing(draft_id)[0]

    def of_episode(self, episode_id: str) -> Draft | None:
        """Return the newest draft of an episode, or None."""
        return next((draft for draft in self.all() if draft.episode == episode_id), None)

    def add(self, draft: Draft, *changes: Change) -> Draft:
        """Keep a new draft, and return it."""
        self._store.write(_file(draft.id), [_encoded(draft)])
        self.log(*draft.log, *changes)
        return draft

    def change(self, draft_id: str, revision: int, change: Callable[[Draft], Draft]) -> Draft:
        """Change a draft, and return it.

        Args:
            draft_id: Its id.
            revision: The revision that the change was made for.
            change: Returns the changed draft. If it is the same, nothing is written.

        Raises:
            UsageError: There is no such draft.
            DraftChanged: It has another revision.
        """
        draft, digest = self._existing(draft_id)
        if draft.revision != revision:
            raise _changed(draft)
        changed = change(draft)
        if changed == draft:
            return draft
        if not self._store.write_if(_file(draft_id), [_encoded(changed)], digest):
            raise _changed(self.draft(draft_id))
        self.log(*(each for each in changed.log if each.revision > draft.revision))
        return changed

    def log(self, *changes: Change) -> None:
        """Add entries to the log.

        Raises:
            StoreError: It cannot be written.
        """
        if not changes:
            return
        name = _LOG.format(changes[-1].at)
        with self._store.lock():
            before = self._store.read(name) or b""
            self._store.write(name, [before, *(msgspec.json.encode(change) + b"\n" for change in changes)])

    def changes(self) -> tuple[Change, ...]:
        """Return the last entries of the log, newest first. A line that cannot be read is left out."""
        found: list[Change] = []
        for name in sorted(self._store.names("log/"), reverse=True)[:_MONTHS]:
            lines = (self._store.read(name) or b"").splitlines()
            found += filter(None, map(_entry, reversed(lines)))
        return tuple(found[:_SHOWN])

    def _existing(self, draft_id: str) -> tuple[Draft, str]:
        """Return a draft and the digest of its file."""
        stat = self._store.stat(_file(draft_id)) if _ID.fullmatch(draft_id) else None
        if stat is None:
            raise UsageError(f"there is no draft {draft_id[:40]}", "go back to the inbox: it shows all drafts")
        draft, digest = self._read(_file(draft_id), stat)
        if draft is None:
            what = f"the draft {draft_id} is damaged"
            raise StoreError(what, f"put {FOLDER}/{_file(draft_id)} back from a backup, or remove it")
        return draft, digest

    def _read(self, name: str, stat: Stat) -> tuple[Draft | None, str]:
        """Return a draft and the digest of its file, read again only if the file is another one."""
        before = self._read_before.get(name)
        if before and before[0] == stat:
            return before[1:]
        blob = self._store.read(name) or b""
        try:
            draft = decode_json(blob, Draft)
        except msgspec.DecodeError:
            draft = None
        digest = hashlib.sha256(blob).hexdigest()
        self._read_before[name] = stat, draft, digest
        return draft, digest


def new_id() -> str:
    """Return the id of a new draft."""
    return secrets.token_hex(8)


def _file(draft_id: str) -> str:
    return f"drafts/{draft_id}.json"


def _encoded(draft: Draft) -> bytes:
    return msgspec.json.encode(draft) + b"\n"


def _entry(line: bytes) -> Change | None:
    try:
        return decode_json(line, Change)
    except msgspec.DecodeError:
        return None


def _changed(draft: Draft) -> DraftChanged:
    who = draft.log[-1].who if draft.log else ""
    what = f"the draft was changed meanwhile{f' by {who}' if who else ''}"
    return DraftChanged(what, "look at the difference, and make your change again", draft.id, draft.revision)
