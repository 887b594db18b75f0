"""Loads audionews.toml as a frozen value."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from audionews.errors import SettingsError, UsageError, did_you_mean
from audionews.settings.network import NetworkSettings
from audionews.settings.show_facts import SHOW, read_show
from audionews.settings.sites import read_sites
from audionews.settings.sync_sources import SyncSource, read_sources
from audionews.settings.toml import check, convert, keys, matches, read_toml, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import ShowFacts, SiteRules
    from audionews.settings.toml import Check

FILE = "audionews.toml"
AUTO = "auto"
BITRATES = (64, 80, 96, 112, 128, 160, 192)
_PASSWORD = re.compile(r"[a-z0-9+.-]+://[^@/]*:[^@/]*@")  # the beginning of an address that has one
QUIETEST, LOUDEST = -30.0, -10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    """The section [sound]."""

    bitrate: int = 64
    loudness: float = -16.0
    intro: str = "rise"
    bed: str = ""
    transition: str = "step"
    outro: str = "rest"
    notice: bool = True
    alternate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The whole file: some keys and its tables."""

    voice: str = AUTO
    max_cost: float = math.inf
    cache: str = ""
    publish_to: str = ""
    prices: dict[str, float] = field(default_factory=dict)
    show: dict[str, Any] = field(default_factory=dict)
    shows: dict[str, dict[str, Any]] = field(default_factory=dict)
    sound: dict[str, Any] = field(default_factory=dict)
    network: dict[str, Any] = field(default_factory=dict)
    sites: list[dict[str, Any]] = field(default_factory=list)
    sync: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The keys of a table [shows.NAME] besides the facts of the show."""

    voice: str | None = None


_SOUND = _Sound()
_NETWORK = NetworkSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in audionews.toml, or the defaults.

    Attributes:
        show: The show's facts; those that are stored with the show, such as its ``guid``, are empty here.
        voice: The name of a voice, or "auto".
        max_cost: The most that a build may cost, in the currency of the voice's price.
        prices: What a million characters cost, by the name of a voice, or of an engine for all of its voices.
        cache: A folder or an address of caches that machines share, or "" if this machine has its own.
        bitrate: Bitrate of the MP3, in kbit/s.
        loudness: Integrated loudness to reach, in LUFS.
        intro: The music before an episode: a file in the show's folder, the name of a shipped one, or "" for none.
        bed: The music under its headline.
        transition: The music between its summary and its body.
        outro: The music after it.
        notice: Whether the voice says at the end that it is artificial.
        alternate: A second encoding beside the MP3: "opus", "aac", or "" for none.
        network: How pages are fetched.
        sites: How to read the pages of some sites.
        sync: The sources that this show is kept in step with.
        publish_to: Where the show is published unless another place is said, and after changes by sync and desk, or "".
        folder: The folder of the file; voices/, words/, templates/ and lexicon.toml in it belong to the show.
    """

    show: ShowFacts = SHOW
    voice: str = AUTO
    max_cost: float = math.inf
    prices: Mapping[str, float] = field(default_factory=dict)
    cache: str = ""
    bitrate: int = _SOUND.bitrate
    loudness: float = _SOUND.loudness
    intro: str = _SOUND.intro
    bed: str = _SOUND.bed
    transition: str = _SOUND.transition
    outro: str = _SOUND.outro
    notice: bool = _SOUND.notice
    alternate: str = _SOUND.alternate
    network: NetworkSettings = _NETWORK
    sites: tuple[SiteRules, ...] = ()
    sync: tuple[SyncSource, ...] = ()
    publish_to: str = ""
    folder: Path = Path()


def load_settings(path: Path | None = None, show: str | None = None) -> Settings:
    """Return the settings in a file, or the defaults.

    Args:
        path: The file; None takes ./audionews.toml, or the defaults if it does not exist.
        show: The name of one of several shows, whose table [shows.NAME] takes precedence over [show].

    Raises:
        SettingsError: The file cannot be read, a key or value in it is wrong, or it has no such show.
    """
    if path is None and not Path(FILE).exists() and show is None:
        return Settings()
    file = path or Path(FILE)
    if not file.exists():
        raise SettingsError(f"there is no file {file}", "audionews init writes one")
    return _settings(file, show)


def show_names(path: Path | None = None) -> tuple[str, ...]:
    """Return the names of the shows in a file of settings, ./audionews.toml by default; none if it does not exist.

    Raises:
        SettingsError: It is not valid TOML.
    """
    file = path or Path(FILE)
    shows = read_toml(file).get("shows", {}) if file.exists() else {}
    return tuple(sorted(shows)) if isinstance(shows, dict) else ()


