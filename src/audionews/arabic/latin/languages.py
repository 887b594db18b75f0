"""The language of a Latin word, by the words and letters around it. What tells nothing is English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.latin.english import ENGLISH, english, is_english
from audionews.arabic.latin.sounds import rules, sound_out
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.latin.sounds import Sounds

_WEIGHTS = {"letters": 4, "word": 2, "ending": 1, "shared": 1}
_ELIDED = re.compile(r"\b[dl]['’](?=[aeiouyhâéèêîô])")
_TURKISH_C = re.compile("[kşğıüö].*ç|ç.*[kşğı]|hç")
_KEPT = 2048  # stretches


class _Signs(NamedTuple):
    """What tells a language: a letter or a word with the votes that it gives, an ending with its language."""

    letters: dict[str, tuple[str, int]]
    words: dict[str, list[str]]
    endings: tuple[tuple[str, str], ...]


@derived
def _signs(lists: WordLists) -> _Signs:
    letters: dict[str, tuple[str, int]] = {}
    words: dict[str, list[str]] = {}
    endings = []
    for language, kind, text in lists.rows("latin_languages"):
        if kind == "word":
            words.setdefault(text, []).append(language)
        elif kind == "ending":
            endings.append((text, language))
        else:
            letters.update((letter, (language, _WEIGHTS[kind])) for letter in text if letter not in letters)
    return _Signs(letters, words, tuple(endings))


@derived
def _words(lists: WordLists) -> dict[tuple[str, str], Sounds]:
    return {(language, word): tuple(sounds.split()) for language, word, sounds in lists.rows("latin_words")}


@lru_cache(maxsize=_KEPT)
def language_of(stretch: str, lists: WordLists | None = None) -> str:
    """Return the language of a stretch of Latin words.

    >>> language_of("le monde"), language_of("müller"), language_of("the future"), language_of("beşiktaş")
    ('fr', 'de', 'en', 'tr')
    """
    votes = _letter_votes(stretch, _signs(lists).letters)
    for word in re.findall(r"\w+", stretch):
        votes.update(_word_votes(word, lists))
    return max(votes, key=lambda language: votes[language]) if votes else ENGLISH


def _letter_votes(stretch: str, letters: dict[str, tuple[str, int]]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for letter in sorted(letters.keys() & set(stretch)):
        language, weight = letters[letter]
        votes[language] += weight
    if _TURKISH_C.search(stretch):
        votes["tr"] += 2 * _WEIGHTS["letters"]
    if _ELIDED.search(stretch):
        votes["fr"] += _WEIGHTS["word"]
    return votes


def _word_votes(word: str, lists: WordLists | None) -> Counter[str]:
    signs = _signs(lists)
    votes: Counter[str] = Counter()
    if is_english(word, lists):
        votes[ENGLISH] += _WEIGHTS["word"]
    for language in signs.words.get(word, ()):
        votes[language] += _WEIGHTS["word"]
    for ending, language in signs.endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            votes[language] += _WEIGHTS["ending"]
    return votes


def sounds_of(word: str, language: str, lists: WordLists | None = None) -> Sounds:
    """Return the sounds of a word in small letters, with its accents, in a language."""
    if language == ENGLISH:
        return english(word, lists)
    known = rules(lists)[language]
    spelt = "".join(char if char in known else _base(char) for char in word)
    return _words(lists).get((language, word)) or sound_out(spelt, language, lists)


def _base(char: str) -> str:
    """Return a letter without its accent."""
    return unicodedata.normalize("NFD", char)[0]
