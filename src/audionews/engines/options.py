"""What only one engine knows of a voice: the table [settings] in the voice's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from audionews.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from audionews.model import Voice


def refuse_unknown(voice: Voice, *known: str) -> None:
    """Raise a SettingsError for a setting that the engine does not have, with the nearest that it has."""
    for key in voice.settings:
        if key not in known:
            what = f'voice {voice.name}: the engine {voice.engine} has no setting "{key}"'
            raise SettingsError(what, did_you_mean(key, known))


def text_setting(voice: Voice, key: str, default: str) -> str:
    """Return a setting that is a text.

    Raises:
        SettingsError: It is none.
    """
    value = voice.settings.get(key, default)
    if not isinstance(value, str):
        raise SettingsError(f"voice {voice.name}: settings.{key} is {value!r}", f'write {key} = "text"')
    return value


def secret(name: str, what: str) -> str:
    """Return the value of an environment variable that holds a key.

    Raises:
        SettingsError: It is not set. No value is ever in a message.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"the environment variable {name} is not set", f"put {what} into it: export {name}=...")
    if not value.isascii() or not value.isprintable():
        raise SettingsError(f"the environment variable {name} holds more than a key", f"put only {what} into it")
    return value
