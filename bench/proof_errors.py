"""Plants wrong readings in lines: the errors that a listener has to find."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audionews.model import Line

MARKS = "\u064e\u064f\u0650"  # fatha, damma, kasra
_LETTERS = ("سش", "دذ", "تط", "حه", "قك", "زس", "صض", "بم", "رل", "عغ")  # that a voice could mistake for each other
_DIGITS = re.compile(r"\d+")

Speak = "Callable[[str], str]"


def plant(kind: str, line: Line, others: Sequence[str], say: Callable[[str], str], seed: int) -> str:
    """Return what is spoken with one error of a kind in place of a line; "" if it has no room for one.

    Args:
        kind: "replaced", "dropped", "number", "letter" or "vowels".
        line: The line.
        others: Words of other lines, as they are spoken.
        say: Returns what is spoken for a written text.
        seed: Where the error is depends on it.
    """
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - no secret
    words = line.spoken.split()
    longer = [at for at, word in enumerate(words) if len(_bare(word)) > 3]
    if kind == "number":
        return _misread(line, say, chance)
    if len(longer) < 3:
        return ""
    at = chance.choice(longer)
    change = {"replaced": _replaced, "dropped": _dropped, "letter": _misspoken, "vowels": _revowelled}[kind]
    changed = change(words[at], others, chance)
    words[at : at + 1] = [changed] if changed else []
    found = " ".join(words)
    return "" if found == line.spoken else found


def _bare(word: str) -> str:
    return "".join(char for char in word if "\u0621" <= char <= "\u064a")


def _replaced(word: str, others: Sequence[str], chance: random.Random) -> str:
    alike = [each for each in others if abs(len(_bare(each)) - len(_bare(word))) <= 1 and _bare(each) != _bare(word)]
    return chance.choice(alike)


def _dropped(_word: str, _others: Sequence[str], _chance: random.Random) -> str:
    return ""


def _misspoken(word: str, _others: Sequence[str], chance: random.Random) -> str:
    """Return the word with one consonant for another."""
    pairs = [pair for letters in _LETTERS for pair in (letters, letters[::-1]) if pair[0] in word]
    if not pairs:
        return word
    pair = chance.choice(pairs)
    return word.replace(pair[0], pair[1], 1)


def _revowelled(word: str, _others: Sequence[str], chance: random.Random) -> str:
    """Return the word with other short vowels before its last letter."""
    places = [at for at, char in enumerate(word[:-2]) if char in MARKS]
    letters = list(word)
    for at in places:
        letters[at] = chance.choice(MARKS.replace(letters[at], ""))
    return "".join(letters)


def _misread(line: Line, say: Callable[[str], str], chance: random.Random) -> str:
    """Return the line with one of its numbers read as another."""
    numbers = list(_DIGITS.finditer(line.written))
    if not numbers:
        return ""
    match = chance.choice(numbers)
    at = chance.randrange(len(match[0]))
    digit = chance.choice([each for each in "23456789" if each != match[0][at]])
    wrong = match[0][:at] + digit + match[0][at + 1 :]
    return say(line.written[: match.start()] + wrong + line.written[match.end() :])


def with_error(line: Line, spoken: str) -> Line:
    """Return the line as it is spoken with an error."""
    return replace(line, spoken=spoken)
