"""What services deliver, told by its bytes."""

import io

import numpy as np
import pytest
import soundfile
from tests.services import RATE, mp3, tone, wav

from audionews.audio.pcm import decode
from audionews.engines.toolkit.clips import sound_clip
from audionews.errors import NoAudio, Truncated
from audionews.model import Container

TEXT = "قال الوزير إن العمل انتهى"
SAMPLES = len(tone(TEXT)) // 2


def packed(form: str, subtype: str, channels: int = 1) -> bytes:
    samples = np.frombuffer(tone(TEXT), dtype="<i2").astype(np.float32) / 32768
    blob = io.BytesIO()
    soundfile.write(blob, np.column_stack([samples] * channels), RATE, format=form, subtype=subtype)
    return blob.getvalue()


def test_plain_wav_is_taken_out_of_its_file() -> None:
    clip = sound_clip(wav(tone(TEXT)))
    assert (clip.container, clip.rate, clip.sound) == (Container.PCM, RATE, tone(TEXT))


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF])
def test_a_wav_that_is_streamed_declares_no_length(size: int) -> None:
    blob = wav(tone(TEXT)) + b"\0"
    place = blob.index(b"data") + 4
    streamed = blob[:place] + size.to_bytes(4, "little") + blob[place + 4 :]
    assert sound_clip(streamed).sound == tone(TEXT)


@pytest.mark.parametrize(
    ("form", "subtype", "channels", "container"),
    [("WAV", "PCM_24", 1, Container.WAV), ("WAV", "PCM_16", 2, Container.WAV), ("FLAC", "PCM_16", 1, Container.FLAC)],
)
def test_other_sounds_stay_as_they_are(form: str, subtype: str, channels: int, container: Container) -> None:
    clip = sound_clip(packed(form, subtype, channels))
    assert (clip.container, clip.rate) == (container, RATE)
    assert decode(clip).samples.size == SAMPLES


def test_an_mp3_may_begin_with_a_tag() -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + bytes(128)
    clip = sound_clip(tag + mp3(TEXT))
    assert (clip.container, clip.rate) == (Container.MP3, RATE)


@pytest.mark.parametrize("cut", [1, 2, 3, 70, 143])
def test_an_mp3_that_breaks_off_is_refused(cut: int) -> None:
    with pytest.raises(Truncated, match="breaks off"):
        sound_clip(mp3(TEXT)[: 144 * 20 + cut])


@pytest.mark.parametrize("cut", [20, 40, 44 + 1000])
def test_a_wav_that_breaks_off_is_refused(cut: int) -> None:
    with pytest.raises(Truncated):
        sound_clip(wav(tone(TEXT))[:cut])


@pytest.mark.parametrize(
    ("blob", "what"),
    [
        (b"", "empty"),
        (b"<!doctype html>", "text, not sound"),
        (b' {"error": 1}', "text, not sound"),
        (b"\x89PNG\r\n\x1a\n", "no sound that we know"),
        (b"ID3", "no sound that we know"),
        (b"\xff\xfb\xf0\x00" + bytes(200), "no sound that we know"),
        (b"\xff\xeb\x90\x00" + bytes(200), "no sound that we know"),
        (b"\xff\xfb\x9c\x00" + bytes(200), "no sound that we know"),
    ],
)
def test_what_is_no_sound_is_refused(blob: bytes, what: str) -> None:
    with pytest.raises(NoAudio, match=what):
        sound_clip(blob)
