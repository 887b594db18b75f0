"""Facts of an MP3 file, read from its bytes and not from a player's guess."""

from __future__ import annotations

from dataclasses import dataclass

from audionews.audio.mp3 import DECODER_DELAY, HEADER, SAMPLES, SIDE_INFO, frame_count, read_header
from audionews.errors import NoAudio

TAG_HEADER = 10  # bytes
INFO = HEADER + SIDE_INFO  # where the name of the Info frame stands in it
FRAMES = INFO + 8  # its number of frames
DELAYS = INFO + 141  # its delay and padding, 12 bits each


@dataclass(frozen=True, slots=True, kw_only=True)
class Mp3Facts:
    """What an MP3 is.

    Attributes:
        rate: Samples a second.
        bitrate: kbit/s.
        frames: Number of frames, the Info frame not counted.
        delay: Encoder delay that the Info frame declares, in samples.
        padding: Padding that it declares.
        samples: Length that a player hears.
        tag_size: Bytes of the ID3 tag.
    """

    rate: int
    bitrate: int
    frames: int
    delay: int
    padding: int
    samples: int
    tag_size: int


def probe(blob: bytes) -> Mp3Facts:
    """Return the facts of an MP3 as this program writes it: ID3 tag, Info frame, mono frames of one bitrate.

    Raises:
        NoAudio: It is none, its Info frame is missing or wrong, or a frame is broken or cut short.
    """
    tag, frames_at = _places(blob)
    heard = blob[frames_at:]
    frames = frame_count(heard)
    declared = int.from_bytes(blob[tag + FRAMES : tag + FRAMES + 4], "big")
    if declared != frames:
        raise NoAudio(f"the MP3 says that it has {declared} frames, but it has {frames}", "build the episode again")
    delays = int.from_bytes(blob[tag + DELAYS : tag + DELAYS + 3], "big")
    delay, padding = delays >> 12, delays & 0xFFF
    first = read_header(heard)
    assert first  # noqa: S101 - frame_count has read it
    return Mp3Facts(
        rate=first.rate,
        bitrate=first.bitrate,
        frames=frames,
        delay=delay,
        padding=padding,
        samples=SAMPLES * frames - delay - max(padding, DECODER_DELAY),
        tag_size=tag,
    )


def music(blob: bytes) -> bytes:
    """Return the frames of an MP3 as this program writes it: without its tag and its Info frame.

    Raises:
        NoAudio: It is none.
    """
    return blob[_places(blob)[1] :]


def _places(blob: bytes) -> tuple[int, int]:
    """Return where the Info frame is and where the frames begin."""
    tag = _tag_size(blob)
    info = read_header(blob, tag)
    if info is None or blob[tag + INFO : tag + INFO + 4] != b"Info":
        raise NoAudio("the MP3 has no Info frame", "build the episode again")
    return tag, tag + info.size


def _tag_size(blob: bytes) -> int:
    """Return the size of the ID3v2 tag at the beginning, 0 when there is none."""
    if blob[:3] != b"ID3" or len(blob) < TAG_HEADER:
        return 0
    size = 0
    for byte in blob[6:TAG_HEADER]:
        size = size << 7 | byte & 0x7F
    return TAG_HEADER + size
