import math

import msgspec
import numpy as np
import pytest
from tests.audio_signals import Samples, pcm_clip, sine, speech

from audionews.audio.loudness import integrated
from audionews.audio.measure import Measures, measure
from audionews.audio.pcm import pack
from audionews.errors import NoAudio

RATES = [11025, 16000, 22050, 24000, 44100, 48000]


def hiss(seconds: float, rate: int, decibels: float) -> Samples:
    """Noise over 4 kHz, as in a final s or f, so many decibels under full scale."""
    noise = np.diff(np.random.default_rng(1).normal(size=round(seconds * rate) + 2), n=2)
    return np.asarray(noise / noise.std() * 10 ** (decibels / 20), np.float32)


@pytest.mark.parametrize("rate", RATES)
def test_a_full_scale_sine_of_997_hertz_is_minus_3_lufs(rate: int) -> None:
    found = measure(pcm_clip(sine(997, 5.0, rate), rate))
    assert integrated([found.energies]) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("rate", RATES)
def test_silence_around_speech_is_left_out(rate: int) -> None:
    found = measure(pcm_clip(speech(2.0, rate), rate))
    assert found.samples == 2 * rate
    assert 0.22 <= found.first / rate <= 0.27
    assert 1.73 <= found.last / rate <= 1.80
    assert len(found.energies) == math.ceil((found.last - found.first) / rate * 10)


@pytest.mark.parametrize("loudness", [-35.0, -45.0, -52.0])
def test_a_soft_final_consonant_is_kept(loudness: float) -> None:
    rate = 24000
    body = speech(1.5, rate)[: round(1.25 * rate)]
    whole = np.concatenate((body, hiss(0.08, rate, loudness), np.zeros(rate // 2, np.float32)))
    found = measure(pcm_clip(whole, rate))
    assert body.size + round(0.08 * rate) <= found.last <= body.size + round(0.14 * rate)


def test_a_soft_first_stop_is_kept() -> None:
    rate = 22050
    body = speech(1.5, rate)[round(0.25 * rate) :]
    gap = np.zeros(round(0.05 * rate), np.float32)
    whole = np.concatenate((np.zeros(rate // 2, np.float32), hiss(0.01, rate, -45), gap, body))
    assert measure(pcm_clip(whole, rate)).first <= rate // 2


def test_a_click_before_the_speech_is_left_out() -> None:
    """An HTS voice begins with 20 ms of noise."""
    rate = 48000
    silence = np.zeros(round(0.11 * rate), np.float32)
    whole = np.concatenate((hiss(0.02, rate, -50), silence, speech(1.5, rate)[round(0.25 * rate) :]))
    assert measure(pcm_clip(whole, rate)).first > 0.1 * rate


def test_a_released_stop_after_the_speech_is_kept() -> None:
    rate = 22050
    body = speech(1.5, rate)[: -round(0.25 * rate)]
    whole = np.concatenate((body, np.zeros(round(0.1 * rate), np.float32), hiss(0.01, rate, -40), np.zeros(rate, "f4")))
    assert measure(pcm_clip(whole, rate)).last >= body.size + 0.11 * rate


@pytest.mark.parametrize("noise", [-90.0, -75.0, -65.0])
def test_the_noise_of_an_encoder_is_not_taken_for_speech(noise: float) -> None:
    rate = 24000
    whole = speech(3.0, rate)
    found = measure(pcm_clip(whole + hiss(3.0, rate, noise)[: whole.size], rate))
    assert found.first > 0.2 * rate
    assert found.last < 2.85 * rate


def test_measures_do_not_depend_on_the_container() -> None:
    clip = pcm_clip(speech(), 22050)
    assert measure(pack(clip)) == measure(clip)


def test_the_energies_are_those_of_a_full_pass() -> None:
    found = measure(pcm_clip(speech(4.0), 22050))
    louder = measure(pcm_clip(speech(4.0) * 2, 22050))
    assert integrated([louder.energies]) - integrated([found.energies]) == pytest.approx(6.02, abs=0.01)
    assert louder.peak == pytest.approx(2 * found.peak, abs=1e-3)


def test_silence_is_no_audio() -> None:
    with pytest.raises(NoAudio, match="silent"):
        measure(pcm_clip(np.zeros(22050, np.float32), 22050))


def test_silence_may_be_allowed() -> None:
    found = measure(pcm_clip(np.zeros(22050, np.float32), 22050), silent_ok=True)
    assert (found.first, found.last, found.peak) == (0, 22050, 0)
    assert found.energies == (0.0,) * 10


def test_an_empty_clip_is_never_allowed() -> None:
    with pytest.raises(NoAudio, match="empty"):
        measure(pcm_clip(np.zeros(0, np.float32), 22050), silent_ok=True)


def test_a_clip_of_one_sample_is_measured() -> None:
    assert measure(pcm_clip(np.ones(1, np.float32), 22050)).last == 1


def test_measures_go_through_json() -> None:
    found = measure(pcm_clip(speech(), 22050))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Measures) == found
