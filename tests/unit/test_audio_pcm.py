import io

import numpy as np
import pytest
import soundfile
from tests.audio_signals import pcm_clip, sine, speech

from audionews.audio.pcm import (
    Pcm,
    decode,
    output_rate,
    pack,
    resample,
    to_16_bit,
)
from audionews.errors import NoAudio
from audionews.model import Clip, Container


def file_clip(kind: str, subtype: str | None = None, channels: int = 1, rate: int = 22050) -> Clip:
    blob = io.BytesIO()
    samples = np.stack([speech(1.0, rate) * (1 - 0.5 * channel) for channel in range(channels)], axis=1)
    soundfile.write(blob, samples, rate, format=kind, subtype=subtype)
    return Clip(sound=blob.getvalue(), container=Container[kind], rate=rate)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "MP3"])
def test_every_container_is_decoded(kind: str) -> None:
    decoded = decode(file_clip(kind))
    assert decoded.rate == 22050
    assert decoded.samples.dtype == np.float32
    assert abs(decoded.samples - speech(1.0)).max() < (0.08 if kind == "MP3" else 1e-4)


def test_bare_pcm_takes_its_rate_from_the_clip() -> None:
    decoded = decode(pcm_clip(speech(0.8, 16000), 16000))
    assert decoded.rate == 16000
    assert decoded.samples.size == 12800


def test_two_channels_are_averaged() -> None:
    assert abs(decode(file_clip("WAV", channels=2)).samples - 0.75 * speech(1.0)).max() < 1e-4


@pytest.mark.parametrize("container", list(Container))
def test_what_is_no_sound_is_no_audio(container: Container) -> None:
    with pytest.raises(NoAudio):
        decode(Clip(sound=b"<html>no</html>"[: 15 - (container is not Container.PCM)], container=container, rate=22050))


@pytest.mark.parametrize("container", list(Container))
def test_no_bytes_are_no_audio(container: Container) -> None:
    with pytest.raises(NoAudio):
        decode(Clip(sound=b"", container=container, rate=22050))


def test_samples_that_are_no_numbers_are_no_audio() -> None:
    blob = io.BytesIO()
    soundfile.write(blob, np.array([0.0, np.nan, 0.5], np.float32), 22050, format="WAV", subtype="FLOAT")
    with pytest.raises(NoAudio, match="not numbers"):
        decode(Clip(sound=blob.getvalue(), container=Container.WAV, rate=22050))


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24"])
def test_packing_wav_loses_nothing(subtype: str) -> None:
    clip = file_clip("WAV", subtype)
    packed = pack(clip)
    assert packed.container is Container.FLAC
    assert len(packed.sound) < len(clip.sound)
    assert (decode(packed).samples == decode(clip).samples).all()


def test_floating_point_wav_is_packed_to_24_bits() -> None:
    clip = file_clip("WAV", "FLOAT")
    assert abs(decode(pack(clip)).samples - decode(clip).samples).max() < 2**-23


def test_mp3_and_flac_are_kept_as_delivered() -> None:
    for kind in ("MP3", "FLAC"):
        clip = file_clip(kind)
        assert pack(clip) is clip


def test_packing_is_deterministic() -> None:
    assert pack(pcm_clip(speech(), 22050)) == pack(pcm_clip(speech(), 22050))


@pytest.mark.parametrize(
    ("rate", "out"), [(11025, 44100), (22050, 44100), (44100, 44100), (8000, 48000), (24000, 48000), (48000, 48000)]
)
def test_the_output_rate_is_a_whole_multiple_where_there_is_one(rate: int, out: int) -> None:
    assert output_rate(rate) == out


@pytest.mark.parametrize(("rate", "out"), [(22050, 44100), (24000, 48000), (16000, 48000), (32000, 48000)])
def test_resampling_keeps_time_and_level(rate: int, out: int) -> None:
    moved = resample(Pcm(samples=sine(1000, 1.0, rate, 0.5), rate=rate), out)
    assert moved.samples.size == out
    middle = slice(out // 10, -out // 10)
    assert abs(moved.samples - sine(1000, 1.0, out, 0.5))[middle].max() < 1e-4


@pytest.mark.parametrize(("rate", "out"), [(22050, 44100), (24000, 48000), (16000, 48000), (8000, 48000)])
def test_resampling_up_leaves_no_image(rate: int, out: int) -> None:
    """Of a tone at 88 % of the half rate there is nothing above it: -100 dB at most."""
    hertz = 0.44 * rate
    moved = resample(Pcm(samples=sine(hertz, 1.0, rate), rate=rate), out).samples
    shown = abs(np.fft.rfft(moved * np.blackman(moved.size).astype(np.float32)))
    others = abs(np.fft.rfftfreq(moved.size, 1 / out) - hertz) > 100
    assert shown[others].max() < 1e-5 * shown.max()


def test_resampling_down_does_not_alias() -> None:
    moved = resample(Pcm(samples=sine(15000, 1.0, 48000), rate=48000), 22050)
    assert abs(moved.samples[2000:-2000]).max() < 1e-4


def test_samples_can_be_multiplied_when_they_become_16_bits() -> None:
    pcm = Pcm(samples=np.array([0.5, -0.75, 0.125], np.float32), rate=44100)
    assert np.frombuffer(to_16_bit(pcm, 2), "<i2").tolist() == [32767, -32768, 8192]


def test_sound_over_full_scale_is_clipped_only_when_it_becomes_16_bits() -> None:
    pcm = Pcm(samples=np.array([1.5, -1.5, 0.5], np.float32), rate=44100)
    assert np.frombuffer(to_16_bit(pcm), "<i2").tolist() == [32767, -32768, 16384]
