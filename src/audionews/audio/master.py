"""Mastering: from a clip to MP3 frames that can be joined with those of any other clip.

Every clip goes through an encoder of its own, begins and ends in silence, and so decodes to the same samples alone
and joined: an episode is the concatenation of its clips' frames, and a changed line costs one line.

**Time.** Let a clip have ``n`` frames: its window of the stream is 1152 n samples. The encoder and the decoder are
1,105 samples late together, and the player drops the first 1,105 samples of the whole stream once; so input sample
``k`` of a clip is heard at ``k`` samples after the beginning of the clip's window. With ``lead`` samples of silence
before the speech, the same for every clip, the speech of length ``s`` sounds from ``lead`` to ``lead + s``, and the
next speech begins at ``1152 n + lead``: the pause between them is ``1152 n - s``. So ``n`` is ``(s + pause) / 1152``,
rounded: a pause is wrong by half a frame (13 ms) at most. LAME makes ``n`` frames of ``1152 (n - 1)`` samples, of
which the last 60 ms at least are silence: a pause is at least 60 + 60 + 26 ms, and ``n`` is raised to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.audio.edit import fade, samples, segment, surround
from audionews.audio.limiter import limit, true_peak
from audionews.audio.mp3 import SAMPLES, frame_count
from audionews.audio.pcm import Pcm, decode, resample, to_16_bit
from audionews.errors import NoAudio
from audionews.model import Clip, Container

if TYPE_CHECKING:
    from audionews.audio.measure import Measures

VERSION = 1  # part of cache keys: raise it when the bytes change
CEILING = -1.0  # dBTP of the decoded MP3, as Apple and EBU R 128 ask
MARGIN = 60  # milliseconds of silence at least at both ends of a clip
QUALITY = 5  # LAME's -q
LAME_SCALE = 0.95  # LAME makes constant-bitrate sound softer by itself
OVERSHOOT = {64: 1.0, 80: 0.8, 96: 0.5}  # dB that the codec adds to the true peak of nearly every clip
OVERSHOOT_ABOVE = 0.4
ATTEMPTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What all clips of an episode share.

    Attributes:
        rate: Samples a second: 44,100 or 48,000.
        bitrate: kbit/s, 64 to 320.
        target: Integrated loudness in LUFS.
    """

    rate: int
    bitrate: int = 64
    target: float = -16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A mastered clip.

    Attributes:
        frames: MP3 frames, mono, constant bitrate.
        samples: Length of its window of the stream: 1152 a frame.
        start: Sample of the window at which the speech begins.
        end: Sample of the window after the speech.
    """

    frames: bytes
    samples: int
    start: int
    end: int


def encode(clip: Clip, measures: Measures, *, gain: float, pause: int, sound: Sound) -> Encoded:
    """Return the clip, trimmed, faded, at its loudness, limited and encoded, with the pause after it.

    The decoded frames are measured: where the codec lifts a true peak over -1 dBTP, the clip is limited harder and
    encoded again.

    Args:
        clip: The sound.
        measures: Its measures.
        gain: Decibels for all clips of this voice, from ``gain_for``.
        pause: Silence in milliseconds up to the next clip's speech.
        sound: What all clips share.

    Raises:
        NoAudio: The clip is no sound, or cannot be brought under the ceiling.
    """
    source = decode(clip)
    speech = resample(Pcm(samples=source.samples[measures.first : measures.last], rate=source.rate), sound.rate)
    start = MARGIN * sound.rate // 1000
    end = start + speech.samples.size
    count = max(round((speech.samples.size + pause * sound.rate / 1000) / SAMPLES), -(-(end + start) // SAMPLES) + 1)
    louder = fade(segment(speech).apply_gain(gain))
    whole = samples(surround(louder, start, SAMPLES * (count - 1) - end))
    return Encoded(frames=_under_ceiling(whole, count, sound), samples=SAMPLES * count, start=start, end=end)


def _under_ceiling(pcm: Pcm, count: int, sound: Sound) -> bytes:
    """Return frames whose decoded true peak keeps the ceiling."""
    ceiling = CEILING - OVERSHOOT.get(sound.bitrate, OVERSHOOT_ABOVE)
    for _ in range(ATTEMPTS):
        frames = _frames(limit(pcm, ceiling), sound)
        over = true_peak(decode(Clip(sound=frames, container=Container.MP3, rate=sound.rate))) - CEILING
        if over <= 0:
            break
        ceiling -= over + 0.05
    else:
        raise NoAudio("the sound cannot be brought under the ceiling", "lower the gain of the voice")
    if frame_count(frames) != count:
        raise NoAudio(f"the encoder made {frame_count(frames)} frames instead of {count}", "report this as a bug")
    return frames


def _frames(pcm: Pcm, sound: Sound) -> bytes:
    import lameenc  # noqa: PLC0415 - loads when used

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(sound.rate)
    encoder.set_out_sample_rate(sound.rate)
    encoder.set_bit_rate(sound.bitrate)
    encoder.set_quality(QUALITY)
    data = to_16_bit(Pcm(samples=pcm.samples / LAME_SCALE, rate=pcm.rate))
    return bytes(encoder.encode(data)) + bytes(encoder.flush())
