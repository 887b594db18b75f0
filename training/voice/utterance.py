"""One line to learn from, and files of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.voice.world import PITCH, SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

CENTRE = float(np.log(120.0))  # is taken from the log of the pitch in files, where numbers have 11 bits


@dataclass(frozen=True)
class Utterance:
    """A line to learn from.

    Attributes:
        rows: What engines.neural.features says of its phones.
        frames: How many frames each phone has.
        parameters: Of each frame, as training.voice.world makes them.
    """

    rows: NDArray[np.float32]
    frames: NDArray[np.int32]
    parameters: NDArray[np.float32]


def write(path: Path, utterances: Sequence[Utterance]) -> None:
    """Write utterances to a file, whole or not at all."""
    parameters = np.concatenate([each.parameters for each in utterances])
    parameters[:, PITCH] -= CENTRE
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(
            file,
            rows=np.concatenate([each.rows for each in utterances]).astype(np.uint16),
            frames=np.concatenate([each.frames for each in utterances]).astype(np.uint16),
            phones=np.array([len(each.frames) for each in utterances], np.int32),
            parameters=parameters.astype(np.float16),
        )
    partial.replace(path)


def read(path: Path) -> list[Utterance]:
    """Return the utterances of a file."""
    with np.load(path) as arrays:
        rows, frames, phones = arrays["rows"].astype(np.float32), arrays["frames"].astype(np.int32), arrays["phones"]
        parameters = arrays["parameters"].astype(np.float32)
    parameters[:, PITCH] += CENTRE
    if parameters.shape[1] != SIZE:
        raise ValueError(f"{path} has {parameters.shape[1]} numbers a frame, not {SIZE}")
    ends = np.cumsum(phones)[:-1]
    each_frames = np.split(frames, ends)
    each_parameters = np.split(parameters, np.cumsum([part.sum() for part in each_frames])[:-1])
    return [Utterance(*parts) for parts in zip(np.split(rows, ends), each_frames, each_parameters, strict=True)]
