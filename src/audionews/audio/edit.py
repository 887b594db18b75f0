"""Editing with pydub: gain, fades, silence, a bed under a clip, and jingles.

pydub's usual 16-bit segments lose a bit with every 6 dB of gain and clip what passes full scale. Ours hold 32 bits
with 24 dB of headroom: the steps are finer than those of the float32 samples that they come from, and the limiter,
not pydub, decides about peaks.
"""

from __future__ import annotations

import io
import shutil
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from audionews.audio.filters import high_pass
from audionews.audio.pcm import Pcm, SoundBytes, decode, pack, resample, to_16_bit
from audionews.errors import SettingsError
from audionews.model import Clip, Container

if TYPE_CHECKING:
    from pydub import AudioSegment

VERSION = 3  # part of cache keys: raise it when jingles are read otherwise, or a bed is mixed otherwise
SCALE = 2.0**27  # full scale of our segments: 24 dB under that of 32 bits
LARGEST = 2.0**31 - 2.0**7  # the largest float32 below 2**31
WIDTH = 4  # bytes a sample
FADE = 10  # milliseconds
MARGIN = 60  # milliseconds of silence at least at both ends of a clip
DUCKING = 400  # milliseconds in which music gives way to speech
LOWEST_RATE, HIGHEST_RATE = 4_000, 768_000  # samples per second of any recording
HIGHEST_PEAK = 1_000.0  # full scale is 1; no recording is 60 dB above it
LONGEST = 120  # seconds of a jingle: an hour would need 15 GB


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """Music under a line.

    Attributes:
        clip: The music.
        gain: Decibels that bring it to the loudness of the episode.
        duck: Decibels by which it gives way while there is speech.
        lead: Milliseconds of music alone before the speech.
    """

    clip: Clip
    gain: float
    duck: float
    lead: int


def segment(pcm: Pcm) -> AudioSegment:
    """Return the sound as a pydub segment of 32 bits with 24 dB of headroom."""
    scaled = pcm.samples * np.float32(SCALE)
    np.clip(np.rint(scaled, out=scaled), -(2.0**31), LARGEST, out=scaled)
    return _segment(scaled.astype(np.int32).tobytes(), pcm.rate)


def samples(edited: AudioSegment) -> Pcm:
    """Return the sound of a segment made by ``segment``."""
    data = np.frombuffer(edited.raw_data, dtype=np.int32).astype(np.float32)
    data /= np.float32(SCALE)
    return Pcm(samples=data, rate=edited.frame_rate)


