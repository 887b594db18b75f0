"""The tables of the phoneme rules: letters, phones, and words that are not spoken as they are written.

Phones are named as in the voice "ziad": consonants ``ah`` (ء) ``^`` (ث) ``j`` (ج) ``H`` (ح) ``x`` (خ) ``th`` (ذ) ``ch``
(ش) ``S`` ``D`` ``T`` ``Z`` (ص ض ط ظ) ``E`` (ع) ``g`` (غ), the rest as in English; with shadda the last letter is
written twice (``bb``, ``chh``). Vowels are ``a i u``, long ``aa ii uu``; capital before an emphatic; ``ia ua`` are i
and u in a closed last syllable.
"""

from __future__ import annotations

from typing import Final

CONSONANTS: Final = {
    "ء": "ah", "أ": "ah", "إ": "ah", "ؤ": "ah", "ئ": "ah", "آ": "ah", "ب": "b", "ت": "t", "ث": "^", "ج": "j",
    "ح": "H", "خ": "x", "د": "d", "ذ": "th", "ر": "r", "ز": "z", "س": "s", "ش": "ch", "ص": "S", "ض": "D", "ط": "T",
    "ظ": "Z", "ع": "E", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "t",
    "و": "w", "ي": "y", "ى": "y",
    # Foreign letters: Arab newsreaders say b for p and gh for g; the voice has v, and tch is its t and ch run together.
    "پ": "b", "ڤ": "v", "گ": "g", "چ": "ch", "ژ": "j", "ک": "k", "ی": "y", "ہ": "h", "ھ": "h",
}  # fmt: skip

DOUBLED: Final = {phone: phone + phone[-1] for phone in sorted(set(CONSONANTS.values()) - {"v"})} | {"v": "v"}

LONG: Final = {"a": "aa", "i": "ii", "u": "uu"}
SHORTENED: Final = {"aa": "a", "ii": "i", "uu": "u"}
EMPHATICS: Final = frozenset({"S", "D", "T", "Z", "q", "SS", "DD", "TT", "ZZ", "qq"})
COLOURED: Final = {"a": "A", "aa": "AA", "i": "I", "ii": "II", "u": "U", "uu": "UU"}
VOWELS: Final = frozenset({"a", "aa", "A", "AA", "i", "ii", "ia", "I", "II", "u", "uu", "ua", "uua", "U", "UU"})

ALIFS: Final = frozenset("اٱ")
PREFIXES: Final = {"و": "a", "ف": "a", "ب": "i", "ك": "a", "ل": "i"}
"""One-letter words that are written together with the next word, and their vowel."""

BREAKS: Final = frozenset(".!?؟…؛;:،,\n–—()[]{}")
"""A voice pauses at these. Quotation marks make none: they stand around single words and names as well."""

_WITH: Final = "(?:[وف]?[بكل]?|[وف]?ال)"

# Words with a long vowel that is not written: the letters in groups carry it. Patterns see the bare letters of a word.
UNWRITTEN: Final = (
    ("a", _WITH + "(ه)(?:ذا|ذه|ذي|ذان|ذين|كذا|ؤلاء)"),  # هذا is haathaa, هؤلاء is haaulaai
    ("a", _WITH + "(ذ)لك(?:م|ما)?"),  # ذلك is thaalika
    ("a", "[وف]?(ل)كن(?:ه|ها|هم|هما|هن|ك|كم|ي|ني|نا|ما)?"),  # لكن is laakin
    ("a", "[وف]?[بكل]?أو(ل)ئك(?:م)?"),  # أولئك is ulaaika
    ("a", _WITH + "إ(ل)ه(?:ه|ها|هم|نا|ي|ك|كم)?"),  # إله is ilaah
    ("a", _WITH + "رح(م)ن"),  # الرحمن is arrahmaan
    ("a", _WITH + "س(م)وات"),  # السموات is assamaawaat
    ("a", _WITH + "(ط)(ه)"),  # طه is Taahaa
    ("u", _WITH + "دا(و)د"),  # داود is daawuud
    ("u", _WITH + "طا(و)س"),  # طاوس is Taawuus
)

