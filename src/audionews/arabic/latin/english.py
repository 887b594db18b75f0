"""How English words sound: by a list of irregular words, by their endings and parts, else by rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.latin.sounds import sound_out
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.latin.sounds import Sounds

ENGLISH = "en"
_HISSING = frozenset({"s", "z", "sh", "zh", "ch", "j", "dj"})
_VOICELESS = frozenset({"p", "t", "k", "f", "th", "s", "sh", "ch"})
_STOPS = frozenset({"t", "d"})
_PLURAL = re.compile(r".{2,}(?:[^aiousy]|[^s]e|[aeo]y)s")
_PAST = re.compile(r".*[aeiouy].*[^e]ed")
_DOUBLED = re.compile(r".*([bdgkmnprtv])\1")
_LOST_E = re.compile(
    r"(?:[^aeiouy]*[aeiouy][bcdgkmnptvz]|.*(?:[cvzu]|[aeiouy]s|[^aeiou]at|[ui]r|.*[aeiouy].*ut|[nr]g|dg|[bcdfgkpt]l))"
)
_SUFFIXES = (("ly", "l ii"), ("ness", "n @e s"), ("ment", "m e n t"), ("ful", "f @u l"), ("less", "l @e s"))
_SHORTEST = 3  # letters of a part of a compound
_NAME_ENDINGS = frozenset({"son", "ton"})  # Johnson is no son
_SHORTEST_STEM = 4  # letters of a stem that is not in the list


@derived
def _words(lists: WordLists) -> dict[str, Sounds]:
    return {word: tuple(sounds.split()) for language, word, sounds in lists.rows("latin_words") if language == ENGLISH}


def english(word: str, lists: WordLists | None = None) -> Sounds:
    """Return the sounds of an English word in small letters.

    >>> " ".join(english("watched")), " ".join(english("making")), " ".join(english("greenhouse"))
    ('w o ch t', 'm ei k i ng', 'g r ii n h au s')
    """
    return _listed(word, lists) or _inflected(word, lists) or sound_out(word, ENGLISH, lists)


def is_english(word: str, lists: WordLists | None = None) -> bool:
    """Return whether a word in small letters is one of the list."""
    return word in _words(lists)


def _listed(word: str, lists: WordLists | None) -> Sounds:
    """Return the sounds of a word of the list, or of two that are written as one; () if it is neither."""
    words = _words(lists)
    if word in words:
        return words[word]
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if word[:cut] in words and word[cut:] in words and word[cut:] not in _NAME_ENDINGS:
            return words[word[:cut]] + words[word[cut:]]
    if word.startswith("un") and word[2:] in words:
        return ("uh", "n", *words[word[2:]])
    return ()


def _inflected(word: str, lists: WordLists | None) -> Sounds:
    """Return the sounds of a word with an ending, or () if it has none. Stems get shorter and shorter."""
    if _PLURAL.fullmatch(word):
        return _plural(word, lists)
    if _PAST.fullmatch(word):
        return _past(english(_stem(word[:-2], lists), lists))
    if word.endswith("ing") and len(word) > 5 and re.search("[aeiouy]", word[:-3]):
        return (*english(_stem(word[:-3], lists), lists), "i", "ng")
    for suffix, sounds_of_suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and (is_english(stem, lists) or (len(stem) >= _SHORTEST_STEM and stem[-1] not in "aiou")):
            return (*english(stem, lists), *sounds_of_suffix.split())
    return ()


def _plural(word: str, lists: WordLists | None) -> Sounds:
    """Return the sounds of a plural or of a verb in -s."""
    stem = word[:-1]
    if word.endswith("ies"):
        stem = word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "sses", "oes")):
        stem = word[:-2]
    sounds = english(stem, lists)
    if not _HISSING.isdisjoint(sounds[-1:]):
        return (*sounds, "@e", "z")
    return (*sounds, "z" if _VOICELESS.isdisjoint(sounds[-1:]) else "s")


def _past(sounds: Sounds) -> Sounds:
    """Return the sounds of a verb with -ed behind them."""
    if not _STOPS.isdisjoint(sounds[-1:]):
        return (*sounds, "@e", "d")
    return (*sounds, "d" if _VOICELESS.isdisjoint(sounds[-1:]) else "t")


def _stem(base: str, lists: WordLists | None) -> str:
    """Return the word that an ending was added to: stopp is stop, mak is make, carri is carry."""
    if base.endswith("i"):
        return base[:-1] + "y"
    if is_english(base + "e", lists) and not is_english(base, lists):
        return base + "e"
    if is_english(base, lists):
        return base
    if _DOUBLED.fullmatch(base):
        return base[:-1]
    return base + "e" if _LOST_E.fullmatch(base) else base
