"""What a user does with voices: list, install and try them."""

from __future__ import annotations

import io
import os
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews import registry
from audionews.app.composition import open_builder, open_diacritizer, open_synthesizer, write_file
from audionews.app.lexicon import open_lexicon
from audionews.arabic.script import write_script
from audionews.audio.pcm import decode, to_16_bit
from audionews.building.cache import Cache
from audionews.building.synthesis import ClipFacts, synthesize
from audionews.building.voice_set import VoiceSet
from audionews.engines.toolkit.voice_files import folders, installed
from audionews.errors import BadInput, SettingsError
from audionews.model import Role, Segment
from audionews.stores.memory import MemoryStore
from audionews.voices import load_voice, voice_names
from audionews.voices.install import install
from audionews.voices.trust import refuse_untrusted, sensitive_settings, trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from audionews.app.library import Show
    from audionews.model import Caps, Clip, Line, Voice
    from audionews.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A voice in the output of ``voices list``.

    Attributes:
        name: Its name.
        engine: The name of its engine.
        state: "ready", "not installed", "no key" (of its service), "not trusted", or "no engine" (a package is
            missing).
        offline: Whether it works without a network; False if the engine is missing.
        learned: Whether it was trained on recordings.
        licence: SPDX id or words.
        title: Its Arabic name.
    """

    name: str
    engine: str
    state: str
    offline: bool
    learned: bool
    licence: str
    title: str


def list_voices(settings: Settings) -> Iterator[VoiceRow]:
    """Yield all voices, by name.

    Raises:
        SettingsError: A voice file is wrong.
    """
    for name in voice_names(settings):
        voice = load_voice(name, settings)
        try:
            caps = registry.engine(voice.engine).caps
        except SettingsError:
            caps = None
        yield VoiceRow(
            name=name,
            engine=voice.engine,
            state=_state(voice, caps, settings),
            offline=caps is not None and caps.offline,
            learned=caps is not None and caps.learned,
            licence=voice.licence,
            title=voice.title,
        )


def _state(voice: Voice, caps: Caps | None, settings: Settings) -> str:
    if caps is None:
        return "no engine"
    try:
        refuse_untrusted(voice, caps, settings)
    except SettingsError:
        return "not trusted"
    key = voice.settings.get("key", caps.key)
    if key and not os.environ.get(str(key)):
        return "no key"
    return "ready" if installed(voice) else "not installed"


def obstacle(voice: Voice, settings: Settings) -> SettingsError | None:
    """Return why a voice cannot speak here and what to do about it, or None if it can. No service is asked."""
    try:
        caps = registry.engine(voice.engine).caps
        refuse_untrusted(voice, caps, settings)
    except SettingsError as error:
        return error
    key = str(voice.settings.get("key", caps.key))
    if key and not os.environ.get(key):
        return SettingsError(f"the key of its service is missing: {key} is not set", f"export {key}=YOUR_KEY")
    if installed(voice) is None:
        return SettingsError("its files are not installed", f"audionews voices install {voice.name}")
    return None


def trust_voice(name: str, settings: Settings) -> tuple[Path, dict[str, str]]:
    """Trust the file of a voice as it is now; return its path, and what it may decide from now on.

    Raises:
        SettingsError: There is no such voice or engine, or the list of trusted files is damaged.
        StoreError: The list cannot be written.
    """
    voice = load_voice(name, settings)
    caps = registry.engine(voice.engine).caps
    return trust(name, settings), sensitive_settings(voice, caps)


def install_voice(voice: Voice, source: str | None, progress: Callable[[str, int, int], None]) -> tuple[Path, ...]:
    """Download the files of a voice into the first folder of voices, and return their paths.

    Raises:
        EngineError: They cannot be downloaded, or are not the expected files.
        StoreError: The folder cannot be written, or the disk is full.
    """
    return install(voice, folders()[0], source=source, progress=progress)


def try_voice(voice: Voice, text: str, settings: Settings) -> bytes:
    """Return the spoken text as a WAV file (mono, 16 bit).

    Raises:
        EngineError: The text cannot be spoken.
    """
    synthesizer = open_synthesizer(voice, settings, Cache(MemoryStore(), "clips", ClipFacts))
    script = write_script(
        [Segment(role=Role.BODY, text=text)],
        pacing=voice.pacing,
        diacritizer=open_diacritizer(settings),
        lexicon=open_lexicon(settings, voice),
        caps=synthesizer.engine.caps,
        pausal=voice.pausal,
        latin=voice.language,
    )
    if not script.lines:
        raise BadInput("there is nothing to speak in this text", "write it in Arabic words")
    return speak_lines(script.lines, VoiceSet(synthesizer))


def speak_lines(lines: Sequence[Line], voices: VoiceSet) -> bytes:
    """Return some spoken lines of a script, with their pauses, as a WAV file (mono, 16 bit).

    Raises:
        EngineError: A line could not be spoken.
    """
    return wav_of(spoken_clips(lines, voices), lines)


def spoken_clips(lines: Sequence[Line], voices: VoiceSet) -> list[Clip]:
    """Return the clips of some lines of a script; what is in the cache is not spoken again.

    Raises:
        EngineError: A line could not be spoken.
    """
    if voices.missing(lines):
        with ThreadPoolExecutor(1) as executor:
            synthesize(lines, voices, executor, voices.lead.voice.name, lambda _: None)
    return [voices.speaker(line).clip(line.spoken)[0] for line in lines]


def wav_of(clips: Sequence[Clip], lines: Sequence[Line]) -> bytes:
    """Return the clips of some lines, with the pauses after them, as a WAV file (mono, 16 bit)."""
    sounds = [decode(clip) for clip in clips]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(sounds[0].rate)
        for sound, line in zip(sounds, lines, strict=True):
            out.writeframes(to_16_bit(sound))
            out.writeframes(bytes(2 * (sound.rate * line.pause // 1000)))
    return file.getvalue()


def write_wav(path: Path, show: Show, lines: Sequence[Line], voice: str | None) -> Path:
    """Write some spoken lines of a script into a WAV file, and return its path. Cached lines are not spoken again.

    Args:
        path: The file.
        show: The show, for its settings.
        lines: The lines to speak.
        voice: The name of a voice; None takes that of the settings.

    Raises:
        EngineError: A line could not be spoken.
        StoreError: The file cannot be written.
    """
    builder = open_builder(show.settings, voice, show.store(), lambda _: None)
    return write_file(path, speak_lines(lines, builder.voices))