def fade(edited: AudioSegment) -> AudioSegment:
    """Return the segment with fades of 10 ms at both ends, or over each half if it is shorter than 20 ms.

    pydub counts whole milliseconds, so the ends are cut to the sample and faded at a rate at which they last exactly
    10 ms. No sample is lost or added.
    """
    total = int(edited.frame_count())
    edge = min(edited.frame_rate * FADE // 1000, total // 2)
    if not edge:
        return edited
    ends = (edited.get_sample_slice(start, start + edge).raw_data for start in (0, total - edge))
    head, tail = (_segment(end, edge * 1000 // FADE) for end in ends)
    body = edited.get_sample_slice(edge, total - edge)
    data = head.fade_in(FADE).raw_data + body.raw_data + tail.fade_out(FADE).raw_data
    return _segment(data, edited.frame_rate)


def placed(pcm: Pcm, gain: float, before: int, after: int) -> Pcm:
    """Return the sound with a gain in decibels and faded ends, and silence around it, in samples.

    Only the ends go through pydub: so a line of half a minute is copied once, not six times.
    """
    edge = min(pcm.rate * FADE // 1000, pcm.samples.size // 2)
    whole = np.zeros(before + pcm.samples.size + after, dtype=np.float32)
    speech = whole[before : before + pcm.samples.size]
    np.multiply(pcm.samples, np.float32(10 ** (gain / 20)), out=speech)
    head, tail = speech[:edge], speech[speech.size - edge :]
    faded = samples(fade(segment(Pcm(samples=np.concatenate((head, tail)), rate=pcm.rate))))
    head[:], tail[:] = faded.samples[:edge], faded.samples[edge:]
    return Pcm(samples=whole, rate=pcm.rate)


def surround(edited: AudioSegment, before: int, after: int) -> AudioSegment:
    """Return the segment with silence around it, in samples."""
    rate = edited.frame_rate
    return _silence(before, rate).append(edited, crossfade=0).append(_silence(after, rate), crossfade=0)


def mix_bed(speech: AudioSegment, bed: Bed, start: int, end: int) -> AudioSegment:
    """Return speech in silence with music under it, of the same length.

    The music repeats as needed, fades in, is ducked under the speech and fades out after it. MARGIN of silence is left
    at both ends.

    Args:
        speech: The speech with silence around it.
        bed: The music.
        start: Sample at which the speech begins.
        end: Sample after it.
    """
    rate = speech.frame_rate
    margin = MARGIN * rate // 1000
    count = int(speech.frame_count()) - 2 * margin
    decoded = resample(high_pass(decode(bed.clip)), rate)
    music = fade(segment(decoded).apply_gain(bed.gain))  # no click where it begins again
    loop = (music * -(-count // int(music.frame_count()))).get_sample_slice(0, count)
    head, tail = 1000 * (start - margin) // rate, 1000 * (count + margin - end) // rate  # milliseconds of music alone
    down = min(DUCKING, head)
    ducked = loop.fade(to_gain=-bed.duck, start=head - down, duration=down) if down else loop.apply_gain(-bed.duck)
    return _overlay(speech, surround(ducked.fade_in(FADE).fade_out(max(FADE, tail)), margin, 0))


def read_jingle(blob: bytes) -> Clip:
    """Return a jingle as a mono clip. Formats that libsndfile cannot read need ffmpeg.

    Raises:
        NoAudio: It has no samples.
        SettingsError: It is not sound, has an impossible rate or samples out of range, is longer than two minutes, or
            needs ffmpeg, which is not installed.
    """
    pcm = _by_libsndfile(blob) or _by_ffmpeg(blob)
    if not LOWEST_RATE <= pcm.rate <= HIGHEST_RATE:
        raise SettingsError(f"the jingle has {pcm.rate:,} samples a second", "save it with 44,100, as music has")
    if not np.max(np.abs(pcm.samples), initial=0.0) <= HIGHEST_PEAK:
        raise SettingsError("the jingle has samples that are no sound", "save it anew, as WAV of 16 bits")
    return pack(Clip(sound=to_16_bit(pcm), container=Container.PCM, rate=pcm.rate))


def _by_libsndfile(blob: bytes) -> Pcm | None:
    import soundfile  # noqa: PLC0415 - loads when used

    try:
        with soundfile.SoundFile(SoundBytes(blob)) as file:
            _check_length(file.frames / max(1, file.samplerate))
    except soundfile.SoundFileError:
        return None
    return decode(Clip(sound=blob, container=Container.WAV, rate=0))  # the bytes say what they are


def _by_ffmpeg(blob: bytes) -> Pcm:
    audio_segment = _pydub()
    if not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
        raise SettingsError("the jingle cannot be decoded without ffmpeg", "save it as WAV, or install ffmpeg")
    try:
        music = audio_segment.from_file(io.BytesIO(blob), duration=LONGEST + 1).set_channels(1).set_sample_width(2)
    except MemoryError:
        raise
    except Exception as error:  # pydub lets pass whatever a file that is no sound leads to
        raise SettingsError("the jingle cannot be decoded", "save it as WAV, FLAC or MP3") from error
    _check_length(len(music) / 1000)
    return decode(Clip(sound=music.raw_data, container=Container.PCM, rate=music.frame_rate))


def _check_length(seconds: float) -> None:
    if seconds > LONGEST:
        raise SettingsError(f"the jingle is longer than {LONGEST} seconds", "cut it, and let it fade out")


def _overlay(under: AudioSegment, over: AudioSegment) -> AudioSegment:
    """Return the sum, exactly as long as the first: at 1,000 samples a second pydub's milliseconds are samples."""
    both = (_segment(each.raw_data, 1000) for each in (under, over))
    return _segment(next(both).overlay(next(both)).raw_data, under.frame_rate)


def _silence(count: int, rate: int) -> AudioSegment:
    """Return silence of so many samples, made at 1,000 samples a second for the same reason."""
    return _segment(_pydub().silent(duration=count, frame_rate=1000).set_sample_width(WIDTH).raw_data, rate)


def _segment(data: bytes, rate: int) -> AudioSegment:
    return _pydub()(data=data, sample_width=WIDTH, frame_rate=rate, channels=1)


@cache
def _pydub() -> Any:  # noqa: ANN401 - pydub ships no types
    """Return pydub's segment class, imported without two warnings.

    They say that ffmpeg is not there (we do without it) and that audioop leaves the standard library (audioop-lts
    takes its place).
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Couldn't find ffmpeg or avconv", RuntimeWarning)
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        from pydub import AudioSegment  # noqa: PLC0415 - loads when used

    return AudioSegment
