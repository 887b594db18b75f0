"""The manifest lists every file that was rendered, and which are public. No other is deleted, served or uploaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from audionews.catalogue.index import RowDamaged
from audionews.model.media import GRACE
from audionews.model.paths import FOLDER, alternate_file, cover_file, photo_file, place_of, sound_file
from audionews.ports import Stat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from audionews.catalogue.folder_names import FolderNames
    from audionews.catalogue.index import Index
    from audionews.model import Episode
    from audionews.ports import BlobStore

SHOW = "show"  # the name of the fact with the digest of all that the files were made from
MEDIA = ""  # the renderer of sounds and covers, which are not rendered
SUPERSEDED = "superseded"  # the renderer of files that are about to go
_BELOW = (FOLDER, FOLDER[:-1] + "0")  # "0" comes after "/"
_ROW = "path, episode, renderer, inputs, digest, size, modified_ns, file_id"
_CURRENT = "superseded IS NULL"
_STILL_NAMED = 0  # superseded, but the feed on the disk may name it
_PIECE = 1 << 20  # bytes of one read
_CHUNK = 500  # rows that are read at once
_NEXT = f"ORDER BY instant DESC, id DESC LIMIT {_CHUNK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """A file that listeners may get.

    Attributes:
        path: Relative to the output folder, with slashes.
        digest: SHA-256 of its bytes.
        size: Its size in bytes.
    """

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file as it was rendered.

    Attributes:
        path: Relative to the output folder.
        episode: Id of the episode that it belongs to, or "" for a list.
        renderer: Name of the renderer; ``MEDIA`` for sounds and covers.
        inputs: Digest of all that the bytes were made from, or "" if it is not known.
        digest: SHA-256 of the bytes.
        stat: The stat of the file after it was written.
    """

    path: str
    episode: str
    renderer: str
    inputs: str
    digest: str
    stat: Stat


