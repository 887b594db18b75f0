"""The teacher: an HTS voice that reads a line, and how many frames it gives each phone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import soxr

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.hts.durations import durations
from audionews.engines.hts.labels import labels
from audionews.engines.neural.features import features
from training.voice import world
from training.voice.tune import tuned
from training.voice.utterance import Utterance

if TYPE_CHECKING:
    from pathlib import Path

    from training.voice.world import Floats

HEADROOM = 0.25  # the voice goes up to three times over full scale


class Teacher:
    """Reads lines and analyses what it said."""

    def __init__(self, voice: Path) -> None:
        from pyopenjtalk.htsengine import HTSEngine  # noqa: PLC0415 - recordings need no teacher

        self._engine = HTSEngine(os.fsencode(voice))
        self._durations = durations(voice, voice.stat().st_mtime)

    def speak(self, text: str) -> tuple[Floats, list[int]]:
        """Return the sound at world.RATE and the frames of each phone."""
        units = [unit.text for unit in labels(phonemes(text))]
        wave = self._engine.synthesize(units) * (HEADROOM / 32768)
        sound = soxr.resample(wave, self._engine.get_sampling_frequency(), world.RATE)
        return np.ascontiguousarray(sound), self._durations.frames(units, 1.0)

    def read(self, text: str) -> Utterance:
        """Return what there is to learn from a line: its features, and its parameters with a livelier tune."""
        sound, frames = self.speak(text)
        rows, _ = features(phonemes(text))
        parameters = world.analyse(sound)[: sum(frames)]
        return tuned(Utterance(rows, np.array(frames, np.int32), parameters))
