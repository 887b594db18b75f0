"""The library: a show in its folder, as a newspaper's system works with it. The command line uses nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.app import readings
from audionews.app import show as shows
from audionews.app.builds import build, ignore, make_edition
from audionews.catalogue import Catalogue
from audionews.errors import UsageError
from audionews.model.paths import FEED
from audionews.settings import Settings, load_settings
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audionews.app.builds import BuildRequest, BuiltEpisode, Input, Result
    from audionews.building.edition_plan import EditionRequest
    from audionews.building.kept_script import KeptScript
    from audionews.catalogue.summary import EpisodeSummary
    from audionews.model import Episode
    from audionews.model.events import Listener


@dataclass(frozen=True, slots=True)
class Show:
    """A show: its output folder and its settings.

    Nothing is held open: each call reads what other processes have done meanwhile.
    """

    folder: Path
    settings: Settings

    @classmethod
    def open(
        cls, folder: Path | str = "output", settings: Settings | Path | str | None = None, *, name: str | None = None
    ) -> Show:
        """Return the show in a folder, which need not be there yet.

        Args:
            folder: The output folder.
            settings: The settings, or their file; None takes ./audionews.toml, or the defaults if it is not there.
            name: One of several shows in the settings: [shows.NAME].

        Raises:
            SettingsError: The settings cannot be read or are wrong.
        """
        if not isinstance(settings, Settings):
            settings = load_settings(Path(settings) if settings is not None else None, name)
        return cls(Path(folder), settings)

    def build(self, articles: Sequence[Input], request: BuildRequest | None = None, tell: Listener = ignore) -> Result:
        """Make an episode of every article and render the show; see ``audionews.build``."""
        return build(articles, self, request, tell)

    def edition(self, request: EditionRequest, voice: str | None = None, tell: Listener = ignore) -> BuiltEpisode:
        """Put episodes into one programme, render the show, and return the programme.

        Raises:
            UsageError: There are no such episodes, or they do not fit together.
            EngineError: A new line could not be spoken.
        """
        return make_edition(self, request, voice, tell)

    def episodes(self) -> list[EpisodeSummary]:
        """Return all episodes, newest first, with their states.

        Raises:
            UsageError: There is no such folder.
            StoreError: A sidecar is damaged.
        """
        return shows.list_episodes(self.folder)

    def episode(self, name: str) -> Episode:
        """Return the episode of that id; the beginning of an id is enough where only one begins so.

        Raises:
            UsageError: There is none, or more than one.
        """
        return shows.find_episode(self.folder, name)

    def script(self, name: str) -> KeptScript:
        """Return the script of an episode as it was spoken.

        Raises:
            UsageError: There is no such episode, or it was made before scripts were kept.
        """
        return readings.read_script(self.folder, name)

    def remove(self, name: str, tell: Listener = ignore, *, purge: bool = False) -> Episode:
        """Take an episode out of feed and pages, and return it.

        Args:
            name: Its id, or the beginning of it.
            tell: Is told that the show was rendered.
            purge: Delete its sound and its cover as well.

        Raises:
            UsageError: There is no such episode.
        """
        return shows.remove_episode(self.settings, self.folder, name, tell, purge=purge)

    def restore(self, name: str, tell: Listener = ignore) -> Episode:
        """Put a removed episode back into feed and pages, and return it.

        Raises:
            UsageError: There is no such episode, or its sound is gone.
        """
        return shows.restore_episode(self.settings, self.folder, name, tell)

    def render(self, tell: Listener = ignore) -> None:
        """Bring feed, pages and cover up to date: only what has changed is written.

        Raises:
            StoreError: The folder cannot be written.
        """
        shows.render_folder(self.settings, self.folder, tell)

    def deploy(self, target: Path | str, tell: Listener = ignore) -> None:
        """Render the show and send what has changed to a folder or any address that fsspec knows.

        Raises:
            SettingsError: The show has no base URL, or nothing knows such a target.
            StoreError: A file is missing or damaged, or the target does not take it.
        """
        shows.deploy(self.settings, self.folder, str(target), tell)

    def embed(self, name: str, kind: str = "iframe") -> str:
        """Return what puts an episode on another site: "iframe", "script" or "oembed".

        Raises:
            UsageError: There is no such episode.
            SettingsError: The show has no base URL: other sites could not find it.
        """
        return shows.embed_code(self.settings, self.folder, name, kind)

    def serve(
        self,
        host: str = "127.0.0.1",
        port: int = 8000,
        announce: Callable[[str], object] = print,
        *,
        live: bool = False,
    ) -> None:
        """Serve the show until interrupted, so that one can listen and subscribe on one's own machine.

        Args:
            host: Address to listen on.
            port: 0 takes any free one.
            announce: Is given the URL once requests are taken.
            live: Let open pages load themselves again when a build changes them.

        Raises:
            UsageError: There is no such folder, or the address is taken or not this machine's.
        """
        from audionews import server  # noqa: PLC0415 - loads when used

        if not self.folder.is_dir():
            raise UsageError(f"there is no folder {self.folder}", "build the show first")
        with Catalogue.open(open_store(self.folder)) as catalogue:
            if not catalogue.is_public(FEED):  # made by an earlier program, or its index was lost
                shows.render(self.settings, catalogue, ignore)
            served = shows.ServedShow(self.settings, catalogue)
            site = server.make_app(self.folder, served, served.load, live=live)
            server.serve(site, host, port, announce)
