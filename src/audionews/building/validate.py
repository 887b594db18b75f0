"""Checks whether a clip can be the sound of its text, so that no wrong clip is cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from audionews.arabic.letters import is_letter
from audionews.audio.measure import Measures, measure
from audionews.audio.pcm import decode
from audionews.errors import NoAudio, Truncated

if TYPE_CHECKING:
    from audionews.model import Caps, Clip

# Newsreaders say 10 to 15 letters per second. A clip that is far outside is not the sound of the text.
FASTEST = 60.0  # letters per second
SLOWEST = 1.5  # letters per second
SLACK = 5.0  # seconds
FULL = 0.999  # of full scale
CLIPPED = 0.02  # share of samples at full scale; in loud speech it is one in ten thousand


def validate_clip(text: str, clip: Clip, caps: Caps) -> Measures:
    """Return the measures of a clip, if it can be the sound of the text.

    Raises:
        NoAudio: The clip cannot be decoded, is silent, too long or clipped.
        Truncated: The clip is too short.
    """
    measures = measure(clip, silent_ok=caps.silent)
    _check_length(text, measures)
    if measures.peak >= FULL:
        _check_level(clip)
    return measures


def _check_length(text: str, measures: Measures) -> None:
    letters = sum(map(is_letter, text))
    seconds = (measures.last - measures.first) / measures.rate
    if seconds < letters / FASTEST:
        raise Truncated(f"the engine gave {seconds:.1f} s of sound for {letters} letters", "run the build again")
    if seconds > letters / SLOWEST + SLACK:
        raise NoAudio(f"the engine gave {seconds:.1f} s of sound for {letters} letters", "try another voice (--voice)")


def _check_level(clip: Clip) -> None:
    share = float(np.mean(np.abs(decode(clip).samples) >= FULL))
    if share > CLIPPED:
        what = f"the sound is clipped: {share:.0%} of it is at full scale"
        raise NoAudio(what, "lower the volume in the voice's settings, or try another voice (--voice)")
