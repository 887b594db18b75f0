"""Addresses: digests of recipes. The same address twice means no work."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from audionews.building import recipe
from audionews.building.recipe import digest

if TYPE_CHECKING:
    from audionews.audio.mastering import Sound
    from audionews.building.encoding import BedAddress
    from audionews.building.synthesis import ClipAddress
    from audionews.model import Voice
    from audionews.ports import Diacritizer, SpeechEngine

FONT = "fontpkg-ibm-plex-sans-arabic"


def _address(*facts: object) -> str:
    name = digest(recipe.FORMAT, *facts)
    return f"{name[:2]}/{name[2:]}"


def clip_key(engine: SpeechEngine, voice: Voice, text: str) -> str:
    """Return the address of the sound of one spoken line. Pauses and gain change no clip."""
    return recipe.clip_recipe(engine, voice, text).address


def clip_revision(key: str, sha256: str) -> str:
    """Return the name of a clip with exactly these bytes: its address and their digest.

    A service may speak the same line a little differently each time. Frames are made of one revision of a clip.
    """
    return f"{key} {sha256}"


def jingle_key(sha256: str) -> str:
    """Return the address of the clip of a sound file with this digest."""
    return recipe.JingleRecipe(sha256=sha256).address


def frames_key(clip: ClipAddress, gain: float, pause: int, sound: Sound, bed: BedAddress | None = None) -> str:
    """Return the address of the encoded form of a clip with its pause.

    Args:
        clip: What is encoded.
        gain: Decibels.
        pause: Milliseconds.
        sound: What all clips share.
        bed: The music under it and how it is mixed, or None.
    """
    return recipe.FramesRecipe(
        codecs=_codecs(),
        clip=clip_revision(*clip),
        gain=gain,
        pause=pause,
        sound=recipe.shared_sound(sound),
        bed=(clip_revision(*bed.clip), bed.gain, bed.duck, bed.lead) if bed else (),
    ).address


def copied_key(sha256: str, start: int, end: int) -> str:
    """Return the address of a stretch of the frames of a finished MP3, from sample to sample."""
    return recipe.CopiedFramesRecipe(sha256=sha256, start=start, end=end).address


def reencoded_key(sha256: str, start: int, end: int, sound: Sound) -> str:
    """Return the address of what is heard in a stretch of a finished MP3, encoded again."""
    return recipe.ReencodedFramesRecipe(
        codecs=_codecs(), sha256=sha256, start=start, end=end, sound=recipe.shared_sound(sound)
    ).address


@cache
def _codecs() -> tuple[str, ...]:
    return recipe.codecs()


@cache
def mastering() -> str:
    """Return the digest of how sound is made of clips."""
    return recipe.MASTERING.digest


def marks_key(diacritizer: Diacritizer, text: str) -> str:
    """Return the address of the diacritized form of a text."""
    return _address(diacritizer.name, diacritizer.version, text)


def picture_key(*facts: object) -> str:
    """Return the address of a drawn cover."""
    return _address("picture", version("pillow"), version(FONT), *facts)
