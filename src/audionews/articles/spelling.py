"""Letters of other keyboards in Arabic words: the Persian ی and ک, and the final ى that Egypt writes for ي."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS = str.maketrans(
    {"ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ة", "ے": "ي", "ې": "ي", "ی": "ي"}
)
_WORD = re.compile(r"[^\W\d_]+")
_MARK = "[\u064b-\u0652]"
_OTHER_LETTERS = re.compile("[کڪہھەۀۃےې]")
_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
_PREFIXES = ("وس", "فس", "و", "ف", "ب", "ك", "ل", "س", "")
# Words that everybody spells with ي at the end: a text with most of them in ى writes every ي so.
_WITH_YEH = frozenset("في التي الذي هي أي والتي والذي وفي وهي حي بني الماضي الحالي الثاني الرئيسي المصري".split())
_ARABIC = "في من على إلى أن عن التي الذي هذا هذه ما مع بعد بين كان قال لا لم"
_OTHERS = "از به که این را است در با برای آن شد می کرد کے میں کی ہے سے کو اور پر نے کہ لە بە کە بۆ ئەم په چې او کې ته"


class _Table(NamedTuple):
    word: frozenset[str]
    bare: frozenset[str]


@derived
def _table(lists: WordLists) -> _Table:
    return _Table(*(lists.folded("alif_maqsura", kind) for kind in _Table._fields))


def speller(text: str, lists: WordLists | None = None) -> Callable[[str], str]:
    """Return the function that puts the letters of a text right; how the whole text is spelled decides.

    Args:
        text: The whole text.
        lists: Word lists; None takes the lists that ship.

    >>> speller("زار الرئیس المصری مستشفی کبیرا فی القاهرة")("الرئیس المصری مستشفی کبیرا فی")
    'الرئيس المصري مستشفى كبيرا في'
    >>> speller("التقى الرئيس المصرى فى القاهرة")("التقى المصرى على مستوى فى")
    'التقى المصري على مستوى في'
    >>> speller("التقى الرئيس في القاهرة")("موسى")
    'موسى'
    """
    persian = "ی" in text or (not text.isascii() and _OTHER_LETTERS.search(text) is not None)
    counts = Counter(_WORD.findall(strip_marks(text)))
    dotted = sum(counts[word] for word in _WITH_YEH)
    dotless = sum(counts[f"{word[:-1]}ى"] for word in _WITH_YEH)
    finals = ("ی" if persian else "") + ("ى" if dotless > dotted else "")
    if not finals and not persian:
        return str
    final = re.compile(rf"[^\W\d_](?:[^\W\d_]|{_MARK})*?[{finals}](?![^\W\d_])") if finals else None
    table = _table(lists)

    def respell(line: str) -> str:
        if final is not None:
            line = final.sub(lambda word: word[0][:-1] + ("ى" if _ends_in_maqsura(word[0], table) else "ي"), line)
        return line.translate(_LETTERS)

    return respell


def _ends_in_maqsura(word: str, table: _Table) -> bool:
    same = _same(word)
    for article in _ARTICLES:
        if same.startswith(article) and same[len(article) :] in table.word:
            return True
    return any(same.startswith(prefix) and same[len(prefix) :] in table.word | table.bare for prefix in _PREFIXES)


def _same(word: str) -> str:
    """Return a word in one spelling of the letters in question, for comparing."""
    return fold(word.translate(_LETTERS))


def is_foreign(text: str) -> bool:
    """Return whether a text in Arabic script is Persian, Urdu, Kurdish or Pashto, by their most frequent words.

    >>> is_foreign("شهرداری امروز یک کتابخانه را در مرکز شهر گشود که نخستین است"), is_foreign("زار الوزیر فی المدینة")
    (True, False)
    """
    words = Counter(_WORD.findall(text))
    arabic = {_same(word) for word in _ARABIC.split()}
    own = sum(number for word, number in words.items() if _same(word) in arabic and word not in _OTHERS.split())
    others = sum(words[word] for word in _OTHERS.split())
    return others > own
