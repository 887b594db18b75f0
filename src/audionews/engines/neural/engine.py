"""Speaks with voices that are small networks, learned from recordings or from another voice: offline, in numpy.

Text becomes phones by rule (arabic.phonemes), phones become rows of numbers (features), a network gives the length of
each phone and the parameters of its frames (network), and these become sound (synthesis). The package brings one voice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from audionews.engines.toolkit.options import read_options, refuse_beyond
from audionews.engines.toolkit.phones import spoken_phrases, word_times
from audionews.engines.toolkit.voice_files import voice_file
from audionews.errors import SettingsError
from audionews.model import Caps, Clip, Container, Timings

if TYPE_CHECKING:
    from audionews.model import Voice

OWN = Path(__file__).with_name("data") / "ar-neural.onnx"
RULES = 1  # of phones, features and synthesis; a new number gives every clip a new address
MOST_CHARS = 1_000  # about a minute
SLOWEST, FASTEST = 0.5, 2.0
MOST_PITCH = 12.0


# Up to 1.3 it sounds better with every step.
Sharpness = Annotated[float, Meta(ge=1.0, le=1.5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralOptions:
    """What a neural voice may have in [settings].

    Attributes:
        file: The name of its network: one of the [[files]] of the voice. Without it, the network of this package.
        sharpness: How much the peaks of the spectrum stand out; 1.0 is what the network says.
    """

    file: str = ""
    sharpness: Sharpness = 1.2


class NeuralEngine:
    """Neural voices in the phones of this package, with the time of each word: 24 kHz PCM."""

    name = "neural"
    caps = Caps(offline=True, timings=Timings.WORD, max_chars=MOST_CHARS, learned=True)

    def __init__(self, own: Path = OWN) -> None:
        """Look for the network of this package, whose digest is part of the version.

        Args:
            own: Its file.

        Raises:
            SettingsError: It is missing.
        """
        self.version = f"{_digest(own)} rules {RULES}"
        self._own = own

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the voice says it.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            EngineError: The network failed.
            SettingsError: The voice asks for what the engine does not have, or its network is none or not installed.
        """
        options = read_options(voice, NeuralOptions)
        refuse_beyond(voice, speed=(SLOWEST, FASTEST), pitch=MOST_PITCH)
        path = voice_file(voice, options.file) if options.file else self._own
        phrases = spoken_phrases(text, self.caps.max_chars, pausal=voice.pausal)

        from audionews.engines.neural.features import features  # noqa: PLC0415 - numpy loads when used
        from audionews.engines.neural.network import load  # noqa: PLC0415 - numpy and onnxruntime load when used
        from audionews.engines.neural.synthesis import pcm, synthesize  # noqa: PLC0415 - numpy loads when used

        network = load(path, path.stat().st_mtime)
        rows, numbers = features(phrases)
        lengths, frames = network.speak(rows, voice.speed, voice.pitch, options.sharpness)
        sound = pcm(synthesize(frames, network.layout))
        seconds = network.layout.period / network.layout.rate
        words = tuple(word_times(phrases, numbers, lengths, seconds))
        return Clip(sound=sound, container=Container.PCM, rate=network.layout.rate, words=words)


@cache
def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError as error:
        remedy = "install the package again: pip install --force-reinstall audionews"
        raise SettingsError(f"{path.name}, the voice of this package, is missing", remedy) from error
