import subprocess
import sys

import numpy as np
import pytest
from tests.audio_signals import Samples, pcm_clip, sine, speech, wav

from audionews.audio.edit import Bed, fade, mix_bed, placed, read_jingle, samples, segment, surround
from audionews.audio.pcm import Pcm, decode
from audionews.errors import SettingsError

RATES = [11025, 22050, 44100, 48000]


def sound(count: int, rate: int = 44100) -> Pcm:
    return Pcm(samples=np.full(count, 0.5, np.float32), rate=rate)


def test_a_segment_holds_every_bit_of_the_samples() -> None:
    pcm = Pcm(samples=speech(), rate=22050)
    assert abs(samples(segment(pcm)).samples - pcm.samples).max() < 2**-26


def test_gain_does_not_clip_and_loses_nothing() -> None:
    pcm = Pcm(samples=speech() * 2, rate=22050)
    there = segment(pcm).apply_gain(20.0)
    assert abs(samples(there).samples).max() == pytest.approx(10, rel=1e-3)
    assert abs(samples(there.apply_gain(-20.0)).samples - pcm.samples).max() < 1e-6
    back = samples(segment(pcm).apply_gain(-40.0).apply_gain(40.0))
    assert abs(back.samples - pcm.samples).max() < 1e-5


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("count", [0, 1, 7, 440, 883, 12345])
def test_fades_change_no_length(rate: int, count: int) -> None:
    faded = samples(fade(segment(sound(count, rate)))).samples
    assert faded.size == count


@pytest.mark.parametrize("rate", RATES)
def test_fades_take_ten_milliseconds_and_leave_the_rest(rate: int) -> None:
    faded = samples(fade(segment(sound(rate, rate)))).samples
    edge = rate // 100
    assert abs(faded[[0, -1]]).max() < 0.5 * 1.1 / edge + 1e-6
    assert (np.diff(faded[:edge]) > 0).all()
    assert (np.diff(faded[-edge:]) < 0).all()
    assert (faded[edge:-edge] == 0.5).all()


@pytest.mark.parametrize("rate", RATES)
def test_silence_around_a_segment_is_exact_to_the_sample(rate: int) -> None:
    whole = samples(surround(segment(sound(100, rate)), 1234, 0)).samples
    assert whole.size == 1334
    assert (whole[:1234] == 0).all()
    assert (whole[1234:] == 0.5).all()


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("count", [1, 2, 883, 12345])
def test_a_placed_sound_is_as_pydub_would_amplify_fade_and_surround_it(rate: int, count: int) -> None:
    pcm = Pcm(samples=speech(1.0, rate)[:count], rate=rate)
    by_pydub = samples(surround(fade(segment(pcm).apply_gain(6.5)), 1234, 77))
    found = placed(pcm, 6.5, 1234, 77)
    assert found.samples.dtype == np.float32
    assert abs(found.samples - by_pydub.samples).max() < 1e-6


LEAD, TALK, TAIL = 1.5, 3.0, 1.2  # seconds of music alone, of speech, of music and silence after it


def bedded(rate: int, seconds: float = 0.7, lead: float = LEAD) -> Samples:
    """Return silence with a bed under it: where the speech would be, the music has given way."""
    start, end = (int(rate * (0.06 + after)) for after in (lead, lead + TALK))
    whole = Pcm(samples=np.zeros(end + int(rate * TAIL) + 17, np.float32), rate=rate)
    bed = Bed(clip=pcm_clip(sine(300, seconds, 44100, 0.5), 44100), gain=-6.0, duck=12.0, lead=int(1000 * lead))
    laid = samples(mix_bed(segment(whole), bed, start, end)).samples
    assert laid.size == whole.samples.size
    return laid


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seconds", [0.7, 9.0])
def test_a_bed_gives_way_to_speech_and_fades_out_after_it(rate: int, seconds: float) -> None:
    laid = bedded(rate, seconds)

    def level(at: float) -> float:
        return float(abs(laid[int(at * rate) : int((at + 0.1) * rate)]).max())

    assert level(0.5) == pytest.approx(0.25, abs=0.01)
    assert level(2.0) == pytest.approx(0.25 / 4, abs=0.005)
    assert level(4.0) == pytest.approx(0.25 / 4, abs=0.005)
    assert 0.02 < level(5.0) < 0.05
    edge = int(0.06 * rate)
    assert not abs(laid[: edge - 2]).max()
    assert abs(laid[-edge:]).max() < 1e-3


def test_a_bed_that_begins_with_the_speech_has_given_way_already() -> None:
    laid = bedded(44100, lead=0.0)
    assert abs(laid).max() == pytest.approx(0.25 / 4, abs=0.005)


def test_a_stereo_jingle_becomes_a_mono_clip() -> None:
    jingle = decode(read_jingle(wav(np.full(2 * 44100, 8192, "<i2").tobytes(), 44100, channels=2)))
    assert jingle.rate == 44100
    assert jingle.samples.size == 44100
    assert (jingle.samples == 0.25).all()


@pytest.mark.parametrize("blob", [b"", b"no sound at all", bytes(5000)])
def test_a_jingle_that_is_no_sound_is_a_wrong_setting(blob: bytes) -> None:
    with pytest.raises(SettingsError, match="jingle"):
        read_jingle(blob)


def without_ffmpeg(code: str) -> subprocess.CompletedProcess[str]:
    """Run code where no program is found, with warnings as errors."""
    head = (
        "import os; os.environ['PATH'] = ''; import numpy; from audionews.audio.edit import read_jingle, segment;"
        "from audionews.audio.pcm import Pcm;"
    )
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", head + code], capture_output=True, text=True, check=False
    )


def test_pydub_loads_without_a_word_where_there_is_no_ffmpeg() -> None:
    done = without_ffmpeg("segment(Pcm(samples=numpy.zeros(9, numpy.float32), rate=44100))")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_jingle_that_needs_ffmpeg_is_a_wrong_setting_where_there_is_none() -> None:
    done = without_ffmpeg("read_jingle(b'no sound at all')")
    assert "SettingsError: the jingle cannot be decoded without ffmpeg" in done.stderr
