"""Recipes: everything that a costly thing is made from, as one frozen value. Its address is a digest of that value.

Only values count, in the order of the fields. Names of fields, constants and modules are not part of an address, so
renaming one makes nothing again. Every number that changes the sound belongs here; a test changes each of them.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from audionews.audio import edit, filters, limiter, loudness, mastering, measure, mp3, mpeg, pcm
from audionews.audio.mastering import Sound  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from audionews.model import Voice
    from audionews.ports import SpeechEngine

FORMAT = 1  # of all cache entries; a new number invalidates all older ones
FRAMES_FORMAT = 2  # of encoded frames alone; spoken clips keep their addresses

Setting = str | int | float | bool


class Recipe(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A value that has an address."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the value as canonical JSON, in hexadecimal."""
        return _sha256(self)

    @property
    def address(self) -> str:
        """The name under which a cache keeps what is made by this recipe."""
        name = self.digest
        return f"{name[:2]}/{name[2:]}"


class Tone(Recipe, frozen=True, array_like=True, kw_only=True):
    """What a voice asks of its engine. Pauses and gain are not part of it: they change no clip."""

    id: str
    language: str
    speed: float
    pitch: float
    settings: dict[str, Setting]
    files: tuple[str, ...]


class ClipRecipe(Recipe, frozen=True, array_like=True, kw_only=True):
    """The sound of one spoken line."""

    format: int = FORMAT
    engine: str
    engine_version: str
    tone: Tone
    text: str


class Mastering(Recipe, frozen=True, array_like=True, kw_only=True):
    """How frames are made from a clip: the version of each step, and every number in it."""

    edit_version: int = edit.VERSION
    edit_scale: float = edit.SCALE
    edit_largest: float = edit.LARGEST
    sample_width: int = edit.WIDTH
    fade: int = edit.FADE
    margin: int = edit.MARGIN
    ducking: int = edit.DUCKING
    longest_jingle: int = edit.LONGEST
    oversampling: int = limiter.OVERSAMPLING
    limiter_block: int = limiter.BLOCK
    limiter_reach: int = limiter.REACH
    limiter_context: int = limiter.CONTEXT
    limiter_coarse: int = limiter.COARSE
    limiter_bulge: float = limiter.BULGE
    makeup_rounds: int = limiter.ROUNDS
    makeup_close: float = limiter.CLOSE
    most_makeup: float = limiter.MOST_MAKEUP
    loudness_offset: float = loudness.OFFSET
    loudness_block: int = loudness.BLOCK
    absolute_gate: float = loudness.ABSOLUTE_GATE
    relative_gate: float = loudness.RELATIVE_GATE
    gain_step: float = loudness.STEP
    levelling: float = loudness.LEVELLING
    silence_before: tuple[float, ...] = loudness.SILENT_BEFORE
    mastering_version: int = mastering.VERSION
    ceiling: float = mastering.CEILING
    lame_quality: int = mastering.QUALITY
    lame_scale: float = mastering.LAME_SCALE
    overshoot: float = mastering.OVERSHOOT
    overshoot_factor: float = mastering.OVERSHOOT_FACTOR
    smallest_cut: float = mastering.SMALLEST_CUT
    lead: float = mastering.LEAD
    smallest_magnitude: float = mastering.SMALLEST_MAGNITUDE
    measure_version: int = measure.VERSION
    hop: float = measure.HOP
    hum: float = measure.HUM
    certain_speech: float = measure.CERTAIN_SPEECH
    below_speech: float = measure.BELOW_SPEECH
    never_below: float = measure.NEVER_BELOW
    over_noise: float = measure.OVER_NOISE
    silence: float = measure.SILENCE
    closure: float = measure.CLOSURE
    release: float = measure.RELEASE
    kept_before: float = measure.BEFORE
    kept_after: float = measure.AFTER
    weighting_rate: int = measure.K_RATE
    weighting_shelf: tuple[tuple[float, ...], ...] = measure.K_SHELF
    weighting_high_pass: tuple[tuple[float, ...], ...] = measure.K_HIGH_PASS
    weighting_ringing: float = measure.RINGING
    frame_samples: int = mp3.SAMPLES
    encoder_delay: int = mp3.DELAY
    decoder_delay: int = mp3.DECODER_DELAY
    least_padding: int = mp3.PADDING
    codec_delay: int = mp3.CODEC_DELAY
    frame_rates: tuple[int, ...] = mpeg.RATES
    frame_bitrates: tuple[int, ...] = mpeg.BITRATES
    side_info: int = mp3.SIDE_INFO
    frame_header: int = mpeg.HEADER
    mono_mode: int = mpeg.MONO
    original_flag: int = mp3.ORIGINAL
    info_bitrate: int = mp3.INFO_BITRATE
    info_fields: int = mp3.INFO_FIELDS
    info_quality: int = mp3.QUALITY
    info_method: int = mp3.CONSTANT
    info_encoder: str = mp3.ENCODER.decode()
    full_scale: float = pcm.FULL_SCALE
    cd_rates: tuple[int, ...] = pcm.CD_FAMILY
    rumble: float = filters.RUMBLE
    rumble_steepness: int = filters.STEEPNESS
    filter_settling: float = filters.SETTLING
    stretch: int = pcm.STRETCH
    filter_rate: int = filters.COARSER
    filter_overlap: int = filters.OVERLAP
    filter_sidelobes: float = filters.SIDELOBES
    filtered_stretch: int = filters.FILTERED
    transform_norm: str = filters.NORM


