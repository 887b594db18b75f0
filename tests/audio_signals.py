"""Test signals that behave like speech: voiced and unvoiced stretches, syllables, high peaks, silence at both ends."""

import io
import wave

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


def wav(frames: bytes, rate: int, channels: int = 1) -> bytes:
    """Return a WAV file of 16-bit samples."""
    blob = io.BytesIO()
    with wave.open(blob, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames)
    return blob.getvalue()


def square(sound: Samples, rate: int) -> Samples:  # noqa: ARG001 - all take the same
    return np.asarray(0.9 * np.tanh(25 * sound), np.float32)


def sibilant(sound: Samples, rate: int) -> Samples:
    """Three bursts of noise a second between 4 and 9.5 kHz, as loud as the speech."""
    hertz = np.fft.rfftfreq(sound.size, 1 / rate)
    noise = np.fft.rfft(np.random.default_rng(2).normal(size=sound.size)) * ((hertz > 4000) & (hertz < 9500))
    bursts = np.fft.irfft(noise, sound.size) * (np.sin(2 * np.pi * 3 * np.arange(sound.size) / rate) > 0.6)
    return np.asarray(0.3 * sound + 0.05 * bursts / bursts.std(), np.float32)


def beside_zero(sound: Samples, rate: int) -> Samples:  # noqa: ARG001 - all take the same
    return 0.6 * sound + np.float32(0.2)


def far_away(sound: Samples, rate: int) -> Samples:  # noqa: ARG001 - all take the same
    return sound * np.float32(10 ** (-45 / 20))


def abrupt(sound: Samples, rate: int) -> Samples:  # noqa: ARG001 - all take the same
    loud = np.flatnonzero(abs(sound) > 0.2)
    return 0.9 * sound[loud[0] : loud[-1]]


def on_cassette(sound: Samples, rate: int) -> Samples:
    """Two seconds more at both ends, and noise everywhere, 48 dB under the speech."""
    whole = np.pad(sound, 2 * rate)
    noise = np.random.default_rng(4).normal(size=whole.size) * sound.std() * 10 ** (-48 / 20)
    return np.asarray(0.5 * (whole + noise), np.float32)


WAYS = {
    "square": [square] * 6,
    "sibilant": [sibilant] * 6,
    "beside zero": [beside_zero] * 6,
    "far away": [far_away] * 6,
    "abrupt": [abrupt] * 6,
    "on cassette": [on_cassette] * 6,
    "mixed": [sibilant, beside_zero, abrupt, on_cassette, abrupt, sibilant],
}
