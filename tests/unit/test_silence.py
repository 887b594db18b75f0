"""Silence is as long as its text, and every word has its time."""

import pytest

from audionews.engines.silence import RATE, SilenceEngine
from audionews.errors import BadInput
from audionews.model import Container, Voice, WordTime

VOICE = Voice(name="silence", engine="silence")


def test_a_letter_takes_65_milliseconds() -> None:
    clip = SilenceEngine().speak("سلام", VOICE)
    assert clip.sound == bytes(2 * 4 * 1040)
    assert (clip.rate, clip.container) == (RATE, Container.PCM)


def test_marks_and_punctuation_take_no_time() -> None:
    engine = SilenceEngine()
    assert engine.speak("«سَلَامٌ»!", VOICE).sound == engine.speak("سلام", VOICE).sound


def test_words_follow_one_another_to_the_end() -> None:
    clip = SilenceEngine().speak("سلام عليكم.", VOICE)
    assert clip.words == (
        WordTime(start=0, end=4, begins=0.0, ends=0.26),
        WordTime(start=5, end=10, begins=0.26, ends=0.585),
    )


def test_half_the_speed_takes_twice_the_time() -> None:
    engine = SilenceEngine()
    slow = Voice(name="silence", engine="silence", speed=0.5)
    assert len(engine.speak("سلام", slow).sound) == 2 * len(engine.speak("سلام", VOICE).sound)


def test_nothing_to_speak_is_refused() -> None:
    with pytest.raises(BadInput):
        SilenceEngine().speak("...", VOICE)
