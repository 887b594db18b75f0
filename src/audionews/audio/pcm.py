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
    from numpy.typing import NDArray

    from audionews.model import Clip

FULL_SCALE = 32768.0  # of 16-bit samples
CD_FAMILY = (11025, 22050, 44100)
RUMBLE = 30.0  # Hz: under it there is no speech, only the offset and the wandering of some engines
STEEPNESS = 4  # at half the frequency -25 dB, at twice the frequency -0.5 dB; a steeper filter rings longer
SETTLING = 0.15  # seconds after which such a filter has died away
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


def decode(clip: Clip) -> Pcm:
    """Return the samples of a clip; several channels are averaged.

    An MP3 with an Info frame comes without encoder delay and padding, one without comes whole.

    Raises:
        NoAudio: The bytes are no sound, or hold no samples.
    """
    if clip.container is Container.PCM:
        pcm = Pcm(samples=_from_16_bit(clip.sound), rate=clip.rate)
    else:
        samples, rate, _ = _read(clip.sound, "float32")
        pcm = Pcm(samples=samples.mean(axis=1, dtype=np.float32), rate=rate)
    if not pcm.samples.size:
        raise NoAudio("the sound is empty", REMEDY)
    if not np.isfinite(pcm.samples).all():
        raise NoAudio("the sound holds samples that are no numbers", REMEDY)
    return pcm


def pack(clip: Clip) -> Clip:
    """Return the clip as the cache stores it: PCM and WAV as FLAC, MP3 and FLAC as they are.

    FLAC is lossless and takes about half the bytes. Floating-point WAV is rounded to 24 bits, the most that FLAC holds.

    Raises:
        NoAudio: The bytes are no sound.
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
    soundfile.write(blob, samples, rate, format="FLAC", subtype=width)
    return replace(clip, sound=blob.getvalue(), container=Container.FLAC, rate=rate)


def resample(pcm: Pcm, rate: int) -> Pcm:
    """Return the sound at another rate, with no delay: sample ``n`` moves to ``n * rate / pcm.rate``.

    The filter is linear-phase; it passes 91 % of the smaller half rate and keeps aliases under -120 dB (soxr HQ).
    """
    if rate == pcm.rate:
        return pcm
    import soxr  # noqa: PLC0415 - loads when used

    samples = soxr.resample(pcm.samples, pcm.rate, rate, quality="HQ")
    return Pcm(samples=samples, rate=rate)


def high_pass(pcm: Pcm, hertz: float = RUMBLE) -> Pcm:
    """Return the sound without what lies under a frequency: an offset (DC), rumble, the thump of a synthetic voice.

    Nothing is moved in time: the filter has no phase. The sound is mirrored at its ends, so that an offset does not
    step there.
    """
    room = round(SETTLING * pcm.rate)
    mirrored = np.pad(pcm.samples, room, mode="symmetric")
    size = transform_size(mirrored.size)
    with np.errstate(divide="ignore"):  # nothing is left of what is under every frequency
        gain = 1 / (1 + (hertz / np.fft.rfftfreq(size, 1 / pcm.rate).astype(np.float32)) ** STEEPNESS)
    filtered = np.fft.irfft(np.fft.rfft(mirrored, size) * gain, size)
    return Pcm(samples=filtered[room : room + pcm.samples.size].astype(np.float32, copy=False), rate=pcm.rate)


def transform_size(count: int) -> int:
    """Return a length, ``count`` or more, for which Fourier transforms are quick; of each octave there are two."""
    whole: int = 1 << (count - 1).bit_length()
    return whole * 3 // 4 if count <= whole * 3 // 4 else whole


def output_rate(rate: int) -> int:
    """Return the rate of the MP3 for a source rate: 44,100 for 11,025, 22,050 and 44,100, else 48,000."""
    return 44100 if rate in CD_FAMILY else 48000


def to_16_bit(pcm: Pcm) -> bytes:
    """Return the samples as signed 16-bit little-endian PCM, rounded and clipped."""
    scaled = np.rint(pcm.samples * np.float32(FULL_SCALE))
    data: bytes = np.clip(scaled, -FULL_SCALE, FULL_SCALE - 1).astype("<i2").tobytes()
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
        with soundfile.SoundFile(io.BytesIO(sound)) as file:
            samples = file.read(dtype=dtype, always_2d=True)
            return cast("NDArray[np.generic]", samples), int(file.samplerate), str(file.subtype)
    except soundfile.SoundFileError as error:
        raise NoAudio("the sound cannot be decoded", REMEDY) from error
