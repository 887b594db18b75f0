"""Which of the likeliest readings of a word holds, by what stands around it: in its article, and after it.

A model weighs each letter by itself. What it cannot see is decided here, among the readings that it found likely:

- a form has one reading in an article, apart from case endings: where it is read in one way for sure, an occurrence
  that is doubtful is read in that way too, if it can be;
- bahth or bahatha: a noun in construct stands before a genitive. Before a noun with the article that is not one, the
  word is rather the verb.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from audionews.arabic.letters import FATHA, KASRA, SHADDA, SUKUN, clusters, is_letter, strip_marks
from audionews.model import LikelyReading, MarkedText, WordChances

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Inside = tuple[tuple[str, frozenset[str]], ...]

_SURE, _DOUBTFUL = 0.8, 0.7  # chances of what is inside a word; measured on news that no model had seen
_RATIO, _LIKELY = 2, 0.05  # how much likelier the verb must be with what follows it, and how likely by itself
_LEFT = 0.02  # chance of a case that is not among the likeliest readings
_WORD = re.compile(r"\S+")
_WEAK = frozenset("اويىةآ")
_VOWELS = frozenset("\u064e\u064f\u0650")
_NO_CASE_VOWEL = ("ين", "ون", "ان", "ات", "ا", "ى", "ي")  # their endings do not tell accusative from genitive


def agree(texts: Sequence[MarkedText]) -> list[MarkedText]:
    """Return the texts of one article with every form read as it is read for sure in one of them.

    Case endings stay. A form that is read in two ways for sure stays as it is.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    words = [text.text.split() for text in texts]
    for number, line in enumerate(words):
        for at, word in enumerate(line):
            places[_form(word)].append((number, at))
    changes: dict[int, dict[int, int]] = defaultdict(dict)
    for found in places.values():
        if len(found) > 1 and any(texts[number].words[at].readings for number, at in found):
            known = [(words[number][at], texts[number].words[at]) for number, at in found]
            for (number, at), choice in zip(found, _agreed(known), strict=True):
                if choice:
                    changes[number][at] = choice
    return [_changed(text, changes[number]) if number in changes else text for number, text in enumerate(texts)]


def settle(marked: MarkedText) -> MarkedText:
    """Return a line in which nouns that no genitive follows are read as verbs, if they can be.

    The word after it must have the article; endings that do not tell accusative from genitive settle nothing.
    """
    if not any(word.readings for word in marked.words):
        return marked
    words = list(zip(marked.text.split(), marked.words, strict=True))
    pairs = enumerate(pairwise(words))
    choices = {at: choice for at, (pair, after) in pairs if pair[1].readings and (choice := _verb(*pair, *after))}
    return _changed(marked, choices) if choices else marked


def inside(word: str) -> Inside:
    """Return the letters of a word with their marks, without what its case changes and what is not heard.

    >>> inside("كِتَابًا") == inside("كِتَابَا"), inside("كُتُبٌ") == inside("كُتُبِ،"), inside("كُتُبٌ") == inside("كَتَبَ")
    (True, True, False)
    """
    letters = [(each[0], frozenset(each[1:]) - {SUKUN}) for each in clusters(word) if is_letter(each[0])]
    for at in range(len(letters) - 1, -1, -1):
        letter, marks = letters[at]
        letters[at] = (letter, marks & {SHADDA})
        if letter not in {"ا", "ى"} or at < len(letters) - 1:
            break
    return tuple(letters)


def _agreed(known: Iterable[tuple[str, WordChances]]) -> list[int]:
    """Return for each occurrence of a form which of its readings it takes; 0 is the one that it has."""
    weighed = [_insides(word, chances) for word, chances in known]
    tops = [next(iter(each)) for each in weighed]
    sure = {top for top, each in zip(tops, weighed, strict=True) if each[top][0] >= _SURE}
    choices = [0] * len(weighed)
    if len(sure) == 1:
        (common,) = sure
        for at, (top, each) in enumerate(zip(tops, weighed, strict=True)):
            if top != common and common in each and each[top][0] < _DOUBTFUL:
                choices[at] = each[common][1]
    return choices


def _insides(word: str, chances: WordChances) -> dict[Inside, tuple[float, int]]:
    """Return the chance of each inside of a word and its likeliest reading; first that which was chosen."""
    found: dict[Inside, tuple[float, int]] = {}
    for at, reading in enumerate(chances.readings or (LikelyReading(word, chances.paused),)):
        key = inside(reading.spoken)
        chance, first = found.get(key, (0.0, at))
        found[key] = (chance + reading.chance, first)
    return found


def _verb(word: str, chances: WordChances, after: str, its: WordChances) -> int:
    """Return which reading makes a word a verb if it is to be one, else 0."""
    bare = strip_marks(after)
    if _kind(word) != "noun" or not bare.startswith("ال") or bare.endswith(_NO_CASE_VOWEL) or not bare.isalpha():
        return 0
    ends = [(clusters(each.spoken)[-1], each.chance) for each in its.readings or (LikelyReading(after, its.sure),)]
    genitive, accusative = (sum(chance for end, chance in ends if vowel in end) for vowel in (KASRA, FATHA))
    kinds = [_kind(each.spoken) for each in chances.readings]
    if "verb" not in kinds:
        return 0
    verb = kinds.index("verb")
    chance = chances.readings[verb].chance
    noun = sum(each.chance for each, kind in zip(chances.readings, kinds, strict=True) if kind == "noun")
    is_verb = chance >= _LIKELY and chance * accusative > _RATIO * noun * max(genitive, _LEFT)
    return verb if is_verb else 0


def _kind(word: str) -> str:
    """Return whether a word of three letters is read as a noun in construct (bahtha) or a verb (bahatha), or ""."""
    letters = [(each[0], frozenset(each[1:])) for each in clusters(word)]
    if len(letters) == 4 and letters[0][0] in "وف":
        del letters[0]
    if len(letters) != 3 or any(letter in _WEAK or not is_letter(letter) for letter, _ in letters[1:]):
        return ""
    (_, first), (_, middle), (_, last) = letters
    if middle <= {SUKUN} and last & _VOWELS and SHADDA not in last:
        return "noun"
    return "verb" if first == {FATHA} and middle & _VOWELS and SHADDA not in middle and last == {FATHA} else ""


def _changed(text: MarkedText, choices: dict[int, int]) -> MarkedText:
    """Return a text in which some words, by number, have another one of their readings."""
    spoken, chances = text.text.split(), list(text.words)
    for at, choice in choices.items():
        spoken[at] = chances[at].readings[choice].spoken
        chances[at] = _preferred(chances[at], choice)
    following = iter(spoken)
    return MarkedText(_WORD.sub(lambda _: next(following), text.text), tuple(chances))


def _preferred(word: WordChances, choice: int) -> WordChances:
    """Return what is known of a word with another reading first: it and the first one exchange their chances."""
    readings = list(word.readings)
    first, other = readings[0], readings[choice]
    readings[choice] = LikelyReading(first.spoken, other.chance)
    return replace(word, readings=(LikelyReading(other.spoken, first.chance), *readings[1:]))


def _form(word: str) -> str:
    return "".join(filter(is_letter, strip_marks(word)))
