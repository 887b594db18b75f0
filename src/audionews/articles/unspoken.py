"""How much of an input is not spoken: what a user must see before a listener hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import clean
from audionews.model import Place, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.model import SourceLine

_FACTS = frozenset((Place.DATE, Place.BYLINE, Place.LINK, Place.EMBARGO))  # kept with the episode
_NO_LOSS = frozenset((Reason.BLANK, Reason.CONTROL, Reason.REPEAT, Reason.PAGE, Reason.USER))
MUCH = 0.15  # of the characters
LONG = 100  # characters of one line


class Unspoken(NamedTuple):
    """What of an article is not spoken.

    Attributes:
        share: The share of its characters (0 to 1). What is spoken elsewhere, kept as a fact or not wanted by the user,
            and what surrounds the article in a page, does not count.
        longest: The number of characters of the longest such line.
    """

    share: float
    longest: int

    @property
    def is_notable(self) -> bool:
        """Whether it is so much that the user should look at it."""
        return self.share > MUCH or self.longest > LONG


def unspoken(lines: Iterable[SourceLine]) -> Unspoken:
    """Return how much of the lines of an article is not spoken."""
    spoken, lost = 0, [0]
    for line in lines:
        length = len(clean(line.text))
        if line.place in {Place.HEADLINE, Place.SUMMARY, Place.BODY}:
            spoken += length
        elif line.place not in _FACTS and line.reason not in _NO_LOSS:
            lost.append(length)
    return Unspoken(sum(lost) / max(1, sum(lost) + spoken), max(lost))
