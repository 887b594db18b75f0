"""Speaks with the HTS voice "ziad": learned from recordings, offline, from a file of 3 MB.

Text becomes phones by rule (arabic.phonemes), phones become labels (labels), and pyopenjtalk's HTS engine makes the
sound in a process of its own (process). Word times come from the duration trees of the voice (durations).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from audionews.engines.hts import process
from audionews.engines.hts.durations import durations
from audionews.engines.hts.labels import labels
from audionews.engines.toolkit.options import read_options, refuse_beyond
from audionews.engines.toolkit.phones import spoken_phrases, word_times
from audionews.engines.toolkit.voice_files import voice_file
from audionews.errors import SettingsError, Truncated
from audionews.model import Caps, Clip, Container, Timings
from audionews.packages import install_command

if TYPE_CHECKING:
    from audionews.model import Voice

RULES = 3  # of phones, labels and headroom; a new number gives every clip a new address
MOST_CHARS = 2_000  # about two minutes
SLOWEST, FASTEST = 0.5, 2.0
MOST_PITCH = 12.0
LIMIT = 60.0  # seconds for one clip; it takes about a tenth of what it lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class HtsOptions:
    """What an HTS voice has in [settings].

    Attributes:
        file: The name of the voice file: one of the [[files]] of the voice.
    """

    file: str = ""


class HtsEngine:
    """HTS voices in the phones of "ziad", with the time of each word."""

    name = "hts"
    caps = Caps(offline=True, timings=Timings.WORD, max_chars=MOST_CHARS, learned=True)

    def __init__(self, limit: float = LIMIT) -> None:
        """Look for the package.

        Args:
            limit: Seconds for one clip.

        Raises:
            SettingsError: It is not installed.
        """
        try:
            package = version("pyopenjtalk-ndy")
        except PackageNotFoundError as error:
            raise SettingsError(
                "the package pyopenjtalk-ndy is not installed", install_command(process.PACKAGE)
            ) from error
        self.version = f"{package} rules {RULES}"
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the voice says it: PCM at the rate of the voice file.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            EngineError: The engine crashed, took too long, or stopped early.
            SettingsError: The voice asks for what the engine does not have, or is not installed.
        """
        options = read_options(voice, HtsOptions)
        refuse_beyond(voice, speed=(SLOWEST, FASTEST), pitch=MOST_PITCH)
        path = voice_file(voice, options.file)
        phrases = spoken_phrases(text, self.caps.max_chars, pausal=voice.pausal)
        units = labels(phrases)
        texts = [unit.text for unit in units]
        model = durations(path, path.stat().st_mtime)
        frames = model.frames(texts, voice.speed)
        rate, sound = process.ask(path, texts, voice.speed, voice.pitch, self._limit)
        if len(sound) != 2 * model.period * sum(frames):
            raise Truncated("the sound has another length than its phones", "run the build again")
        times = word_times(phrases, [unit.word for unit in units], frames, model.period / rate)
        return Clip(sound=sound, container=Container.PCM, rate=rate, words=tuple(times))
