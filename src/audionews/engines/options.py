"""What only one engine knows of a voice: the table [settings] in the voice's file."""

from __future__ import annotations

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
