"""Arabic letters, marks and digits, and the cleaning that every input goes through."""

from __future__ import annotations

import re
import unicodedata

TATWEEL = "\u0640"
FATHATAN, DAMMATAN, KASRATAN, FATHA, DAMMA, KASRA, SHADDA, SUKUN = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
DAGGER_ALIF = "\u0670"
MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")
LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچڤگ")
# Letters of Persian, Urdu and their neighbours that Arabic does not write, not even in foreign names.
FOREIGN_LETTERS = frozenset("ٹڈڑژکںھہۀۂۃیېےۓۆۇۈۋەټډړږښڼځڅ")

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARK_RUN = re.compile(f"[{''.join(sorted(MARKS))}]+")
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


def fold_digits(text: str) -> str:
    """Return the text with Arabic-Indic and Persian digits as ASCII digits, character for character.

    >>> fold_digits("٢٠٢٤ ۱۲")
    '2024 12'
    """
    return text.translate(_DIGITS)


def fold(text: str) -> str:
    """Return the text for comparing: no marks, no tatweel, one alif for all, ة as ه, ى as ي.

    >>> fold("إقرأ أيضـاً") == fold("اقرا ايضا")
    True
    """
    return strip_marks(text).translate(_FOLDS)


def spellings(folded: str) -> str:
    """Return a regular expression that finds a folded phrase in text that is not folded (but has no marks).

    >>> bool(re.fullmatch(spellings("تشرين الاول"), "تشرين الأوّل".replace(SHADDA, "")))
    True
    """
    letters = (f"[{_SPELLINGS[char]}]" if char in _SPELLINGS else re.escape(char) for char in folded)
    return "".join(letters).replace(r"\ ", r"\s+")


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """Return the text in NFC with no control, bidi, zero-width or unassigned characters and single plain spaces.

    >>> clean("\u202bأ\u200cب\u00a0 ج\u202c")
    'أب ج'
    """
    spaced = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(char for char in spaced if not _invisible(char)).split())
