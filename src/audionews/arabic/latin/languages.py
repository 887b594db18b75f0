"""The language of a Latin word, by the words and letters around it. What tells nothing is English."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.latin.english import ENGLISH, english
from audionews.arabic.latin.sounds import sound_out
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.latin.sounds import Sounds

_WEIGHTS = {"letters": 4, "word": 2, "ending": 1}
_TURKISH_C = re.compile("[kşğıüö].*ç|ç.*[kşğı]|hç")
_KEPT = 2048  # stretches


class _Signs(NamedTuple):
    """What tells a language, each with the language that it tells."""

    letters: dict[str, str]
    words: dict[str, list[str]]
    endings: tuple[tuple[str, str], ...]


@derived
def _signs(lists: WordLists) -> _Signs:
    letters: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    endings = []
    for language, kind, text in lists.rows("latin_languages"):
        if kind == "letters":
            letters.update((letter, language) for letter in text if letter not in letters)
        elif kind == "word":
            words.setdefault(text, []).append(language)
        else:
            endings.append((text, language))
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
    signs = _signs(lists)
    votes: Counter[str] = Counter()
    for letter in set(stretch):
        if letter in signs.letters:
            votes[signs.letters[letter]] += _WEIGHTS["letters"]
    if _TURKISH_C.search(stretch):
        votes["tr"] += 2 * _WEIGHTS["letters"]
    for word in re.findall(r"\w+", stretch):
        for language in signs.words.get(word, ()):
            votes[language] += _WEIGHTS["word"]
        for ending, language in signs.endings:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                votes[language] += _WEIGHTS["ending"]
    return max(votes, key=lambda language: votes[language]) if votes else ENGLISH


def sounds_of(word: str, language: str, lists: WordLists | None = None) -> Sounds:
    """Return the sounds of a word in small letters, with its accents, in a language."""
    if language == ENGLISH:
        return english(word, lists)
    return _words(lists).get((language, word)) or sound_out(word, language, lists)
