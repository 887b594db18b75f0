"""What the teacher reads: our own vowelled texts, cut, scrambled and ended in other ways.

The gold of the diacritizer gives the words of the news in their frequency. Three things make more of it: its clauses as
lines of their own, since the teacher speaks short lines in another way; sentences whose consonants are exchanged for
others, so that each pair of phones is heard often; and other marks at the end, for the tune of questions.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.line import phonemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BLOCK, ONE_IN = 6, 20  # one block of so many lines in so many is kept for scoring
EXCHANGED = "بتثجحخدذرزسشصضطظعغفقكه"
ENDINGS = ".؟!،"
MOST_CHARS = 360  # longer lines are read clause by clause alone

_CLAUSE = re.compile("(?<=[،؛:]) ")


@dataclass(frozen=True)
class Line:
    """A line for the teacher.

    Attributes:
        text: Vowelled.
        source: Where it comes from: gold, own, clauses, exchanged, endings.
        kept: It is for scoring, and never learned from.
    """

    text: str
    source: str
    kept: bool = False


def corpus(gold: Path, own: Path) -> list[Line]:
    """Return all lines, always the same and in the same order.

    Args:
        gold: The folder of the diacritizer's gold.
        own: The folder of the texts that were written for the voice.
    """
    written = [Line(text, "gold", is_kept(at)) for at, text in enumerate(_read(gold))]
    written += [Line(text, "own") for text in _read(own)]
    chance = random.Random(14)  # noqa: S311 - the same lines each time
    learned = [line for line in written if not line.kept]
    clauses = [Line(text, "clauses") for line in learned for text in _clauses(line.text)]
    endings = [Line(_ended(text, chance), "endings") for text in _shorter(learned)]
    exchanged = [Line(_exchanged(line.text, chance), "exchanged") for line in learned]
    return [line for line in [*written, *clauses, *endings, *exchanged] if len(line.text) <= MOST_CHARS]


def is_kept(at: int) -> bool:
    """Return whether the gold line of this number is kept for scoring."""
    return at // BLOCK % ONE_IN == ONE_IN - 1


def _read(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield line.strip()


def _clauses(text: str) -> list[str]:
    parts = _CLAUSE.split(text)
    return parts if len(parts) > 1 else []


def _shorter(lines: Iterable[Line]) -> list[str]:
    """Return the lines of a few words, and the last clauses of the others."""
    return [_CLAUSE.split(line.text)[-1] for line in lines]


def _ended(text: str, chance: random.Random) -> str:
    return text.rstrip('.؟!،؛:»"') + chance.choice(ENDINGS)


def _exchanged(text: str, chance: random.Random) -> str:
    """Return the text with its consonants exchanged for others: no words, but phones as Arabic joins them."""
    others = list(EXCHANGED)
    chance.shuffle(others)
    return text.translate(str.maketrans(EXCHANGED, "".join(others)))


def pairs(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count the pairs of phones that follow each other within the phrases of texts."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for phrase in phonemes(text):
            phones = [phone for word in phrase.words for phone in word.phones]
            found.update(itertools.pairwise(phones))
    return found


def covered(learned: Counter[tuple[str, str]], heard: Counter[tuple[str, str]], least: int) -> float:
    """Return the share of the pairs heard, each as often as it is, that were learned at least so often."""
    known = sum(count for pair, count in heard.items() if learned[pair] >= least)
    return known / max(1, sum(heard.values()))


def balanced(lines: Sequence[Line]) -> list[Line]:
    """Return the lines in an order in which each beginning has all sources in their shares."""
    shuffled = list(lines)
    random.Random(7).shuffle(shuffled)  # noqa: S311 - the same order each time
    return sorted(shuffled, key=lambda line: not line.kept)