# God's name: the last lam is long and doubled whether or not the marks say so.
GOD: Final = "(?:[وف]?[بتكأ]?ا|[وف]?)ل(ل)ه(?:م)?"

# Letters that are written and not spoken stand in groups. The letter before has this vowel, or the silent letter's.
SILENT: Final = (
    ("u", "[وف]?[بكل]?أ(و)لئكم?"),  # أولئك is ulaaika
    ("", "[وفبكل]?عمر(و)"),  # عمرو is amr
    ("i", "[وفبكل]*(?:ثلاث|أربع|خمس|ست|سبع|ثماني?|تسع)?م(ا)ئ(?:ة|تا|تي|تان|تين)"),  # مائة is mia
)

SERVANT: Final = "((?:و|ف|ب|ك|ل)?عبد)(ال.{2,})"
"""Names that are two words written as one: عبدالرحمن is عبد الرحمن."""

RADICAL_LAM: Final = tuple(
    "التزام التزم التقى التقي التقوا التقت التحق التحاق التهاب التفاف التمس التماس التباس التهم".split()
)
"""Unmarked words that begin with a wasl and their own lam: التزام is iltizaam, not at-tizaam."""

# Frequent words that a text without marks leaves open, and words that only look like a prefix and the article (والد).
# They are read so only where no mark is written; وَ and فَ may stand before them.
UNMARKED: Final = {
    "و": "وَ", "من": "مِن", "عن": "عَن", "في": "فِي", "فى": "فِي", "على": "عَلَى", "إلى": "إِلَى", "الى": "إِلَى",
    "إن": "إِنَّ", "أن": "أَنَّ", "أنه": "أَنَّهُ", "أنها": "أَنَّهَا", "لأن": "لِأَنَّ", "بأن": "بِأَنَّ",
    "إلا": "إِلَّا", "الا": "إِلَّا", "الان": "الْآن", "أو": "أَوْ", "أي": "أَيّ", "أم": "أَم", "هو": "هُوَ",
    "هي": "هِيَ", "هم": "هُمْ", "نحن": "نَحْنُ", "مع": "مَعَ", "بعد": "بَعْدَ", "قبل": "قَبْلَ", "بين": "بَيْنَ",
    "عند": "عِنْدَ", "منذ": "مُنْذُ", "حول": "حَوْلَ", "ضد": "ضِدَّ", "كل": "كُلّ", "بعض": "بَعْض", "غير": "غَيْر",
    "قد": "قَدْ", "لم": "لَمْ", "لن": "لَنْ", "كما": "كَمَا", "ثم": "ثُمَّ", "حيث": "حَيْثُ", "الذي": "الَّذِي",
    "التي": "الَّتِي", "الذين": "الَّذِينَ", "به": "بِهِ", "له": "لَهُ", "لها": "لَهَا", "بها": "بِهَا",
    "فيه": "فِيهِ", "منه": "مِنْهُ", "عنه": "عَنْهُ", "اليوم": "الْيَوْم", "يوم": "يَوْم", "محمد": "مُحَمَّد",
    "أحمد": "أَحْمَد", "علي": "عَلِيّ", "عبد": "عَبْد", "بن": "بْن", "بنت": "بِنْت", "وزير": "وَزِير",
    "وزارة": "وِزَارَة", "وكالة": "وِكَالَة", "وكالات": "وِكَالَات", "والد": "وَالِد", "والدة": "وَالِدَة",
    "والده": "وَالِدُه", "والدها": "وَالِدُهَا", "والدي": "وَالِدِي", "والديه": "وَالِدَيْه",
    "والدته": "وَالِدَتُه", "والدتها": "وَالِدَتُهَا", "والدتي": "وَالِدَتِي", "والدان": "وَالِدَان",
    "والي": "وَالِي", "بالغ": "بَالِغ", "بالغا": "بَالِغًا", "بالغة": "بَالِغَة", "بالون": "بَالُون",
}  # fmt: skip