def with_bitrate(settings: Settings, bitrate: int | None) -> Settings:
    """Return the settings with another bitrate in kbit/s; None changes nothing.

    Raises:
        UsageError: There is no such bitrate.
    """
    if bitrate is not None and bitrate not in BITRATES:
        raise UsageError(f"there is no bitrate of {bitrate} kbit/s", f"give one of {', '.join(map(str, BITRATES))}")
    return settings if bitrate is None else replace(settings, bitrate=bitrate)


def template() -> str:
    """Return a commented audionews.toml with the defaults."""
    return Path(__file__).with_name("template.toml").read_text(encoding="utf-8")


def _settings(file: Path, name: str | None) -> Settings:
    table = read_toml(file)
    refuse_unknown(table, keys(_File), file)
    top = convert(_File, table, file)
    refuse_unknown(top.sound, keys(_Sound), file, "sound.")
    sound = convert(_Sound, top.sound, file, "sound.")
    refuse_unknown(top.network, keys(NetworkSettings), file, "network.")
    network = convert(NetworkSettings, top.network, file, "network.")
    check(file, "", top, _FILE_CHECKS)
    check(file, "network.", network, _NETWORK_CHECKS)
    check(file, "sound.", sound, _SOUND_CHECKS)
    shows = {each: _own_show(file, each, top) for each in top.shows}
    show, voice = read_show(file, "show.", top.show), top.voice
    if name is not None:
        if name not in shows:
            raise SettingsError(f'{file}: there is no show "{name}"', did_you_mean(name, shows))
        show, voice = shows[name]
    parts: dict[str, Any] = {**asdict(sound), "network": network, "sites": read_sites(top.sites, file)}
    sources = read_sources(top.sync, file, list(top.shows))
    parts |= {"sync": tuple(each for each in sources if each.show == (name or "")), "publish_to": top.publish_to}
    parts |= {"cache": _shared_cache(file, top.cache), "prices": top.prices}
    return Settings(show=show, voice=voice, max_cost=top.max_cost, folder=file.parent, **parts)


def _shared_cache(file: Path, place: str) -> str:
    """Return the address or the folder of the caches that machines share.

    Raises:
        SettingsError: The address has a password, which is not repeated.
    """
    if _PASSWORD.match(place):
        raise SettingsError(
            f"{file}: cache has a password", "leave it out: keys and passwords belong in the environment"
        )
    return str(file.parent / place) if place and "://" not in place else place


def _own_show(file: Path, name: str, top: _File) -> tuple[ShowFacts, str]:
    """Return the facts and the voice of one of several shows; keys that its table lacks come from [show]."""
    place, table = f"shows.{name}.", top.shows[name]
    voice = convert(_Own, table, file, place).voice
    own = {key: value for key, value in table.items() if key not in keys(_Own)}
    return read_show(file, place, top.show | own), top.voice if voice is None else voice


def _is_url(text: str) -> bool:
    try:
        has_host = bool(urlsplit(text).hostname)
    except ValueError:  # a bracket that is not closed
        return False
    return has_host and re.fullmatch(r"https?://[^\s/?#@]+([/?#]\S*)?", text) is not None


_FILE_CHECKS: dict[str, tuple[Check, str]] = {
    "max_cost": (lambda cost: cost >= 0, "write an amount like 2.50, or leave the key out"),
    "prices": (
        lambda prices: all(0 <= price < math.inf for price in prices.values()),
        "write what a million characters cost: prices = { azure = 15.0 }",
    ),
}
_NETWORK_CHECKS: dict[str, tuple[Check, str]] = {
    "contact": (matches(r"[!-'*-~]*"), "write an e-mail or web address without blanks and parentheses"),
    "proxy": (lambda text: not text or _is_url(text), "write an address like http://proxy.example.org:3128"),
    "own_sites": (
        lambda hosts: all(re.fullmatch(r"[^\s/:]+", host) for host in hosts),
        'write hosts like "example.org"',
    ),
}
_SOUND_CHECKS: dict[str, tuple[Check, str]] = {
    "bitrate": (BITRATES.__contains__, f"write one of {', '.join(map(str, BITRATES))}"),
    "alternate": (("", "opus", "aac").__contains__, 'write "opus" or "aac", or leave the key out'),
    "loudness": (
        lambda lufs: QUIETEST <= lufs <= LOUDEST,
        f"write a number of LUFS from {QUIETEST:g} to {LOUDEST:g}; podcasts have -16",
    ),
}
