"""PCM: clips as arrays of samples, what the cache stores, and changes of the sample rate.

libsndfile (through soundfile) decodes and packs, soxr resamples: both are exact about lengths and filter properly.
pydub decodes forty times slower, and its ``set_frame_rate`` has no filter.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from audionews.errors import NoAudio
from audionews.model import Container

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from soundfile import SoundFile

    from audionews.model import Clip

FULL_SCALE = 32768.0  # of 16-bit samples
CD_FAMILY = (11025, 22050, 44100)
STRETCH = 1 << 14  # samples processed at once: they stay in the processor's cache, oversampled four times too
LONGEST_READ = 1 << 20  # samples read at once, 22 s
MOST_SAMPLES = 1 << 28  # of all channels: more than 90 minutes of mono
REMEDY = "speak the line again; if it stays so, try another voice"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pcm:
    """Mono sound in memory.

    Attributes:
        samples: float32, one dimension, full scale is -1 to 1; may overshoot until it has been limited.
        rate: Samples a second.
    """

    samples: NDArray[np.float32]
    rate: int


class SoundBytes(io.BytesIO):
    """Bytes that libsndfile reads. Damaged sounds make it look for places before the first byte."""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; stay where there is none, as an error could not be passed through the library."""
        start = {io.SEEK_CUR: self.tell(), io.SEEK_END: self.getbuffer().nbytes}.get(whence, 0)
        return super().seek(max(0, start + offset))


def decode(clip: Clip) -> Pcm:
    """Return the samples of a clip; several channels are averaged.

    An MP3 with an Info frame comes without encoder delay and padding, one without comes whole.

    Raises:
        NoAudio: The bytes are not sound, or have no samples.
    """
    if clip.container is Container.PCM:
        pcm = Pcm(samples=_from_16_bit(clip.sound), rate=clip.rate)
    else:
        samples, rate, _ = _read(clip.sound, "float32")
        pcm = Pcm(samples=_mono(samples), rate=rate)
    if not pcm.samples.size:
        raise NoAudio("the sound is empty", REMEDY)
    if not np.isfinite(pcm.samples).all():
        raise NoAudio("the sound has samples that are not numbers", REMEDY)
    return pcm


def _mono(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return the mean of the channels; one channel is not copied."""
    mono = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1, dtype=np.float32)
    return cast("NDArray[np.float32]", mono)


def pack(clip: Clip) -> Clip:
    """Return the clip as the cache stores it: PCM and WAV as FLAC, MP3 and FLAC as they are.

    FLAC is lossless and takes about half the bytes. Floating-point WAV is rounded to 24 bits, the most that FLAC holds.

    Raises:
        NoAudio: The bytes are not sound, or have a rate or a number of channels that FLAC does not know.
    """
    if clip.container in {Container.FLAC, Container.MP3}:
        return clip
    import soundfile  # noqa: PLC0415 - loads when used

    samples: NDArray[np.generic]
    if clip.container is Container.PCM:
        samples, rate, subtype = _integers(clip.sound), clip.rate, "PCM_16"
    else:
        samples, rate, subtype = _read(clip.sound, "int32")
        if not subtype.startswith("PCM_"):  # libsndfile does not scale floating-point samples to integers
            samples = _to_24_bit(_read(clip.sound, "float64")[0])
    width = "PCM_16" if subtype in {"PCM_16", "PCM_U8"} else "PCM_24"
    blob = io.BytesIO()
    try:
        soundfile.write(blob, samples, rate, format="FLAC", subtype=width)
    except soundfile.SoundFileError as error:
        raise NoAudio(f"no sound has {rate:,} samples a second and {samples[:1].size} channels", REMEDY) from error
    return replace(clip, sound=blob.getvalue(), container=Container.FLAC, rate=rate)


def resample(pcm: Pcm, rate: int) -> Pcm:
    """Return the sound at another rate, with no delay: sample ``n`` moves to ``n * rate / pcm.rate``.

    The filter is linear-phase; it passes 91 % of the smaller half rate and keeps aliases under -120 dB (soxr HQ).
    """
    return pcm if rate == pcm.rate else Pcm(samples=np.concatenate(list(resampled(pcm, rate))), rate=rate)


def resampled(pcm: Pcm, rate: int) -> Iterator[NDArray[np.float32]]:
    """Yield the samples of ``resample`` stretch by stretch."""
    import soxr  # noqa: PLC0415 - loads when used

    stream = soxr.ResampleStream(pcm.rate, rate, 1, dtype="float32", quality="HQ")
    count = pcm.samples.size
    for start in range(0, count, STRETCH):
        end = start + STRETCH
        yield stream.resample_chunk(pcm.samples[start:end], last=end >= count)


def output_rate(rate: int) -> int:
    """Return the rate of the MP3 for a source rate: 44,100 for 11,025, 22,050 and 44,100, else 48,000."""
    return 44100 if rate in CD_FAMILY else 48000


def to_16_bit(pcm: Pcm, factor: float = 1.0) -> bytes:
    """Return the samples, multiplied, as signed 16-bit little-endian PCM, rounded and clipped."""
    scaled = pcm.samples * np.float32(factor * FULL_SCALE)
    np.clip(np.rint(scaled, out=scaled), -FULL_SCALE, FULL_SCALE - 1, out=scaled)
    data: bytes = scaled.astype("<i2").tobytes()
    return data


def _from_16_bit(sound: bytes) -> NDArray[np.float32]:
    return _integers(sound).astype(np.float32) / np.float32(FULL_SCALE)


def _integers(sound: bytes) -> NDArray[np.int16]:
    if len(sound) % 2:
        raise NoAudio("the sound ends within a sample", REMEDY)
    return np.frombuffer(sound, dtype="<i2").astype(np.int16)


def _to_24_bit(samples: NDArray[np.generic]) -> NDArray[np.int32]:
    """Return 24-bit samples in the upper bits of 32, rounded and clipped."""
    scaled = np.rint(samples.astype(np.float64) * 2.0**23)
    return np.clip(scaled, -(2.0**23), 2.0**23 - 1).astype(np.int32) << 8


def _read(sound: bytes, dtype: str) -> tuple[NDArray[np.generic], int, str]:
    """Return samples (frames x channels), rate and libsndfile's name of the sample format."""
    import soundfile  # noqa: PLC0415 - loads when used

    try:
        with soundfile.SoundFile(SoundBytes(sound)) as file:
            stretches = _stretches(file, dtype)
            samples = stretches[0] if len(stretches) == 1 else np.concatenate(stretches)
            return samples, int(file.samplerate), str(file.subtype)
    except (soundfile.SoundFileError, ValueError) as error:
        raise NoAudio("the sound cannot be decoded", REMEDY) from error


def _stretches(file: SoundFile, dtype: str) -> list[NDArray[np.generic]]:
    """Return the samples that are there; the header may name more, for which there would be no room."""
    found = [file.read(LONGEST_READ, dtype=dtype, always_2d=True)]
    while len(found[-1]) == LONGEST_READ:
        found.append(file.read(LONGEST_READ, dtype=dtype, always_2d=True))
        if sum(map(len, found)) * file.channels > MOST_SAMPLES:
            raise NoAudio("the sound is longer than any clip", REMEDY)
    return found
