"""Frequent words of the news that can be read in one way only, where models of letters often guess another.

Each is written out with its marks; its last letter is left to the sentence, unless it is an alif or has a vowel or
sukun; a shadda on it stays. What ends in -iyy brings its other endings along (-iyya, -iyyun ...). Readings are those of
the dictionaries of the modern language (Hans Wehr); what they read in two ways, and what is also another frequent word
when it has no marks, is not in the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from audionews.arabic.letters import KASRA, MARKS, SHADDA, SUKUN, clusters, strip_marks
from audionews.arabic.prefixes import Head, heads

if TYPE_CHECKING:
    from collections.abc import Sequence

_RELATIONS = """
سُعُودِيّ نِفْطِيّ أُرْدُنِّيّ عُمَانِيّ تُونِسِيّ قَطَرِيّ كُرْدِيّ رُوسِيّ أُوكْرَانِيّ بَحْرَيْنِيّ كُوَيْتِيّ إِمَارَاتِيّ سُودَانِيّ لُبْنَانِيّ جَزَائِرِيّ
فِنِزْوِيلِيّ دِنْمَارْكِيّ فَرَنْسِيّ أَلْمَانِيّ إِيطَالِيّ إِسْبَانِيّ دِبْلُومَاسِيّ عُمْرَانِيّ جَزَائِيّ كُرَوِيّ جِهَوِيّ أُحْفُورِيّ مُؤَسَّسِيّ مُجْتَمَعِيّ مُسْتَقْبَلِيّ
حُكُومِيّ إِقْلِيمِيّ اقْتِصَادِيّ اجْتِمَاعِيّ سِيَاسِيّ إِنْسَانِيّ إِغَاثِيّ انْتِخَابِيّ إِلِكْتُرُونِيّ اصْطِنَاعِيّ مُوسِيقِيّ جِينِيّ دَوْرِيّ
فِرْعَوْنِيّ كِيمِيَائِيّ سِنِغَالِيّ سُوِيسْرِيّ سُوَيْدِيّ نِمْسَاوِيّ تَطَوُّعِيّ جِرَاحِيّ نِسَائِيّ
"""
_NOUNS = """
مَنْطِقَة نِفْط نُفَايَة نُفَايَات شُهُب كُلْفَة حَزِيرَان سُمُوّ أُرْدُنّ طِهْرَان تُونِس هُوِيَّة أُمْسِيَة أُمْسِيَات بَلْوَرَة دُمْيَة فِيلْم دِبْلُوم دِبْلُومَات
مِلْيُون مِلْيَار مِلْيَارَات مِرْوَحِيَّة مِرْوَحِيَّات مُسَوَّدَة حِصَّة حِصَص قِصَص خُطَّة جُثَّة جُثَث
مُنْتَزَه مُنْتَزَهَات مُتَنَزَّه مُتَنَزَّهَات مُنْتَجَات مُخْرَجَات مُدْخَلَات مُسْتَجِدَّات مُسْتَحَقَّات مُمْتَلَكَات مُقَدَّسَات مُقَدَّرَات مُكْتَسَبَات مُعْتَقَدَات
مُخْتَبَر مُخْتَبَرَات مُسْتَوْدَع مُسْتَوْدَعَات مُسْتَوْطَنَة مُسْتَوْطَنَات مُخَيَّم مُخَيَّمَات مُخَطَّط مُخَطَّطَات مُؤَسَّسَات مُفَاوَضَات مُبَاحَثَات مُحَادَثَات
مُشَاوَرَات مُظَاهَرَات مُسَاعَدَات مُعَدَّلَات مُكَوِّنَات مُؤَشِّرَات مُتَغَيِّرَات مُتَطَلَّبَات مُقْتَرَحَات مُقْتَرَح مُبَادَرَة مُبَادَرَات مُعَاهَدَة
مُتَمَرِّدِينَ مُسَلَّحِينَ مُرَشَّحِينَ مُحَلِّلِينَ مُمَثِّلِينَ مُرَاقِبِينَ مُبْتَعَث خِرِّيجِينَ خِرِّيجَات تَظَاهُرَات تَحَدِّيَات تَدَاعِيَات تَوَتُّرَات
تَدَخُّلَات تَحَوُّلَات ثُوَّار صُنَّاع رُوَّاد تُجَّار نُقَّاد رُكَّاب حُرَّاس طُلَّاب نُوَّاب شُبَّان سُوَّاح حُجَّاج فُقَرَاء سُفَرَاء زُعَمَاء خُبَرَاء رُؤَسَاء
شُهَدَاء عُمَلَاء نُشَطَاء أُدَبَاء شُعَرَاء أُمَرَاء عُقَلَاء جُهَلَاء قُدَمَاء مَلَكِيّ
مُتَبَادَل مُتَبَادَلَة مُتَوَقَّع مُتَوَقَّعَة مُرْتَقَب مُرْتَقَبَة مُحْتَمَل مُحْتَمَلَة مُشْتَرَكَة مُسْتَهْدَف مُسْتَهْدَفَة مُعَقَّد مُعَقَّدَة مُكَثَّف مُكَثَّفَة
مُوَسَّع مُوَسَّعَة مُوَحَّد مُوَحَّدَة مُغْلَق مُغْلَقَة مُسَلَّحَة بَشِعَة هَنَّأ مُمَثِّلَة سُعْرَات تِنِس مُفَاعِل
سُعُود مَعَاش مَعَاشَات ذِئْب ذِئَاب مَنْتُوجَات أُمَّة كِيَان مَقَرّ مَقَرَّات وَالِدَة مِشْنَقَة مُبْدِع مُبْدِعَة مُبْدِعِينَ مُنْضَمّ مُنْضَمَّة مُنْضَمُّونَ مُنْضَمِّينَ
مُنْتَخَب مُنْتَخَبَات بَرْمَجِيَّات خَوَارِزْمِيَّة خَوَارِزْمِيَّات سَرَطَان مَنَاعَة مُسَلْسَل مُسَلْسَلَات مُخَصَّصَات عُمْلَة تَضَخُّم بُورْصَة نُمُوّ مُسْتَثْمِر مُسْتَثْمِرِينَ
اتِّفَاقِيَّة اتِّفَاقِيَّات سَاعَتَيْنِ دَوْلَتَيْنِ سَنَتَيْنِ مَرَّتَيْنِ مَدِينَتَيْنِ نُقْطَتَيْنِ مُبَارَاتَيْنِ لَيْلَتَيْنِ قَضِيَّتَيْنِ شَرِكَتَيْنِ جَلْسَتَيْنِ دَقِيقَتَيْنِ حَالَتَيْنِ
طِفْلَيْنِ شَخْصَيْنِ يَوْمَيْنِ عَامَيْنِ شَهْرَيْنِ أُسْبُوعَيْنِ هَدَفَيْنِ فَرِيقَيْنِ بَلَدَيْنِ طَرَفَيْنِ جَانِبَيْنِ رَجُلَيْنِ شَقِيقَيْنِ رَئِيسَيْنِ وَزِيرَيْنِ مُنْتَخَبَيْنِ
"""
_WITH_ENDING = """
أَلْمَانِيَا إِيطَالِيَا إِسْبَانِيَا رُوسْيَا أُوكْرَانِيَا
وَفْقًا هَنَّأَتْ قَالَتْ أَوْضَحَتْ أَكَّدَتْ أَضَافَتْ أَفَادَتْ أَشَارَتْ أَعْرَبَتْ أَرْدَفَتْ لَفَتَتْ
شَدَّدَتْ تَمَكَّنَتْ أَصْبَحَتْ بَدَأَتْ انْطَلَقَتْ اسْتَمَرَّتْ
تَرَاجَعَتْ ارْتَفَعَتْ انْخَفَضَتْ
"""
# Names that never take tanwin, and have fatha for the genitive (diptotes: mamnu' min as-sarf).
_DIPTOTES = frozenset(
    """
    عسير حائل جدة غزة مكة دبي مسقط بغداد دمشق بيروت عمان تونس طرابلس مصر لبنان طهران إيران واشنطن لندن باريس برلين كييف
    بكين مدريد جنيف بروكسل أنقرة إسطنبول حلب حماة إدلب عدن صنعاء تعز مأرب نجران تبوك ينبع بيشة بريدة عنيزة رفحاء
    نيويورك باكستان أفغانستان كازاخستان أوزبكستان طاجيكستان إسرائيل فلسطين تايوان فيتنام أربيل كركوك كربلاء سيناء
    أحمد عمر عثمان سلمان سليمان إبراهيم إسماعيل إسحاق يعقوب يوسف يونس داود سفيان مروان عدنان رمضان شعبان فاطمة عائشة
    خديجة زينب مريم حمزة طلحة أسامة معاوية قتيبة هناء أنور أيمن
    يناير فبراير سبتمبر أكتوبر نوفمبر ديسمبر أغسطس نيسان حزيران تشرين آذار
    """.split()
)
# Verbs that are written like prepositions, and what follows them within a few words: "and the source explained that".
_VERBS = {
    "بين": ("بَيَّنَ", frozenset("أن أنه أنها أنهم بأن إن".split())),
    "عبر": ("عَبَّرَ", frozenset({"عن"})),
}
REACH = 8  # words of a clause that are looked at
_ENDINGS = ("", "َة", "َات", "َتَيْنِ", "ُونَ", "ِينَ", "ًا")
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "نا", "كم")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the marks of one letter.

    Attributes:
        marks: The marks that it has.
        closed: It has no others.
    """

    marks: frozenset[str]
    closed: bool


