"""Speech from the parameters of frames: a source-filter synthesis in the manner of WORLD, in numpy alone.

A frame holds a mel-cepstrum, F0, whether it is voiced, and how much of each band is noise. A mel-cepstrum is the
logarithm of a minimum-phase filter on a warped frequency axis (Tokuda et al., "Mel-generalized cepstral analysis",
ICSLP 1994), so one matrix gives the gain of a filter at each frequency and another its phase: no minimum phase has to
be looked for. Pulses lie where the phase of F0 is whole, to a fraction of a sample. Pulses and pieces of noise are
filtered by the parameters of their own moments and added where they belong (Morise et al., "WORLD: a vocoder-based
high-quality speech synthesis system", IEICE Trans. 2016).

Sums are made by einsum and not by BLAS, whose last digits depend on the number of its threads: the same parameters give
the same bytes in any thread and process of a machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]
    Placed = Iterator[tuple[NDArray[np.int64], Numbers]]

BANDWIDTH: Final = 3000.0  # hertz from one number of aperiodicity to the next
HARMONIC: Final = -60.0  # decibels of noise at 0 Hz
RESPONSE: Final = 0.04  # seconds of a filter's response, at least
LEAD: Final = 24  # samples before the beginning of a filter, since gains without a phase reach there
CHUNK: Final = 128  # filters at once: about 3 MB
STRETCH: Final = 400  # frames between whose pulses the phase is carried on
LOUDEST: Final = 30.0  # natural logarithm of a gain
FULL: Final = 0.9  # of full scale
SEED: Final = 20_240_620


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the numbers of a frame are.

    Attributes:
        rate: Samples a second.
        period: Samples a frame.
        alpha: Of the all-pass filter that warps the frequency axis.
        coefficients: Numbers of the mel-cepstrum.
        bands: Numbers of aperiodicity.
    """

    rate: int
    period: int
    alpha: float
    coefficients: int
    bands: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The parameters of a stretch of speech, each with one row or number a frame.

    Attributes:
        cepstrum: Mel-cepstra, shape (frames, coefficients), in the natural logarithm of amplitude.
        pitch: F0 in hertz, also where there is no voice.
        voiced: Whether there is a voice.
        noise: How much of each band is noise, shape (frames, bands), in decibels up to 0.
    """

    cepstrum: Numbers
    pitch: Numbers
    voiced: NDArray[np.bool_]
    noise: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """What depends on the layout alone, for the bins of half a spectrum.

    Attributes:
        size: Samples of the response of a filter.
        level: Logarithm of the gain of a filter for each coefficient, shape (coefficients, bins).
        angle: Phase of a filter for each coefficient, of the same shape.
        bands: Share of each band in the decibels of noise, shape (bands + 1, bins). The first row stands for 0 Hz.
        turns: Phase of a delay of one sample.
    """

    size: int
    level: Numbers
    angle: Numbers
    bands: Numbers
    turns: Numbers


def synthesize(frames: Frames, layout: Layout) -> Numbers:
    """Return the sound of the frames, full scale at 1.0: ``layout.period`` samples each.

    Args:
        frames: At least one. The pitch has to be below half the rate everywhere.
        layout: What their numbers are.
    """
    tables = _tables(layout)
    length = len(frames.pitch) * layout.period
    sound = np.zeros(length + tables.size, np.float32)
    for source in (_pulses(frames, layout, tables), _noises(frames, layout, tables)):
        for starts, pieces in source:
            _overlap_add(sound, starts, pieces)
    return sound[:length]


def sharpened(cepstrum: Numbers, sharpness: float, layout: Layout) -> Numbers:
    """Return mel-cepstra whose peaks stand out more: they make up for what a network smooths over.

    All numbers but those of level and tilt are multiplied, and the power of each frame stays (postfilter of Yoshimura
    et al., "Incorporating a mixed excitation model and postfilter into HMM-based text-to-speech synthesis", 2005).

    Args:
        cepstrum: Shape (frames, coefficients).
        sharpness: 1.0 leaves them as they are.
        layout: What their numbers are.
    """
    sharp = cepstrum.copy()
    sharp[:, 2:] *= np.float32(sharpness)
    rough = np.ascontiguousarray(_tables(layout).level[:, ::8])
    before, after = (np.log(np.mean(np.exp(2 * _level(rows, rough)), axis=1)) for rows in (cepstrum, sharp))
    sharp[:, 0] += (before - after) / 2
    return sharp


def pcm(sound: Numbers) -> bytes:
    """Return a sound in 16 bits, little-endian: softer as a whole if it would go beyond full scale."""
    peak = float(np.abs(sound).max(initial=0.0))
    gain = min(1.0, FULL / peak) if peak else 1.0
    rounded: NDArray[np.int16] = np.rint(sound * np.float32(32767 * gain)).astype("<i2")
    return rounded.tobytes()


def _pulses(frames: Frames, layout: Layout, tables: _Tables) -> Placed:
    """Yield filtered pulses and where they begin, some at a time."""
    for places in _pulse_places(frames, layout):
        at, whole = places / layout.period, np.floor(places)
        noise = np.exp(_noise_gain(_between(frames.noise, at), tables))
        period = layout.rate / _between(frames.pitch[:, None], at)
        gain = np.sqrt(np.maximum(1.0 - noise * noise, 0.0) * period)
        gain[:, 0] = 0.0  # a pulse does not move the air for good
        late = (places - whole + LEAD).astype(np.float32)
        spectra = _filters(_between(frames.cepstrum, at), gain, late[:, None], tables)
        yield whole.astype(np.int64) - LEAD, np.fft.irfft(spectra, tables.size).astype(np.float32)


def _pulse_places(frames: Frames, layout: Layout) -> Iterator[NDArray[np.float64]]:
    """Yield where pulses lie, in samples: where the phase of F0 is whole and there is a voice."""
    last = len(frames.pitch) - 1
    phase = 0.0
    for first in range(0, last + 1, STRETCH):
        beyond = min(first + STRETCH, last + 1)
        samples = np.arange(first * layout.period, beyond * layout.period)
        known = frames.pitch[first : beyond + 1].astype(np.float64)
        turns = np.interp(samples / layout.period, np.arange(first, first + len(known)), known) / layout.rate
        phases = phase + np.cumsum(turns)
        ends = np.flatnonzero(np.diff(np.floor(phases), prepend=np.floor(phase)))
        places = np.maximum(samples[ends] - (phases[ends] % 1.0) / turns[ends], 0.0)
        nearest = np.minimum(np.rint(places / layout.period).astype(np.int64), last)
        pulses = places[frames.voiced[nearest]]
        yield from (pulses[at : at + CHUNK] for at in range(0, len(pulses), CHUNK))
        phase = phases[-1] % 1.0


def _noises(frames: Frames, layout: Layout, tables: _Tables) -> Placed:
    """Yield filtered noise and where it begins, some at a time: one piece for each frame."""
    source = np.random.RandomState(SEED)
    for first in range(0, len(frames.pitch), CHUNK):
        part = slice(first, first + CHUNK)
        voiced = frames.voiced[part, None]
        gain = np.where(voiced, np.exp(_noise_gain(frames.noise[part], tables)), np.float32(1.0))
        late = np.full((len(voiced), 1), LEAD, np.float32)
        spectra = _filters(frames.cepstrum[part], gain, late, tables)
        noise = source.standard_normal((len(voiced), layout.period)).astype(np.float32)
        spectra *= np.fft.rfft(noise, tables.size)
        starts = np.arange(first, first + len(voiced)) * layout.period - layout.period // 2 - LEAD
        yield starts, np.fft.irfft(spectra, tables.size).astype(np.float32)


def _between(rows: Numbers, places: NDArray[np.float64]) -> Numbers:
    """Return rows at places between them, by linear interpolation."""
    last = len(rows) - 1
    left = np.minimum(np.floor(places).astype(np.int64), last)
    share = (places - left).astype(np.float32)[:, None]
    found: Numbers = rows[left] * (1 - share) + rows[np.minimum(left + 1, last)] * share
    return found


def _noise_gain(noise: Numbers, tables: _Tables) -> Numbers:
    """Return the natural logarithm of the amplitude of noise in each bin."""
    edge = np.full((len(noise), 1), HARMONIC, np.float32)
    decibels = np.concatenate([edge, np.minimum(noise, 0.0)], axis=1)
    gain: Numbers = np.einsum("fb,bn->fn", decibels * np.float32(np.log(10.0) / 20.0), tables.bands)
    return gain


def _filters(cepstrum: Numbers, gain: Numbers, late: Numbers, tables: _Tables) -> NDArray[np.complex64]:
    """Return the spectra of minimum-phase filters, each times a gain and late by so many samples."""
    level = np.exp(_level(cepstrum, tables.level)) * gain
    angle = np.einsum("fc,cn->fn", cepstrum, tables.angle) - late * tables.turns
    spectra = np.empty(level.shape, np.complex64)
    spectra.real = level * np.cos(angle)
    spectra.imag = level * np.sin(angle)
    return spectra


def _level(cepstrum: Numbers, table: Numbers) -> Numbers:
    """Return the logarithm of the gain of filters, within reason."""
    level: Numbers = np.clip(np.einsum("fc,cn->fn", cepstrum, table), -LOUDEST, LOUDEST)
    return level


def _overlap_add(sound: Numbers, starts: NDArray[np.int64], pieces: Numbers) -> None:
    """Add pieces to a sound. What would lie before its beginning is lost."""
    for start, piece in zip(starts.tolist(), pieces, strict=True):
        cut = max(0, -start)
        sound[start + cut : start + len(piece)] += piece[cut:]


@lru_cache(maxsize=4)
def _tables(layout: Layout) -> _Tables:
    """Return the tables of a layout."""
    size = 1 << int(layout.rate * RESPONSE).bit_length()
    omega = np.linspace(0.0, np.pi, size // 2 + 1)
    warped = omega + 2.0 * np.arctan2(layout.alpha * np.sin(omega), 1.0 - layout.alpha * np.cos(omega))
    order = np.arange(layout.coefficients)[:, None]
    nodes = [*(BANDWIDTH * np.arange(layout.bands + 1)), layout.rate / 2]
    hertz = omega * layout.rate / (2.0 * np.pi)
    shares = [np.interp(hertz, nodes, row) for row in np.eye(layout.bands + 2)[:-1]]
    return _Tables(
        size=size,
        level=np.cos(order * warped).astype(np.float32),
        angle=(-np.sin(order * warped)).astype(np.float32),
        bands=np.array(shares, np.float32),
        turns=omega.astype(np.float32),
    )
