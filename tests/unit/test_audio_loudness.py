import math

import pytest
from tests.audio_facts import true_peak
from tests.audio_signals import sine

from audionews.audio.loudness import gain_for, integrated, pause
from audionews.audio.pcm import Pcm


def energies(lufs: float, seconds: float) -> tuple[float, ...]:
    return (10 ** ((lufs + 0.691) / 10),) * round(seconds * 10)


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [  # EBU Tech 3341, cases 1 to 5, as energies
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_the_cases_of_the_ebu_read_as_they_should(stretches: list[tuple[float, float]], expected: float) -> None:
    assert integrated(energies(*stretch) for stretch in stretches) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("clips", [[], [()], [(0.1,) * 3], [(0.0,) * 50], [energies(-80, 10)]])
def test_what_passes_no_gate_has_no_loudness(clips: list[tuple[float, ...]]) -> None:
    assert integrated(clips) == -math.inf


def test_clips_are_measured_as_if_they_were_one() -> None:
    assert integrated([energies(-20, 0.2)] * 30) == pytest.approx(integrated([energies(-20, 6)]))


def test_a_pause_makes_speech_softer_but_a_long_one_only_at_its_edges() -> None:
    speech = energies(-20, 3)
    short, long = (integrated([speech, pause(length)] * 20) for length in (450, 5000))
    assert -20.6 < short < -20.2
    assert long == pytest.approx(short, abs=0.15)


@pytest.mark.parametrize(("milliseconds", "steps"), [(0, 0), (100, 0), (200, 1), (450, 3), (1250, 11)])
def test_a_pause_is_counted_in_steps_of_100_ms(milliseconds: int, steps: int) -> None:
    assert pause(milliseconds) == (0.0,) * steps


@pytest.mark.parametrize("loudness", [-40.0, -23.06, -16.1, -12.0])
def test_the_gain_is_quantised_and_wrong_by_an_eighth_of_a_decibel_at_most(loudness: float) -> None:
    gain = gain_for(loudness, -16.0)
    assert gain % 0.25 == 0
    assert abs(loudness + gain + 16.0) <= 0.125


def test_silence_gets_no_gain() -> None:
    assert gain_for(-math.inf, -16.0) == 0


def test_a_true_peak_between_samples_is_found() -> None:
    between = Pcm(samples=sine(11025, 0.5, 44100, phase=math.pi / 4), rate=44100)
    assert abs(between.samples).max() < 0.708
    assert true_peak(between) == pytest.approx(0, abs=0.2)


def test_silence_has_no_true_peak() -> None:
    assert true_peak(Pcm(samples=sine(1000, 0.1, 44100, peak=0), rate=44100)) == -math.inf
