"""Engines, voices and the clips that they speak."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass, field
from enum import StrEnum

from audionews.model.article import Role  # noqa: TC001 - msgspec reads the annotations at run time


class Diacritics(StrEnum):
    """What an engine wants done with vowel marks."""

    KEEP = "keep"
    STRIP = "strip"
    EITHER = "either"


class Timings(StrEnum):
    """How fine the times are that an engine reports."""

    NONE = "none"
    WORD = "word"


class Workers(StrEnum):
    """What kind of worker an engine can be run on."""

    THREADS = "threads"
    PROCESSES = "processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What an engine can do.

    Attributes:
        offline: Works with no network.
        timings: How fine its times are.
        max_chars: Longest text of one call in characters, or None.
        concurrency: How many calls may be under way at once; None is as many as there are workers.
        workers: What kind of worker its calls run on.
        diacritics: What it wants done with vowel marks.
        learned: Its voices were trained on recordings (for the AI label of the show).
        silent: Its clips hold no sound, on purpose.
        seconds: Longest time that one call may take, by the clock on the wall.
        interval: Seconds between the starts of two calls: what a service asks of its guests.
        key: The environment variable that holds the key of the service, where the voice names no other, or "".
    """

    offline: bool
    timings: Timings = Timings.NONE
    max_chars: int | None = None
    concurrency: int | None = None
    workers: Workers = Workers.THREADS
    diacritics: Diacritics = Diacritics.KEEP
    learned: bool = False
    silent: bool = False
    seconds: float = 120.0
    interval: float = 0.0
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Silence after a line, in milliseconds, by what the line ends."""

    headline: int = 1200
    point: int = 700
    paragraph: int = 800
    sentence: int = 450
    clause: int = 250
    end: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFile:
    """A file that a voice needs and ``voices install`` fetches: exactly these bytes.

    Attributes:
        name: What it is called in the folder of voices.
        url: Its home.
        size: Bytes.
        sha256: Digest in hexadecimal, or "" where the home gives only MD5.
        md5: Digest in hexadecimal, or "".
    """

    name: str
    url: str
    size: int
    sha256: str = ""
    md5: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An engine plus its settings, pacing and lexicon: one TOML file in voices/.

    Attributes:
        name: The name of the file, for example "ar-espeak".
        engine: The engine's registered name.
        id: The engine's own name of the voice.
        language: BCP 47 tag.
        title: What the show calls it, in Arabic.
        speed: 1.0 is the voice's own pace; 0.8 is slower.
        pitch: Semitones up or down.
        gain: Decibels added to what loudness asks for.
        pausal: Speak pausal forms (waqf) at the end of a line.
        pacing: Pauses.
        settings: What only this engine knows; part of the address of its clips.
        licence: SPDX id or words.
        credit: Whom the licence or good manners ask to name.
        home: Where to read about the voice.
        files: What has to be installed before it can speak.
        roles: The names of other voices that speak the headline, the summary or the body instead of this one.
        fallback: The names of voices that speak an episode as a whole when this one fails, in the order in which they
            are tried.
        price: What a million characters cost, in the currency of the contract; 0 is free.
    """

    name: str
    engine: str
    id: str = ""
    language: str = "ar"
    title: str = ""
    speed: float = 1.0
    pitch: float = 0.0
    gain: float = 0.0
    pausal: bool = True
    pacing: Pacing = field(default_factory=Pacing)
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    licence: str = ""
    credit: str = ""
    home: str = ""
    files: tuple[VoiceFile, ...] = ()
    roles: Mapping[Role, str] = field(default_factory=dict)
    fallback: tuple[str, ...] = ()
    price: float = 0.0


class Container(StrEnum):
    """How the bytes of a clip are packed."""

    PCM = "pcm_s16le"  # mono, no header
    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """When a stretch of the spoken text sounds.

    Attributes:
        start: Offset of its first character in the text given to the engine.
        end: Offset after its last character.
        begins: Seconds from the start of the clip.
        ends: Seconds from the start of the clip.
    """

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """The sound of one line, mono, as the engine delivered it.

    Attributes:
        sound: The bytes.
        container: How they are packed.
        rate: Samples a second.
        words: Word times, where the engine gives them.
    """

    sound: bytes
    container: Container
    rate: int
    words: tuple[WordTime, ...] = ()
