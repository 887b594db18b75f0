"""A show in its folder, as a newspaper's system and the command line work with it."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack
from urllib.parse import urlsplit

from audionews.app import readings
from audionews.app import show as shows
from audionews.app.builds import build, make_edition
from audionews.catalogue import Catalogue
from audionews.errors import UsageError
from audionews.http.client import is_loopback
from audionews.model import PlayerLook
from audionews.model.events import Noticed, ignore
from audionews.model.paths import FEED
from audionews.settings import Settings, load_settings
from audionews.stores import is_address, open_store
from audionews.stores.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from audionews.app.builds import BuildRequest, Result
    from audionews.app.inputs import Input
    from audionews.building.edition_plan import EditionRequest
    from audionews.building.kept_script import KeptScript
    from audionews.building.stages import BuiltEpisode
    from audionews.catalogue.summary import EpisodeSummary
    from audionews.model import Episode
    from audionews.model.events import Listener
    from audionews.ports import BlobStore

WAIT = 3600.0  # seconds: as long as the first rendering of a very large show takes


class Reach(TypedDict, total=False):
    """How clients reach the web server of a show.

    Attributes:
        allow_hosts: Other names and addresses of it than its own.
        proxy: Whether a proxy before it says in X-Forwarded-Host and X-Forwarded-Proto what clients used.
    """

    allow_hosts: Iterable[str]
    proxy: bool


@dataclass(frozen=True, slots=True)
class Show:
    """A show: its output folder and its settings.

    Nothing is kept open: each call sees what other processes have done meanwhile.

    Attributes:
        place: The output folder, or an address that fsspec supports, such as s3://bucket/podcast.
        settings: The settings.
        wait: How many seconds to wait for another program that writes the show.
    """

    place: Path | str
    settings: Settings
    wait: float = WAIT

    @property
    def folder(self) -> Path:
        """The output folder.

        Raises:
            UsageError: The show is at an address.
        """
        if is_address(self.place):
            raise UsageError(f"{self.place} is no folder of this machine", "name one: publish the show into it first")
        return Path(self.place)

    def store(self, tell: Listener = ignore) -> BlobStore:
        """Return the store of the output; it tells if it has to wait for another program.

        Raises:
            SettingsError: The address is not supported, or the package that supports it is not installed.
        """
        return open_store(self.place, Waiting(self.wait, lambda text: tell(Noticed(text=text))))

    @classmethod
    def open(
        cls,
        folder: Path | str = "output",
        settings: Settings | Path | str | None = None,
        *,
        name: str | None = None,
        wait: float = WAIT,
    ) -> Show:
        """Return the show in a folder, which need not exist yet.

        Args:
            folder: The output folder, or an address that fsspec supports, such as s3://bucket/podcast.
            settings: The settings, or their file; None takes ./audionews.toml, or the defaults if it does not exist.
            name: The name of one of several shows in the settings: [shows.NAME].
            wait: How many seconds to wait for another program that writes the show.

        Raises:
            SettingsError: The settings cannot be read or are wrong.
        """
        if not isinstance(settings, Settings):
            settings = load_settings(Path(settings) if settings is not None else None, name)
        return cls(folder if is_address(folder) else Path(folder), settings, wait)

    def build(self, articles: Sequence[Input], request: BuildRequest | None = None, tell: Listener = ignore) -> Result:
        """Make an episode of every article and render the show; see ``audionews.build``."""
        return build(articles, self, request, tell)

    def edition(self, request: EditionRequest, voice: str | None = None, tell: Listener = ignore) -> BuiltEpisode:
        """Join episodes into one programme, render the show, and return the programme.

        Raises:
            UsageError: There are no such episodes, or they cannot be joined.
            EngineError: A new line could not be spoken.
        """
        return make_edition(self, request, voice, tell)

    def episodes(self, tell: Listener = ignore) -> list[EpisodeSummary]:
        """Return all episodes, newest first, with their states.

        Raises:
            UsageError: There is no such folder.
        """
        return shows.list_episodes(self.store(tell), tell)

    def episode(self, name: str) -> Episode:
        """Return the episode with this id; the beginning of an id is enough if only one episode matches.

        Raises:
            UsageError: There is none, or more than one.
        """
        return shows.find_episode(self.store(), name)

    def script(self, name: str) -> KeptScript:
        """Return the script of an episode as it was spoken.

        Raises:
            UsageError: There is no such episode, or it was made before scripts were kept.
        """
        return readings.read_script(self.place, name)

    def remove(self, name: str, tell: Listener = ignore, *, purge: bool = False) -> Episode:
        """Take an episode out of feed and pages, and return it.

        Args:
            name: Its id, or the beginning of it.
            tell: Receives an event when the show is rendered.
            purge: Whether to delete its sound, its cover and its other encodings as well.

        Raises:
            UsageError: There is no such episode.
        """
        return shows.remove_episode(self.settings, self.store(tell), name, tell, purge=purge)

    def restore(self, name: str, tell: Listener = ignore) -> Episode:
        """Put a removed episode back into feed and pages, and return it.

        Raises:
            UsageError: There is no such episode, or its sound was purged.
        """
        return shows.restore_episode(self.settings, self.store(tell), name, tell)

    def render(self, tell: Listener = ignore) -> None:
        """Bring feed, pages and cover up to date; only what has changed is written.

        Raises:
            StoreError: The folder cannot be written.
        """
        shows.render_folder(self.settings, self.store(tell), tell)

    def deploy(self, target: Path | str, tell: Listener = ignore) -> None:
        """Render the show and upload what has changed to a folder or any address that fsspec supports.

        Raises:
            SettingsError: The show has no base URL, or the target is not supported.
            StoreError: A file is missing or damaged, or the target or the hub refuses it.
        """
        shows.deploy(self.settings, self.store(tell), str(target), tell)

    def embed(self, name: str, kind: str = "iframe", look: PlayerLook | None = None) -> str:
        """Return the code that embeds an episode in another site: "iframe", "script" or "oembed".

        Raises:
            UsageError: There is no such episode, kind or look.
            SettingsError: The show has no base URL, so other sites could not find it.
        """
        return shows.embed_code(self.settings, self.store(), name, kind, look or PlayerLook())

    def desk(
        self,
        host: str = "127.0.0.1",
        port: int = 8010,
        announce: Callable[[str], object] = print,
        *,
        password: str = "",
        allow_private: bool = False,
        **reach: Unpack[Reach],
    ) -> None:
        """Serve the desk, in which editors correct and publish articles, until interrupted.

        Args:
            host: The address to listen on.
            port: The port; 0 takes any free one.
            announce: Called with the URL when the server is ready.
            password: What editors have to know; without one, only this machine can be listened on.
            allow_private: Whether articles may be fetched from this machine or its own network.
            **reach: How clients reach the server.

        Raises:
            UsageError: The password is missing or too short, a name is no host, or the address is in use or does not
                belong to this machine.
            SettingsError: The settings or the voice are wrong.
        """
        from audionews import desk, server  # noqa: PLC0415 - loads when used
        from audionews.app.desk import ShowNewsroom  # noqa: PLC0415 - as above

        if not (password or is_loopback(host)):
            what = f"the desk on {host} would be open to everyone who reaches this machine"
            raise UsageError(what, "set AUDIONEWS_DESK_PASSWORD, or leave out --host")
        sessions = desk.Sessions(password)
        names = frozenset(server.host_name(name) for name in (*reach.get("allow_hosts", ()), host) if name)
        hosts = server.Hosts(names=names, proxy=reach.get("proxy", False))
        with closing(ShowNewsroom(self, allow_private=allow_private)) as newsroom:
            newsroom.voices()  # so that a wrong voice is told now, and one that is missing is fetched
            newsroom.start()
            warm_up = threading.Thread(target=newsroom.load_voice, name="desk-voice")

            def announce_first(url: str) -> None:
                announce(url)
                warm_up.start()

            server.serve(desk.make_desk(newsroom, sessions, hosts), host, port, announce_first)

    def serve(
        self,
        host: str = "127.0.0.1",
        port: int = 8000,
        announce: Callable[[str], object] = print,
        *,
        live: bool = False,
        tell: Listener = ignore,
        **reach: Unpack[Reach],
    ) -> None:
        """Serve the show as it was last rendered, until interrupted.

        Requests are answered if they name this machine: localhost or another loopback address, the address that they
        came to, the host of the show's base URL, or one of ``allow_hosts``. Others could come from a page of another
        site whose name leads to this machine.

        Args:
            host: The address to listen on.
            port: The port; 0 takes any free one.
            announce: Called with the URL when the server is ready.
            live: Whether open pages reload when a build changes them.
            tell: Receives an event for each episode that is left out, because its sidecar is damaged.
            **reach: How clients reach the server.

        Raises:
            UsageError: There is no such folder, a name is no host, or the address is in use or does not belong to this
                machine.
            SettingsError: The show has to be rendered, and cannot be.
        """
        from audionews import server  # noqa: PLC0415 - loads when used

        if not self.folder.is_dir():
            raise UsageError(f"there is no folder {self.folder}", "build the show first")
        with Catalogue.open(open_store(self.folder), tell) as catalogue:
            if not catalogue.is_public(FEED):  # rendered by an earlier version, or its index was lost
                stored = shows.rendered_facts(catalogue.store) if self.settings == Settings() else None
                shows.render(replace(self.settings, show=stored or self.settings.show), catalogue, ignore)
            served = shows.ServedShow(catalogue, self.settings.show)
            own = urlsplit(served.base_url()).netloc
            names = frozenset(server.host_name(name) for name in (*reach.get("allow_hosts", ()), own, host) if name)
            hosts = server.Hosts(names=names, proxy=reach.get("proxy", False))
            site = server.make_app(self.folder, served, hosts, live=live)
            server.serve(site, host, port, announce)
