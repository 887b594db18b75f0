"""What the user can ask about voices: which there are, fetching one, hearing one."""

from __future__ import annotations

import io
import os
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews import registry
from audionews.app.composition import open_builder, open_diacritizer, write_file
from audionews.app.lexicon import open_lexicon
from audionews.arabic.script import write_script
from audionews.audio.pcm import decode, to_16_bit
from audionews.building.cache import Cache
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.voice_set import VoiceSet
from audionews.engines.toolkit.voice_files import folders, installed
from audionews.errors import BadInput, SettingsError
from audionews.model import Role, Segment
from audionews.stores import open_store
from audionews.stores.memory import MemoryStore
from audionews.voices import load_voice, voice_names
from audionews.voices.install import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from audionews.app.library import Show
    from audionews.model import Caps, Line, Voice
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
    script = write_script(
        [Segment(role=Role.BODY, text=text)],
        pacing=voice.pacing,
        diacritizer=open_diacritizer(settings),
        lexicon=open_lexicon(settings, voice),
        caps=synthesizer.engine.caps,
        pausal=voice.pausal,
    )
    if not script.lines:
        raise BadInput("there is nothing to speak in this text", "write it in Arabic words")
    return speak_lines(script.lines, VoiceSet(synthesizer))


def speak_lines(lines: Sequence[Line], voices: VoiceSet) -> bytes:
    """Return some lines of a script as the voices speak them, with their pauses, as a WAV file (mono, 16 bit).

    Raises:
        EngineError: One could not be spoken.
    """
    with ThreadPoolExecutor(1) as executor:
        synthesize(lines, voices, executor, voices.lead.voice.name, lambda _: None)
    clips = [decode(voices.synthesizer(line.role).clip(line.spoken)[0]) for line in lines]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(clips[0].rate)
        for clip, line in zip(clips, lines, strict=True):
            out.writeframes(to_16_bit(clip))
            out.writeframes(bytes(2 * (clip.rate * line.pause // 1000)))
    return file.getvalue()


def write_wav(path: Path, show: Show, lines: Sequence[Line], voice: str | None) -> Path:
    """Speak some lines of a script, from the cache where they are in it, into a WAV file, and return its path.

    Args:
        path: The file.
        show: Whose settings and caches hold.
        lines: What is spoken.
        voice: Who speaks; None leaves the choice to the settings.

    Raises:
        EngineError: A line could not be spoken.
        StoreError: The file cannot be written.
    """
    builder = open_builder(show.settings, voice, open_store(show.folder), lambda _: None)
    return write_file(path, speak_lines(lines, builder.voices))
