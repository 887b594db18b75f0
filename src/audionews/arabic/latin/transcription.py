"""Sounds in Arabic letters with all their marks, as newsrooms transcribe foreign names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import DAMMA, FATHA, KASRA, SUKUN
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.latin.sounds import Sounds

_CONSONANT = "consonant"
_SEATS = {KASRA: "ئ", FATHA: "أ", DAMMA: "ؤ"}  # of a hamza between two vowels


class _Sound(NamedTuple):
    kind: str
    letters: str
    initial: str
    final: str


@derived
def _sounds(lists: WordLists) -> dict[str, _Sound]:
    return {name: _Sound(*row) for name, *row in lists.rows("latin_sounds")}


def transcribe(sounds: Sounds, lists: WordLists | None = None) -> str:
    """Return the sounds of a word in Arabic letters.

    >>> transcribe(("f", "y", "uu", "ch", "@e", "r")), transcribe(("m", "ii", "d", "ii", "@a"))
    ('فْيُوتْشَرْ', 'مِيدِيَا')
    """
    table = _sounds(lists)
    found = list(_expanded(sounds, table))
    written = ""
    is_open = False  # the last letter is a consonant without a mark
    for at, name in enumerate(found):
        sound = table[name]
        if sound.kind != _CONSONANT:
            written = _with_vowel(written, _vowel(found, at, table), is_open=is_open) if written else sound.initial
            is_open = False
            continue
        for letter in sound.letters:
            if not is_open:
                written += letter
            elif letter != written[-1]:
                written += SUKUN + letter
            is_open = True
    return written + (SUKUN if is_open else "")


def _expanded(sounds: Sounds, table: dict[str, _Sound]) -> Iterator[str]:
    for name in sounds:
        if table[name].kind == "pair":
            yield from table[name].letters.split()
        else:
            yield name


def _vowel(sounds: Sequence[str], at: int, table: dict[str, _Sound]) -> str:
    """Return the letters of a vowel after a consonant: e is short before two, and before r nearly silent."""
    sound = table[sounds[at]]
    if at + 1 == len(sounds):
        return sound.final or sound.letters
    if sounds[at] == "@e" and sounds[at + 1] == "r":
        return FATHA
    if sounds[at] == "e" and (sounds[at + 1] == "y" or sounds[:at] == ["y"]):
        return KASRA
    if sounds[at] == "e" and all(table[name].kind == _CONSONANT for name in sounds[at + 1 : at + 3]):
        return KASRA if at + 2 < len(sounds) else sound.letters
    return sound.letters


def _with_vowel(written: str, letters: str, *, is_open: bool) -> str:
    """Return what is written with a vowel behind it; after a vowel, its و or ي or else a hamza carries it."""
    if is_open:
        return written + letters
    bare = written.removesuffix(SUKUN)
    return bare + letters if bare[-1] in "وي" else bare + _SEATS[letters[0]] + letters
