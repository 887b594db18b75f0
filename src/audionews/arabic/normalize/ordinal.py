"""Numbers with the article (القرن الـ21) and numbers that are read as ordinals (المادة 5, القرن XXI)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, folded_words, strip_marks
from audionews.arabic.normalize.context import NOT_WORD, Said
from audionews.arabic.normalize.grammatical_case import case_after
from audionews.arabic.normalize.units import SCALES
from audionews.arabic.normalize.verbs import OBJECT, is_one_of
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.gender import gender_of, is_counted
from audionews.arabic.numbers.ordinal import definite_cardinal, ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_DEFINITE = re.compile(r"(?:[وفبك]*ال|لل|ولل)\w+")
_OWNED = re.compile(r"(\w{2,})(?:ه|ها|هم|هن|نا)")
_PLURAL = re.compile(r"\w+(?:ات|ين|ون)")
_PLURALS = folded_words("""
الأشهر الأيام الأسابيع الفرق الدول النساء الرجال الجنود الأطفال السنين الشهور الأعوام الأسرى الرهائن الضحايا
القتلى الأعضاء المدن القرى المحتجزين الطلاب اللاعبين الركاب الشهداء الجرحى المنتخبات الأندية الأحزاب القضاة
النواب الوزراء
""")
_ORDERED_TEXT = """
قرن دقيقه ماده مركز مرتبه مرحله جوله دوره نسخه حلقه فقره بند فصل باب طابق قناه صفحه جزء مجلد لفه شوط درس اسبوع
ذكري فيلق فرقه لواء كتيبه منطقه مجموعه حزمه ملحق سؤال طبعه جلسه يوم دور جيل خطوه سطر موسم
"""
_STEMS = "|".join(re.sub("ه$", "ت", word) for word in _ORDERED_TEXT.split())
_ORDERED = re.compile(rf"(?:[وفبك]*ال|لل)(?:{'|'.join(_ORDERED_TEXT.split())}|(?:{_STEMS})(?:ين|ان))")
_KINGS = re.compile(r"(?:[وفبك]*ال|لل)?(?:بابا|ملك|امبراطور|قيصر|ملكه|قرن|سلطان)")
_ROMAN = re.compile(r"[IVX]{1,7}(?![A-Za-z\d'’-])")
_ROMAN_SHAPE = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_OVER = re.compile(r" ?/ ?\d")
_DUAL = re.compile(r"(?P<t>ت?)(?P<case>ين|ان)$")
_DECADES = frozenset(range(20, 100, 10))
_BEFORE_DECADES = frozenset({"سنوات", "اعوام", "عقد", "حقبه", "بعقد", "سنين"})
_AGE = frozenset({"سن", "بسن"})
_OF_MONTH = re.compile(r" من (?:هذا )?(?:ال)?شهر")
_EVENTS = folded_words("""
بطولة كأس دورة قمة نسخة ذكرى جلسة مهرجان معرض مؤتمر اجتماع منتدى ملتقى سباق رالي جائزة حفل موسم عيد يوم رئيس مرة
""")
_CENTURY_ERAS = {"هـ": " الهجري", "م": " الميلادي"}
_CENTURY_ERA = re.compile(rf" ?(?P<era>هـ|م){NOT_WORD}")
_CENTURY = re.compile("قرن(?P<dual>ين|ان|)$")
_MEMBERS = folded_words("الدول البلدان الأعضاء الأطراف الفرق المنتخبات الأندية الرهائن القتلى الأيام الأشهر السنوات")
_LEADING = re.compile("[وف]?[بكل]?(?=\\w{3})")
_OF_LIFE = re.compile(r" من (?:ال)?عمر")


def _is_definite(word: str) -> bool:
    plain = strip_marks(word)
    return bool(_DEFINITE.fullmatch(plain)) or (bool(_OWNED.fullmatch(plain)) and not plain.endswith("ة"))


def _gender(word: str) -> Gender:
    """Return the gender of a definite word; the ت of دورته is a ة, the ا of ذكراها a ى."""
    owned = _OWNED.fullmatch(strip_marks(word))
    if owned and not _DEFINITE.fullmatch(strip_marks(word)):
        return gender_of(re.sub("ت$", "ة", re.sub("ا$", "ى", owned[1])))
    return gender_of(re.sub("^[وفبك]*ال|^و?لل", "", strip_marks(word)))


def _is_feminine_verb(word: str) -> bool:
    """Return whether the word looks like a verb whose subject follows: انطلقت."""
    plain = strip_marks(word)
    return plain.endswith("ت") and not plain.endswith("ات") and not is_one_of(plain, OBJECT)


def _phrase_case(spot: Spot) -> Case:
    """Return the case of the definite phrase that the number ends: what stands before the phrase decides."""
    if spot.prefix not in {"", "ال", "وال"}:
        return Case.GENITIVE
    words = spot.before
    while words and _is_definite(words[-1]):
        if re.match("[وف]?(?:لل|[بك]ال)", words[-1]):
            return Case.GENITIVE
        words = words[:-1]
    return Case.NOMINATIVE if words and _is_feminine_verb(words[-1]) else case_after(words)


def _is_plural(word: str) -> bool:
    return bool(_PLURAL.fullmatch(strip_marks(word))) or fold(word) in _PLURALS


def _by_neighbours(spot: Spot, number: int, end: int) -> str | None:
    """Return the number as its neighbours ask for it where that is not agreement: ages, decades, the G7."""
    word, after = fold(spot.previous), spot.next_word(end)
    if number in _DECADES and word in _BEFORE_DECADES:
        return f"ال{cardinal(number, case=Case.GENITIVE)}يات"
    if _OF_LIFE.match(spot.text, end) or (word in _AGE and not is_counted(after)):
        return ordinal(number, Gender.FEMININE, Case.GENITIVE)
    if _OF_MONTH.match(spot.text, end) and not _is_definite(spot.previous):
        return ordinal(number, case=_phrase_case(spot))
    if word.endswith("مجموعه") and number == 7 and not is_counted(after):
        return definite_cardinal(7, Gender.FEMININE)
    return None


def _event(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words up to an event that the definite words behind it belong to (بطولة العالم), () for none."""
    noun = ""
    while words and _is_definite(words[-1]):
        noun, words = fold(words[-1]), words[:-1]
    if not words or noun in _MEMBERS:
        return ()
    return words if fold(words[-1]) in _EVENTS or _parted(words[-1])[1] in _EVENTS else ()


