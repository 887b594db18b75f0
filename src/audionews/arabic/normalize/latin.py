"""Latin words and acronyms as an Arabic voice can say them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.decimal import decimal, spell_digits
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_RUN = re.compile(rf"[{LATIN}][{LATIN}\d]{{0,60}}(?:(?:[-.'’][{LATIN}\d]{{1,60}})|-?\d{{1,9}}){{0,8}}")
_PART = re.compile(rf"[{LATIN}]+|\d+(?:\.\d+)?")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,8}(?:[A-Za-z](?![A-Za-z]))?")
# Longest first at each place; a silent final e and doubled letters are dealt with before.
_SOUNDS = (
    ("tsch", "تش"), ("sch", "ش"), ("tch", "تش"), ("tion", "شن"), ("eau", "و"), ("igh", "اي"),
    ("sh", "ش"), ("ch", "تش"), ("th", "ث"), ("kh", "خ"), ("gh", "غ"), ("ph", "ف"), ("ck", "ك"), ("qu", "كو"),
    ("oo", "و"), ("ou", "و"), ("ee", "ي"), ("ea", "ي"), ("ie", "ي"), ("ai", "اي"), ("ay", "اي"), ("ei", "اي"),
    ("ey", "ي"), ("au", "او"), ("aw", "او"), ("ow", "او"), ("oa", "و"), ("ce", "سي"), ("ci", "سي"), ("cy", "سي"),
    ("x", "كس"),
)  # fmt: skip
_SINGLE = dict(zip("abcdefghijklmnopqrstuvwyz", "ابكديفغهيجكلمنوبكرستوفويز", strict=True))
_FIRST_VOWELS = (("ee", "إي"), ("ea", "إي"), ("ei", "آي"), ("ai", "آي"), ("au", "أو"), ("oo", "أو"), ("ou", "أو"))
_FIRST_VOWEL = {"a": "أ", "e": "إ", "i": "إ", "o": "أو", "u": "أو"}
_MAX_ACRONYM = 6
# Letters that Unicode does not take apart.
_WHOLE = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae", "ł": "l", "Ł": "L", "đ": "d", "ð": "d"})


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


def _first_vowel(word: str) -> tuple[str, str]:
    """Return how a leading vowel is written, and the rest."""
    for sound, written in _FIRST_VOWELS:
        if word.startswith(sound):
            return written, word[2:]
    if word[0] in _FIRST_VOWEL:
        return _FIRST_VOWEL[word[0]], word[1:]
    return "", word


def _sound(word: str, at: int) -> tuple[str, str]:
    return next(((sound, written) for sound, written in _SOUNDS if word.startswith(sound, at)), (word[at], ""))


def transliterate(word: str) -> str:
    """Return a Latin word in Arabic letters, near enough to be understood.

    >>> [transliterate(word) for word in ("Martin", "Shell", "Olaf", "Marne")]
    ['مارتين', 'شيل', 'أولاف', 'مارن']
    """
    lower = re.sub(r"([a-z])\1+", lambda found: found[1] if found[1] not in "oe" else found[1] * 2, word.lower())
    if len(lower) > 3 and lower.endswith("e") and lower[-2] not in "aeiou":
        lower = lower[:-1]
    lower = re.sub(r"(?<=[a-z]{2})er(?=s?$)", "r", lower)
    written, rest = _first_vowel(lower)
    letters, at = [written], 0
    while at < len(rest):
        sound, arabic = _sound(rest, at)
        letters.append(arabic or _SINGLE[sound])
        at += len(sound)
    return "".join(letters)


def _is_spelt(word: str) -> bool:
    """Return whether a word is said letter by letter: BBC, kWh, but not Sony."""
    if len(word) == 1 or not re.search("[aeiouyAEIOUY]", word):
        return len(word) <= _MAX_ACRONYM
    return word.isupper() and len(word) <= _MAX_ACRONYM


def say_word(word: str, lists: WordLists | None = None) -> str:
    """Return a Latin word in Arabic: a name of the list, an acronym by its letters, or transliterated.

    >>> say_word("Reuters"), say_word("NATO"), say_word("FBI"), say_word("Łódź")
    ('رويترز', 'الناتو', 'إف بي آي', 'لودز')
    """
    plain = fold_latin(word)
    if not plain:
        return ""
    name = names(lists).get(plain.lower())
    if name:
        return name
    return spell_letters(plain, lists) if _is_spelt(plain) else transliterate(plain)


def _say_part(part: str, lists: WordLists) -> str:
    if not part[0].isdigit():
        return say_word(part, lists)
    whole, _, rest = part.partition(".")
    if len(whole) > 6 or (len(whole) > 1 and whole.startswith("0")):
        return spell_digits(whole + rest)
    # A number in a name is no part of the sentence: it is said as it is in speech, oblique.
    return decimal(int(whole), rest, Case.GENITIVE) if rest else cardinal(int(whole), case=Case.GENITIVE)


def speak_latin(context: NumberContext) -> Verbalized | None:
    """Say a Latin word with the digits that belong to it.

    >>> speak_text("وفق شبكة BBC"), speak_text("مقاتلات F-16"), speak_text("إيرباص A320")
    ('وفق شبكة بي بي سي', 'مقاتلات إف ستة عشر', 'إيرباص إيه ثلاثمئة وعشرين')
    >>> speak_text("غاز CO2"), speak_text("U.S. Army"), speak_text("COVID-19")
    ('غاز سي أو اثنين', 'يو إس أرمي', 'كوفيد تسعة عشر')
    """
    dotted = context.match(_DOTTED)
    if dotted:
        return Verbalized(dotted.end(), spell_letters(dotted[0].replace(".", ""), context.lists))
    found = context.match(_RUN)
    if found is None:
        return None
    written = re.sub(r"['’]s\b|['’]", "", found[0])
    whole = names(context.lists).get(written.lower().replace("-", ""))
    words = [whole] if whole else [_say_part(part, context.lists) for part in _PART.findall(written)]
    return Verbalized(found.end(), " ".join(word for word in words if word))
