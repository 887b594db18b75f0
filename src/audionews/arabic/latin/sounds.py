"""From the letters of a Latin word to its sounds, by rules that see what stands around each letter.

The form of the rules is that of Elovitz, Johnson, McHugh and Shore, Letter-to-sound rules for automatic translation of
English text to phonetics (IEEE Transactions on Acoustics, Speech, and Signal Processing 24, 1976); the rules
themselves are our own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Sounds = tuple[str, ...]

EDGE = "#"
_REACH = 10  # letters before that a rule may look at
_ANY = "-"
_VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœőűąęıůăě"
_CLASSES = {
    "V": f"[{_VOWELS}]",
    "C": f"[^{_VOWELS}#]",
    "F": "[eiyéèêëíìîï]",
    "N": f"(?:[^nmh{_VOWELS}])",
}
_CLASS = re.compile("[VCFN]")


class _Rule(NamedTuple):
    """How some letters sound; ``before`` is matched against what precedes them, ``here`` at the first of them."""

    before: re.Pattern[str] | None
    here: re.Pattern[str]
    length: int
    sounds: Sounds


Rules = dict[str, dict[str, list[_Rule]]]


@derived
def rules(lists: WordLists) -> Mapping[str, Mapping[str, Sequence[_Rule]]]:
    """Return the rules of each language by the letter that they begin with."""
    table: Rules = {}
    for language, before, letters, after, sounds in lists.rows("latin_rules"):
        rule = _Rule(
            before=None if before == _ANY else re.compile(rf"(?:{_expand(before)})\Z"),
            here=re.compile(re.escape(letters) + ("" if after == _ANY else f"(?={_expand(after)})")),
            length=len(letters),
            sounds=() if sounds == _ANY else tuple(sounds.split()),
        )
        table.setdefault(language, {}).setdefault(letters[0], []).append(rule)
    return table


def _expand(context: str) -> str:
    return _CLASS.sub(lambda found: _CLASSES[found[0]], context)


def sound_out(word: str, language: str, lists: WordLists | None = None) -> Sounds:
    """Return the sounds of a word by the rules of a language.

    A doubled consonant is read once unless a rule reads it. A letter that no rule knows is silent.

    Args:
        word: In small letters.
        language: As in ``latin_rules.tsv``.
        lists: The rules; by default those that ship.

    >>> " ".join(sound_out("bright", "en")), " ".join(sound_out("français", "fr"))
    ('b r ai t', 'f r a n s ee')
    """
    known = rules(lists)[language]
    padded = f"{EDGE}{word}{EDGE}"
    found: list[str] = []
    at = 1
    while at < len(padded) - 1:
        rule = next((each for each in known.get(padded[at], ()) if _applies(each, padded, at)), None)
        if rule is None:
            at += 1
            continue
        found += rule.sounds
        last = padded[at + rule.length - 1]
        at += rule.length
        if padded[at] == last and last not in _VOWELS:
            at += 1
    return tuple(found)


def _applies(rule: _Rule, padded: str, at: int) -> bool:
    if rule.here.match(padded, at) is None:
        return False
    return rule.before is None or rule.before.search(padded[max(0, at - _REACH) : at]) is not None
