"""What the user can ask about voices: which there are, fetching one, hearing one."""

from __future__ import annotations

import io
import os
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews import registry
from audionews.app.builder import write_for
from audionews.app.lexicon import open_lexicon
from audionews.audio.pcm import decode, to_16_bit
from audionews.build.cache import Cache
from audionews.build.synthesizer import ClipFacts, Synthesizer
from audionews.build.voice_set import VoiceSet
from audionews.diacritizers.tashkeel import Tashkeel
from audionews.engines.toolkit.voice_files import folders, installed
from audionews.errors import BadInput, SettingsError
from audionews.model import Role, Segment
from audionews.stores.memory import MemoryStore
from audionews.voices import load_voice, voice_names
from audionews.voices.install import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from audionews.model import Caps, Voice
    from audionews.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A voice as ``voices list`` shows it.

    Attributes:
        name: Of its file.
        engine: Of its engine.
        state: "ready", "not installed", "no key" (of its service), or "no engine" (a package is missing).
        offline: Whether it speaks without a network; False when the engine is not there to ask.
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
    """Yield every voice that can be found, by name.

    Raises:
        SettingsError: A voice's file is wrong.
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
            state=_state(voice, caps),
            offline=caps is not None and caps.offline,
            learned=caps is not None and caps.learned,
            licence=voice.licence,
            title=voice.title,
        )


def _state(voice: Voice, caps: Caps | None) -> str:
    if caps is None:
        return "no engine"
    key = voice.settings.get("key", caps.key)
    if key and not os.environ.get(str(key)):
        return "no key"
    return "ready" if installed(voice) else "not installed"


def install_voice(voice: Voice, source: str | None, progress: Callable[[str, int, int], None]) -> tuple[Path, ...]:
    """Return the files of a voice, fetched into the first folder of voices.

    Raises:
        EngineError: Its home cannot be reached, or has something else.
        StoreError: The folder cannot be written, or has no room.
    """
    return install(voice, folders()[0], source=source, progress=progress)


def try_voice(voice: Voice, text: str, settings: Settings) -> bytes:
    """Return the text as the voice speaks it, as a WAV file (mono, 16 bit).

    Raises:
        EngineError: It could not be spoken.
    """
    synthesizer = Synthesizer(registry.engine(voice.engine), voice, Cache(MemoryStore(), "clips", ClipFacts))
    said = Segment(role=Role.BODY, text=text)
    script = write_for(synthesizer, [said], Tashkeel(), open_lexicon(settings, voice))
    if not script.lines:
        raise BadInput("there is nothing to speak in this text", "write it in Arabic words")
    with ThreadPoolExecutor(1) as executor:
        VoiceSet(synthesizer).speak(script.lines, executor, voice.name, lambda _: None)
    clips = [decode(synthesizer.clip(line.spoken)[0]) for line in script.lines]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(clips[0].rate)
        for clip, line in zip(clips, script.lines, strict=True):
            out.writeframes(to_16_bit(clip))
            out.writeframes(bytes(2 * (clip.rate * line.pause // 1000)))
    return file.getvalue()
