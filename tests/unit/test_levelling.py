"""Every line of a voice is brought to the target by itself."""

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.audio_signals import pcm_clip, speech
from tests.desk import Desk, Talker, script

from audionews.audio.loudness import LEVELLING, STEP, integrated, levelled, pause
from audionews.model import Clip, Voice


class Uneven(Talker):
    """Speaks its shortest line 3 dB softer."""

    def speak(self, text: str, voice: Voice) -> Clip:
        softer = 1.0 if "كذا" in text else 10 ** (-3 / 20)
        return pcm_clip(softer * speech(3.0, self.rate, 1), self.rate)


def line(lufs: float, seconds: float = 5.0) -> NDArray[np.float32]:
    """Return the energies of a steady line of that loudness with its pause."""
    return np.asarray((*[10 ** ((lufs + 0.691) / 10)] * round(10 * seconds), *pause(900)), np.float32)


def amplified(clips: list[NDArray[np.float32]], gains: list[float]) -> list[NDArray[np.float32]]:
    return [clip * np.float32(10 ** (gain / 10)) for clip, gain in zip(clips, gains, strict=True)]


def test_lines_that_an_engine_speaks_unevenly_are_equally_loud() -> None:
    clips = [line(-28), line(-25), line(-25), line(-22.7)]
    gains = levelled(clips, -16.0)
    assert gains == pytest.approx([12.0, 9.0, 9.0, 6.7], abs=0.3)
    assert integrated(amplified(clips, gains)) == pytest.approx(-16, abs=0.2)


def test_a_changed_line_leaves_the_gains_of_the_others() -> None:
    clips = [line(-26), line(-25), line(-24)]
    assert levelled([*clips, line(-22.5)], -16.0)[:3] == levelled(clips, -16.0)


def test_what_is_whispered_is_not_shouted() -> None:
    clips = [line(-25), line(-25), line(-40)]
    gains = levelled(clips, -16.0)
    assert gains[2] == gains[0] + LEVELLING


def test_a_line_too_short_to_have_a_loudness_is_treated_as_its_voice() -> None:
    silent = np.zeros(3, np.float32)
    gains = levelled([line(-25), silent], -16.0)
    assert gains[1] == pytest.approx(gains[0], abs=STEP)


def test_silence_stays_as_it_is() -> None:
    assert levelled([np.zeros(8, np.float32)], -16.0) == [0.0]


def test_a_soft_line_of_an_episode_gets_more_gain_than_the_others() -> None:
    arranged = Desk({}, engine=Uneven(22050)).joiner.arrange(script().lines)
    soft, *others = [item.gain for item in arranged.items]
    assert others == [others[0]] * 4
    assert soft - others[0] == pytest.approx(3, abs=STEP)
    assert arranged.loudness == pytest.approx(-16, abs=0.2)
