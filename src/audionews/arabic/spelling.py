"""Letters of other keyboards in Arabic words: the Persian ی and ک, and the final ى that Egypt writes for ي."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import MARK_CHARS, TATWEEL, strip_marks
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS = str.maketrans(
    {"ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ة", "ے": "ي", "ې": "ي", "ی": "ي"}
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = rf"[^\W\d_]|[{MARK_CHARS}]"
_HAMZA = str.maketrans("أإآ", "ااا")
_OTHER_LETTERS = re.compile("[کڪہھەۀۃےې]")
_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
_OF_NOUNS = ("ب", "ك", "ل", "وب", "ول")
_OF_VERBS = ("ل", "ول")
_OF_ALL = ("ف", "س", "وس", "فس")
_SHORTEST = 4  # letters of a stem behind such a prefix: سنوي is not س and نوى
_NAMED_ALI = re.compile(  # "on" has a noun behind it
    r"(?<![^\W\d_])على(?=\s*(?:[،؛.؟!)»\]]|$)|\s+(?:بن|ابن|عبد|أبو|ابو|آل|باشا)(?![^\W\d_]))"
    r"|(?:(?<=الدكتور )|(?<=الشيخ )|(?<=السيد )|(?<=المهندس )|(?<=المستشار )|(?<=اللواء )|(?<=الأستاذ )|(?<=النائب ))"
    r"على(?=\s(?!ال)[^\W\d_])"
)
# Words that everybody spells with ي at the end: a text with most of them in ى writes every ي so.
_WITH_YEH = frozenset("في التي الذي هي أي والتي والذي وفي وهي حي بني الماضي الحالي الثاني الرئيسي المصري".split())
# Words that nobody else spells with ي, folded: a text with most of them in ي writes every ى so.
_WITH_MAQSURA = frozenset("الى حتى المستشفى مستشفى مصطفى الاقصى والى الاخرى اخرى".split())
_ARABIC = "في من على إلى أن عن التي الذي هذا هذه ما مع بعد بين كان قال لا لم"
_OTHERS = "از به که این را است در با برای آن شد می کرد کے میں کی ہے سے کو اور پر نے کہ لە بە کە بۆ ئەم په چې او کې ته"


class _Table(NamedTuple):
    word: frozenset[str]
    bare: frozenset[str]


@derived
def _table(lists: WordLists) -> _Table:
    words = ({_same(word) for word in lists.of_kind("alif_maqsura", kind)} for kind in _Table._fields)
    return _Table(*(frozenset(same | {word.translate(_HAMZA) for word in same}) for same in words))


def persian_speller(text: str, lists: WordLists | None = None) -> Callable[[str], str]:
    """Return the function that writes the Persian and Urdu letters of an Arabic text as Arabic ones.

    Args:
        text: The whole text; it decides whether there is anything to do.
        lists: Word lists; None takes the lists that ship.

    >>> persian_speller("زار الرئیس")("الرئیس المصری مستشفی کبیرا فی")
    'الرئيس المصري مستشفى كبيرا في'
    """
    if "ی" not in text and (text.isascii() or _OTHER_LETTERS.search(text) is None):
        return str
    spell = _final_speller("ی", lists)
    return lambda line: spell(line).translate(_LETTERS)


def egyptian_speller(text: str, lists: WordLists | None = None) -> Callable[[str], str]:
    """Return the function that writes the final ى as ي where it is one, if the whole text writes every ي so.

    The length of a line does not change.

    Args:
        text: The whole text.
        lists: Word lists; None takes the lists that ship.

    >>> egyptian_speller("التقى الرئيس المصرى فى القاهرة")("التقى المصرى على مستوى فى")
    'التقى المصري على مستوى في'
    >>> egyptian_speller("التقى الرئيس في القاهرة")("موسى")
    'موسى'
    """
    return _final_speller("ى", lists) if _writes_yeh_dotless(text) else str


def dotted_yeh_speller(text: str, lists: WordLists | None = None) -> Callable[[str], str]:
    """Return the function that writes the final ي as ى where it is one, if the whole text writes every ى so.

    >>> dotted_yeh_speller("ذهب الي المستشفي حتي الصباح")("الي المستشفي علي الطريق الذي")
    'الى المستشفى على الطريق الذي'
    """
    if "ي" not in text:
        return str
    counts = Counter(_WORD.findall(strip_marks(text).translate(_HAMZA)))
    dotted, dotless = (sum(counts[word[:-1] + final] for word in _WITH_MAQSURA) for final in "يى")
    return _final_speller("ي", lists) if dotted > dotless else str


def _final_speller(final: str, lists: WordLists | None) -> Callable[[str], str]:
    pattern = re.compile(rf"(?<!{_LETTER})(?:{_LETTER})*?{final}(?![^\W\d_]|\u0670)")
    table = _table(lists)

    @cache
    def end(word: str) -> str:
        return word[:-1] + ("ى" if _ends_in_maqsura(word, table) else "ي")

    return lambda line: _NAMED_ALI.sub("علي", pattern.sub(lambda word: end(word[0]), line))


def _writes_yeh_dotless(text: str) -> bool:
    if "ى" not in text:
        return False
    counts = Counter(_WORD.findall(strip_marks(text)))
    dotted, dotless = (sum(counts[word[:-1] + final] for word in _WITH_YEH) for final in "يى")
    return dotless > dotted


def _ends_in_maqsura(word: str, table: _Table) -> bool:
    same = _same(word)
    every = table.word | table.bare
    if same in every or (same.startswith("و") and same[1:] in every):
        return True
    if any(same[len(article) :] in table.word for article in _ARTICLES if same.startswith(article)):
        return True
    nouns = any(_stem(same, prefix) in table.word for prefix in _OF_NOUNS)
    verbs = any(_stem(same, prefix) in every for prefix in _OF_VERBS if same.startswith(f"{prefix}ي"))
    return nouns or verbs or any(_stem(same, prefix) in every for prefix in _OF_ALL)


def _stem(word: str, prefix: str) -> str:
    """Return a word without its prefix, or "" if it has none."""
    stem = word.removeprefix(prefix)
    return stem if stem != word and len(stem) >= _SHORTEST else ""


def _same(word: str) -> str:
    """Return a word in one spelling of the letters in question and without marks, for comparing."""
    return strip_marks(word.translate(_LETTERS)).replace("ى", "ي").replace(TATWEEL, "")


def is_foreign(text: str) -> bool:
    """Return whether a text in Arabic script is Persian, Urdu, Kurdish or Pashto, by their most frequent words.

    >>> is_foreign("شهرداری امروز یک کتابخانه را در مرکز شهر گشود که نخستین است"), is_foreign("زار الوزیر فی المدینة")
    (True, False)
    """
    words = Counter(_WORD.findall(text))
    arabic = {_same(word) for word in _ARABIC.split()}
    others = _OTHERS.split()
    own = sum(number for word, number in words.items() if _same(word) in arabic and word not in others)
    return sum(words[word] for word in others) > own
