"""Corrections by grammar: what Arabic spelling decides, whatever a model of letters guesses.

Only letters that the author left bare are changed. The rules:

- 'abd written together with the name of God after it (عبدالعزيز) has kasra after bn, else the case of the word before;
- the article: its lam has sukun before a moon letter; a sun letter after it is doubled (ash-shams);
- a word that ends in a vowel and sukun gets a helping vowel before hamzat al-wasl: mina l-madina, 'ani l-harb, humu
  l-abtal; but no foreign name that ends in two consonants or after a long vowel (Cambridge, London);
- min and 'an end in sukun everywhere else;
- 11 to 19: both words end in a (khamsata ashara, ithna ashara);
- names like Ghazza and Ahmad never take tanwin, and have a for the genitive (diptotes);
- bn between names: its ba has sukun, and it has the case of the name before it, which loses its tanwin;
- particles that stand alone before a quote or a name: li, bi, ka, wa, fa.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.diacritics.fixed_readings import is_diptote
from audionews.arabic.diacritics.glyph import glyph_words, letters_of
from audionews.arabic.letters import (
    DAMMA,
    DAMMATAN,
    FATHA,
    FATHATAN,
    KASRA,
    KASRATAN,
    SHADDA,
    SUKUN,
    SUN,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.diacritics.glyph import Glyph
    from audionews.arabic.word_lists import WordLists

_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "وبال", "فبال", "وكال", "لل", "ولل", "فلل")
_PERHAPS_STEMS = ("بال", "فال", "كال")  # baligh, falih, kalih: an i after such an l is no mistake
_SHORT = {DAMMATAN: DAMMA, KASRATAN: KASRA, FATHATAN: FATHA}
_DECLINED = _SHORT | {KASRA: FATHA, KASRATAN: FATHA}  # what diptotes have instead
_VOWELS = frozenset(_SHORT.values())
_PARTICLES = {"ل": KASRA, "ب": KASRA, "ك": FATHA, "و": FATHA, "ف": FATHA}  # when they stand before a quote or a name
_UNITS = tuple(
    "أحد إحدى اثنا اثني اثنتا اثنتي ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع".split()
)
_PLURALS = ("هم", "كم", "تم")  # they, you: their m has damma before hamzat al-wasl


def repair(glyphs: Sequence[Glyph], lists: WordLists | None = None) -> None:
    """Correct the marks of one line in place.

    Args:
        glyphs: Of the line.
        lists: The names that never take tanwin; by default those that ship.
    """
    repair_words(glyph_words(glyphs), lists)


def repair_words(words: Sequence[tuple[list[Glyph], bool]], lists: WordLists | None = None) -> None:
    """Correct the marks of words in place, as ``glyph_words`` returns them."""
    genitives = [_repair_word(word, lists) for word, _ in words]
    before = [([], False), *words]
    for (earlier, joins), (word, touches), (after, _), genitive in zip(
        before, words, words[1:], genitives, strict=False
    ):
        if touches:
            _repair_bn(word, after, genitive=genitive or (joins and KASRA in earlier[-1].marks))
            _repair_abd(word, after)
            _repair_teen(word, after)
        _repair_ending(word, after if touches and _starts_with_wasl(after) else ())


def _repair_word(word: Sequence[Glyph], lists: WordLists | None) -> bool:
    """Correct what a word shows by itself; return whether it is a diptote that was guessed to be in the genitive."""
    _repair_article(word)
    _repair_abd([], word)
    if len(word) == 1 and word[0].letter in _PARTICLES:
        word[0].mark(_PARTICLES[word[0].letter])
    return _repair_diptote(word, lists)


def _repair_article(word: Sequence[Glyph]) -> None:
    spelling = letters_of(word)
    for article in _ARTICLES:
        size = len(article)
        if spelling.startswith(article) and len(word) > size + 1 and not spelling.startswith("لله", size - 2):
            lam, first, second = word[size - 1 : size + 2]
            if lam.marks and (lam.marks != {KASRA} or article in _PERHAPS_STEMS or first.letter in SUN | {"ا"}):
                return
            if first.letter == "ا":
                if second.marks & {SUKUN, SHADDA}:
                    lam.mark(KASRA)
            elif first.letter not in SUN:
                lam.mark(SUKUN)
            elif first.marks and SUKUN not in first.marks:
                first.mark(*first.marks, SHADDA)
            return


def _repair_diptote(word: Sequence[Glyph], lists: WordLists | None) -> bool:
    last = word[-1]
    vowel = last.marks & _DECLINED.keys()
    if not vowel or not is_diptote(letters_of(word), lists):
        return False
    last.mark(*(last.marks - vowel), *(_DECLINED[mark] for mark in vowel))
    return bool(vowel & {KASRA, KASRATAN})


def _starts_with_wasl(word: Sequence[Glyph]) -> bool:
    """Return whether the word starts with hamzat al-wasl: a bare alif before a consonant without a vowel."""
    if len(word) < 3 or word[0].letter != "ا":
        return False
    lam, first = word[1], word[2]
    return (
        SUKUN in lam.marks
        or SHADDA in lam.marks
        or (lam.letter == "ل" and (SHADDA in first.marks or first.letter == "ا"))
    )


def _repair_bn(before: Sequence[Glyph], word: Sequence[Glyph], *, genitive: bool) -> None:
    if letters_of(word) != "بن":
        return
    name, case = before[-1], word[-1]
    word[0].mark(SUKUN)
    name.mark(*(_SHORT.get(mark, mark) for mark in name.marks))
    vowel = name.marks & _VOWELS
    if genitive and vowel == {FATHA}:  # a name like Salman has a for the genitive too
        case.mark(KASRA)
    elif vowel:
        case.mark(*vowel)
    elif case.marks <= {SUKUN}:
        case.mark(KASRA)


def _repair_abd(before: Sequence[Glyph], word: Sequence[Glyph]) -> None:
    if len(word) < 7 or not letters_of(word).startswith("عبدال"):
        return
    case = before[-1].marks & _VOWELS if before else frozenset()
    word[2].mark(KASRA if letters_of(before) == "بن" else next(iter(case), DAMMA))
    word[0].mark(FATHA)
    word[1].mark(SUKUN)
    if word[-1].letter not in {"ا", "ى", "ي"}:
        word[-1].mark(KASRA)
    lam, first = word[4:6]
    if first.letter in SUN and first.letter != "ل":
        lam.mark()
        first.mark(*(first.marks - {SUKUN}), SHADDA)


def _repair_teen(before: Sequence[Glyph], word: Sequence[Glyph]) -> None:
    ten = letters_of(word)
    unit = letters_of(before)
    if ten not in {"عشر", "عشرة"} or not unit.endswith(_UNITS):
        return
    word[0].mark(FATHA)
    word[1].mark(FATHA if ten == "عشر" else SUKUN)
    word[2].mark(FATHA)
    word[-1].mark(FATHA)
    if before[-1].letter not in {"ا", "ي", "ى"}:
        before[-1].mark(FATHA)


def _repair_ending(word: Sequence[Glyph], wasl: Sequence[Glyph]) -> None:
    """Correct the end of a word.

    Args:
        word: The word.
        wasl: The word after it if that begins with hamzat al-wasl, and nothing parts them.
    """
    spelling = letters_of(word)
    last = word[-1]
    if spelling in {"من", "عن"} and word[0].marks == {KASRA if spelling == "من" else FATHA}:
        before_wasl = FATHA if spelling == "من" and letters_of(wasl).startswith("ال") else KASRA
        last.mark(before_wasl if wasl else SUKUN)
    elif wasl and last.marks == {SUKUN} and word[-2:-1] and word[-2].marks & _VOWELS:
        last.mark(DAMMA if spelling.endswith(_PLURALS) else KASRA)
