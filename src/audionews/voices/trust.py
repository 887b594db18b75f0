"""Which voice files of folders the user trusts: those that may run a program, or choose where texts and keys go.

A folder of articles may come from a stranger, with voices/ in it. Its voices speak, but what an engine calls sensitive
(``Caps.sensitive``) they may choose only after the user has looked at the file. Trust is kept in the user's
configuration, by the SHA-256 of the file: a file that changes is not trusted any more.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import platformdirs

from audionews.errors import SettingsError
from audionews.stores import open_store
from audionews.stores.decoding import decode_json
from audionews.voices.load import is_shipped, voice_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audionews.model import Caps, Voice
    from audionews.settings.load import Settings

FOLDER = "AUDIONEWS_CONFIG"  # the environment variable
FILE = "trusted.json"


def config_folder() -> Path:
    """Return the folder of the user's configuration: AUDIONEWS_CONFIG if it is set, else the system's usual one."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(platformdirs.user_config_dir("audionews", appauthor=False))


def sensitive_settings(voice: Voice, caps: Caps) -> dict[str, str]:
    """Return the settings of the voice that decide what is run, or where texts and keys are sent."""
    return {name: str(voice.settings[name]) for name in caps.sensitive if voice.settings.get(name)}


def refuse_untrusted(voice: Voice, caps: Caps, settings: Settings) -> None:
    """Refuse a voice of a folder that would do what the user has not allowed.

    Raises:
        SettingsError: It has sensitive settings, and its file is not trusted.
    """
    found = sensitive_settings(voice, caps)
    file = voice_file(voice.name, settings)
    if found and not is_shipped(file) and digest(file) not in trusted():
        named = ", ".join(f"{name} = {value!r}" for name, value in found.items())
        what = f"{file} is not trusted: it sets {named} for the engine {voice.engine}"
        raise SettingsError(what, f"look at it, then: audionews trust {voice.name}")


def trusted() -> Mapping[str, str]:
    """Return the trusted files: their SHA-256 and their paths when they were trusted.

    Raises:
        SettingsError: The list is damaged.
    """
    blob = open_store(config_folder()).read(FILE)
    if blob is None:
        return {}
    try:
        return decode_json(blob, dict[str, str])
    except msgspec.DecodeError as error:
        raise SettingsError(f"{config_folder() / FILE} is damaged: {error}", "remove it, and trust anew") from error


def trust(name: str, settings: Settings) -> Path:
    """Trust the file of a voice as it is now, and return its path.

    Raises:
        SettingsError: There is no such voice, or the list is damaged.
        StoreError: The list cannot be written.
    """
    file = voice_file(name, settings)
    _change({digest(file): str(file.absolute())}, ())
    return file


def distrust(name: str, settings: Settings) -> Path:
    """Trust the file of a voice no more, in any of its versions, and return its path.

    Raises:
        SettingsError: There is no such voice, or the list is damaged.
        StoreError: The list cannot be written.
    """
    file = voice_file(name, settings)
    path = str(file.absolute())
    _change({}, [each for each, kept in trusted().items() if kept == path or each == digest(file)])
    return file


def _change(added: Mapping[str, str], removed: Sequence[str]) -> None:
    store = open_store(config_folder())
    with store.lock():
        kept = {each: path for each, path in {**trusted(), **added}.items() if each not in removed}
        store.write(FILE, [msgspec.json.format(msgspec.json.encode(dict(sorted(kept.items()))), indent=2)])


def digest(file: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        SettingsError: It cannot be read.
    """
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", "check its permissions") from error
