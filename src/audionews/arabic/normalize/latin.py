"""Latin words and acronyms as an Arabic voice can say them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.latin.acronyms import is_spelt, plural_of
from audionews.arabic.latin.english import ENGLISH, is_english
from audionews.arabic.latin.languages import language_of, sounds_of
from audionews.arabic.latin.transcription import transcribe
from audionews.arabic.normalize.context import Verbalized, attach
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.decimal import decimal, spell_digits
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.arabic.normalize.context import NumberContext

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CAPITALS = "".join(char for char in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if char.isupper())
_RUN = re.compile(rf"[{LATIN}][{LATIN}\d]{{0,60}}(?:(?:[-.'’][{LATIN}\d]{{1,60}})|-?\d{{1,9}}){{0,8}}")
_PART = re.compile(rf"[{LATIN}][{LATIN}'’]*|\d+(?:\.\d+)?")
_CAMEL = re.compile(rf"[{_CAPITALS}]+(?=[{_CAPITALS}][^{_CAPITALS}])|[{_CAPITALS}]?[^{_CAPITALS}]+|[{_CAPITALS}]+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,8}(?:[A-Za-z](?![A-Za-z]))?")
_AHEAD = re.compile(rf"[{LATIN}\d '’,.&-]{{0,80}}")
_BEHIND = re.compile(rf"[{LATIN}\d '’,.&-]{{0,80}}\Z")
_WORD = re.compile(rf"[{LATIN}]+")
_ARTICLE = "ال"  # Al-Watan
_REACH = 80
_MOST_WORDS = 4  # words of a name
_FEWEST_IN_CAPITALS = 3  # words of a stretch that is written in capitals throughout
# Letters that Unicode does not take apart.
_WHOLE = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae", "ł": "l", "Ł": "L", "đ": "d", "ð": "d"})


class _Around(NamedTuple):
    """What the Latin words around a word tell about it: their language, and whether all are in capitals."""

    language: str
    in_capitals: bool


@derived
def names(lists: WordLists) -> dict[str, str]:
    """Return the Latin names that newspapers write in Arabic letters."""
    return lists.mapping("latin_names")


@derived
def _letters(lists: WordLists) -> dict[str, str]:
    return lists.mapping("latin_letters")


def fold_latin(word: str) -> str:
    """Return the word in the 26 letters, accents gone."""
    spread = unicodedata.normalize("NFKD", word.translate(_WHOLE))
    return "".join(char for char in spread if char.isascii() and char.isalpha())


def spell_letters(word: str, lists: WordLists | None = None) -> str:
    """Return the names of the letters.

    >>> spell_letters("BBC")
    'بي بي سي'
    """
    letters = _letters(lists)
    return " ".join(letters[letter] for letter in word.lower())


def say_word(word: str, lists: WordLists | None = None, around: _Around | None = None) -> str:
    """Return a Latin word in Arabic: a name of the list, an acronym by its letters, or as it sounds, with all marks.

    >>> say_word("Reuters"), say_word("NATO"), say_word("FBI"), say_word("bright")
    ('رويترز', 'الناتو', 'إف بي آي', 'بْرَايْتْ')
    """
    around = around or _Around(ENGLISH, in_capitals=False)
    plain = fold_latin(word)
    name = names(lists).get(plain.lower())
    if name or not plain:
        return name or ""
    if acronym := plural_of(plain):
        return spell_letters(acronym, lists) + "ز"
    if is_spelt(plain, lists, in_capitals=around.in_capitals):
        return spell_letters(plain, lists)
    parts = _CAMEL.findall(word)
    if len(parts) > 1:
        return " ".join(filter(None, (say_word(part, lists, around) for part in parts)))
    lower = plain.lower() if around.language == ENGLISH else _small(word)
    return transcribe(sounds_of(lower, around.language, lists), lists) or spell_letters(plain, lists)


def _small(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("İ", "i").lower())


def _say_letters(word: str, lists: WordLists, around: _Around) -> str:
    """Return a word that may have apostrophes: one of the English list, with an elided word, or a possessive."""
    small = _small(word).replace("’", "'")
    if around.language != ENGLISH and "'" in small:
        return transcribe(sounds_of(small.replace("'", ""), around.language, lists), lists)
    if "'" in small and is_english(small, lists):
        return transcribe(sounds_of(small, ENGLISH, lists), lists)
    return say_word(re.sub(r"['’]s$|['’]", "", word), lists, around)


def _say_part(part: str, lists: WordLists, around: _Around) -> str:
    if not part[0].isdigit():
        return _say_letters(part, lists, around)
    whole, _, rest = part.partition(".")
    if len(whole) > 6 or (len(whole) > 1 and whole.startswith("0")):
        return spell_digits(whole + rest)
    # A number in a name is no part of the sentence: it is said as it is in speech, oblique.
    return decimal(int(whole), rest, Case.GENITIVE) if rest else cardinal(int(whole), case=Case.GENITIVE)


def _around(text: str, start: int, end: int, lists: WordLists) -> _Around:
    """Return what the stretch of Latin words around a place tells."""
    before = _BEHIND.search(text, max(0, start - _REACH), start)
    after = _AHEAD.match(text, end)
    stretch = f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}"
    words = _WORD.findall(stretch)
    in_capitals = len(words) >= _FEWEST_IN_CAPITALS and all(word.isupper() for word in words)
    language = language_of(_small(stretch), lists)
    if language == ENGLISH and not text[start:end].isascii():
        language = language_of(_small(text[start:end]), lists)
    return _Around(language, in_capitals)


def _long_name(text: str, start: int, lists: WordLists) -> Verbalized | None:
    """Return the longest name of the list that begins at a place."""
    end, key, best = start, "", None
    for _ in range(_MOST_WORDS):
        word = _RUN.match(text, end)
        if word is None:
            break
        key = f"{key} {_key(word[0])}".strip()
        if key in names(lists):
            best = Verbalized(word.end(), names(lists)[key])
        end = word.end() + 1
        if text[word.end() : end] != " ":
            break
    return best


def _key(written: str) -> str:
    folded = (fold_latin(char) if char.isalpha() else char for char in re.sub(r"['’]s\b|['’-]", "", written))
    return "".join(folded).lower()


def speak_latin(context: NumberContext) -> Verbalized | None:
    """Say a Latin word with the digits that belong to it.

    >>> speak_text("وفق شبكة BBC"), speak_text("مقاتلات F-16"), speak_text("إيرباص A320")
    ('وفق شبكة بي بي سي', 'مقاتلات إف ستة عشر', 'إيرباص إيه ثلاثمئة وعشرين')
    >>> speak_text("غاز CO2"), speak_text("U.S. Army"), speak_text("COVID-19")
    ('غاز سي أو اثنين', 'يو إس آرْمِي', 'كوفيد تسعة عشر')
    """
    dotted = context.match(_DOTTED)
    if dotted:
        return Verbalized(dotted.end(), spell_letters(dotted[0].replace(".", ""), context.lists))
    found = context.match(_RUN)
    if found is None:
        return None
    name = _long_name(context.text, context.at, context.lists)
    if name and name.words != _ARTICLE:
        return name
    words = _say_run(found, context)
    second = _RUN.match(context.text, found.end() + 1) if words == _ARTICLE else None
    if second and context.text[found.end()] == " ":  # Al Watan
        return Verbalized(second.end(), attach(words, _say_run(second, context)))
    return Verbalized(found.end(), words)


def _say_run(run: re.Match[str], context: NumberContext) -> str:
    around = _around(context.text, *run.span(), context.lists)
    return " ".join(filter(None, _said(run[0], context.lists, around)))


def _said(written: str, lists: WordLists, around: _Around) -> Iterator[str]:
    article = ""
    for part in _PART.findall(re.sub(r"(?<=\d)s$", "", written)):  # F-16s
        said = _say_part(part, lists, around)
        if said == _ARTICLE:
            article = said
        else:
            yield attach(article, said)
            article = ""
    yield article
