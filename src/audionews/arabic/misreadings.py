"""Compares what a recognizer makes of a line with what should be spoken in it. Pure: it listens to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, strip_marks

if TYPE_CHECKING:
    from audionews.ports import Recognition


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How unlike its text a line sounds.

    Attributes:
        difference: About 0 for a line that sounds like its text, and the more the less it does.
        word: The word of the text that is least like the sound, or "".
    """

    difference: float
    word: str


def compare(spoken: str, found: Recognition) -> Comparison:
    """Return how unlike its text a line sounds."""
    raise NotImplementedError
