"""The catalogue: all episodes of a show, found without reading them and changed one at a time."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from audionews.catalogue import sidecars
from audionews.catalogue.damage import LeftOut
from audionews.catalogue.differences import find_differences, read_differences
from audionews.catalogue.folder_names import FolderNames
from audionews.catalogue.index import Index, discard, folder_mark, has_folder, is_damage, open_index
from audionews.catalogue.lookups import Lookups
from audionews.catalogue.manifest import SHOW, Manifest
from audionews.catalogue.shared_index import SharedIndex
from audionews.errors import EpisodeChanged, EpisodeDamaged, StoreError
from audionews.model.events import ignore
from audionews.model.paths import FOLDER, sidecar, version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from types import TracebackType

    from audionews.catalogue.differences import Differences
    from audionews.catalogue.manifest import PublicFile
    from audionews.model import Episode
    from audionews.model.events import Listener
    from audionews.ports import BlobStore

Answer = TypeVar("Answer")


class Catalogue(Lookups):
    """The episodes of a show and the files that were rendered from them. Open it with ``Catalogue.open``.

    An episode whose sidecar is damaged or cannot be read is not in it.

    Args:
        store: The output folder.
        index: Its index.
        tell: Receives an event for each episode that is left out.
    """

    def __init__(self, store: BlobStore, index: Index, tell: Listener = ignore) -> None:
        self.store = store
        self.index = index
        self.left_out = LeftOut(store, tell)
        self.manifest = Manifest(index)
        # an index that other machines use as well, because no file on this one can be it
        self._shared = SharedIndex(store) if store.local_file("") is None else None
        self._waits = not index.path and not has_folder(store)  # until the folder exists and can have an index file
        self._damaged = False
        self._listed: tuple[tuple[int, int] | None, FolderNames] | None = None  # the mark of the folder, its names

    @classmethod
    def open(cls, store: BlobStore, tell: Listener = ignore) -> Catalogue:
        """Return the catalogue of an output folder, in agreement with its sidecars.

        If there can be no index file, because the folder is read-only or on a disk without locks, the index of this run
        is in memory.

        Args:
            store: The output folder.
            tell: Receives an event for each episode that is left out, because its sidecar is damaged.

        Raises:
            StoreError: The folder cannot be read.
        """
        catalogue = cls(store, open_index(store), tell)
        try:
            catalogue._catch_up()
            names = catalogue.names()
            catalogue.ask(lambda: catalogue.left_out.tell_earlier(names, catalogue.manifest))
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        """Close the index. ``episode`` still works."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def refresh(self) -> None:
        """Read the sidecars that are new or changed since the last refresh, and forget those that are gone.

        Raises:
            StoreError: The folder cannot be read.
        """
        self._listed = None
        folder = self._folder()
        names, changed, gone = self.ask(self._differences)
        if changed or gone:
            with self.store.lock() if self.index.path else nullcontext():
                names = self.ask(self._read_differences)
        self._listed = folder, names

    def names(self) -> FolderNames:
        """Return the names of all files in the folder of the episodes; refresh first if the folder has changed.

        Raises:
            StoreError: The folder cannot be read.
        """
        if self._listed is None or not self.index.path or self._listed[0] != self._folder():
            self.refresh()
        return self._listed[1] if self._listed else FolderNames()

    def _folder(self) -> tuple[int, int] | None:
        return folder_mark(self.store, FOLDER)

    def _differences(self) -> Differences:
        return find_differences(self.store, self.index, self.left_out)

    def _read_differences(self) -> FolderNames:
        differences = self._differences()
        read_differences(differences, self.index, self.left_out)
        self.left_out.remember(self.manifest)
        return differences.names

    def without_damaged(self, work: Callable[[], Answer]) -> Answer:
        """Return the result of the work; it is repeated without each episode that turns out to be damaged.

        Raises:
            EpisodeDamaged: The work needs a file that is damaged.
        """
        tried = set()
        while True:
            try:
                return work()
            except EpisodeDamaged as error:
                if error.episode_id in tried:
                    raise
                tried.add(error.episode_id)
                self.refresh()

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Return the result of a query to the index; if it fails, it is repeated on a new index.

        A damaged index file is removed and made again; one that cannot be used is replaced by memory for this run.
        """
        try:
            return question()
        except sqlite3.Error as error:
            if not self.index.path:
                raise
            self._replace_index(damaged=is_damage(error))
        return self.ask(question)

    def _replace_index(self, *, damaged: bool) -> None:
        path = self.index.path
        self.index.close()
        if damaged and not self._damaged:
            self._damaged = True
            discard(path)
            self._use(open_index(self.store))
        else:
            self._use(Index())
        self.refresh()

    def _use(self, index: Index) -> None:
        self.index = index
        self.manifest = Manifest(index)

    def _catch_up(self) -> None:
        """Load the index that another process has shared, and read the sidecars that others have changed since."""
        if self._shared is None:
            return
        newer = self._shared.newer()
        if newer is not None:
            self.index.close()
            self._use(newer)
        changed = self._shared.log.catch_up()
        if changed is None:
            self.refresh()
        for episode_id in changed or ():
            self._keep(episode_id)

    def share(self) -> None:
        """Share the index with other machines, if it is no file on this one. Only under the lock of the show.

        Raises:
            StoreError: The folder cannot be written.
        """
        if self._shared is not None:
            self._shared.keep(self.index)

    def settle(self) -> None:
        """Bring an index in memory up to date; move it into a file, if the folder was made after it was opened."""
        self._catch_up()
        if self._waits and has_folder(self.store):
            self._waits = False
            self.index.close()
            self._use(open_index(self.store))
            self.refresh()

    def episode(self, episode_id: str) -> Episode:
        """Return an episode. Only its sidecar is read.

        Raises:
            StoreError: There is no such episode.
            EpisodeDamaged: Its sidecar is damaged. The catalogue leaves it out from now on.
        """
        found, _ = self.left_out.read(episode_id, self.index)
        if found is None:
            what, remedy = (
                f"{sidecar(episode_id)} is gone",
                "another program changes the folder: run again when it is done",
            )
            raise StoreError(what, remedy)
        return found

    def update(self, episode_id: str, expected: int | None, change: Callable[[Episode | None], Episode]) -> Episode:
        """Change an episode, or make a new one, and return the result. This is the only way to do so.

        Under the lock of the show, the sidecar is read again and compared with the revision that the caller knows, the
        change is made, and the sidecar is written with the next revision. If nothing changes, nothing is written.

        Args:
            episode_id: The id of the episode.
            expected: The revision that the caller knows; None if there must be no such episode.
            change: Takes the current episode, or None, and returns the new one. It may write sound and cover.

        Raises:
            EpisodeChanged: The episode has another revision, or another episode has the GUID of a new one.
            StoreError: The folder cannot be written. The old sidecar is unchanged.
            EpisodeDamaged: The sidecar cannot be read, and cannot be set aside.
        """
        with self.store.lock():
            self.settle()
            listed = self._listed if self._listed and self._listed[0] == self._folder() else None
            self._listed = None
            name = sidecar(episode_id)
            current, digest = self.left_out.read_or_replace(episode_id, self.index)
            if (None if current is None else current.revision) != expected:
                self.refresh()
                self._keep(episode_id)
                raise _changed(episode_id)
            with self.store.batch():  # the sidecar, which finishes the episode, comes after all that it names
                made = change(current)
            if made == current:
                return made
            self._refuse_taken(made, current)
            made = made if current else self.ask(lambda: self.left_out.as_hidden(made, self.manifest))
            made = replace(made, revision=(expected or 0) + 1)
            if self._shared is not None:
                self._shared.log.add(episode_id)
            if not self.store.write_if(name, [sidecars.encode_sidecar(made)], digest):
                raise _changed(episode_id)
            self._keep(episode_id)
            self.ask(lambda: self.left_out.repaired(made, self.manifest))
            if listed and self.index.path:  # nobody else has changed the folder: there is no need to list it again
                for file in (name, *sidecars.media_files(made)):
                    listed[1].add(file)
                self._listed = self._folder(), listed[1]
            return made

    def _refuse_taken(self, made: Episode, current: Episode | None) -> None:
        """Raise EpisodeChanged if another episode has the GUID of a new one, and remove the new sound and cover."""
        if current is not None:
            return
        if not self.index.path and self._shared is None:
            self.refresh()  # an index in memory does not see what other processes write
        other = self.with_guid(made.guid)
        if other is not None and other.id != made.id:
            for file in sidecars.media_files(made):
                self.store.remove(file)
            self._keep(other.id)
            raise _changed(other.id)

    def _keep(self, episode_id: str) -> None:
        """Read the sidecar of one episode into its row, even if its stat has not changed."""
        stat = self.store.stat(sidecar(episode_id))
        if stat is not None:
            self.ask(lambda: self.index.put(*self.left_out.headers([(episode_id, stat)], (), self.index)))

    def mark_removed(self, episode_id: str, *, removed: bool, at: datetime | None = None) -> Episode:
        """Remove an episode from the show or restore it, and return it. Changes of other processes are kept.

        The sidecar always stays: it has the GUID, so that a later build of the article does not bring the episode back.

        Args:
            episode_id: Its id.
            removed: Whether it is removed or restored.
            at: When it is removed, which the feeds that had it then say; None leaves its date as it is.

        Raises:
            StoreError: There is no such episode, or the folder cannot be written.
        """
        while True:
            before = self.episode(episode_id)
            try:
                return self.update(episode_id, before.revision, partial(_marked, before, removed, at))
            except EpisodeChanged:
                continue

    def purge(self, episode_id: str) -> None:
        """Delete all sounds, covers and alternates of a removed episode. Does nothing if it was restored meanwhile.

        Raises:
            StoreError: There is no such episode, or the folder cannot be written.
        """
        with self.store.lock():
            if self.episode(episode_id).removed:
                for name in list(self.store.names(f"{FOLDER}{episode_id}.")):
                    if version_of(name) is not None:
                        self.store.remove(name)

    def render_again(self, path: str) -> bool:
        """Have the next rendering make a file again; return False if it was not rendered, as sounds and covers."""

        def forget() -> bool:
            with self.index.changing():
                return self.manifest.render_again(path)

        return self.ask(forget)

    def rendering(self) -> str:
        """Return a digest of all that the public files were made from, or "" while they are being rendered."""
        return self.ask(lambda: self.manifest.fact(SHOW))

    def public_files(self) -> Iterator[PublicFile]:
        """Yield all files that listeners may get: files before those that name them, the main feed last."""
        return iter(self.ask(lambda: list(self.manifest.public_files())))

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get a file."""
        return self.ask(lambda: self.manifest.is_public(path))


def _marked(
    before: Episode,
    removed: bool,  # noqa: FBT001 - bound by partial
    at: datetime | None,
    current: Episode | None,
) -> Episode:
    episode = current or before
    own = episode.corrections[-1].date if episode.corrections else episode.published
    updated = max(at, episode.updated) if removed and at else own
    return replace(episode, removed=removed, updated=updated)


def _changed(episode_id: str) -> EpisodeChanged:
    what = f"{episode_id} was changed by another process"
    return EpisodeChanged(what, "run it again: it starts from what is there now", episode_id)
