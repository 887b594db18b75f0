"""Mastering: from a clip to MP3 frames that can be joined with those of any other clip.

Every clip goes through an encoder of its own, begins and ends in silence, and so decodes to the same samples alone
and joined: an episode is the concatenation of its clips' frames, and a changed line costs one line.

**Time.** Let a clip have ``n`` frames: its window of the stream is 1152 n samples. The encoder and the decoder are
1,105 samples late together, and the player drops the first 1,105 samples of the whole stream once; so input sample
``k`` of a clip is heard at ``k`` samples after the beginning of the clip's window. What is heard of a clip begins
``LEAD`` samples after the beginning of its window, whatever the clip; when it lasts ``s``, the pause up to the next
clip is ``1152 n - s``. So ``n`` is ``(s + pause) / 1152``, rounded: a pause is wrong by half a frame (13 ms) at most.

It cannot be right to the sample while clips know nothing of each other: with a lead of its own for each clip, the
pause after ``a`` and before ``b`` is ``1152 n - lead(a) - s(a) + lead(b)``. That has to be the pause after ``a``,
whatever ``b`` is, so all leads are equal modulo 1152, and we are where we were. A lead that made up for the clip
before would move with every line before it: all frames after a changed line would have to be made again.

LAME makes ``n`` frames of ``1152 (n - 1)`` samples, of which the first and the last 60 ms at least are silence; 20 ms
before what is heard and 40 ms after it belong to the clip. So a pause is at least 60 + 20 + 40 + 60 + 26 ms, and ``n``
is raised to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audionews.audio.edit import MARGIN, mix_bed, placed, samples, segment
from audionews.audio.filters import high_pass
from audionews.audio.limiter import BLOCK, Limiter, block_peaks, highest_around
from audionews.audio.measure import BEFORE
from audionews.audio.mp3 import CODEC_DELAY, SAMPLES, frame_count
from audionews.audio.pcm import STRETCH, Pcm, decode, resample, to_16_bit
from audionews.model import Clip, Container

if TYPE_CHECKING:
    from audionews.audio.edit import Bed
    from audionews.audio.measure import Measures

VERSION = 6  # part of cache keys: raise it when the bytes change
TOOLS = ("lameenc", "soundfile", "soxr")  # packages whose next version may give other bytes; part of cache keys
CEILING = -1.1  # dBTP of the decoded MP3: Apple and EBU R 128 ask for -1, and meters differ by a few hundredths
QUALITY = 5  # LAME's -q
LAME_SCALE = 0.95  # LAME scales constant-bitrate sound down by itself
OVERSHOOT = 45.0  # dB by kbit/s: what the codec adds to the true peak of most clips, 0.7 dB at 64 kbit/s
OVERSHOOT_FACTOR = 0.5  # how much more than it overshoots the ceiling is lowered by, with each attempt
SMALLEST_CUT = 0.4  # dB that an attempt lowers the ceiling by, at least
LEAD = MARGIN / 1000 + BEFORE  # seconds from the beginning of a clip's window to its audible speech
SMALLEST_MAGNITUDE = 1e-9  # keeps the logarithm of silence finite


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
        start: Sample of the window at which the speech begins, as trimmed.
        end: Sample of the window after the speech.
    """

    frames: bytes
    samples: int
    start: int
    end: int


def encode(clip: Clip, measures: Measures, *, gain: float, pause: int, sound: Sound, bed: Bed | None = None) -> Encoded:
    """Return the clip, trimmed, faded, at its loudness, limited and encoded, with the pause after it.

    The decoded frames are measured. Where the codec lifts a true peak over the ceiling, the sound is limited harder and
    encoded again.

    Args:
        clip: The sound.
        measures: Its measures.
        gain: Decibels that bring it to its loudness, from ``loudness.levelled``.
        pause: Silence in milliseconds up to the next clip's speech.
        sound: What all clips share.
        bed: Music under the clip and its pause, or None.

    Raises:
        NoAudio: The clip is not sound.
    """
    speech = _trimmed(clip, measures, sound.rate)
    start, frames = _window(measures, speech, pause, bed.lead if bed else 0)
    end = start + speech.samples.size
    whole = placed(speech, gain, start, SAMPLES * (frames - 1) - end)
    if bed:
        whole = samples(mix_bed(segment(whole), bed, start, end))
    del speech  # a line of half a minute: 5 MB, while the encoder works
    encoded = _under_ceiling(whole, sound)
    return Encoded(frames=encoded, samples=SAMPLES * frame_count(encoded), start=start, end=end)


