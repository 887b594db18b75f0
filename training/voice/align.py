"""Where the phones of a recording are: the path between what a voice would say and what was said.

A voice that was trained before says the text with frames that are known. Dynamic time warping between its mel-cepstra
and those of the recording, each without its mean and scaled, gives each frame of the one its frames of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

USED = 20  # coefficients that are compared; the rest is mostly noise
BOTH, OTHER, ONE = range(3)  # which of the sequences a step of the path moves on in
STAY = 0.1  # what it costs to stay in one sequence while the other goes on: a straight path is likelier

Path = list[tuple[int, int]]


def aligned(said: NDArray[np.float32], frames: NDArray[np.int32], heard: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return how many frames of the recording each phone has, at least one each.

    Args:
        said: Parameters of the voice.
        frames: Frames of its phones.
        heard: Parameters of the recording.

    Raises:
        ValueError: The recording has fewer frames than the text has phones.
    """
    if len(heard) < len(frames):
        raise ValueError(f"the recording has {len(heard)} frames for {len(frames)} phones")
    path = np.array(warp(_compared(said), _compared(heard)))
    first = np.searchsorted(path[:, 0], np.cumsum(frames)[:-1])
    borders = path[np.minimum(first, len(path) - 1), 1]
    return np.diff(_apart(borders, len(heard)), prepend=0, append=len(heard)).astype(np.int32)


def _apart(borders: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    """Return borders with a frame at least between two of them, and between them and the ends."""
    count = np.arange(len(borders))
    up = np.maximum.accumulate(np.maximum(borders, 1) - count) + count
    room = end - len(borders) + count
    return np.minimum(up, room)


def _compared(parameters: NDArray[np.float32]) -> NDArray[np.float64]:
    cepstra = parameters[:, :USED].astype(np.float64)
    compared: NDArray[np.float64] = (cepstra - cepstra.mean(0)) / (cepstra.std(0) + 1e-3)
    return compared


def warp(one: NDArray[np.float64], other: NDArray[np.float64]) -> Path:
    """Return the cheapest path between two sequences, as pairs of indexes from (0, 0) to their ends."""
    rows, columns = len(one), len(other)
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * one @ other.T
    cost = np.sqrt(np.maximum(squares, 0) / one.shape[1])
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0
    steps = np.zeros((rows, columns), np.int8)
    for diagonal in range(rows + columns - 1):
        row = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        column = diagonal - row
        here = cost[row, column]
        ways = np.stack([total[row, column], total[row + 1, column] + STAY, total[row, column + 1] + STAY])
        steps[row, column] = ways.argmin(0)
        total[row + 1, column + 1] = here + ways.min(0)
    path = [(rows - 1, columns - 1)]
    while path[-1] != (0, 0):
        at, beside = path[-1]
        step = int(steps[at, beside])
        path.append((at - (step != OTHER), beside - (step != ONE)))
    return path[::-1]