def _parted(word: str) -> tuple[str, str]:
    """Return the particles before a word and the word, folded."""
    folded = fold(word)
    found = _LEADING.match(folded)
    return (found[0], folded[found.end() :]) if found else ("", folded)


def _member(words: tuple[str, ...]) -> str:
    """Return the plural that the definite words at the end begin with (قمة الدول الصناعية), "" for none."""
    noun = ""
    while words and _is_definite(words[-1]):
        noun, words = words[-1], words[:-1]
    return noun if fold(noun) in _MEMBERS else ""


def _event_case(words: tuple[str, ...]) -> Case:
    """Return the case of an event that ends the words."""
    particles, _ = ("", "") if fold(words[-1]) in _EVENTS else _parted(words[-1])
    if particles.lstrip("وف"):
        return Case.GENITIVE
    before = words[:-1]
    return Case.NOMINATIVE if before and _is_feminine_verb(before[-1]) else case_after(before)


def _named(spot: Spot) -> str:
    """Return the noun that the number belongs to: with و it stands before the first of two (القرنين الـ19 والـ20)."""
    words = spot.before
    if spot.prefix.startswith("و") and words and words[-1].isdigit():
        words = words[:-2] if words[-2:-1] == ("ال",) else words[:-1]
        return strip_marks(words[-1]) if words else ""
    return spot.previous


def _dual_ordinal(word: str, number: int) -> str:
    """Return the ordinal of one of two: the dual before it shows the case (في القرنين 19 و20, المادتان 5 و6)."""
    dual = _DUAL.search(word)
    if dual is None or not _ORDERED.fullmatch(fold(word)):
        return ""
    gender = Gender.FEMININE if dual["t"] else Gender.MASCULINE
    return ordinal(number, gender, Case.GENITIVE if dual["case"] == "ين" else Case.NOMINATIVE)


def _with_era(spot: Spot, word: str, end: int, words: str) -> Said:
    """Return the number of a century with the sign of its era: القرن 7 هـ, القرنين 3 و4 هـ."""
    century = _CENTURY.search(word)
    found = century and _CENTURY_ERA.match(spot.text, end)
    return (
        Said(found.end(), words + _CENTURY_ERAS[found["era"]] + century["dual"])
        if century and found
        else Said(end, words)
    )


