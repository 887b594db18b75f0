"""Sound to the parameters of a neural voice and back, with WORLD (pyworld): 24 kHz, a frame each 5 ms.

A frame is a mel-cepstrum of the envelope (40), the log of the pitch, voicing (0 or 1) and the aperiodicity of three
bands in dB. The mel-cepstrum is that of SPTK: the log amplitude at the warped frequency b is c[0] + sum(c[m] cos(m b)).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

RATE = 24_000
PERIOD = 120  # samples a frame
ALPHA = 0.466
ORDER = 39
BANDS = 3
SIZE = ORDER + 1 + 2 + BANDS
PITCH, VOICING = ORDER + 1, ORDER + 2
HALF = 0.5  # more voicing is voiced
LOWEST, HIGHEST = 60.0, 400.0  # Hz
QUIET = 1e-12  # power of the envelope that is taken for silence
POINTS = 513  # of an envelope, from 0 to RATE / 2
CLIFF = 478  # the point, at 11.2 kHz, from which the filter of a change of rate may have taken the sound away


def analyse(sound: Floats) -> NDArray[np.float32]:
    """Return the parameters of a sound, shape (samples // PERIOD + 1, SIZE).

    Args:
        sound: From -1 to 1, at RATE.
    """
    import pyworld  # noqa: PLC0415 - what only reads files of utterances does without

    sound = np.ascontiguousarray(sound, np.float64)
    milliseconds = 1000 * PERIOD / RATE
    rough, times = pyworld.dio(sound, RATE, f0_floor=LOWEST, f0_ceil=HIGHEST, frame_period=milliseconds)
    pitch = pyworld.stonemask(sound, rough, times, RATE)
    envelope = pyworld.cheaptrick(sound, pitch, times, RATE, fft_size=2 * (POINTS - 1))
    aperiodicity = pyworld.d4c(sound, pitch, times, RATE, fft_size=2 * (POINTS - 1))
    bands = pyworld.code_aperiodicity(aperiodicity, RATE)
    log_pitch, voiced = interpolated(pitch)
    amplitudes = 0.5 * np.log(np.maximum(envelope, QUIET))
    amplitudes[:, CLIFF:] = amplitudes[:, CLIFF - 8 : CLIFF].mean(1, keepdims=True)
    cepstrum = amplitudes @ _to_cepstrum()
    return np.column_stack([cepstrum, log_pitch, voiced, bands]).astype(np.float32)


def interpolated(pitch: Floats) -> tuple[Floats, Floats]:
    """Return the log of the pitch, drawn straight through what is unvoiced, and where it is voiced (1) or not (0).

    Args:
        pitch: In Hz; 0 where it is unvoiced.
    """
    voiced = pitch > 0
    if not voiced.any():
        return np.full(len(pitch), np.log(120.0)), np.zeros(len(pitch))
    at = np.arange(len(pitch))
    return np.interp(at, at[voiced], np.log(pitch[voiced])), voiced.astype(np.float64)


def synthesize(parameters: NDArray[np.floating]) -> Floats:
    """Return the sound of parameters, as pyworld makes it: what the voice's own synthesis is compared with."""
    import pyworld  # noqa: PLC0415 - as above

    values = np.asarray(parameters, np.float64)
    pitch = np.where(values[:, VOICING] > HALF, np.exp(values[:, PITCH]), 0.0)
    envelope = np.exp(2 * values[:, : ORDER + 1] @ _to_log_amplitude())
    bands = np.ascontiguousarray(np.minimum(values[:, VOICING + 1 :], -1e-6))
    aperiodicity = pyworld.decode_aperiodicity(bands, RATE, 2 * (POINTS - 1))
    milliseconds = 1000 * PERIOD / RATE
    sound: Floats = pyworld.synthesize(pitch, np.ascontiguousarray(envelope), aperiodicity, RATE, milliseconds)
    return sound


def warped(frequencies: Floats) -> Floats:
    """Return angular frequencies (0 to pi) as the mel-cepstrum sees them."""
    found: Floats = frequencies + 2 * np.arctan(ALPHA * np.sin(frequencies) / (1 - ALPHA * np.cos(frequencies)))
    return found


@lru_cache(maxsize=1)
def _to_log_amplitude() -> Floats:
    """Return the matrix from a mel-cepstrum to the log amplitudes at POINTS frequencies."""
    places = warped(np.linspace(0, np.pi, POINTS))
    matrix: Floats = np.cos(np.arange(ORDER + 1)[:, None] * places)
    return matrix


@lru_cache(maxsize=1)
def _to_cepstrum() -> Floats:
    """Return the matrix from log amplitudes at POINTS frequencies to a mel-cepstrum: cosines over warped frequency."""
    places = warped(np.linspace(0, np.pi, POINTS))
    widths = np.gradient(places)
    widths[[0, -1]] /= 2
    waves = np.cos(places[:, None] * np.arange(ORDER + 1)) * widths[:, None] / np.pi
    waves[:, 1:] *= 2
    matrix: Floats = waves
    return matrix
