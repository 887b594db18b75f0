"""Whether settings, keys, trusted files and the clock are in order. No key is ever shown."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from audionews import registry
from audionews.app.clock import now
from audionews.app.lexicon import check_entries, list_entries
from audionews.errors import AudionewsError, SettingsError
from audionews.model.paths import FOLDER
from audionews.settings import FILE, load_settings, read_pictures, read_sounds, read_word_lists, show_names
from audionews.stores import is_address, open_store
from audionews.voices import load_voice, voice_names
from audionews.voices.trust import digest, refuse_untrusted, trusted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.doctor.findings import Area, Finding
    from audionews.settings import Settings

_DESK, _LEAST = "AUDIONEWS_DESK_PASSWORD", 12  # the characters that the desk wants
_REGION = {"AZURE_SPEECH_KEY": "AZURE_SPEECH_REGION"}  # what a service needs beside its key
_DAY = timedelta(days=1)
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock is right that shows an earlier time


def settings_findings(area: Area, settings: Settings, file: Path | None) -> Iterator[Finding]:
    """Yield whether the settings and the files that they name can be used."""
    name = file or Path(FILE)
    if not name.exists():
        yield area.note(f"there is no {name}: the defaults apply", "audionews init writes one")
    else:
        yield area.ok(f"{name} is valid")
    for show in show_names(file):
        try:
            load_settings(file, show)
        except AudionewsError as error:
            yield area.error(error)
    read_word_lists(settings)
    read_sounds(settings)
    read_pictures(settings.folder, settings.show)
    entries = sum(1 for _ in list_entries(settings))
    doubts = sum(1 for _ in check_entries(settings))
    if doubts:
        yield area.warning(f"{doubts} entries of the lexicon may be mistakes", "audionews lexicon check")
    yield area.ok(f"word lists, music, pictures and {entries} entries of the lexicon can be read")
    known = {*voice_names(settings), *registry.engine_names()}
    for unknown in sorted(set(settings.prices) - known):
        yield area.warning(f"prices names {unknown}, which is neither a voice nor an engine", "audionews voices list")
    if not settings.show.base_url:
        what = "the show has no base_url, so it can be listened to here, but not published"
        yield area.note(what, "write the address of the published folder into [show]")


def key_findings(area: Area, settings: Settings) -> Iterator[Finding]:
    """Yield which keys of services are in the environment."""
    for name in sorted(filter(None, _key_names(settings))):
        value = os.environ.get(name, "")
        region = _REGION.get(name, "")
        if not value.strip():
            yield area.note(f"{name} is not set: the voices of its service cannot speak", f"export {name}=YOUR_KEY")
        elif value != value.strip():
            yield area.warning(f"{name} is set with blanks around it", f"export {name} without them")
        elif region and not os.environ.get(region):
            yield area.warning(f"{name} is set, but {region} is not", f"export {region}=REGION_OF_YOUR_RESOURCE")
        else:
            yield area.ok(f"{name} is set")
    password = os.environ.get(_DESK)
    if password is not None and len(password) < _LEAST:
        error = SettingsError(f"{_DESK} is too short", f"give it at least {_LEAST} characters")
        yield area.error(error)
    elif password is not None:
        yield area.ok(f"{_DESK} is set")


def _key_names(settings: Settings) -> set[str]:
    """Return the names of the variables with the keys of all engines that load, and of all voices."""
    found: set[str] = set()
    for name in voice_names(settings):
        try:
            voice = load_voice(name, settings)
            found.add(str(voice.settings.get("key", registry.engine(voice.engine).caps.key)))
        except SettingsError:  # told where voices are checked
            continue
    return found


def trust_findings(area: Area, settings: Settings) -> Iterator[Finding]:
    """Yield what has become of the voice files that the user trusts, and which are not trusted."""
    kept = trusted()
    if not kept:
        yield area.ok("no voice file of a folder is trusted")
    for known, path in sorted(kept.items(), key=lambda pair: pair[1]):
        file = Path(path)
        if not file.is_file():
            yield area.note(f"{path} is trusted, but is gone", "nothing need be done")
        elif digest(file) != known and digest(file) not in kept:
            yield area.warning(f"{path} has changed since it was trusted", f"look at it: audionews trust {file.stem}")
        else:
            yield area.ok(f"{path} is trusted")
    for name in voice_names(settings):
        try:
            voice = load_voice(name, settings)
            caps = registry.engine(voice.engine).caps
        except SettingsError:
            continue
        try:
            refuse_untrusted(voice, caps, settings)
        except SettingsError as error:
            yield area.warning(error.message, error.remedy)


def clock_findings(area: Area, place: Path | str, settings: Settings) -> Iterator[Finding]:
    """Yield whether the time can be right, and whether it stands still."""
    moment = datetime.now(UTC)
    if os.environ.get("SOURCE_DATE_EPOCH"):
        now()  # refuses what is no time
        yield area.warning("SOURCE_DATE_EPOCH is set: builds take it for the time", "unset SOURCE_DATE_EPOCH")
    newest = 0 if is_address(place) else max((s.modified_ns for _, s in open_store(place).stats(FOLDER)), default=0)
    latest = max(_BUILT, datetime.fromtimestamp(newest / 1e9, UTC) - _DAY)
    if moment < latest:
        what = f"the clock shows {moment:%Y-%m-%d %H:%M} UTC, and there are newer files"
        yield area.error(SettingsError(what, "set the clock: new episodes would come before old ones"))
    else:
        zone = settings.show.timezone
        there = moment.astimezone(ZoneInfo(zone))
        yield area.ok(f"{there:%Y-%m-%d %H:%M} in {zone}")
    folder = tempfile.gettempdir()
    yield area.ok(f"temporary files go to {folder}")
