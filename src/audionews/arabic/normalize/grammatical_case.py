"""The case of a number, from the words before it: no parser, only the ways in which news put numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import DAMMA, fold, folded_words, strip_marks
from audionews.arabic.normalize.context import bare
from audionews.arabic.normalize.units import SCALES
from audionews.arabic.normalize.verbs import EITHER, FOLLOWED, OBJECT, SUBJECT, is_one_of, looks_like_verb
from audionews.arabic.numbers.cardinal import Case

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_GOVERNORS = folded_words("""
في من إلى على عن حتى منذ مذ خلال بين نحو حوالي قرابة زهاء قبل بعد فوق تحت دون عند لدى ضمن سوى غير مقابل ضد كل أي
المادة الفقرة المواد القرارين المادتين الخط السجن بالسجن الحبس بالحبس
مع عبر وراء حول طوال طيلة أكثر أقل ب ل ك الساعة القرار الرقم القانون المرسوم الطريق الرحلة الغرفة القطاع الشارع
إثر وسط حسب وفق أثناء بواقع ناقص زائد عام عاما سنة بعض إلا رقم اللواء الفوج الكتيبة الفرقة الوحدة المقعد البوابة الرصيف
""")
_SISTERS_OF_INNA = folded_words("إن أن لأن بأن وأن فإن")
_OBLIQUE_DUALS = folded_words("""
ساعتين دقيقتين يومين ليلتين أسبوعين شهرين سنتين عامين مرتين ألفين مليونين مليارين دولارين ريالين مترين كيلومترين
كيلوغرامين طنين درجتين نقطتين
""")
_THERE_IS = frozenset({"هناك", "هنالك", "ثمه"})
_RELATIVE = folded_words("الذي التي الذين")
_LINKS = folded_words("أو أم و ثم")
_TRANSPARENT = folded_words("""
أمس اليوم غدا فقط أيضا حاليا تقريبا هناك هنا مجتمعة الآن مؤخرا حتى سنويا يوميا شهريا رسميا أخيرا فيه فيها عليه
عليها له لها لهم به بها عنه عنها إليه إليها الجاري الماضي
""")
_PARTITIVES = folded_words(
    "هو هي وهو وهي هم وهم منهم منها منه منهن بينهم بينها بينهن ومنهم ومنها وبينهم وبينها قدره قدرها"
)
_NAMES = folded_words("""
إسرائيل حماس روسيا أميركا أمريكا إيران تركيا مصر سوريا لبنان تونس ليبيا قطر أوكرانيا ألمانيا فرنسا بريطانيا
الصين اليابان باكستان أفغانستان إسبانيا إيطاليا طهران واشنطن موسكو كييف بكين باريس لندن دمشق بغداد بيروت عمان
دبي أبوظبي غوغل آبل تويوتا أرامكو إنتل بوينغ إيرباص برشلونة أوبك طالبان داعش
""")
_FINING = re.compile("[وف]?[بل]?(?:تغريم|الزام|تسليم|منح|اعطاء|تكبيد)(?:ه|ها|هم|هما|هن|نا)")  # their object follows
_OWNED = re.compile(r"\w{2,}(?:ه|ها|هم|هن|هما|نا)")
_DIGITS = re.compile(r"\d")
_STEPS = 14


def _is_owned(word: str) -> bool:
    return bool(_OWNED.fullmatch(strip_marks(word)))


def _is_definite(word: str) -> bool:
    """Return whether the word cannot own a following number: it has the article or a pronoun."""
    folded = fold(word)
    return word.startswith(("ال", "لل", "وال", "بال", "فال")) or folded in _TRANSPARENT or _is_owned(word)


def _is_passive(word: str) -> bool:
    """Return whether the author wrote the damma of a passive: قُتل."""
    return bare(word) != "" and word.lstrip("وف")[1:2] == DAMMA


def _by_verb(words: tuple[str, ...]) -> Case | None:
    """Return the case that the last word gives as a verb with the number right behind it; None for no known verb."""
    word = words[-1]
    if is_one_of(word, SUBJECT) or _is_passive(word):
        return Case.NOMINATIVE
    if is_one_of(word, OBJECT):
        return Case.ACCUSATIVE
    if is_one_of(word, EITHER):
        # The subject came before, or is in the ending: السعر كان 60, الذي قتل 12, واعتقلت 12, قتلوا 12.
        followed, before = is_one_of(word, FOLLOWED), words[-2] if len(words) > 1 else ""
        subject = before.startswith("ال") if followed else fold(before) in _RELATIVE
        ending = strip_marks(word).endswith("وا" if followed else ("ت", "وا"))
        return Case.ACCUSATIVE if subject or ending else Case.NOMINATIVE
    return None


def _is_time_or_place(word: str) -> bool:
    return fold(word) in _GOVERNORS | _TRANSPARENT or word.startswith(("ب", "لل"))


def _by_distant_verb(words: tuple[str, ...]) -> Case:
    """Return the case that the nearest verb further back gives, when words stand between it and the number."""
    for index in range(len(words) - 2, max(-1, len(words) - 2 - _STEPS), -1):
        word = words[index]
        if is_one_of(word, OBJECT):
            return Case.ACCUSATIVE
        if is_one_of(word, SUBJECT) or _is_passive(word):
            return Case.NOMINATIVE
        if is_one_of(word, EITHER):
            return Case.NOMINATIVE if _is_time_or_place(words[index + 1]) else Case.ACCUSATIVE
        if looks_like_verb(word) and all(following.startswith("ال") for following in words[index + 1 :]):
            return Case.ACCUSATIVE
    return Case.NOMINATIVE


def _by_neighbour(words: tuple[str, ...]) -> Case | None:
    """Return the case that the last word decides alone; None when one must look further back."""
    last = fold(words[-1])
    if last in _SISTERS_OF_INNA or _FINING.fullmatch(last):
        return Case.ACCUSATIVE
    if last in _THERE_IS:
        after_inna = len(words) > 1 and fold(words[-2]) in _SISTERS_OF_INNA
        return Case.ACCUSATIVE if after_inna else Case.NOMINATIVE
    if last in _GOVERNORS or fold(bare(words[-1])) in _GOVERNORS:
        return Case.GENITIVE
    known = _by_verb(words)
    if last in _PARTITIVES or (not known and last.startswith("و") and _is_owned(words[-1])) or last == "،":
        return Case.NOMINATIVE
    return known


def _list_head(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words before the number that this one is listed after (بين 40 و50), None when there is none."""
    for index in range(len(words) - 1, -1, -1):
        if _DIGITS.match(words[index]):
            return words[:index]
    return None


