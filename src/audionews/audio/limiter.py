"""The limiter: keeps the true peak of a clip under a ceiling, without a click and without making the clip softer.

A look-ahead limiter after the plan of D. Giannoulis, M. Massberg and J. Reiss, "Digital Dynamic Range Compressor
Design" (JAES 60/6, 2012): the gain that every block needs, its minimum over the time around it, smoothed by a
window that is no longer. The smoothed gain is never above the needed one, because each value in its average is a
minimum over a stretch that includes the block. A block lasts a third of a millisecond.

Oversampling is what costs most, and few blocks need it. What the oversampling filter gives between two samples is the
line between them and the second differences around it, filtered: that difference of two filters passes neither a
constant nor a slope. So it lies at most ``BULGE`` times the highest second difference beyond the samples. In speech
that is little: two blocks in a hundred can reach the ceiling.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from audionews.audio.pcm import STRETCH, Pcm, resampled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)

OVERSAMPLING = 4  # ITU-R BS.1770-4, annex 2
BLOCK = 16  # samples for which one gain is worked out; linear in between
COARSE = 4  # samples that are added up before their energy is measured
CONTEXT = 6  # blocks that the oversampling filter reaches (under -120 dB)
BULGE = 0.56  # sum of the magnitudes of the filter of second differences; of soxr HQ, 0.545 midway between samples
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
        peaks = block_peaks(self._pcm, float(highest.min()) / MOST_MAKEUP)
        if (peaks <= highest).all():
            return self._pcm
        gain = _gain(peaks, self._energies, highest)
        limited = np.empty_like(self._pcm.samples)
        for start in range(0, limited.size, STRETCH):
            stretch = self._pcm.samples[start : start + STRETCH]
            gains = _interpolated(gain, start // BLOCK, stretch.size)
            np.multiply(stretch, gains, out=limited[start : start + STRETCH])
        return Pcm(samples=limited, rate=self._pcm.rate)


def block_peaks(pcm: Pcm, over: float = 0.0) -> NDArray[np.float32]:
    """Return the true peak of each 16 samples as a magnitude: the highest of the sound oversampled four times.

    The samples themselves count too, because near half the sample rate the oversampling filter attenuates them.

    Args:
        pcm: The sound.
        over: The magnitude over which peaks are wanted. A block whose true peak cannot be over it gets the highest of
            its samples instead.
    """
    peaks = _magnitudes(pcm.samples, BLOCK)
    wanted = _highest_possible(pcm.samples, peaks) > over
    if wanted.any():
        near = highest_around(wanted, CONTEXT)
        stretches = Pcm(samples=pcm.samples[np.repeat(near, BLOCK)[: pcm.samples.size]], rate=pcm.rate)
        between = np.concatenate(list(_peaks_between(stretches)))[wanted[near]]
        peaks[wanted] = np.maximum(peaks[wanted], between)
    return peaks


def highest_around(values: NDArray[Scalar], reach: int) -> NDArray[Scalar]:
    """Return the highest of each value and of as many before and after it; values are not negative."""
    return _extreme_around(np.maximum, np.pad(values, reach), 2 * reach + 1)


def _extreme_around(extreme: np.ufunc, values: NDArray[Scalar], size: int) -> NDArray[Scalar]:
    """Return the extreme of each ``size`` values in a row, in as many steps as ``size`` has bits."""
    width = 1
    while 2 * width <= size:
        values = extreme(values[:-width], values[width:])
        width *= 2
    rest = size - width
    return values if not rest else cast("NDArray[Scalar]", extreme(values[:-rest], values[rest:]))


def _highest_possible(samples: NDArray[np.float32], peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a magnitude for each block that its true peak does not exceed.

    Args:
        samples: The sound.
        peaks: The highest magnitude of the samples of each block.
    """
    bends = _bends(samples)
    ends = peaks.copy()  # the line from the last sample of a block ends at the first one of the next
    following = np.abs(samples[BLOCK::BLOCK])
    np.maximum(ends[: following.size], following, out=ends[: following.size])
    highest: NDArray[np.float32] = ends + np.float32(BULGE) * highest_around(bends, CONTEXT)[: peaks.size]
    return highest


def _bends(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the highest second difference of each block, and that after the last sample.

    Stretch by stretch that takes a third of the time: what is in between stays in the processor's cache.
    """
    padded = np.pad(samples, 2)
    highest = []
    for start in range(0, samples.size + 2, STRETCH):
        stretch = padded[start : start + STRETCH + 2]
        slopes = stretch[1:] - stretch[:-1]
        highest.append(_magnitudes(slopes[1:] - slopes[:-1], BLOCK))
    return np.concatenate(highest)


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
    """Return the highest magnitude of each ``size`` samples, a power of two."""
    whole = samples.size // size * size
    highest: NDArray[np.float32] = np.abs(samples[:whole])
    while highest.size > whole // size:
        highest = np.maximum(highest[::2], highest[1::2])  # pair by pair: numpy's own way over rows takes twice as long
    return highest if whole == samples.size else np.append(highest, np.abs(samples[whole:]).max())


def _block_energies(pcm: Pcm) -> NDArray[np.float64]:
    """Return the energy of each block, in a unit of its own.

    Only shares of the whole count. So the sums of four samples stand for them, and nothing is weighted as loudness is:
    what is limited has a seventh more of the whole then, which moves what is made up for by a few hundredths of a dB.
    """
    samples = np.pad(pcm.samples, (0, -pcm.samples.size % BLOCK))
    sums = samples[::COARSE].copy()
    for first in range(1, COARSE):
        sums += samples[first::COARSE]
    sums *= sums
    return np.add.reduceat(sums, np.arange(0, sums.size, BLOCK // COARSE), dtype=np.float64)


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
    lowest = _extreme_around(np.minimum, padded, 2 * REACH + 3)
    return np.convolve(lowest, window / window.sum(), mode="valid")


def _interpolated(gain: NDArray[np.float64], first: int, count: int) -> NDArray[np.float32]:
    """Return the gains of so many samples from the first of a block on: linear between the centres of blocks."""
    blocks = gain[np.clip(np.arange(first - 1, first + count // BLOCK + 2), 0, gain.size - 1)].astype(np.float32)
    later = ((np.arange(BLOCK) + 0.5) / BLOCK).astype(np.float32)
    between: NDArray[np.float32] = np.diff(blocks)[:, None] * later
    between += blocks[:-1, None]
    return between.ravel()[BLOCK // 2 :][:count]
