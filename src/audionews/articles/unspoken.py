"""How much of an input is not spoken: what a user must see before a listener hears it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import arabic_share, clean
from audionews.articles.traits import Kind
from audionews.model import Place, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.model import SourceLine

_SPOKEN = frozenset((Place.HEADLINE, Place.SUMMARY, Place.BODY))
_FACTS = frozenset((Place.DATE, Place.BYLINE, Place.LINK, Place.EMBARGO))  # kept with the episode
_NO_LOSS = frozenset((Reason.BLANK, Reason.CONTROL, Reason.REPEAT, Reason.PAGE, Reason.USER))
_CERTAIN = frozenset(
    (Kind.CONTROL, Kind.HEADER, Kind.ADDRESS)
)  # no line of an article is like these, unless it is long
_SENTENCE = re.compile(r".{40,}[.؟?!…][»\"”’)\]]*", re.DOTALL)
MUCH = 0.15  # of the characters
LONG = 100  # characters


class Unspoken(NamedTuple):
    """What of an article is not spoken.

    What is spoken elsewhere, kept as a fact, in other letters or not wanted by the user does not count, nor does what
    surrounds the article in a page. Above the first spoken line, where pages have their menus, only sentences count.

    Attributes:
        characters: How many characters are not spoken. Captions, credits and controls of a page do not count here.
        share: Their share of all characters that are to be spoken (0 to 1).
        longest: The number of characters of the longest line that is not spoken.
    """

    characters: int
    share: float
    longest: int

    @property
    def is_notable(self) -> bool:
        """Whether it is so much that the user should look at it."""
        return (self.share > MUCH and self.characters > LONG) or self.longest > LONG


def unspoken(lines: Iterable[SourceLine]) -> Unspoken:
    """Return how much of the lines of an article is not spoken."""
    spoken = lost = longest = 0
    for line in lines:
        text = clean(line.text)
        if line.place in _SPOKEN:
            spoken += len(text)
        elif _may_be_loss(line, text, above=not spoken):
            longest = max(longest, len(text))
            if line.place is Place.DROPPED and line.reason is not Reason.CREDIT and line.why not in _CERTAIN:
                lost += len(text)
    return Unspoken(lost, lost / max(1, lost + spoken), longest)


def _may_be_loss(line: SourceLine, text: str, *, above: bool) -> bool:
    """Return whether a line that is not spoken could be one of the article."""
    if line.place in _FACTS or line.reason in _NO_LOSS or not arabic_share(text):
        return False
    return not above or _SENTENCE.fullmatch(text) is not None
