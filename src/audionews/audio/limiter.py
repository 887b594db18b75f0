"""The limiter: keeps the true peak of a clip under a ceiling, without a click and without making the clip softer.

A look-ahead limiter after the plan of D. Giannoulis, M. Massberg and J. Reiss, "Digital Dynamic Range Compressor
Design" (JAES 60/6, 2012): the gain that every block needs, its minimum over the time around it, smoothed by a
window that is no longer. The smoothed gain is never above the needed one, because each value in its average is a
minimum over a stretch that includes the block. A block lasts a third of a millisecond.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audionews.audio.measure import k_weighted
from audionews.audio.pcm import STRETCH, Pcm, resampled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

OVERSAMPLING = 4  # ITU-R BS.1770-4, annex 2
BLOCK = 16  # samples for which one gain is worked out; linear in between
REACH = 10  # blocks that the gain starts to fall before a peak, and rises after it: 3.6 ms at 44.1 kHz
ROUNDS = 8
CLOSE = 0.002  # the loss of loudness is made up for to 0.02 dB
MOST_MAKEUP = 1.41  # 3 dB: what would need more is not speech


class Limiter:
    """Limits a sound; what does not depend on the ceiling is computed once.

    Args:
        pcm: The sound.
    """

    def __init__(self, pcm: Pcm) -> None:
        self._pcm = pcm
        self._peaks = block_peaks(pcm)

    @cached_property
    def _energies(self) -> NDArray[np.float64]:
        return _block_energies(self._pcm)

    def limit(self, ceiling: float | NDArray[np.float64]) -> Pcm:
        """Return the sound, as loud as it was, with no true peak over the ceiling.

        What the peaks lose, the whole clip gets back as gain before the limiter, so that the loudness computed from its
        energies stays true.

        Args:
            ceiling: Highest true peak in dBTP, one for all or one for each block of ``block_peaks``.
        """
        highest = 10 ** (np.asarray(ceiling) / 20)
        if (self._peaks <= highest).all():
            return self._pcm
        gain = _gain(self._peaks, self._energies, highest)
        centres = np.arange(gain.size) * BLOCK + (BLOCK - 1) / 2
        limited = self._pcm.samples.copy()
        for start in range(0, limited.size, STRETCH):
            stretch = limited[start : start + STRETCH]
            stretch *= np.interp(np.arange(start, start + stretch.size), centres, gain).astype(np.float32)
        return Pcm(samples=limited, rate=self._pcm.rate)


def block_peaks(pcm: Pcm) -> NDArray[np.float32]:
    """Return the true peak of each 16 samples as a magnitude: the highest of the sound oversampled four times.

    The samples themselves count too, because near half the sample rate the oversampling filter attenuates them.
    """
    peaks = _magnitudes(pcm.samples, BLOCK)
    np.maximum(peaks, np.concatenate(list(_peaks_between(pcm))), out=peaks)
    return peaks


def _peaks_between(pcm: Pcm) -> Iterator[NDArray[np.float32]]:
    """Yield the highest magnitudes of the oversampled blocks, stretch by stretch."""
    size = BLOCK * OVERSAMPLING
    rest = np.empty(0, dtype=np.float32)
    for finer in resampled(pcm, pcm.rate * OVERSAMPLING):
        pending = np.concatenate((rest, finer))
        whole = pending.size // size * size
        yield _magnitudes(pending[:whole], size)
        rest = pending[whole:]
    yield _magnitudes(rest, size)


def _magnitudes(samples: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return the highest magnitude of each ``size`` samples."""
    whole = samples.size // size * size
    # As integers, magnitudes have the same order, and numpy finds the highest one faster.
    bits = np.abs(samples[:whole]).view(np.int32).reshape(-1, size)
    highest: NDArray[np.float32] = bits.max(axis=1).view(np.float32)
    return highest if whole == samples.size else np.append(highest, np.abs(samples[whole:]).max())


def _block_energies(pcm: Pcm) -> NDArray[np.float64]:
    """Return the sum of squares of each block, weighted as loudness is."""
    squares = k_weighted(pcm)
    np.square(squares, out=squares)
    energies: NDArray[np.float64] = np.add.reduceat(squares, np.arange(0, squares.size, BLOCK), dtype=np.float64)
    return energies


def _gain(
    peaks: NDArray[np.float32], energies: NDArray[np.float64], ceiling: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the gain of each block: what keeps the ceiling, times what restores the clip's energy."""
    makeup, gain = 1.0, np.ones(peaks.size)
    for _ in range(ROUNDS):
        gain = makeup * _smooth(ceiling / np.maximum(peaks * makeup, ceiling))
        lost = float(np.sqrt(energies.sum() / (energies * np.square(gain)).sum()))
        makeup = min(MOST_MAKEUP, makeup * lost)
        if abs(lost - 1) < CLOSE:
            break
    return gain


def _smooth(needed: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return a smooth gain that is nowhere above the needed one: the minimum around each block, then a weighted mean.

    The minimum reaches one block further than the mean, because gains are interpolated between blocks.
    """
    window = np.hanning(2 * REACH + 3)[1:-1]
    padded = np.pad(needed, 2 * REACH + 1, constant_values=1.0)
    lowest = sliding_window_view(padded, 2 * REACH + 3).min(axis=1)
    return np.convolve(lowest, window / window.sum(), mode="valid")
