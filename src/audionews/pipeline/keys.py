"""Addresses: a digest of all that changes the sound. The same address twice means no work."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from audionews.audio import edit, limiter, loudness, master, measure, mp3, pcm

if TYPE_CHECKING:
    from audionews.model import Voice
    from audionews.ports import Diacritizer, SpeechEngine

FONT = "fontpkg-ibm-plex-sans-arabic"
FORMAT = 1  # of what the caches hold; a new number leaves all older entries behind


def digest(*facts: object) -> str:
    """Return the SHA-256 of the facts as canonical JSON, in hexadecimal."""
    return hashlib.sha256(msgspec.json.encode(facts, order="deterministic")).hexdigest()


def _address(*facts: object) -> str:
    name = digest(FORMAT, *facts)
    return f"{name[:2]}/{name[2:]}"


def clip_key(engine: SpeechEngine, voice: Voice, text: str) -> str:
    """Return the address of the sound of one spoken line. Pauses and gain change no clip."""
    files = tuple(file.sha256 or file.md5 for file in voice.files)
    tone = (voice.id, voice.language, voice.speed, voice.pitch, dict(voice.settings), files)
    return _address(engine.name, engine.version, tone, text)


def take(clip: str, sha256: str) -> str:
    """Return the name of one take of a clip: its address and the digest of its bytes.

    A service may speak the same line a little differently each time. What is made of a clip is made of one take.
    """
    return f"{clip} {sha256}"


def jingle_key(sha256: str) -> str:
    """Return the address of the clip of a sound file with this digest."""
    return _address("jingle", edit.VERSION, measure.VERSION, sha256)


def frames_key(clip: str, gain: float, pause: int, sound: master.Sound, bed: tuple[str | float, ...] = ()) -> str:
    """Return the address of the encoded form of a clip with its pause.

    Args:
        clip: The take of the clip.
        gain: Decibels.
        pause: Milliseconds.
        sound: What all clips share.
        bed: The take of the music under it and how it is laid, or nothing.
    """
    return _address(_tools(), mastering(), clip, gain, pause, sound, bed)


def story_key(sha256: str, start: int, end: int) -> str:
    """Return the address of a stretch of the frames of a finished MP3, from sample to sample."""
    return _address("story", sha256, start, end)


def again_key(sha256: str, start: int, end: int, sound: master.Sound) -> str:
    """Return the address of what is heard in a stretch of a finished MP3, encoded again."""
    return _address("again", _tools(), mastering(), sha256, start, end, sound)


@cache
def mastering() -> str:
    """Return a digest of how sound is made of clips: the versions of our modules and every number in them.

    So a longer fade or a lower ceiling is a new sound, even where somebody forgot to raise a version.
    """
    modules = (edit, limiter, loudness, master, measure, mp3, pcm)
    numbers = [(module.__name__, name, value) for module in modules for name, value in sorted(vars(module).items())]
    return digest([each for each in numbers if each[1].isupper() and isinstance(each[2], (int, float, str, tuple))])


@cache
def _tools() -> tuple[str, ...]:
    """Return the versions of what makes the frames: a new codec makes other bytes."""
    return tuple(map(version, master.TOOLS))


def marks_key(diacritizer: Diacritizer, text: str) -> str:
    """Return the address of the diacritized form of a text."""
    return _address(diacritizer.name, diacritizer.version, text)


def picture_key(*facts: object) -> str:
    """Return the address of a drawn cover."""
    return _address("picture", version("pillow"), version(FONT), *facts)
