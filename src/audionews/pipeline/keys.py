"""Addresses: a digest of all that changes the sound. The same address twice means no work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from audionews.audio import master

if TYPE_CHECKING:
    from audionews.model import Voice
    from audionews.ports import Diacritizer, SpeechEngine

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


def frames_key(clip: str, gain: float, pause: int, sound: master.Sound) -> str:
    """Return the address of the encoded form of a clip with its pause."""
    return _address(master.VERSION, clip, gain, pause, sound)


def marks_key(diacritizer: Diacritizer, text: str) -> str:
    """Return the address of the diacritized form of a text."""
    return _address(diacritizer.name, diacritizer.version, text)


def picture_key(*facts: object) -> str:
    """Return the address of a drawn cover."""
    return _address("picture", *facts)