def _trimmed(clip: Clip, measures: Measures, rate: int) -> Pcm:
    """Return the speech of a clip at a rate."""
    source = high_pass(decode(clip))
    return resample(Pcm(samples=source.samples[measures.first : measures.last], rate=source.rate), rate)


def _window(measures: Measures, speech: Pcm, pause: int, alone: int) -> tuple[int, int]:
    """Return the sample of the window at which the trimmed speech begins, and how many frames the window has.

    Args:
        measures: Of the clip.
        speech: Its speech, trimmed.
        pause: Milliseconds from the end of its audible speech to the next clip's.
        alone: Milliseconds of music before it.
    """
    rate = speech.rate
    early, late = measures.onset - measures.first, measures.last - measures.ending
    start = round((LEAD - early / measures.rate) * rate) + alone * rate // 1000
    end = start + speech.samples.size
    wanted = end / rate - late / measures.rate + pause / 1000 - LEAD
    least = -(-(end + MARGIN * rate // 1000) // SAMPLES) + 1
    return start, max(round(wanted * rate / SAMPLES), least)


def _under_ceiling(pcm: Pcm, sound: Sound) -> bytes:
    """Return frames whose decoded true peak keeps the ceiling. Where one does not, its surroundings are limited harder.

    What is lowered is the level there, as it may lie under the ceiling already. This ends, because each attempt lowers
    an overshoot by 0.4 dB or more and reaches further.
    """
    ceilings = np.full(-(-pcm.samples.size // BLOCK), CEILING - OVERSHOOT / sound.bitrate)
    limiter, attempt, highest = Limiter(pcm), 1, 10 ** (CEILING / 20)
    while True:
        limited = limiter.limit(ceilings)
        frames = _frames(limited, sound)
        peaks = block_peaks(_decoded(frames, pcm), highest)
        if peaks.max() <= highest:
            return frames
        over = 20 * np.log10(peaks + SMALLEST_MAGNITUDE) - CEILING
        reach = attempt * SAMPLES // BLOCK  # codec noise is spread over its frame
        cuts = highest_around(np.where(over > 0, over * (1 + OVERSHOOT_FACTOR * attempt) + SMALLEST_CUT, 0), reach)
        levels = 20 * np.log10(highest_around(block_peaks(limited, np.inf), reach) + SMALLEST_MAGNITUDE)
        ceilings = np.where(cuts > 0, np.minimum(ceilings, levels), ceilings) - cuts
        attempt += 1


def _decoded(frames: bytes, like: Pcm) -> Pcm:
    """Return what a player plays of the frames, as long as the encoded sound."""
    decoded = decode(Clip(sound=frames, container=Container.MP3, rate=like.rate))
    return Pcm(samples=decoded.samples[CODEC_DELAY : CODEC_DELAY + like.samples.size], rate=like.rate)


def _frames(pcm: Pcm, sound: Sound) -> bytes:
    import lameenc  # noqa: PLC0415 - loads when used

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(sound.rate)
    encoder.set_out_sample_rate(sound.rate)
    encoder.set_bit_rate(sound.bitrate)
    encoder.set_quality(QUALITY)
    starts = range(0, pcm.samples.size, STRETCH)
    stretches = (Pcm(samples=pcm.samples[start : start + STRETCH], rate=pcm.rate) for start in starts)
    frames = [bytes(encoder.encode(to_16_bit(stretch, 1 / LAME_SCALE))) for stretch in stretches]
    return b"".join((*frames, bytes(encoder.flush())))
