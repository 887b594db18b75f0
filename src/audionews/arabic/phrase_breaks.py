"""Where a sentence may be cut: what a cut after each word costs, and the cheapest even cutting to a limit.

All cuts of a sentence are weighed together (dynamic programming, after Knuth and Plass 1981), not one after the other.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import strip_marks
from audionews.arabic.quotes import quotations
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a cut costs; a line of the full length costs 1, an empty one nothing.
_STOP, _SEMICOLON, _COMMA, _COLON, _QUOTE = 0.3, 0.35, 0.6, 0.7, 0.8
_CLAUSE, _AND, _LEAD, _SPACE, _CLINGS, _KIN = 0.9, 1.2, 1.3, 1.8, 4.0, 8.0
_QUOTED = 3.0  # more for a cut inside a quotation that fits on a line
_SHORT = 0.2  # lines under this share of the limit sound like stray words

_MARKS = {
    **dict.fromkeys(".!؟?…", _STOP),
    **dict.fromkeys("؛;", _SEMICOLON),
    **dict.fromkeys("،,", _COMMA),
    ":": _COLON,
    **dict.fromkeys("»”\"'’)]-–", _QUOTE),
}
_TAIL = "".join(_MARKS)
_OPENING = frozenset('«“"([-–')


class _Table(NamedTuple):
    """Words by what they say about a cut beside them; the list describes the kinds."""

    clinging: frozenset[str]
    leading: frozenset[str]
    kinship: frozenset[str]
    clause: tuple[str, ...]
    rooted: tuple[str, ...]


@derived
def _table(lists: WordLists) -> _Table:
    clinging, leading, kinship, clause, rooted = (lists.of_kind("phrase_break_words", kind) for kind in _Table._fields)
    return _Table(frozenset(clinging), frozenset(leading), frozenset(kinship), clause, rooted)


def weigh_cuts(words: Sequence[str], sizes: Sequence[int], limit: int, lists: WordLists | None = None) -> list[float]:
    """Return what a cut after each word would cost.

    Args:
        words: As written, with their punctuation.
        sizes: How many characters of a line each word takes.
        limit: Longest line; a quotation that fits on one is kept together.
        lists: The words beside which a cut is good or bad; by default those that ship.
    """
    table = _table(lists)
    inside = _quoted(words, sizes, limit)
    return [
        _cost(word, after, table) + (_QUOTED if quoted else 0.0)
        for (word, after), quoted in zip(zip_longest(words, words[1:], fillvalue=""), inside, strict=True)
    ]


def cut(sizes: Sequence[int], gaps: Sequence[int], costs: Sequence[float], limit: int) -> list[int]:
    """Return after how many words each line ends, so that cuts are cheap and lines are even.

    Args:
        sizes: Characters of each word; a word over the limit gets a line of its own.
        gaps: Characters between each word and the next, one fewer than sizes.
        costs: What a cut after each word costs.
        limit: Longest line.
    """
    ends = list(accumulate(size + gap for size, gap in zip(sizes, [*gaps, 0], strict=False)))
    starts = [0, *ends]
    total = len(sizes)
    if not total or ends[-1] <= limit:
        return [total] if total else []
    best = [0.0] + [float("inf")] * total
    via = [0] * (total + 1)
    for last in range(1, total + 1):
        reach = starts[last - 1] + sizes[last - 1]
        for first in range(last - 1, -1, -1):
            length = reach - starts[first]
            if length > limit and last - first > 1:
                break
            price = best[first] + _unevenness(length / limit) + (costs[last - 1] if last < total else 0.0)
            if price < best[last]:
                best[last], via[last] = price, first
    lines = []
    while total:
        lines.append(total)
        total = via[total]
    return lines[::-1]


def _unevenness(share: float) -> float:
    return share * share + (max(0.0, _SHORT - share) / _SHORT) * 0.5


def _cost(word: str, after: str, table: _Table) -> float:
    bare, following = strip_marks(word), strip_marks(after)
    stem = bare.rstrip(_TAIL)
    tail = bare[len(stem) :]
    if tail and not _is_initial(stem, tail):
        return min(_MARKS[char] for char in tail)
    if any(char.isdigit() for char in stem) or stem in table.kinship or following in table.kinship:
        return _KIN
    if tail or stem in table.clinging or (stem[:1] in {"و", "ف"} and stem[1:] in table.clinging):
        return _CLINGS
    return _cost_before(following, table)


def _is_initial(stem: str, tail: str) -> bool:
    return tail == "." and (len(stem) == 1 or "." in stem)


def _cost_before(word: str, table: _Table) -> float:
    """Return what a cut before the word costs if nothing in the word before it speaks for or against it."""
    if word[:1] in _OPENING:
        return _QUOTE
    if word.startswith("و") and len(word) > 2 and not word.startswith(table.rooted):
        return _CLAUSE if word.startswith(table.clause) else _AND
    return _LEAD if word in table.leading else _SPACE


def _quoted(words: Sequence[str], sizes: Sequence[int], limit: int) -> list[bool]:
    """Return for each word whether a cut after it parts a quotation that fits on a line."""
    ends = list(accumulate(len(word) + 1 for word in words))
    total = [0, *accumulate(sizes)]
    inside = [False] * len(words)
    for opens, closes in quotations(" ".join(words)):
        first, last = bisect_right(ends, opens), bisect_right(ends, closes - 1)
        if total[last + 1] - total[first] + last - first <= limit:
            inside[first:last] = [True] * (last - first)
    return inside
