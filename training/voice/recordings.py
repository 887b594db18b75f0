"""Recordings of a reader as what there is to learn from: NAME.wav with its vowelled text in NAME.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import soundfile
import soxr

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.neural.features import features
from training.voice import utterance, world
from training.voice.align import aligned
from training.voice.gather import EACH
from training.voice.utterance import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ONE_IN = 20  # one recording in so many is kept for scoring
LOUDNESS = 0.05  # root mean square of each recording


class Aligner:
    """A voice file that says what a recording should sound like."""

    def __init__(self, path: Path) -> None:
        self._session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def say(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return the parameters of a line and the frames of its phones."""
        asked = {"features": rows, "speed": np.array(1.0, np.float32)}
        frames, parameters = self._session.run(["frames", "parameters"], asked)
        return parameters, frames.astype(np.int32)


def gather(folder: Path, aligner: Aligner, out: Path, log: Callable[..., None]) -> list[Path]:
    """Find the phones in recordings and return the files of what was said.

    Args:
        folder: Has the recordings.
        aligner: Finds the phones.
        out: Where the files are; those that it has already are not made again.
        log: Takes the facts as keywords.

    Raises:
        ValueError: There are none.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = sorted(path for path in folder.glob("*.wav") if path.with_suffix(".txt").exists())
    if not names:
        raise ValueError(f"{folder} has no NAME.wav with a NAME.txt")
    paths, left_out = [], 0
    for group, wanted in (("kept", True), ("learned", False)):
        own = [name for at, name in enumerate(names) if (at % ONE_IN == ONE_IN - 1) == wanted]
        for at in range(0, len(own), EACH):
            path = out / f"{group}-{at // EACH:04}.npz"
            if not path.exists():
                found = _read_all(own[at : at + EACH], aligner)
                left_out += len(own[at : at + EACH]) - len(found)
                utterance.write(path, found)
            paths.append(path)
    log(recordings=len(names), left_out=left_out)
    return paths


def _read_all(names: Sequence[Path], aligner: Aligner) -> list[Utterance]:
    found = []
    for name in names:
        try:
            found.append(read(name, aligner))
        except ValueError as error:
            print(f"{name} is left out: {error}", flush=True)
    return found


def read(path: Path, aligner: Aligner) -> Utterance:
    """Return what there is to learn from a recording.

    Args:
        path: Of the sound; its text is beside it.
        aligner: Finds the phones.

    Raises:
        ValueError: The text has no Arabic letter, or the recording is shorter than its phones.
    """
    phrases = phonemes(path.with_suffix(".txt").read_text("utf-8"))
    if not phrases:
        raise ValueError("there is no Arabic letter in the text")
    rows, _ = features(phrases)
    heard = world.analyse(_sound(path))
    said, frames = aligner.say(rows)
    return Utterance(rows, aligned(said, frames, heard), heard)


def _sound(path: Path) -> world.Floats:
    """Return a recording: one channel at world.RATE, always as loud."""
    sound, rate = soundfile.read(path, always_2d=True)
    mono = soxr.resample(sound.mean(1), rate, world.RATE)
    loudness = float(np.sqrt((mono**2).mean()))
    scaled: world.Floats = mono * (LOUDNESS / max(loudness, 1e-6))
    return scaled