_OPEN = Known(frozenset(), closed=False)


@lru_cache(maxsize=8192)
def recall(word: str) -> tuple[Known, ...]:
    """Return what is known of each letter of a word; nothing at all when the word is not in the list.

    Args:
        word: Without marks; particles and the article may stand before it, or a pronoun after it.

    >>> [bool(recall(word)) for word in ("السعودية", "ولمنطقتنا", "بيت")]
    [True, True, False]
    """
    for head in heads(word):
        for pronoun in _PRONOUNS:
            reading = "" if pronoun and head.article else _reading(head.word, pronoun)
            if reading:
                return _letters(_joined(head, reading)) + (_OPEN,) * len(pronoun)
    return ()


@lru_cache(maxsize=8192)
def is_diptote(word: str) -> bool:
    """Return whether a word without marks, whatever particles stand before it, is a name that never takes tanwin.

    >>> is_diptote("وبغزة"), is_diptote("مدينة")
    (True, False)
    """
    return any(head.word in _DIPTOTES and not head.article for head in heads(word))


def recall_verb(words: Sequence[str]) -> tuple[Known, ...]:
    """Return what is known of the first word of a clause when it is a verb that is written like a preposition.

    Args:
        words: Those of the clause, without marks.

    >>> bool(recall_verb(["وبين", "المصدر", "أن"])), bool(recall_verb(["وبين", "لبنان", "وسوريا", "أن"]))
    (True, False)
    """
    for particle, marked in (("", ""), ("و", "وَ"), ("ف", "فَ")):
        verb, after = _VERBS.get(words[0].removeprefix(particle), ("", frozenset()))
        if verb and words[0].startswith(particle):
            found = next((word for word in words[1:REACH] if word in after or word.startswith("و")), "")
            return _letters(marked + verb) if found in after else ()
    return ()


