import numpy as np
import pytest
from numpy.typing import NDArray
from tests.audio_facts import true_peak
from tests.audio_signals import speech

from audionews.audio.limiter import BLOCK, Limiter, block_peaks
from audionews.audio.pcm import Pcm, resample


def loud(gain: float, rate: int = 44100) -> Pcm:
    return resample(Pcm(samples=speech(4.0) * np.float32(gain), rate=22050), rate)


def limit(pcm: Pcm, ceiling: float | NDArray[np.float64]) -> Pcm:
    return Limiter(pcm).limit(ceiling)


def energy(pcm: Pcm) -> float:
    return float(10 * np.log10(np.square(pcm.samples, dtype=np.float64).sum()))


@pytest.mark.parametrize("gain", [2.0, 3.0, 6.0])
@pytest.mark.parametrize("ceiling", [-1.0, -3.0])
def test_no_true_peak_passes_the_ceiling(gain: float, ceiling: float) -> None:
    assert true_peak(limit(loud(gain), ceiling)) <= ceiling + 0.1


def test_sound_under_the_ceiling_is_left_alone() -> None:
    pcm = loud(1.0)
    assert limit(pcm, -1.0) is pcm


def test_silence_stays_silence() -> None:
    pcm = Pcm(samples=np.zeros(4410, np.float32), rate=44100)
    assert limit(pcm, -1.0) is pcm


@pytest.mark.parametrize("gain", [1.5, 1.9, 2.2])
def test_limited_speech_keeps_its_energy(gain: float) -> None:
    pcm = loud(gain)
    assert energy(limit(pcm, -2.0)) == pytest.approx(energy(pcm), abs=0.05)


def test_what_is_far_too_loud_is_not_pushed_up_without_end() -> None:
    pcm = loud(30.0)
    limited = limit(pcm, -1.0)
    assert true_peak(limited) <= -0.9
    assert energy(limited) < energy(pcm)


def test_the_gain_moves_smoothly() -> None:
    pcm = loud(3.0)
    heard = abs(pcm.samples) > 0.01
    gain = limit(pcm, -2.0).samples[heard] / pcm.samples[heard]
    places = np.flatnonzero(heard)
    steps = np.abs(np.diff(gain))[np.diff(places) == 1]
    assert steps.max() < 0.01


def test_a_lower_ceiling_holds_where_it_is_asked_for() -> None:
    pcm = loud(1.5)
    ceilings = np.zeros(-(-pcm.samples.size // BLOCK))
    middle = ceilings.size // 2
    ceilings[middle:] = -6.0
    peaks = block_peaks(limit(pcm, ceilings))
    assert peaks[middle:].max() <= 10 ** (-5.9 / 20)
    assert peaks[:middle].max() > 10 ** (-5 / 20)


def test_length_and_type_are_kept() -> None:
    pcm = Pcm(samples=loud(4.0).samples[:44107], rate=44100)
    limited = limit(pcm, -2.0)
    assert limited.samples.shape == pcm.samples.shape
    assert limited.samples.dtype == np.float32


def test_a_sound_can_be_limited_again_with_another_ceiling() -> None:
    pcm = loud(3.0)
    limiter = Limiter(pcm)
    first = limiter.limit(-2.0)
    assert true_peak(limiter.limit(-4.0)) <= -3.9
    assert np.array_equal(limiter.limit(-2.0).samples, first.samples)


@pytest.mark.parametrize("count", [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * 16384, 3 * 16384 + 5])
def test_each_block_has_a_peak_and_the_last_one_may_be_short(count: int) -> None:
    samples = np.random.default_rng(count).uniform(-1, 1, count).astype(np.float32)
    peaks = block_peaks(Pcm(samples=samples, rate=44100))
    assert peaks.size == -(-count // BLOCK)
    assert peaks.max() >= abs(samples).max()


@pytest.mark.parametrize("hertz", [700.0, 6000.0, 21000.0])
def test_a_peak_between_samples_counts_where_only_peaks_over_a_magnitude_are_wanted(hertz: float) -> None:
    """A sine whose samples, at 45 degrees, miss its peaks."""
    times = (np.arange(4096) + 0.5) / 48000
    sound = np.sin(2 * np.pi * hertz * times + np.pi / 4) * np.hanning(4096)
    pcm = Pcm(samples=sound.astype(np.float32), rate=48000)
    exact = block_peaks(pcm)
    for over in (0.3, 0.7, 0.99):
        found = block_peaks(pcm, over)
        assert found[exact > over] == pytest.approx(exact[exact > over], abs=1e-5)
        assert (found[exact <= over] <= over).all()
