"""Loudness after ITU-R BS.1770-4 (EBU R 128), from energies that were measured once, and the gain that it asks for."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audionews.audio.measure import AFTER, BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

OFFSET = -0.691  # dB, BS.1770-4 section 3
BLOCK = 4  # energies of 100 ms: blocks of 400 ms, a new one every 100 ms (75 % overlap)
ABSOLUTE_GATE = -70.0  # LUFS
RELATIVE_GATE = -10.0  # LU
STEP = 0.25  # dB
LEVELLING = 4.0  # dB
SILENT_BEFORE = (0.0,) * (BLOCK - 1)  # the blocks that hold the beginning of a clip hold the end of the pause before it


def integrated(energies: Iterable[Sequence[float] | NDArray[np.floating]]) -> float:
    """Return the gated loudness in LUFS of the clips, one after the other; -inf if nothing passes the gates.

    Args:
        energies: K-weighted mean squares of 100 ms, clip by clip; put ``pause`` between them.
    """
    steps = np.fromiter(chain.from_iterable(energies), dtype=np.float64)
    if steps.size < BLOCK:
        return -math.inf
    blocks = sliding_window_view(steps, BLOCK).mean(axis=1)
    loud = blocks > _energy(ABSOLUTE_GATE)
    if not loud.any():
        return -math.inf
    gate = blocks.mean(where=loud) * 10 ** (RELATIVE_GATE / 10)
    return OFFSET + 10 * math.log10(blocks.mean(where=loud & (blocks > gate)))


def pause(milliseconds: int) -> tuple[float, ...]:
    """Return the energies of a pause after a clip.

    A clip keeps some silence before and after its speech, and its last energy is padded with silence, 50 ms on average.
    Both are subtracted.
    """
    return (0.0,) * max(0, round((milliseconds - 1000 * (BEFORE + AFTER) - 50) / 100))


def levelled(clips: Sequence[NDArray[np.float32]], target: float) -> list[float]:
    """Return the gain in dB that brings each clip of a voice to the target.

    A synthetic voice speaks some lines 3 dB softer than others, for no reason that a listener could hear. A clip gets
    at most 4 dB more or less than the voice as a whole needs, so that a whisper does not become a shout. In most cases
    its gain depends on the clip alone, so a changed line leaves the others as they are.

    Args:
        clips: The energies of each, with those of the pause after it.
        target: LUFS.
    """
    usual = gain_for(integrated(clips), target)
    own = [integrated([SILENT_BEFORE, clip]) for clip in clips]
    gains = [usual if math.isinf(each) else gain_for(each, target) for each in own]
    return [min(max(gain, usual - LEVELLING), usual + LEVELLING) for gain in gains]


def gain_for(loudness: float, target: float) -> float:
    """Return the gain in dB from a loudness to the target, in steps of a quarter dB; 0 for silence.

    A clip is encoded again when its gain changes, so a gain computed from all lines must not follow every edit:
    changing one line in a hundred moves the loudness by about 0.01 LU, which crosses a step once in 25 edits. A step of
    0.25 dB is off by at most 0.125 dB, and leaves the rest of the 0.3 LU to the limiter, the codec and the rounding of
    pauses to frames.
    """
    if math.isinf(loudness):
        return 0.0
    return round((target - loudness) / STEP) * STEP


def _energy(loudness: float) -> float:
    return float(10 ** ((loudness - OFFSET) / 10))
