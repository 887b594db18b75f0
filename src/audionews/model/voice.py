"""Engines, voices and their clips."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass, field
from enum import StrEnum

from audionews.model.article import Role  # noqa: TC001 - msgspec reads the annotations at run time


class Diacritics(StrEnum):
    """What to do with vowel marks for an engine."""

    KEEP = "keep"
    STRIP = "strip"
    EITHER = "either"


class Timings(StrEnum):
    """Which times an engine reports."""

    NONE = "none"
    WORD = "word"


class Workers(StrEnum):
    """The kind of worker that an engine can run on."""

    THREADS = "threads"
    PROCESSES = "processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What an engine can do.

    Attributes:
        offline: Whether it works without a network.
        timings: Which times it reports.
        max_chars: The longest text of one call in characters, or None.
        concurrency: How many calls may run at the same time; None is as many as there are workers.
        workers: The kind of worker that its calls run on.
        diacritics: What to do with vowel marks.
        learned: Whether its voices were trained on recordings (for the AI label of the show).
        silent: Whether its clips are silent on purpose.
        seconds: The longest time that one call may take, in elapsed seconds.
        interval: The least number of seconds between the starts of two calls, as a service demands it.
        key: The environment variable with the key of the service, unless the voice names another, or "".
        sensitive: Names of settings of its voices that decide what is run, or where texts and keys are sent. A voice
            file of a folder that has one must be trusted before it speaks.
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
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Silence after a line, in milliseconds, by what ends with the line."""

    headline: int = 1200
    point: int = 700
    paragraph: int = 800
    sentence: int = 450
    clause: int = 250
    end: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFile:
    """A file that a voice needs and ``voices install`` downloads: exactly these bytes.

    Attributes:
        name: Its name in the folder of voices.
        url: Where to download it.
        size: Size in bytes.
        sha256: Digest in hexadecimal, or "" if only the MD5 is known.
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
        name: The name of its file, for example "ar-neural".
        engine: The registered name of its engine.
        id: The engine's name of the voice.
        language: BCP 47 tag.
        title: Its Arabic name, for listeners.
        speed: 1.0 is the voice's own speed; 0.8 is slower.
        pitch: Semitones up or down.
        gain: Decibels to add after its loudness was levelled.
        pausal: Whether it speaks pausal forms (waqf) at the end of a line.
        pacing: Its pauses.
        settings: Settings for its engine alone; part of the address of its clips.
        licence: SPDX id or words.
        credit: Whom to credit.
        home: Where to read about the voice.
        files: The files that must be installed before it can speak.
        roles: Names of other voices that speak the headline, the summary, the body or stretches in Latin letters
            instead of this one.
        fallback: Names of voices that speak a whole episode if this one fails, in the order in which they are tried.
        price: The price of a million characters, in the currency of the contract; 0 is free, None is unknown.
        needs: What else a worker of a cluster must have to speak with it, such as "GPU".
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
    price: float | None = None
    needs: tuple[str, ...] = ()


class Container(StrEnum):
    """The format of the bytes of a clip."""

    PCM = "pcm_s16le"  # mono, no header
    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """When a part of the spoken text is heard.

    Attributes:
        start: Offset of its first character in the text for the engine.
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
        container: Their format.
        rate: Samples per second.
        words: Word times, if the engine gives them.
    """

    sound: bytes
    container: Container
    rate: int
    words: tuple[WordTime, ...] = ()
