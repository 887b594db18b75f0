import pytest
from tests.audio_facts import probe
from tests.audio_signals import pcm_clip, speech

from audionews.audio.mastering import Sound, encode
from audionews.audio.measure import measure
from audionews.audio.mp3 import audible, frame_count, info_frame, without_headers
from audionews.audio.mpeg import MPEG_1, MPEG_2, MPEG_2_5, read_header, tag_header, tag_size
from audionews.errors import NoAudio


@pytest.fixture(scope="module")
def frames() -> bytes:
    clip = pcm_clip(speech(1.0), 22050)
    return encode(clip, measure(clip), gain=0.0, pause=300, sound=Sound(rate=44100)).frames


def test_frames_are_counted(frames: bytes) -> None:
    assert frame_count(frames) == 31
    assert frame_count(frames + frames) == 2 * frame_count(frames)


@pytest.mark.parametrize(
    "broken",
    [
        lambda frames: frames[:0],
        lambda frames: frames[:-1],
        lambda frames: frames[1:],
        lambda frames: frames + b"\0",
        lambda frames: frames + b"\xff\xfb",
        lambda frames: b"ID3" + frames,
        lambda frames: frames[:1000] + frames[1001:],
        lambda frames: frames.replace(b"\xff\xfb\x50", b"\xff\xfb\x60", 1),
        lambda frames: bytes((*frames[:2], frames[2] | 0xF0, *frames[3:])),
        lambda frames: bytes((*frames[:2], frames[2] | 0x0C, *frames[3:])),
        lambda frames: bytes((*frames[:3], 0, *frames[4:])),
    ],
)
def test_broken_frames_are_refused(frames: bytes, broken: object) -> None:
    assert callable(broken)
    with pytest.raises(NoAudio):
        frame_count(broken(frames))


@pytest.mark.parametrize("bitrate", [32, 64, 96, 128, 320])
@pytest.mark.parametrize("rate", [44100, 48000])
def test_the_info_frame_is_one_whole_frame(rate: int, bitrate: int) -> None:
    info = info_frame(rate=rate, bitrate=bitrate, frames=10, size=4000)
    header = read_header(info)
    assert header
    assert header.size == len(info)
    assert (header.rate, header.bitrate) == (rate, max(64, bitrate))
    assert info[21:25] == b"Info"


def test_the_info_frame_says_what_it_should() -> None:
    info = info_frame(rate=44100, bitrate=64, frames=1234, size=257_000)
    assert int.from_bytes(info[29:33], "big") == 1234
    assert int.from_bytes(info[33:37], "big") == 257_000 + len(info)
    toc = info[37:137]
    assert list(toc) == sorted(toc)
    assert abs(toc[50] - 128) <= 1
    assert info[141:150] == b"LAME3.100"
    assert int.from_bytes(info[162:165], "big") == 576 << 12 | 529


def test_the_info_frame_ends_with_the_crc_of_the_tag() -> None:
    """A CRC-16 run over its own value gives 0."""
    info = info_frame(rate=44100, bitrate=64, frames=1, size=208)
    crc = 0
    for byte in (*info[:175], info[176], info[175]):
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    assert crc == 0


def test_what_a_player_hears_is_1105_samples_shorter() -> None:
    assert audible(115_200) == 115_200 - 1105


def test_a_file_is_probed(frames: bytes) -> None:
    count = frame_count(frames)
    tag = b"ID3\3\0\0\0\0\2\1" + bytes(257)
    facts = probe(tag + info_frame(rate=44100, bitrate=64, frames=count, size=len(frames)) + frames)
    assert (facts.rate, facts.bitrate, facts.frames, facts.tag_size) == (44100, 64, count, 267)
    assert (facts.delay, facts.padding, facts.samples) == (576, 529, audible(1152 * count))


def test_a_file_without_a_tag_is_probed(frames: bytes) -> None:
    info = info_frame(rate=44100, bitrate=64, frames=frame_count(frames), size=len(frames))
    assert probe(info + frames).tag_size == 0


@pytest.mark.parametrize("start", [b"", b"ID3", b"<html>"])
def test_a_file_without_an_info_frame_is_refused(frames: bytes, start: bytes) -> None:
    with pytest.raises(NoAudio, match="no Info frame"):
        without_headers(start + frames)


@pytest.mark.parametrize(
    ("bits", "version", "rate", "bitrate", "size"),
    [  # the second to fourth byte of a header, and what ISO 11172-3 and 13818-3 make of it
        ("FB9044", MPEG_1, 44100, 128, 417),
        ("FB9244", MPEG_1, 44100, 128, 418),
        ("FA54C0", MPEG_1, 48000, 64, 192),
        ("F380C0", MPEG_2, 22050, 64, 208),
        ("E348C0", MPEG_2_5, 8000, 32, 288),
    ],
)
def test_headers_of_every_version_are_read(bits: str, version: int, rate: int, bitrate: int, size: int) -> None:
    header = read_header(b"\0\xff" + bytes.fromhex(bits), 1)
    assert header
    assert (header.version, header.rate, header.bitrate, header.size) == (version, rate, bitrate, size)


@pytest.mark.parametrize(
    "bits", ["FFFB00C0", "FFFBF0C0", "FFFB9C44", "FFEB9044", "FFFD9044", "FFF99044", "FEFB9044", "FFFB90"]
)
def test_what_is_no_header_of_layer_three_is_none(bits: str) -> None:
    assert read_header(bytes.fromhex(bits)) is None


@pytest.mark.parametrize("size", [0, 127, 128, 300_000, (1 << 28) - 1])
def test_the_size_of_a_tag_is_read_as_it_is_written(size: int) -> None:
    assert tag_size(tag_header(size) + b"more") == 10 + size


@pytest.mark.parametrize("blob", [b"", b"ID3", b"ID3\3\0\0\0\0\2", b"\xff\xfb\x90\x44" * 4])
def test_without_a_whole_tag_header_there_is_no_tag(blob: bytes) -> None:
    assert tag_size(blob) == 0