def case_after(words: tuple[str, ...]) -> Case:
    """Return the case of a number after these words of its sentence.

    >>> [case_after(tuple(text.split())).value[:3] for text in ("قُتل", "اعتقلت الشرطة", "أكثر من", "بلغ عدد القتلى")]
    ['nom', 'acc', 'gen', 'acc']
    """
    if not words:
        return Case.NOMINATIVE
    known = _by_neighbour(words)
    if known is not None:
        return known
    if _is_definite(words[-1]) or fold(words[-1]) in _NAMES:
        return _by_distant_verb(words)
    return Case.NOMINATIVE if _DIGITS.match(words[-1]) else Case.GENITIVE


def case_at(spot: Spot) -> Case:
    """Return the case of the number at a spot: its particles first, then the words before; a list keeps its case."""
    particle = spot.prefix.lstrip("وف")
    if particle not in {"", "ال"}:
        return Case.GENITIVE
    words = spot.before
    linked = spot.prefix != particle or (words and fold(words[-1]) in _LINKS)
    while linked:
        head = _list_head(words)
        if head is None:
            if words and fold(bare(words[-1])) in SCALES:  # مليار و200 مليون
                return case_after(words[:-1])
            if words and fold(bare(words[-1])) in _OBLIQUE_DUALS:  # بعد ساعتين و30 دقيقة
                return Case.GENITIVE
            governed = len(words) > 1 and fold(words[-2]) in _GOVERNORS
            return Case.GENITIVE if governed else _by_distant_verb(words)
        words = head
        linked = bool(words) and fold(words[-1]) in _LINKS
    return case_after(words)