class Manifest:
    """The rows of an index that are about files.

    Args:
        index: The index of the show.
    """

    def __init__(self, index: Index) -> None:
        self._ask = index.connection.execute

    def public_files(self) -> Iterator[PublicFile]:
        """Yield all public files that others name: files before those that name them."""
        question = f"SELECT path, digest, size FROM outputs WHERE public AND {_CURRENT} ORDER BY place, path"  # noqa: S608 - no input
        for path, digest, size in self._ask(question):
            if (type(path), type(digest), type(size)) != (str, str, int):
                raise RowDamaged(f"{path!r} has no digest and size")
            yield PublicFile(path=path, digest=digest, size=size)

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get the file; those that have the feed of before may get superseded ones."""
        return self._ask("SELECT 1 FROM outputs WHERE path = ? AND public", (path,)).fetchone() is not None

    def episode_of(self, path: str) -> str | None:
        """Return the id of the episode that a public file belongs to, "" for a list; None if the file is not public."""
        found = self._ask("SELECT episode FROM outputs WHERE path = ? AND public", (path,)).fetchone()
        return None if found is None else str(found[0])

    def put(self, written: Written) -> None:
        """Store the facts of a written file, which is public from now on."""
        values = (written.path, written.episode, written.renderer, written.inputs, written.digest, *written.stat)
        question = "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, NULL)"
        self._ask(question, (*values, place_of(written.path)))

    def drop(self, path: str) -> None:
        """Forget a file."""
        self._ask("DELETE FROM outputs WHERE path = ?", (path,))

    def condemn(self, path: str) -> None:
        """Mark a file as no longer public. Its row stays until the file is gone, even if this process is killed."""
        self._ask("UPDATE outputs SET public = 0 WHERE path = ?", (path,))

    def supersede(self, path: str) -> None:
        """Mark a file as superseded: it stays public for a while, but nothing names it once the feed is written."""
        question = f"UPDATE outputs SET superseded = ?, renderer = ? WHERE path = ? AND {_CURRENT}"  # noqa: S608 - no input
        self._ask(question, (_STILL_NAMED, SUPERSEDED, path))

    def date_superseded(self, now: datetime) -> None:
        """Store that no list names superseded files any more, since now."""
        self._ask("UPDATE outputs SET superseded = ? WHERE superseded = ?", (_seconds(now), _STILL_NAMED))

    def condemn_superseded(self, now: datetime) -> None:
        """Condemn the files that no list has named for a day."""
        question = "UPDATE outputs SET public = 0 WHERE superseded > ? AND superseded <= ?"
        self._ask(question, (_STILL_NAMED, _seconds(now - GRACE)))

    def condemned(self) -> list[Written]:
        """Return the files that are to be removed."""
        return [_written(row) for row in self._ask(f"SELECT {_ROW} FROM outputs WHERE NOT public")]  # noqa: S608 - no input

    def lists(self) -> dict[str, Written]:
        """Return the rendered files that belong to no episode, by path."""
        rows = self._ask(f"SELECT {_ROW} FROM outputs WHERE episode = '' AND public AND {_CURRENT}")  # noqa: S608 - no input
        return {row[0]: _written(row) for row in rows}

    def of_episode(self, episode_id: str) -> list[Written]:
        """Return the files of an episode, sounds and covers included."""
        rows = self._ask(f"SELECT {_ROW} FROM outputs WHERE episode = ?", (episode_id,))  # noqa: S608 - no input
        return [_written(row) for row in rows]

    def rendered_paths(self) -> Iterator[str]:
        """Yield the paths of all rendered files in the folder of the episodes that others name."""
        question = f"SELECT path FROM outputs WHERE path > ? AND path < ? AND renderer != ? AND {_CURRENT}"  # noqa: S608 - no input
        return map(itemgetter(0), self._ask(question, (*_BELOW, MEDIA)))

    def lists_elsewhere(self) -> Iterator[tuple[str, Stat]]:
        """Yield path and stat of all rendered files outside the folder of the episodes that others name."""
        elsewhere = f"NOT (path > ? AND path < ?) AND {_CURRENT}"
        question = f"SELECT path, size, modified_ns, file_id FROM outputs WHERE {elsewhere}"  # noqa: S608 - no input
        return ((path, Stat(*stat)) for path, *stat in self._ask(question, _BELOW).fetchall())

    def episodes_without(self, names: FolderNames) -> set[str]:
        """Return the ids of the episodes with a rendered file that is not among these names."""
        question = f"SELECT path, episode FROM outputs WHERE episode != '' AND renderer != ? AND {_CURRENT}"  # noqa: S608 - no input
        return {episode for path, episode in self._ask(question, (MEDIA,)) if path not in names}

    def rendered(self, shown: str) -> Iterator[tuple[str, str, str]]:
        """Yield the id of each episode, newest first, and the digests of its sidecar and of the inputs of its files.

        Args:
            shown: The condition that listeners get an episode.
        """
        inputs = "coalesce((SELECT inputs FROM rendered WHERE episode = id), '')"
        beyond, values = "1", tuple[object, ...]()
        while True:  # no query may be open while the index is changed
            question = f"SELECT id, digest, {inputs}, instant FROM episodes WHERE {shown} AND {beyond} {_NEXT}"  # noqa: S608 - no input
            rows = self._ask(question, values).fetchall()
            yield from (row[:3] for row in rows)
            if len(rows) < _CHUNK:
                return
            beyond, values = "(instant, id) < (?, ?)", (rows[-1][3], rows[-1][0])

    def set_rendered(self, episode_id: str, inputs: str) -> None:
        """Store the digest of the inputs of an episode's files."""
        question = "INSERT INTO rendered VALUES (?, ?, '') ON CONFLICT (episode) DO UPDATE SET inputs = excluded.inputs"
        self._ask(question, (episode_id, inputs))

    def unlisted(self, shown: str) -> tuple[list[str], list[str]]:
        """Return the ids of the episodes that changed since they were last listed: those that are gone, and others.

        Args:
            shown: The condition that listeners get an episode.
        """
        gone = f"SELECT episode FROM rendered WHERE NOT EXISTS (SELECT 1 FROM episodes WHERE id = episode AND {shown})"  # noqa: S608 - no input
        listed = "SELECT listed FROM rendered WHERE episode = id"
        new = f"SELECT id FROM episodes WHERE {shown} AND coalesce(({listed}), '') != digest"  # noqa: S608 - no input
        return [each for (each,) in self._ask(gone)], [each for (each,) in self._ask(new)]

    def set_listed(self, episode_ids: Iterable[str]) -> None:
        """Store that the lists name these episodes as they are now."""
        question = "UPDATE rendered SET listed = (SELECT digest FROM episodes WHERE id = episode) WHERE episode = ?"
        for episode_id in episode_ids:
            self._ask(question, (episode_id,))

    def forget_rendered(self, episode_ids: Iterable[str]) -> None:
        """Forget episodes that listeners no longer get."""
        for episode_id in episode_ids:
            self._ask("DELETE FROM rendered WHERE episode = ?", (episode_id,))

    def render_again(self, path: str) -> bool:
        """Mark a file as not rendered; return False if it is none that is rendered."""
        question = "SELECT episode FROM outputs WHERE path = ? AND renderer != ?"
        found = self._ask(question, (path, MEDIA)).fetchone()
        if found is None:
            return False
        self._ask("UPDATE outputs SET inputs = '' WHERE path = ?", (path,))
        self._ask("UPDATE rendered SET inputs = '' WHERE episode = ?", found)
        self.set_fact(SHOW, "")
        return True

    def fact(self, name: str) -> str:
        """Return the value of a fact, or "" if it was never set."""
        found = self._ask("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def set_fact(self, name: str, value: str) -> None:
        """Store the value of a fact."""
        self._ask("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def media_of(episode: Episode, store: BlobStore) -> list[Written]:
    """Return the rows of sound, alternates, photo and, if it exists, the cover of an episode.

    Digest and size of sounds are taken from the sidecar; readers of the files find out what is missing or damaged.
    """
    sounds = [(sound_file(episode), episode.sha256, episode.size)]
    sounds += [(alternate_file(episode, each), each.sha256, each.size) for each in episode.alternates]
    if episode.photo:
        sounds.append((photo_file(episode), episode.photo.sha256, episode.photo.size))
    cover = cover_file(episode)
    art = store.read(cover)
    if art is not None:
        sounds.append((cover, hashlib.sha256(art).hexdigest(), len(art)))
    return [
        Written(path=path, episode=episode.id, renderer=MEDIA, inputs="", digest=digest, stat=Stat(size))
        for path, digest, size in sounds
    ]


def digest_of(store: BlobStore, path: str) -> str | None:
    """Return the SHA-256 of a file, read in pieces, or None if it does not exist."""
    if store.stat(path) is None:
        return None
    digest, start = hashlib.sha256(), 0
    while piece := store.read(path, start, _PIECE):
        digest.update(piece)
        start += len(piece)
    return digest.hexdigest()


def _seconds(moment: datetime) -> int:
    """Return seconds since 1970, but at least 1, because 0 has a meaning of its own."""
    return max(1, int(moment.timestamp()))


def _written(row: tuple[str, str, str, str, str, int, int, int]) -> Written:
    path, episode, renderer, inputs, digest, *stat = row
    return Written(path=path, episode=episode, renderer=renderer, inputs=inputs, digest=digest, stat=Stat(*stat))
