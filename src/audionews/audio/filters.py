"""Filters: a high pass without delay, and any response to each frequency."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from audionews.audio.pcm import STRETCH, Pcm

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RUMBLE = 30.0  # Hz: below it there is no speech, only the offset and the drift of some engines
STEEPNESS = 4  # at half the frequency -25 dB, at twice the frequency -0.5 dB; a steeper filter rings longer
SETTLING = 0.12  # seconds after which such a filter has died away (under -135 dB)
COARSER = 48  # times the frequency of a high pass: the rate at which what it takes away is worked out
OVERLAP = 6  # coarse samples that the filter between the rates lasts
SIDELOBES = 8.0  # beta of its Kaiser window: what it lets pass of other frequencies is under -80 dB
FILTERED = 1 << 17  # samples filtered at once: with fewer, the room around them costs time, with more, memory does
NORM: Final = "ortho"  # the one with which numpy transforms float32 as float32, in a third of the time


def high_pass(pcm: Pcm, hertz: float = RUMBLE) -> Pcm:
    """Return the sound without what lies under a frequency: an offset (DC), rumble, the thump of a synthetic voice.

    The filter has zero phase, so nothing moves in time. The sound is mirrored at its ends, so that an offset makes no
    step there.
    """
    return Pcm(samples=pcm.samples - _lows(pcm, hertz), rate=pcm.rate)


def _lows(pcm: Pcm, hertz: float) -> NDArray[np.float32]:
    """Return what a high pass takes away. Few samples tell it: it is filtered at a low rate, and brought back.

    That takes a quarter of the time of transforms at the full rate, and differs from them by -95 dB.
    """
    count, factor = pcm.samples.size, max(1, int(pcm.rate / (COARSER * hertz)))
    between = _between_rates(factor)
    around = OVERLAP - -settling(pcm.rate) // factor  # coarse samples
    mirrored = np.pad(pcm.samples, (around * factor, around * factor + -count % factor), mode="symmetric")
    parts = _products(mirrored.reshape(-1, factor), between.T)
    size = len(parts) - OVERLAP + 1
    coarse = np.sum([parts[first : first + size, first] for first in range(OVERLAP)], axis=0)
    filtered = _low_passed(coarse, hertz * factor / pcm.rate)
    rows = sliding_window_view(filtered, OVERLAP)[around - OVERLAP + 1 :][: -(-count // factor)]
    return _products(rows, between[::-1] * np.float32(factor)).ravel()[:count]


@lru_cache(maxsize=8)
def _between_rates(factor: int) -> NDArray[np.float32]:
    """Return the filter that leaves what fits into a rate so many times lower, a row for each coarse sample."""
    count = OVERLAP * factor
    taps = np.sinc((np.arange(count) - (count - 1) / 2) / factor) * np.kaiser(count, SIDELOBES)
    phases = taps.reshape(OVERLAP, factor)
    even: NDArray[np.float32] = (phases / (factor * phases.sum(axis=0))).astype(np.float32)  # no phase is louder
    return even


def _products(rows: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows times a matrix, so few at once that one thread computes them.

    Each kind of processor adds in another order. In float64 that is lost when the result becomes float32, so that all
    make the same bytes.
    """
    made = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    finer, step = matrix.astype(np.float64), max(1, STRETCH // max(matrix.shape))
    for start in range(0, len(rows), step):
        made[start : start + step] = rows[start : start + step].astype(np.float64) @ finer
    return made


def _low_passed(samples: NDArray[np.float32], cutoff: float) -> NDArray[np.float32]:
    """Return the samples without what lies over a frequency, given as a share of their rate."""
    size = _transform_size(samples.size)
    gain = 1 - without_lows(1.0, cutoff, size)
    passed = np.fft.irfft(np.fft.rfft(samples, size, norm=NORM) * gain, size, norm=NORM)
    return passed[: samples.size].astype(np.float32, copy=False)


def settling(rate: int) -> int:
    """Return the samples after which ``high_pass`` has died away."""
    return round(SETTLING * rate)


def equalize(
    samples: NDArray[np.float32], response: Callable[[int], NDArray[np.inexact]], before: int, after: int
) -> NDArray[np.float32]:
    """Return what a filter makes of samples, stretch by stretch (overlap-save), without the room at both ends.

    Args:
        samples: With room around what is filtered, in which the filter settles.
        response: Gives what the filter does to each frequency of a Fourier transform of so many samples.
        before: How many samples of the room come before.
        after: How many come after; 0 for a filter that knows no future.
    """
    count = samples.size - before - after
    filtered = np.empty(count, dtype=np.float32)
    step = _transform_size(max(FILTERED, 4 * (before + after))) - before - after
    for start in range(0, count, step):
        end = min(start + step, count)
        stretch = samples[start : end + before + after]
        size = _transform_size(stretch.size)
        spectrum = np.fft.rfft(stretch, size, norm=NORM) * response(size)
        filtered[start:end] = np.fft.irfft(spectrum, size, norm=NORM)[before : before + end - start]
    return filtered


@lru_cache(maxsize=8)
def without_lows(rate: float, hertz: float, size: int) -> NDArray[np.float32]:
    """Return what ``high_pass`` does to each frequency of a transform of ``size`` samples."""
    with np.errstate(divide="ignore"):  # nothing is left at 0 Hz
        gain = 1 / (1 + (hertz / np.fft.rfftfreq(size, 1 / rate).astype(np.float32)) ** STEEPNESS)
    return gain.astype(np.float32, copy=False)


def _transform_size(count: int) -> int:
    """Return a length, ``count`` or more, for which Fourier transforms are quick; of each octave there are two."""
    whole: int = 1 << (count - 1).bit_length()
    return whole * 3 // 4 if count <= whole * 3 // 4 else whole