def _agreeing(spot: Spot, number: int, end: int) -> str:
    """Return the number as it agrees with the definite noun before it, or else with the noun behind it."""
    word, after = _named(spot), spot.next_word(end)
    dual = _dual_ordinal(word, number)
    if dual:
        return dual
    if _is_definite(word):
        word = _member(spot.before) or word
        event = _event(spot.before)
        if event:
            return ordinal(number, gender_of(event[-1]), _event_case(event))
        if not _is_plural(word):
            return ordinal(number, _gender(word), _phrase_case(spot))
        gender = Gender.MASCULINE if fold(after) in SCALES else gender_of(word)
        return definite_cardinal(number, gender, _phrase_case(spot))
    gender = gender_of(after) if is_counted(after) else Gender.MASCULINE
    return definite_cardinal(number, gender, _phrase_case(spot))


def speak_with_article(spot: Spot) -> Said | None:
    """Say a number with the article: an ordinal after a singular, a definite cardinal with a plural.

    >>> speak_text("في القرن الـ21"), speak_text("القمة الـ32"), speak_text("في الساعات الـ24 الأخيرة")
    ('في القرن الحادي والعشرين', 'القمة الثانية والثلاثون', 'في الساعات الأربع والعشرين الأخيرة')
    >>> speak_text("لفتى في الـ13 من العمر"), speak_text("الـ24 ساعة الماضية"), speak_text("قمة الـ20")
    ('لفتى في الثالثة عشرة من العمر', 'الأربع والعشرون ساعة الماضية', 'قمة العشرين')
    """
    number = spot.number
    if number is None or not spot.prefix.endswith(("ال", "لل")) or number.decimals or not number.whole:
        return None
    if spot.text[number.end : number.end + 1] in {"%", ":", "-", "/"}:
        return None
    words = _by_neighbours(spot, number.whole, number.end) or _agreeing(spot, number.whole, number.end)
    return _with_era(spot, spot.previous, number.end, words)


def speak_numbered(spot: Spot) -> Said | None:
    """Say the number of an article of law, a round, a minute ... as an ordinal.

    >>> speak_text("نصت المادة 5 على"), speak_text("في الدقيقة 76"), speak_text("القناة 12")
    ('نصت المادة الخامسة على', 'في الدقيقة السادسة والسبعين', 'القناة الثانية عشرة')
    >>> speak_text("القرن 7 هـ"), speak_text("المادتان 5 و6"), speak_text("القرنين الـ19 والـ20")
    ('القرن السابع الهجري', 'المادتان الخامسة والسادسة', 'القرنين التاسع عشر والعشرين')
    """
    number = spot.number
    word = _named(spot)
    most = 999 if fold(word).endswith("يوم") else 99
    if number is None or spot.prefix not in {"", "و"} or number.decimals or not 0 < number.whole <= most:
        return None
    if word in _AGE and not is_counted(spot.next_word(number.end)):
        return Said(number.end, ordinal(number.whole, Gender.FEMININE, Case.GENITIVE))
    if (
        not _ORDERED.fullmatch(fold(word))
        or is_counted(spot.next_word(number.end))
        or _OVER.match(spot.text, number.end)
    ):
        return None
    words = _dual_ordinal(word, number.whole) or ordinal(number.whole, _gender(word), _phrase_case(spot))
    return _with_era(spot, word, number.end, words)


def _roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to 39, 0 when it is none.

    >>> _roman("XXI"), _roman("IIX")
    (21, 0)
    """
    found = _ROMAN_SHAPE.fullmatch(numeral)
    return 10 * len(found[1]) + _ROMAN_VALUES[found[2]] if found else 0


def speak_roman(spot: Spot) -> Said | None:
    """Say a Roman numeral of two letters or more after an Arabic word, or a single one after a king or a century.

    >>> speak_text("القرن XXI"), speak_text("البابا بنديكتوس XVI"), speak_text("منصة X")
    ('القرن الحادي والعشرون', 'البابا بنديكتوس السادس عشر', 'منصة إكس')
    """
    found = spot.match(_ROMAN)
    value = _roman(found[0]) if found else 0
    if found is None or not value or not spot.before or spot.prefix:
        return None
    royal = any(_KINGS.fullmatch(fold(word)) for word in spot.before[-3:])
    if len(found[0]) < 2 and not royal:
        return None
    word = spot.previous
    gender = _gender(word) if _is_definite(word) else Gender.MASCULINE
    return Said(found.end(), ordinal(value, gender, _phrase_case(spot)))


RULES = (speak_with_article, speak_numbered)
