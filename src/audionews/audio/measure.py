"""Measures of a clip, taken once and cached: where its speech is and how loud it sounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from audionews.audio.filters import RUMBLE, equalize, high_pass, settling, without_lows
from audionews.audio.pcm import Pcm, decode
from audionews.errors import NoAudio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from audionews.model import Clip

VERSION = 6  # raise it when the same clip gives other measures: it is measured again, and nothing is spoken
HOP = 0.005  # seconds over which a level is measured, to find the speech
HUM = 120.0  # Hz: below it nothing tells where speech begins, but the noise of engines varies
CERTAIN_SPEECH = 33.0  # dB under loud speech: anything louder is speech
BELOW_SPEECH = 52.0  # dB under loud speech: a final f, s or h is 25 to 45 dB under it
NEVER_BELOW = 40.0  # dB under loud speech: nothing louder counts as noise
OVER_NOISE = 12.0  # dB over the quietest part of the clip
SILENCE = 10 ** (-70 / 20)  # the absolute gate of BS.1770: a clip whose peak is below it is silent
CLOSURE = 0.080  # seconds of silence at most in a stop before its vowel; anything farther off is a click of the engine
RELEASE = 0.150  # seconds of silence at most before the release of a final stop
BEFORE = 0.020  # seconds kept before the speech: the closure and the rising burst of a stop
AFTER = 0.040  # seconds kept after it: the end of a fading consonant

# The K weighting of ITU-R BS.1770-4, tables 1 and 2, given there for 48 kHz: (numerator, denominator) in powers of 1/z.
K_RATE = 48000
K_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
K_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
RINGING = 0.1  # seconds after which the filters have died away (under -140 dB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the cache knows about a clip.

    Attributes:
        rate: Samples a second.
        samples: Length of the clip.
        first: Sample at which its speech begins, with 20 ms to spare.
        last: Sample after its speech, with 40 ms to spare.
        onset: Sample at which its speech becomes audible. A pause lasts from an ``ending`` to the next ``onset``.
        ending: Sample after the audible speech.
        peak: Highest magnitude; full scale is 1.
        energies: K-weighted mean square of each 100 ms from ``first`` on, the last one filled with silence.
        version: ``VERSION`` when they were taken.
    """

    rate: int
    samples: int
    first: int
    last: int
    peak: float
    energies: tuple[float, ...]
    onset: int = 0
    ending: int = 0
    version: int = 1


def measure(clip: Clip, *, silent_ok: bool = False, whole: bool = False) -> Measures:
    """Return the measures of a clip.

    Args:
        clip: The sound.
        silent_ok: Treat a silent clip as speech from end to end, instead of raising.
        whole: Treat all of it as speech, as music needs: it fades out where speech would be over.

    Raises:
        NoAudio: The clip is empty, not sound, or silent.
    """
    pcm = decode(clip)
    weighted = _weighted(pcm)
    silent = _peak(weighted) < SILENCE
    if silent and not silent_ok:
        raise NoAudio("the sound is silent", "check that the voice can speak this text")
    count = pcm.samples.size
    onset, ending = (0, count) if whole or silent else _speech(high_pass(pcm, HUM).samples, pcm.rate)
    first = max(0, onset - round(BEFORE * pcm.rate))
    last = min(count, ending + round(AFTER * pcm.rate))
    return Measures(
        rate=pcm.rate,
        samples=count,
        first=first,
        last=last,
        onset=onset,
        ending=ending,
        peak=_peak(pcm.samples),
        energies=_energies(weighted[first:last], pcm.rate),
        version=VERSION,
    )


def _weighted(pcm: Pcm) -> NDArray[np.float32]:
    """Return the samples without rumble, as the ear weighs them, of one transform."""
    after = settling(pcm.rate)
    before = round(RINGING * pcm.rate) + after  # the weighting rings on, and knows no future
    mirrored = np.pad(pcm.samples, (before, after), mode="symmetric")
    return equalize(mirrored, partial(_without_rumble, pcm.rate), before, after)


def _peak(samples: NDArray[np.float32]) -> float:
    """Return the highest magnitude of the samples."""
    return float(max(samples.max(), -samples.min()))


def _speech(samples: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """Return the bounds of the stretch that is louder than the silence around it."""
    hop = max(1, round(HOP * rate))
    squares = np.add.reduceat(np.square(samples), np.arange(0, samples.size, hop), dtype=np.float64)
    levels = 10 * np.log10(squares / hop + 1e-12)
    loud = float(np.percentile(levels, 98))
    floor = float(np.percentile(levels, 2)) + OVER_NOISE
    audible = np.flatnonzero(levels >= min(max(floor, loud - BELOW_SPEECH), loud - NEVER_BELOW))
    certain = np.flatnonzero(levels >= loud - CERTAIN_SPEECH)
    first = _edge(-audible[audible <= certain[0]][::-1], CLOSURE)
    last = _edge(audible[audible >= certain[-1]], RELEASE)
    return -first * hop, min(samples.size, (last + 1) * hop)


def _edge(audible: NDArray[np.intp], silence: float) -> int:
    """Return the last hop before the first silence that is longer than so many seconds."""
    breaks = np.flatnonzero(np.diff(audible) > silence / HOP)
    return int(audible[breaks[0]] if breaks.size else audible[-1])


def _energies(weighted: NDArray[np.float32], rate: int) -> tuple[float, ...]:
    """Return the mean square of each 100 ms of K-weighted samples."""
    count = -(-weighted.size * 10 // rate)
    sums = np.add.reduceat(np.square(weighted), np.arange(count) * rate // 10, dtype=np.float64)
    return tuple((sums / (rate / 10)).tolist())


@lru_cache(maxsize=8)
def _without_rumble(rate: int, size: int) -> NDArray[np.complex64]:
    """Return what the weighting does to a sound from which rumble has been taken, frequency by frequency."""
    return _k_weighting(rate, size) * without_lows(rate, RUMBLE, size)


@lru_cache(maxsize=8)
def _k_weighting(rate: int, size: int) -> NDArray[np.complex64]:
    """Return what the standard's own 48 kHz filters do to each frequency of a transform of ``size`` samples.

    So the filter is exact at every rate, without coefficients of our own: the value is that of the sound resampled to
    48 kHz.
    """
    hertz = np.minimum(np.fft.rfftfreq(size, 1 / rate), K_RATE / 2)
    delay = np.exp(-2j * np.pi * hertz / K_RATE)
    response: NDArray[np.complex128] = np.ones_like(delay)
    for above, below in (K_SHELF, K_HIGH_PASS):
        response *= np.polynomial.polynomial.polyval(delay, above) / np.polynomial.polynomial.polyval(delay, below)
    return response.astype(np.complex64)
