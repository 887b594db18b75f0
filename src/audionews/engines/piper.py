"""Speaks with Piper: neural voices of 60 MB that run on this machine, through the package piper-tts."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from audionews.engines.toolkit.options import read_options, refuse_pitch
from audionews.engines.toolkit.text import check_text
from audionews.engines.toolkit.voice_files import folders, installed, refuse_damaged
from audionews.errors import EngineError, SettingsError
from audionews.inference import open_session
from audionews.model import Caps, Clip, Container

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import Voice

MOST_CHARS = 500  # of one line: its memory grows with the square of the length


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperOptions:
    """What a voice of Piper has in [settings].

    Attributes:
        file: The model in a folder of voices; its configuration is beside it, with ".json" after the name.
    """

    file: str = ""


class PiperEngine:
    """Piper by onnxruntime, one thread a clip: 16-bit PCM, no word times.

    Both noise scales are 0, else the same text would sound different each time.
    """

    name = "piper"
    caps = Caps(offline=True, max_chars=MOST_CHARS, learned=True)

    def __init__(self) -> None:
        """Look for the package.

        Raises:
            ImportError: It is not installed.
        """
        self.version = version("piper-tts")
        self._lock = threading.Lock()
        self._models: dict[Path, Any] = {}  # piper.PiperVoice by file

    def __reduce__(self) -> tuple[type[PiperEngine], tuple[()]]:
        """Let the engine go to another process, which loads its own models."""
        return PiperEngine, ()

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the voice says it.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            EngineError: The model is damaged or failed.
            SettingsError: The model is not installed, or the voice asks for what Piper does not have.
        """
        check_text(text, self.caps.max_chars)
        options = read_options(voice, PiperOptions)
        refuse_pitch(voice)
        model = self._model(_file(voice, options.file))
        from piper import SynthesisConfig  # noqa: PLC0415 - loads when used

        config = SynthesisConfig(
            length_scale=model.config.length_scale / voice.speed,
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )
        plain = text.replace("[[", " ")  # Piper takes what follows for phonemes
        try:
            pieces = [piece.audio_int16_bytes for piece in model.synthesize(plain, config)]
        except Exception as error:  # onnxruntime raises a dozen kinds, and the bridge to espeak its own
            raise EngineError(f"piper failed: {type(error).__name__}", "write the line in other words") from error
        return Clip(sound=b"".join(pieces), container=Container.PCM, rate=model.config.sample_rate)

    def _model(self, file: Path) -> Any:  # noqa: ANN401 - a piper.PiperVoice, which loads when used
        with self._lock:
            if file not in self._models:
                self._models[file] = _load(file)
            return self._models[file]


def _file(voice: Voice, name: str) -> Path:
    if not name:
        raise SettingsError(f"voice {voice.name}: it names no model", 'write file = "NAME.onnx" in [settings]')
    homes = [installed(voice)] if voice.files else folders()
    found = next((home / name for home in homes if home and (home / name).is_file()), None)
    if found is None:
        raise SettingsError(f"the voice {voice.name} is not installed", f"audionews voices install {voice.name}")
    refuse_damaged(voice, found.parent)
    return found


def _load(file: Path) -> Any:  # noqa: ANN401 - a piper.PiperVoice
    try:
        session = open_session(file)  # before piper, which imports onnxruntime by itself
        from piper import PiperConfig, PiperVoice  # noqa: PLC0415 - loads when used

        config = PiperConfig.from_dict(json.loads(file.with_name(f"{file.name}.json").read_text("utf-8")))
    except Exception as error:  # onnxruntime raises a dozen kinds for a damaged file
        raise EngineError(f"{file} cannot be loaded: {type(error).__name__}", "install the voice again") from error
    return PiperVoice(session=session, config=config, use_tashkeel=False)
