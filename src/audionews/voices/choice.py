"""Chooses the voice that speaks if the settings say "auto".

The first of these: an official service whose key is in the environment, since only a newsroom with a contract puts it
there; a learned voice that is installed; the best of them, if it can be fetched within seconds; the package's own. A
service without a contract gets no text unless somebody names it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from audionews.engines.toolkit.voice_files import folders, installed
from audionews.errors import AudionewsError, SettingsError
from audionews.registry import engine
from audionews.settings.load import AUTO
from audionews.voices.install import install, refuse_unreachable
from audionews.voices.load import load_voice, voice_names

if TYPE_CHECKING:
    from audionews.model import Voice
    from audionews.settings.load import Settings

SERVICE = "azure-hamed"  # a key of OpenAI is no sign: people have one for other things than speech
REGION = "AZURE_SPEECH_REGION"  # what the service needs beside the key
BEST = "ar-ziad"
OWN = "ar-neural"
WAIT = 5.0  # seconds that a build spends on fetching a voice that nobody asked for by name
BETTER = "services sound more natural: audionews voices list"


def choose_voice(
    settings: Settings, *, fetch: bool = True, ask: bool = False, wait: float = WAIT, best: str = BEST
) -> tuple[Voice, str | None]:
    """Return the voice to speak with, and for "auto" a notice: which one speaks, and what would be better.

    A voice that the settings name is taken as it is, without a notice.

    Args:
        settings: Of the show.
        fetch: Whether a voice may be fetched now. If not, it is returned as if it were there.
        ask: Whether a voice that is not fetched is returned only if its home could send it now.
        wait: Seconds for fetching it, or for asking.
        best: The name of the voice that is fetched.

    Raises:
        SettingsError: The settings name a voice that does not exist, or a voice's file is wrong.
    """
    if settings.voice != AUTO:
        return load_voice(settings.voice, settings), None
    service = load_voice(SERVICE, settings)
    if _is_configured(service):
        key = engine(service.engine).caps.key
        what = f"the voice {SERVICE} speaks: {key} is set, and the text is sent to Azure Speech"
        return service, f'{what}; to stay offline: voice = "{best}" in the settings'
    for name in (best, *voice_names(settings)):
        voice = load_voice(name, settings)
        if voice.files and installed(voice) and _obstacle(voice) is None:
            return voice, f"the voice {name} speaks; {BETTER}"
    return _best(load_voice(best, settings), settings, fetch=fetch, seconds=wait if fetch or ask else 0.0)


def _is_configured(service: Voice) -> bool:
    """Return whether the service's key and region are there."""
    key = engine(service.engine).caps.key
    return bool(os.environ.get(key) and os.environ.get(REGION))


def _best(best: Voice, settings: Settings, *, fetch: bool, seconds: float) -> tuple[Voice, str]:
    """Return the best voice that needs no contract if it can be fetched, else the voice of this package."""
    obstacle = _obstacle(best)
    if obstacle is None:
        try:
            if fetch:
                install(best, folders()[0], seconds=seconds)
            elif seconds:
                refuse_unreachable(best, seconds)
        except AudionewsError as error:
            obstacle = error
    if obstacle:
        return load_voice(OWN, settings), _notice(best, obstacle)
    if fetch or not best.files:
        return best, f"the voice {best.name} speaks; {BETTER}"
    size = sum(file.size for file in best.files)
    certain = "" if seconds else ", if its home answers"
    return best, f"the voice {best.name} is not installed: a build first fetches it ({size / 1e6:.1f} MB){certain}"


def _obstacle(voice: Voice) -> AudionewsError | None:
    """Return why the voice cannot be used here, or None: its language is another one, or its engine is missing."""
    if not voice.language.startswith("ar"):
        return SettingsError(f"the voice {voice.name} does not speak Arabic", "choose another voice")
    try:
        engine(voice.engine)
    except SettingsError as error:
        return error
    return None


def _notice(best: Voice, obstacle: AudionewsError) -> str:
    remedy = obstacle.remedy if isinstance(obstacle, SettingsError) else f"audionews voices install {best.name}"
    what = f"the voice {OWN} of this package speaks; {BETTER}"
    return f"{what}; for {best.name}, its teacher: {remedy} ({obstacle.message})"
