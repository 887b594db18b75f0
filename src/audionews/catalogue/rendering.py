"""Rendering: brings the files of a show up to date after a change, and removes those that are no longer rendered."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from audionews.catalogue import sidecars
from audionews.catalogue.folder_names import Names
from audionews.catalogue.headers import Headers, shown_at
from audionews.catalogue.manifest import MEDIA, SHOW, SUPERSEDED, Written, digest_of, media_of
from audionews.errors import SettingsError
from audionews.model import ChangedShow, Neighbours
from audionews.model.paths import FEED, FOLDER, is_cover, owner_of, version_of
from audionews.ports import Stat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from audionews.catalogue.catalogue import Catalogue
    from audionews.catalogue.folder_names import FolderNames
    from audionews.model import Episode, EpisodeHeader, Output, ShowFacts
    from audionews.ports import Renderer

    _Row = tuple[str, str, str]  # id of an episode, and digests of its sidecar and of the inputs of its files

_ADOPTED = "adopted"  # the name of the fact that files of earlier versions were looked for
_FEED = FEED.partition(".")[0]  # the name of the renderer that runs last
_MARK = b"audionews"  # is in the bytes of every page and feed that we render
_MARKED = (".html", ".xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderResult:
    """The result of a rendering.

    Attributes:
        rendered: How many files were made.
        changed: How many of them were new or changed.
        removed: How many files were removed, because they are no longer rendered.
        episodes: How many episodes listeners get.
        kept: Copies of files of somebody else that were where a list belongs.
        files: The paths of the files that were new, changed or removed.
    """

    rendered: int
    changed: int
    removed: int
    episodes: int
    kept: tuple[str, ...] = ()
    files: Names = field(default_factory=Names, repr=False, compare=False)


def render_show(catalogue: Catalogue, renderers: Iterable[Renderer], facts: ShowFacts, now: datetime) -> RenderResult:
    """Bring all files of the show up to date, under its lock, and return what was done.

    An episode is rendered if its sidecar, a neighbour, the facts of the show or a renderer changed; a list if its
    inputs changed. A file is written only if its bytes changed. Files of episodes come first, then lists, the feed
    last, so that it names only files that exist; files that are no longer rendered are removed after that, unless
    somebody else has changed them. A replaced sound, and all that belongs to its times, stays for a day more: clients
    have read the feed that names it.

    Raises:
        StoreError: The folder cannot be written.
        SettingsError: A renderer makes a private file.
    """
    ordered = sorted(renderers, key=lambda renderer: (renderer.name == _FEED, renderer.name))
    with catalogue.store.lock():
        catalogue.settle()
        done = catalogue.without_damaged(lambda: _render(catalogue, ordered, facts, now))
        catalogue.share()
        return done


def _render(catalogue: Catalogue, renderers: Sequence[Renderer], facts: ShowFacts, now: datetime) -> RenderResult:
    names = catalogue.names()
    return catalogue.ask(lambda: _Rendering(catalogue, renderers, facts, now).run(names))


def changed_show(catalogue: Catalogue, facts: ShowFacts, now: datetime, changed: Iterable[str] = ()) -> ChangedShow:
    """Return the show as the input of its renderers.

    Args:
        catalogue: Its episodes.
        facts: The facts of the show.
        now: The time that decides which episodes wait.
        changed: Ids of episodes that are new, changed or gone.
    """
    return ChangedShow(
        facts=facts,
        headers=Headers(catalogue.index, shown_at(now)),
        hidden=Headers(catalogue.index, f"NOT ({shown_at(now)})"),
        load=lambda header: catalogue.episode(header.id),
        changed=frozenset(changed),
    )


class _Rendering:
    """One rendering of a show."""

    def __init__(self, catalogue: Catalogue, renderers: Sequence[Renderer], facts: ShowFacts, now: datetime) -> None:
        self.catalogue = catalogue
        self.store = catalogue.store
        self.manifest = catalogue.manifest
        self.renderers = renderers
        self.facts = facts
        self.now = now
        versions = [(renderer.name, renderer.version) for renderer in renderers]
        self.recipe = _digest(msgspec.json.encode((versions, facts)))
        self.rendered = self.changed = self.removed = 0
        self.files = Names()
        self.kept: list[str] = []

    def run(self, names: FolderNames) -> RenderResult:
        """Render what is out of date or missing, and return what was done.

        Args:
            names: The names of all files in the folder of the episodes.
        """
        self.store.tidy()
        whole, count = self._whole()
        if self.manifest.fact(SHOW) != whole or not self._is_there(names):
            self._render(names)
            self.manifest.set_fact(SHOW, whole)
        self.manifest.condemn_superseded(self.now)
        self._remove_stale()
        return RenderResult(
            rendered=self.rendered,
            changed=self.changed,
            removed=self.removed,
            episodes=count,
            kept=tuple(self.kept),
            files=self.files,
        )

    def _whole(self) -> tuple[str, int]:
        """Return the digest of all that the show is made from, and how many episodes listeners get."""
        digest, count = hashlib.sha256(self.recipe.encode()), 0
        for episode_id, sidecar, shown in self.catalogue.index.marks(self.now):
            digest.update(f"{episode_id} {sidecar} {shown}\n".encode())
            count += shown
        return digest.hexdigest(), count

    def _is_there(self, names: FolderNames) -> bool:
        """Return whether all files exist, and those outside the episodes' folder are unchanged."""
        return all(map(names.__contains__, self.manifest.rendered_paths())) and all(
            self.store.stat(path) == stat for path, stat in self.manifest.lists_elsewhere()
        )

    def _render(self, names: FolderNames) -> None:
        self.manifest.set_fact(SHOW, "")
        show = changed_show(self.catalogue, self.facts, self.now)
        if not self.manifest.fact(_ADOPTED):
            self._adopt(show.hidden)
            self.manifest.set_fact(_ADOPTED, "yes")
        self._render_episodes(names)
        gone = self._render_lists()
        self.manifest.date_superseded(self.now)
        self._remove_stale()
        with self.catalogue.index.changing():
            self.manifest.forget_rendered(gone)

    def _adopt(self, hidden: Iterable[EpisodeHeader]) -> None:
        """Add files to the manifest that an earlier version, or a run whose index was lost, has rendered.

        They are the lists of the show with all episodes, if they can be ours, and the files of hidden episodes.
        Those of other episodes need no search: they are rendered after this.
        """
        headers = Headers(self.catalogue.index, "1")
        everything = ChangedShow(facts=self.facts, headers=headers, hidden=(), load=self._load, changed=frozenset())
        for renderer in self.renderers:
            self._adopt_outputs(renderer, renderer.lists(everything), "")
        for header in hidden:
            episode = self._load(header)
            for renderer in self.renderers:
                self._adopt_outputs(renderer, renderer.episode(episode, Neighbours(facts=self.facts)), header.id)
            self.manifest.set_rendered(header.id, "")

    def _adopt_outputs(self, renderer: Renderer, outputs: Iterable[Output], episode_id: str) -> None:
        for output in outputs:
            self._refuse_private(renderer, output.path)
            stat, blob = self.store.stat(output.path), self.store.read(output.path)
            if stat is not None and blob is not None and (episode_id or _is_ours(output.path, blob)):
                self.manifest.put(
                    Written(
                        path=output.path,
                        episode=episode_id,
                        renderer=renderer.name,
                        inputs="",
                        digest=_digest(blob),
                        stat=stat,
                    )
                )

    def _load(self, header: EpisodeHeader) -> Episode:
        return self.catalogue.episode(header.id)

    def _render_episodes(self, names: FolderNames) -> None:
        broken = self.manifest.episodes_without(names)
        replaced = frozenset(map(owner_of, names.versioned))
        timed = cache(lambda: self._timed(replaced))
        newer: _Row | None = None
        row: _Row | None = None
        for older in chain(self.manifest.rendered(shown_at(self.now)), (None,)):
            if row:
                episode_id, digest, before = row
                beside = [each and each[:2] for each in (newer, older)]
                inputs = _digest(msgspec.json.encode((self.recipe, digest, beside)))
                if before != inputs or episode_id in broken:
                    with self.catalogue.index.changing():
                        neighbours = self._neighbours(newer, older)
                        paths = timed()[episode_id] if episode_id in replaced else ()
                        with self.store.batch():  # no name may be lost in a power cut that the index survives
                            whole = self._render_episode(episode_id, neighbours, inputs, paths)
                        self.manifest.set_rendered(episode_id, inputs if whole else "")
            newer, row = row, older

    def _neighbours(self, newer: _Row | None, older: _Row | None) -> Neighbours:
        found = {header.id: header for header in self._headers(newer, older)}
        newer_header, older_header = (each and found[each[0]] for each in (newer, older))
        return Neighbours(facts=self.facts, newer=newer_header, older=older_header)

    def _headers(self, *rows: _Row | None) -> Sequence[EpisodeHeader]:
        ids = tuple(row[0] for row in rows if row)
        return self.catalogue.index.headers(f"id IN ({', '.join('?' * len(ids))})", ids)

    def _timed(self, replaced: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the names of sounds, and of what belongs to their times, of the episodes whose sound was replaced."""
        found: dict[str, list[str]] = {episode_id: [] for episode_id in replaced}
        for name, _ in self.store.stats(FOLDER, lambda name: owner_of(name) in replaced):
            if version_of(name) is not None:
                found[owner_of(name)].append(name)
        return found

    def _render_episode(self, episode_id: str, neighbours: Neighbours, inputs: str, timed: Iterable[str]) -> bool:
        """Write the files of an episode; return whether its media exist. If not, it is rendered again next time.

        Args:
            episode_id: Its id.
            neighbours: The rest of the show that its files depend on.
            inputs: Digest of all that they depend on.
            timed: The names of all files that belong to its sound, or to one before.
        """
        episode = self.catalogue.episode(episode_id)
        before = {written.path: written for written in self.manifest.of_episode(episode_id)}
        before |= self._left_over(episode, (path for path in timed if path not in before))
        for renderer in self.renderers:
            for output in renderer.episode(episode, neighbours):
                self._write(renderer, output, episode_id, inputs)
                before.pop(output.path, None)
        media = media_of(episode, self.store)
        for written in media:
            self.manifest.put(written)
            before.pop(written.path, None)
        self._drop_of(episode, before.values())
        return len(media) == len(sidecars.media_files(episode))

    def _left_over(self, episode: Episode, paths: Iterable[str]) -> dict[str, Written]:
        """Add files of other versions of an episode to the manifest: killed builds and lost indexes leave them."""
        found = {}
        for path in paths:
            digest, stat = digest_of(self.store, path), self.store.stat(path)
            if version_of(path) != episode.version and digest and stat:
                found[path] = Written(
                    path=path, episode=episode.id, renderer=MEDIA, inputs="", digest=digest, stat=stat
                )
                self.manifest.put(found[path])
        return found

    def _drop_of(self, episode: Episode, files: Iterable[Written]) -> None:
        """Mark files of an episode as superseded if the feed on the disk may name them, or as no longer public."""
        for written in files:
            if self.store.stat(written.path) is None:
                self.manifest.drop(written.path)
            elif written.renderer in {MEDIA, SUPERSEDED} or version_of(written.path) not in {None, episode.version}:
                self.manifest.supersede(written.path)
            else:
                self.manifest.condemn(written.path)

    def _render_lists(self) -> list[str]:
        """Write the lists whose inputs changed; return the ids of the episodes that listeners no longer get."""
        gone, new = self.manifest.unlisted(shown_at(self.now))
        show = changed_show(self.catalogue, self.facts, self.now, (*gone, *new))
        before = self.manifest.lists()
        made = set()
        for renderer in self.renderers:
            with nullcontext() if renderer.name == _FEED else self.store.batch():
                for output in renderer.lists(show):
                    self._write_list(renderer, output, before.get(output.path))
                    made.add(output.path)
        self._drop(written for path, written in before.items() if path not in made)
        for episode_id in gone:
            self._drop(self.manifest.of_episode(episode_id))
        with self.catalogue.index.changing():
            self.manifest.set_listed(new)
        return gone

    def _write_list(self, renderer: Renderer, output: Output, before: Written | None) -> None:
        """Write a list, unless it exists and was made from the same inputs."""
        inputs = output.inputs and _digest(msgspec.json.encode((self.recipe, renderer.name, output.inputs)))
        if inputs and before and before.inputs == inputs and self.store.stat(output.path) == before.stat:
            return
        if before is None:
            self._keep(output.path)
        self._write(renderer, output, "", inputs)

    def _keep(self, path: str) -> None:
        """Copy a file that we did not write before a list is written in its place."""
        blob = self.store.read(path)
        if blob is not None and not _is_ours(path, blob):
            name = f"{path}.kept-{_digest(blob)[:8]}"
            self.store.write(name, (blob,))
            self.kept.append(name)

    def _write(self, renderer: Renderer, output: Output, episode_id: str, inputs: str) -> None:
        self._refuse_private(renderer, output.path)
        blob = b"".join(output.pieces)
        if self.store.write(output.path, (blob,)):
            self.changed += 1
            self.files.add(output.path)
        self.rendered += 1
        stat = self.store.stat(output.path) or Stat(len(blob))
        self.manifest.put(
            Written(
                path=output.path,
                episode=episode_id,
                renderer=renderer.name,
                inputs=inputs,
                digest=_digest(blob),
                stat=stat,
            )
        )

    def _refuse_private(self, renderer: Renderer, path: str) -> None:
        if sidecars.is_private(path):
            what = f'the renderer "{renderer.name}" makes {path}, which is not its to write'
            raise SettingsError(what, "update or remove the package that registers it")

    def _drop(self, files: Iterable[Written]) -> None:
        """Mark files as no longer public; rendered ones are removed after everything else has been written."""
        for written in list(files):
            if is_cover(written.path):
                self.manifest.supersede(written.path)
            elif written.renderer == MEDIA:
                self.manifest.drop(written.path)
            else:
                self.manifest.condemn(written.path)

    def _remove_stale(self) -> None:
        """Remove files that are no longer rendered. One that somebody has changed is left alone."""
        condemned = self.manifest.condemned()
        with self.store.batch():
            for written in condemned:
                if digest_of(self.store, written.path) == written.digest:
                    self.store.remove(written.path)
                    self.removed += 1
                    self.files.add(written.path)
        for written in condemned:
            self.manifest.drop(written.path)


def _is_ours(path: str, blob: bytes) -> bool:
    """Return whether a file that has the path of a list can be one of ours."""
    return not path.endswith(_MARKED) or _MARK in blob


def _digest(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()