def _reading(word: str, pronoun: str) -> str:
    """Return the reading of a word without the pronoun at its end, or ""."""
    stem = word.removesuffix(pronoun)
    if not pronoun:
        return _readings().get(stem, "")
    if stem == word:
        return ""
    opened = stem.removesuffix("ت") + "ة" if stem.endswith("ت") else stem
    reading = _readings().get(opened) or _readings().get(stem, "")
    return "" if reading.endswith((*(MARKS - {SHADDA}), "ا")) else reading


def _joined(head: Head, reading: str) -> str:
    """Return the reading with its prefixes; before hamzat al-wasl the article's lam has kasra (al-i-ttifaq)."""
    joined = head.join(reading)
    return joined.replace("ل" + SUKUN, "ل" + KASRA, 1) if head.article and reading.startswith("ا") else joined


def _letters(reading: str) -> tuple[Known, ...]:
    *inner, last = (frozenset(cluster[1:]) for cluster in clusters(reading))
    closed = bool(last - {SHADDA}) or reading.endswith("ا")
    return (*(Known(marks, closed=True) for marks in inner), Known(last, closed=closed))


@cache
def _readings() -> dict[str, str]:
    """Return the reading of each word of the list by its letters."""
    relations = (relation + ending for relation in _RELATIONS.split() for ending in _ENDINGS)
    return {strip_marks(word): word for word in chain(relations, _NOUNS.split(), _WITH_ENDING.split())}
