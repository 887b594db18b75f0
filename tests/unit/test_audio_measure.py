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


def noise(kind: str, seconds: float, rate: int) -> Samples:
    """Return noise of effective value 1: as loud at all frequencies, in all octaves, or mostly under 80 Hz; or hum."""
    count = round(seconds * rate)
    if kind == "hum":
        return sine(50, seconds, rate, 2**0.5)
    hertz = np.fft.rfftfreq(count, 1 / rate)
    shape = {"white": np.ones_like(hertz), "pink": (hertz + 1) ** -0.5, "rumble": 1 / (1 + (hertz / 80) ** 2)}[kind]
    made = np.fft.irfft(np.fft.rfft(np.random.default_rng(7).normal(size=count)) * shape, count)
    return np.asarray(made / made.std(), np.float32)


@pytest.mark.parametrize("kind", ["white", "pink", "hum", "rumble"])
@pytest.mark.parametrize("below", [-46.0, -60.0, -75.0])
def test_two_seconds_of_noise_at_both_ends_are_left_out(kind: str, below: float) -> None:
    """Noise of an engine, in dB under loud speech: that of a bad cassette, of a radio, of an encoder."""
    rate = 24000
    room = np.zeros(round(1.75 * rate), np.float32)  # the speech has 0.25 s of its own
    whole = np.concatenate((room, speech(3.0, rate), room))
    found = measure(pcm_clip(whole + noise(kind, 6.5, rate) * np.float32(0.12 * 10 ** (below / 20)), rate))
    clean = measure(pcm_clip(whole, rate))
    assert -0.03 <= (found.first - clean.first) / rate <= 0.03
    assert -0.03 <= (found.last - clean.last) / rate <= 0.2  # a release is looked for so far


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


def test_a_clip_of_two_samples_is_measured() -> None:
    assert measure(pcm_clip(np.array([1, -1], np.float32), 22050)).last == 2


def test_an_offset_alone_is_silence() -> None:
    with pytest.raises(NoAudio, match="silent"):
        measure(pcm_clip(np.full(22050, 0.2, np.float32), 22050))


def test_measures_go_through_json() -> None:
    found = measure(pcm_clip(speech(), 22050))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Measures) == found
