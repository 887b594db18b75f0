"""Arabic letters, marks and digits, and how every input is cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TATWEEL = "\u0640"
FATHATAN, DAMMATAN, KASRATAN, FATHA, DAMMA, KASRA, SHADDA, SUKUN = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
DAGGER_ALIF = "\u0670"
MARK_CHARS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
MARKS = frozenset(MARK_CHARS)
LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچڤگ")
SUN = frozenset("تثدذرزسشصضطظلن")  # the article's lam is not heard before them: they are doubled
# Letters of Persian, Urdu and their neighbours; Arabic writes پ چ گ now and then, in foreign names.
FOREIGN_LETTERS = frozenset("پچژگٹڈڑکںھہۀۂۃیېےۓۆۇۈۋەټډړږښڼځڅڵێ")

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_OTHER_DIGITS = re.compile("[٠-٩۰-۹]")
_MARK_RUN = re.compile(f"[{MARK_CHARS}]+")
_CLUSTER = re.compile(f"[^{MARK_CHARS}][{MARK_CHARS}]*|[{MARK_CHARS}]+")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]+")
_SIGNS = re.compile(r"[^\w\s]{31,}")
_MOST_MARKS = 30  # on one letter; the time to compose them grows with their square
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPELLINGS = {"ا": "اأإآٱ", "ه": "هة", "ي": "يى"}
_FOLDS = str.maketrans({other: letter for letter, others in _SPELLINGS.items() for other in others} | {TATWEEL: None})


def is_letter(char: str) -> bool:
    """Return whether the character is an Arabic letter (a base letter, not a mark)."""
    return char in LETTERS


def is_mark(char: str) -> bool:
    """Return whether the character is a vowel mark, tanwin, shadda, sukun or dagger alif."""
    return char in MARKS


def strip_marks(text: str) -> str:
    """Return the text without vowel marks.

    >>> strip_marks("كَتَبَ")
    'كتب'
    """
    return _MARK_RUN.sub("", text)


def clusters(text: str) -> list[str]:
    """Return the characters of a text, each with the marks on it; marks at the very start stand alone.

    >>> [len(cluster) for cluster in clusters("شَدَّ")]
    [2, 3]
    """
    return _CLUSTER.findall(text)


def fold_digits(text: str) -> str:
    """Return the text with Arabic-Indic and Persian digits as ASCII digits, character for character.

    >>> fold_digits("٢٠٢٤ ۱۲")
    '2024 12'
    """
    return text.translate(_DIGITS) if _OTHER_DIGITS.search(text) else text


def fold(text: str) -> str:
    """Return the text for comparing: no marks, no tatweel, one alif for all, ة as ه, ى as ي.

    >>> fold("إقرأ أيضـاً") == fold("اقرا ايضا")
    True
    """
    return strip_marks(text).translate(_FOLDS)


def folded_words(text: str) -> frozenset[str]:
    """Return the words of a list, folded.

    >>> "الي" in folded_words("من إلى")
    True
    """
    return frozenset(fold(text).split())


def spellings(folded: str) -> str:
    """Return a regular expression that finds a folded phrase in text that is not folded (but has no marks).

    >>> bool(re.fullmatch(spellings("تشرين الاول"), "تشرين الأوّل".replace(SHADDA, "")))
    True
    """
    letters = (f"[{_SPELLINGS[char]}]" if char in _SPELLINGS else re.escape(char) for char in folded)
    return "".join(letters).replace(r"\ ", r"\s+")


def arabic_share(text: str) -> float:
    """Return the share of the text's letters that are of the Arabic script, 0 to 1; 0.0 if it has no letters.

    >>> arabic_share("أهلا BBC!")
    0.5714285714285714
    """
    return _share(text, lambda char: _ARABIC_SCRIPT.match(char) is not None)


def foreign_share(text: str) -> float:
    """Return the share of the text's letters that Arabic does not use (Persian, Urdu, Kurdish, Pashto), 0 to 1.

    >>> foreign_share("گفت")
    0.3333333333333333
    """
    return _share(text, FOREIGN_LETTERS.__contains__)


def _share(text: str, counts: Callable[[str], bool]) -> float:
    letters = {char: number for char, number in Counter(text).items() if char.isalpha()}
    return sum(number for char, number in letters.items() if counts(char)) / max(1, sum(letters.values()))


def clean(text: str) -> str:
    """Return the text in NFC with no control, bidi, zero-width or unassigned characters and single plain spaces.

    Presentation forms, the shapes of letters that are copied from PDF files, become letters again.

    >>> clean("\u202bأ\u200cب\u00a0 ج\u202c"), clean("ﻏﺰﺓ")
    ('أب ج', 'غزة')
    """
    invisible = "".join(char for char in set(text) if unicodedata.category(char) in _INVISIBLE and not char.isspace())
    visible = text.translate(str.maketrans("", "", invisible)) if invisible else text
    shaped = _PRESENTATION_FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), visible)
    shaped = _SIGNS.sub(lambda run: _without_heaps(run[0]), shaped)
    return " ".join(unicodedata.normalize("NFC", shaped).split())


def _without_heaps(signs: str) -> str:
    """Return signs with at most ``_MOST_MARKS`` combining marks in a row."""
    kept, marks = [], 0
    for char in signs:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