MASTERING = Mastering()


class JingleRecipe(Recipe, frozen=True, array_like=True, kw_only=True):
    """The clip that is made from a sound file."""

    format: int = FORMAT
    kind: str = "jingle"
    edit_version: int = edit.VERSION
    measure_version: int = measure.VERSION
    sha256: str


class FramesRecipe(Recipe, frozen=True, array_like=True, kw_only=True):
    """The encoded form of a clip with the pause after it.

    Attributes:
        format: The number of our format of frames.
        codecs: Versions of the packages that make the frames.
        mastering: How they are made.
        clip: Address of the clip and the digest of its bytes.
        gain: Gain in decibels.
        pause: The pause after it in milliseconds.
        sound: Sample rate, bitrate and loudness of the track.
        bed: The clip of the music under it and how it is mixed, or ().
    """

    format: int = FRAMES_FORMAT
    codecs: tuple[str, ...]
    mastering: Mastering = MASTERING
    clip: str
    gain: float
    pause: int
    sound: tuple[int, int, float]
    bed: tuple[str | float, ...] = ()


class CopiedFramesRecipe(Recipe, frozen=True, array_like=True, kw_only=True):
    """The frames of a finished MP3 from one sample to another."""

    format: int = FRAMES_FORMAT
    kind: str = "copied"
    sha256: str
    start: int
    end: int


class ReencodedFramesRecipe(Recipe, frozen=True, array_like=True, kw_only=True):
    """A part of a finished MP3, from one sample to another, that is encoded again."""

    format: int = FRAMES_FORMAT
    kind: str = "reencoded"
    codecs: tuple[str, ...]
    mastering: Mastering = MASTERING
    sha256: str
    start: int
    end: int
    sound: tuple[int, int, float]


def digest(*facts: object) -> str:
    """Return the SHA-256 of the facts as canonical JSON, in hexadecimal."""
    return _sha256(facts)


def _sha256(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def tone_of(voice: Voice) -> Tone:
    """Return what a voice asks of its engine."""
    return Tone(
        id=voice.id,
        language=voice.language,
        speed=voice.speed,
        pitch=voice.pitch,
        settings=dict(voice.settings),
        files=tuple(file.sha256 or file.md5 for file in voice.files),
    )


def clip_recipe(engine: SpeechEngine, voice: Voice, text: str) -> ClipRecipe:
    """Return the recipe of the sound of one spoken line."""
    return ClipRecipe(engine=engine.name, engine_version=engine.version, tone=tone_of(voice), text=text)


def codecs() -> tuple[str, ...]:
    """Return the versions of the packages that make the frames: another codec makes other bytes."""
    return tuple(map(version, mastering.TOOLS))


def shared_sound(sound: Sound) -> tuple[int, int, float]:
    """Return sample rate, bitrate and target loudness, which all clips of an episode share."""
    return sound.rate, sound.bitrate, sound.target
