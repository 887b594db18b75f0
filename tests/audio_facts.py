"""Facts of finished sound that tests look at: its true peak, and what an MP3 says about itself."""

import math
from dataclasses import dataclass

from audionews.audio.limiter import block_peaks
from audionews.audio.mp3 import DECODER_DELAY, SAMPLES, frame_count, without_headers
from audionews.audio.mpeg import read_header, tag_size
from audionews.audio.pcm import Pcm

FRAMES, DELAYS = slice(29, 33), slice(162, 165)  # where the Info frame of a mono MPEG-1 stream holds them


@dataclass(frozen=True, slots=True, kw_only=True)
class Mp3Facts:
    """What an MP3 is; ``samples`` is the length that a player plays."""

    rate: int
    bitrate: int
    frames: int
    delay: int
    padding: int
    samples: int
    tag_size: int


def probe(blob: bytes) -> Mp3Facts:
    """Return the facts of a whole MP3 as the program writes it."""
    tag, stream = tag_size(blob), without_headers(blob)
    info = blob[tag : len(blob) - len(stream)]
    frames = frame_count(stream)
    assert int.from_bytes(info[FRAMES], "big") == frames, "the Info frame counts what is there"
    delay, padding = divmod(int.from_bytes(info[DELAYS], "big"), 1 << 12)
    first = read_header(stream)
    assert first
    return Mp3Facts(
        rate=first.rate,
        bitrate=first.bitrate,
        frames=frames,
        delay=delay,
        padding=padding,
        samples=SAMPLES * frames - delay - max(padding, DECODER_DELAY),
        tag_size=tag,
    )


def true_peak(pcm: Pcm) -> float:
    """Return the true peak in dBTP; -inf for silence."""
    peak = float(block_peaks(pcm).max())
    return 20 * math.log10(peak) if peak else -math.inf
