"""Which Latin words are said letter by letter."""

from __future__ import annotations

import re

from audionews.arabic.latin.english import is_english
from audionews.arabic.word_lists import WordLists  # noqa: TC001 - doctests read the annotations

_LONGEST = 6  # letters
_LONGEST_SHORT = 3  # letters of a word in capitals that is never said as a word
_PLURAL = re.compile(r"([A-Z]{2,6})s")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_NUCLEUS = "(?:ai|au|aa|ee|oo|ea|ou|[aeiouy])"
_SAID = re.compile(
    "(?:[bdfgkpst]?[rl]|s[cklmnptw]|[ct]h|sh|qu|[b-df-hj-np-tv-z])?"
    f"{_NUCLEUS}(?:[lmnrscptkxfbdg]?[b-df-hj-np-tv-z]{_NUCLEUS})*"
    "(?:[lrn][dtkpsmcgfn]|s[tkp]|[cpx]t|ck|mp|[kpct]s|[b-df-hj-np-tv-z])?"
)
_LIKE_USDA = re.compile("[aeiouy][^aeiouy]{2}[aeiouy]")


def plural_of(word: str) -> str:
    """Return the acronym that a word is the plural of, or "".

    >>> plural_of("NGOs"), plural_of("Gas")
    ('NGO', '')
    """
    found = _PLURAL.fullmatch(word)
    return found[1] if found else ""


def is_spelt(word: str, lists: WordLists | None = None, *, in_capitals: bool = False) -> bool:
    """Return whether a word of the 26 letters is said letter by letter.

    Args:
        word: As written.
        lists: Know English words; by default those that ship.
        in_capitals: The words around it are written in capitals too, which then tell nothing.

    >>> [is_spelt(word) for word in ("FBI", "kWh", "UNDP", "IAEA", "NAFTA", "CERN", "Sony", "BREAKING")]
    [True, True, True, True, False, False, False, False]
    """
    lower = word.lower()
    if len(word) == 1:
        return True
    if is_english(lower, lists) and (in_capitals or not word.isupper()):
        return False
    if not _VOWEL.search(word):
        return len(word) <= _LONGEST
    if not word.isupper() or len(word) > _LONGEST:
        return False
    if len(word) <= _LONGEST_SHORT:
        return not (in_capitals and _SAID.fullmatch(lower))
    return _SAID.fullmatch(lower) is None or _LIKE_USDA.fullmatch(lower) is not None
