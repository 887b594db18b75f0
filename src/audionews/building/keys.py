"""Addresses: digests of recipes. What has the same address is not made again."""

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
    """Return the address of the sound of one spoken line. It does not depend on pauses and gain."""
    return recipe.clip_recipe(engine, voice, text).address


def clip_revision(key: str, sha256: str) -> str:
    """Return the name of a clip with exactly these bytes: its address and their digest.

    A service may speak the same line a little differently each time. Frames are made from one revision of a clip.
    """
    return f"{key} {sha256}"


def jingle_key(sha256: str) -> str:
    """Return the address of the clip that is made from a sound file with this digest."""
    return recipe.JingleRecipe(sha256=sha256).address


def frames_key(clip: ClipAddress, gain: float, pause: int, sound: Sound, bed: BedAddress | None = None) -> str:
    """Return the address of the encoded form of a clip with its pause.

    Args:
        clip: The address of the clip.
        gain: Gain in decibels.
        pause: The pause after it in milliseconds.
        sound: Sample rate, bitrate and loudness of the track.
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
    """Return the address of the frames of a finished MP3 from one sample to another."""
    return recipe.CopiedFramesRecipe(sha256=sha256, start=start, end=end).address


def reencoded_key(sha256: str, start: int, end: int, sound: Sound) -> str:
    """Return the address of a part of a finished MP3, from one sample to another, that is encoded again."""
    return recipe.ReencodedFramesRecipe(
        codecs=_codecs(), sha256=sha256, start=start, end=end, sound=recipe.shared_sound(sound)
    ).address


@cache
def _codecs() -> tuple[str, ...]:
    return recipe.codecs()


@cache
def mastering() -> str:
    """Return the digest of the recipe by which clips are mastered."""
    return recipe.MASTERING.digest


def marks_key(diacritizer: Diacritizer, text: str) -> str:
    """Return the address of the diacritized form of a text."""
    return _address(diacritizer.name, diacritizer.version, text)


def result_key(basis: str, *facts: object) -> str:
    """Return the address of the result of a pure function: of its basis, which are code and settings, and its facts."""
    return _address("result", basis, *facts)


def picture_key(*facts: object) -> str:
    """Return the address of a drawn cover."""
    return _address("picture", version("pillow"), version(FONT), *facts)
