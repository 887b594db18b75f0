"""Test signals that behave like speech: voiced and unvoiced stretches, syllables, high peaks, silence at both ends."""

import numpy as np
from numpy.typing import NDArray

from audionews.model import Clip, Container

Samples = NDArray[np.float32]
FORMANTS = ((650.0, 60.0, 1.0), (1150.0, 90.0, 0.6), (2500.0, 150.0, 0.25))  # hertz, bandwidth, strength
SILENT = 0.25  # seconds at both ends


def speech(seconds: float = 3.0, rate: int = 22050, seed: int = 0) -> Samples:
    """Return speech-like sound whose peak is half of full scale."""
    random = np.random.default_rng(seed)
    silence = np.zeros(round(SILENT * rate))
    count = round(seconds * rate) - 2 * silence.size
    times = np.arange(count) / rate
    pitch = 120 + 25 * np.sin(2 * np.pi * 0.7 * times + random.uniform(0, 6))
    pulses = np.diff(np.floor(np.cumsum(pitch) / rate), prepend=0.0)
    ringing = np.zeros(count)
    for hertz, bandwidth, strength in FORMANTS:
        ringing += strength * np.exp(-np.pi * bandwidth * times) * np.sin(2 * np.pi * hertz * times)
    voiced = convolve(pulses, ringing)
    hiss = np.diff(random.normal(size=count), prepend=0.0)
    syllables = np.sin(np.pi * 4.5 * times + random.uniform(0, 3)) ** 2
    sound = voiced / np.abs(voiced).max() * syllables + 0.06 * hiss / hiss.std() * (1 - syllables) ** 6
    edge = np.minimum(1, np.minimum(times, times[::-1]) / 0.02)
    whole = np.concatenate((silence, sound * edge, silence))
    return np.asarray(0.5 * whole / np.abs(whole).max(), np.float32)


def convolve(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    size = left.size + right.size
    return np.fft.irfft(np.fft.rfft(left, size) * np.fft.rfft(right, size), size)[: left.size]


def sine(hertz: float, seconds: float, rate: int, peak: float = 1.0, phase: float = 0.0) -> Samples:
    return np.asarray(peak * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate + phase), np.float32)


def pcm_clip(samples: Samples, rate: int) -> Clip:
    data = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    return Clip(sound=data, container=Container.PCM, rate=rate)
