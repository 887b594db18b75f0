"""Chooses the voice that speaks if the settings say "auto"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.engines.toolkit.voice_files import folders, installed
from audionews.errors import AudionewsError, SettingsError
from audionews.registry import engine
from audionews.settings.load import AUTO
from audionews.voices.install import install
from audionews.voices.load import load_voice, voice_names

if TYPE_CHECKING:
    from audionews.model import Voice
    from audionews.settings.load import Settings

BEST = "ar-ziad"
DRAFT = "ar-espeak"
WAIT = 5.0  # seconds that a build spends on fetching a voice that nobody asked for by name


def choose_voice(settings: Settings, *, fetch: bool = True, wait: float = WAIT) -> tuple[Voice, str | None]:
    """Return the voice to speak with, and a notice for the user if it is the draft voice or is not installed yet.

    A voice that the settings name is taken as it is. For "auto": an installed learned voice; else the best one, fetched
    now if its home answers in time; else the draft voice, with a notice that says so and why.

    Args:
        settings: Of the show.
        fetch: Whether a voice may be fetched now. If not, it is returned as if it were there, with a notice.
        wait: Seconds for fetching it.

    Raises:
        SettingsError: The settings name a voice that does not exist, or a voice's file is wrong.
    """
    if settings.voice != AUTO:
        return load_voice(settings.voice, settings), None
    for name in (BEST, *voice_names(settings)):
        voice = load_voice(name, settings)
        if voice.files and installed(voice) and _obstacle(voice) is None:
            return voice, None
    return _best(settings, wait if fetch else 0.0)


def _best(settings: Settings, wait: float) -> tuple[Voice, str | None]:
    best = load_voice(BEST, settings)
    obstacle = _obstacle(best)
    if obstacle is None and best.files and not wait:
        size = sum(file.size for file in best.files)
        return best, f"the voice {BEST} is not installed: a build first fetches it ({size / 1e6:.1f} MB)"
    if obstacle is None:
        try:
            install(best, folders()[0], seconds=wait)
        except AudionewsError as error:
            obstacle = error
        else:
            return best, None
    return load_voice(DRAFT, settings), _notice(obstacle)


def _obstacle(voice: Voice) -> AudionewsError | None:
    """Return why the voice cannot be used here, or None: its language is another one, or its engine is missing."""
    if not voice.language.startswith("ar"):
        return SettingsError(f"the voice {voice.name} does not speak Arabic", "choose another voice")
    try:
        engine(voice.engine)
    except SettingsError as error:
        return error
    return None


def _notice(obstacle: AudionewsError) -> str:
    remedy = obstacle.remedy if isinstance(obstacle, SettingsError) else f"audionews voices install {BEST}"
    return f"the draft voice {DRAFT} speaks: hard to understand; for a good voice: {remedy} ({obstacle.message})"
