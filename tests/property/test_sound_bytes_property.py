"""Whatever bytes a sound has: they are read, or refused with an error of our own, in the room that they have."""

import io
import struct
from contextlib import suppress

import lameenc
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, CTOC, ID3, TIT2

from audionews.audio.edit import read_jingle
from audionews.audio.mp3 import frame_count, frame_offsets, info_frame, without_headers
from audionews.audio.mpeg import read_header, tag_header, tag_size
from audionews.audio.pcm import decode, pack
from audionews.audio.tags import front_cover
from audionews.errors import AudionewsError, NoAudio, SettingsError
from audionews.model import Clip, Container

RATE = 44100
TONE = (0.3 * np.sin(np.arange(6000) / 9)).astype(np.float32)
SIZES = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]
INSIDE = [
    *(b"ID3", b"TAG", b"APIC", b"CHAP", b"CTOC", b"TIT2", b"Info", b"Xing", b"VBRI", b"LAME", b"APETAGEX"),
    *(b"RIFF", b"WAVE", b"fmt ", b"data", b"fLaC", b"FORM", b"caff", b"OggS", b"\xff\xfb", b"\xff\xff", b"\0" * 40),
    *(struct.pack(order, size) for order in ("<I", ">I") for size in SIZES),
]


def mp3() -> bytes:
    """Return the frames of a real MP3."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode((TONE * 32767).astype("<i2").tobytes()) + encoder.flush())


def tagged(frames: bytes) -> bytes:
    """Return an MP3 with a tag like those of episodes."""
    file = io.BytesIO(frames)
    tag = ID3()
    tag.add(TIT2(encoding=1, text="خبر"))
    tag.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=b"\xff\xd8\xff\xd9"))
    tag.add(CTOC(element_id="toc", flags=3, child_element_ids=["a"], sub_frames=[]))
    tag.add(CHAP(element_id="a", start_time=0, end_time=5, sub_frames=[TIT2(encoding=1, text="فصل")]))
    tag.save(file, v2_version=3)
    return file.getvalue()


def written(form: str, subtype: str) -> bytes:
    """Return the tone in a format of libsndfile."""
    file = io.BytesIO()
    soundfile.write(file, TONE, 22050, format=form, subtype=subtype)
    return file.getvalue()


FRAMES = mp3()
SOUNDS = [
    FRAMES,
    tagged(FRAMES),
    info_frame(rate=RATE, bitrate=64, frames=10, size=len(FRAMES)) + FRAMES,
    *(written("WAV", subtype) for subtype in ("PCM_16", "PCM_U8", "FLOAT", "ULAW")),
    *(written(form, "PCM_16") for form in ("FLAC", "AIFF", "CAF", "W64", "AU")),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a sound with some of its bytes left out, said again, replaced or put in, mostly near its beginning."""
    blob = draw(st.sampled_from(SOUNDS))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, min(80, len(blob))) | st.integers(0, len(blob)))
        end = start + draw(st.sampled_from([0, 1, 2, 4, 40, len(blob)]))
        inside = draw(st.sampled_from([b"", blob[start:end] * 2, *INSIDE]) | st.binary(max_size=6))
        blob = blob[:start] + inside + blob[end:]
    return blob


SOUND = damaged() | st.binary(max_size=300) | st.tuples(st.sampled_from(INSIDE), st.binary(max_size=80)).map(b"".join)


@given(SOUND)
def test_mp3_frames_are_counted_or_refused(blob: bytes) -> None:
    for read in (frame_count, frame_offsets, without_headers):
        with suppress(NoAudio):
            read(blob)
    with suppress(NoAudio):
        offsets = frame_offsets(blob)
        assert offsets[-1] == len(blob)
        assert all(read_header(blob, offset) for offset in offsets[:-1])


@given(SOUND)
def test_tags_are_read_of_any_bytes(blob: bytes) -> None:
    assert 0 <= tag_size(blob) < 1 << 28 | 10
    assert len(front_cover(blob)) <= len(blob)


@given(SOUND, st.sampled_from([Container.WAV, Container.FLAC, Container.MP3, Container.PCM]))
def test_sounds_are_decoded_or_refused(blob: bytes, container: Container) -> None:
    clip = Clip(sound=blob, container=container, rate=22050)
    with suppress(NoAudio):
        assert decode(clip).samples.size <= 4_000 + 40 * len(blob)  # an MP3 has at most 25 samples a byte here
    with suppress(NoAudio):
        pack(clip)


@given(SOUND)
def test_a_jingle_is_read_or_refused(blob: bytes) -> None:
    with suppress(SettingsError, NoAudio):
        read_jingle(blob)


def test_a_tag_that_says_to_be_larger_than_its_file_is_read_at_once() -> None:
    assert front_cover(tag_header(200_000_000) + b"TIT2\0\0\0\1\0\0x") == b""


def test_a_header_that_names_more_samples_than_there_is_room_for_is_not_believed() -> None:
    flac = bytearray(written("FLAC", "PCM_16"))
    flac[21:26] = bytes((flac[21] | 0x0F, 0xFF, 0xFF, 0xFF, 0xFF))  # 36 bits: the number of samples
    with suppress(NoAudio):
        assert decode(Clip(sound=bytes(flac), container=Container.FLAC, rate=0)).samples.size == TONE.size


def test_a_sound_of_two_billion_samples_a_second_is_refused() -> None:
    wav = bytearray(written("WAV", "PCM_16"))
    wav[24:28] = struct.pack("<I", 2_000_000_000)
    with pytest.raises(NoAudio, match="no sound has 2,000,000,000 samples a second"):
        pack(Clip(sound=bytes(wav), container=Container.WAV, rate=0))


def test_a_sound_that_is_longer_than_any_clip_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audionews.audio.pcm.LONGEST_READ", 1000)
    whole = decode(Clip(sound=SOUNDS[3], container=Container.WAV, rate=0))
    assert whole.samples == pytest.approx(TONE, abs=1e-4)
    monkeypatch.setattr("audionews.audio.pcm.MOST_SAMPLES", 3000)
    with pytest.raises(AudionewsError, match="longer than any clip"):
        decode(Clip(sound=SOUNDS[3], container=Container.WAV, rate=0))
