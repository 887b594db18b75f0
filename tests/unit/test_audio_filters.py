from functools import partial

import numpy as np
import pytest
from tests.audio_signals import sine, speech

from audionews.audio.filters import FILTERED, RUMBLE, STEEPNESS, equalize, high_pass, settling, without_lows
from audionews.audio.measure import HUM
from audionews.audio.pcm import Pcm


@pytest.mark.parametrize("rate", [8000, 22050, 48000])
def test_an_offset_and_rumble_are_filtered_out_and_a_low_voice_is_not(rate: int) -> None:
    voice = sine(85, 1.0, rate, 0.5)
    heard = high_pass(Pcm(samples=voice + np.float32(0.2) + sine(8, 1.0, rate, 0.2), rate=rate)).samples
    middle = slice(rate // 5, -rate // 5)
    assert abs(heard - voice)[middle].max() < 0.02  # -0.13 dB, and nothing is moved in time


@pytest.mark.parametrize("count", [1, 2, 3, 100])
def test_filtering_keeps_the_length_of_the_shortest_sounds(count: int) -> None:
    assert high_pass(Pcm(samples=np.ones(count, np.float32), rate=22050)).samples == pytest.approx(
        [0.0] * count, abs=1e-4
    )


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 48000, 96000])
@pytest.mark.parametrize("hertz", [RUMBLE, HUM])
def test_a_high_pass_is_what_its_formula_says(rate: int, hertz: float) -> None:
    """Also for noise, and with an offset."""
    sound = (np.random.default_rng(rate).uniform(-0.5, 0.5, 3 * rate) + 0.2).astype(np.float32)
    mirrored = np.pad(sound, rate, mode="symmetric")
    frequencies = np.maximum(np.fft.rfftfreq(mirrored.size, 1 / rate), 1e-3)
    gain = 1 / (1 + (hertz / frequencies) ** STEEPNESS)
    expected = np.fft.irfft(np.fft.rfft(mirrored) * gain, mirrored.size)[rate:-rate]
    assert abs(high_pass(Pcm(samples=sound, rate=rate), hertz).samples - expected).max() < 1e-4


def test_long_sound_is_filtered_in_stretches_as_if_it_were_one() -> None:
    sound, rate = speech(2.5 * FILTERED / 22050, 22050), 22050
    padded = np.pad(sound, settling(rate))
    size = padded.size
    expected = np.fft.irfft(np.fft.rfft(padded) * without_lows(rate, RUMBLE, size), size)
    expected = expected[settling(rate) : -settling(rate)]
    found = equalize(padded, partial(without_lows, rate, RUMBLE), settling(rate), settling(rate))
    assert abs(found - expected).max() < 1e-6
