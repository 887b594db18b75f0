"""Abbreviations with Arabic letters."""

from __future__ import annotations

import re

from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.context import ARABIC, NOT_WORD, Said

# What our own rules say is no name: "أ. 5 آلاف" is a list, not Mr. Five.
_OURS = (
    "[وف]?(?:[بكل]?|[بك]?ال|لل)(?:صفر|واحد|اثن|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|عشر|مئ|ألف|آلاف|ملي|تريليون|أحد|إحدى|نصف|[ثرخستع]ُ|ناقص|زائد)"
    "|[وف]?(?:[بك]?ال|لل)(?:أول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|واحد|عشر|اثن|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|مئ|ألف)"
    "|الدكتور|الأستاذ|المهندس|قبل الم|بتوقيت|صندوق ب|شركة م|منظمة ال|ذات م|إلى آ|ريال|جمهورية|فرانس|وكالة|أسوشيتد|الجزء"
    "|الصفحة|هجرية|كيلومتر|درجة|دولار|يورو|جنيه"
)
_PUNCTUATION = r".,،؛;:؟?!…«»\"'“”‘’()\[\]{}‹›۔–—-"
_NAME = (
    rf"(?=(?: ?(?:أ|د|م|دة) ?[./]){{0,3}} ?(?!{_OURS})"
    rf"(?:[{ARABIC}]{{2}}|[{ARABIC}]\u0640{{0,3}} ?[A-Za-z]|[^\s\d{ARABIC}{_PUNCTUATION}]))"
)
_WOMEN = frozenset(
    """
مريم زينب هند ريم سعاد أمل منى سلمى ليلى هدى نهى ندى رنا رشا دعاء إسراء آلاء أسماء سناء هناء وفاء نجلاء هيفاء
علياء شيماء حنان إيمان نوال سهام إلهام ابتسام أحلام غادة سمر سحر عبير مها لمى نور نوف شيرين نسرين ياسمين جيهان
ميادة مي رباب كوثر سوسن
""".split()
)
_MEN = frozenset(
    "حمزة طلحة أسامة عبادة معاوية خليفة قتادة عبيدة سلامة عطية جمعة عرفة رفاعة حذيفة عكرمة نعمة شحاتة".split()
)
# In this order: longer before shorter.
_TABLE = (
    (r"أ ?\. ?م ?\. ?د ?[./]", _NAME, "الأستاذ المساعد الدكتور"),
    (r"أ ?\. ?د ?[./]", _NAME, "الأستاذ الدكتور"),
    (r"د ?[./]", _NAME, "الدكتور"),
    (r"دة ?[./]", _NAME, "الدكتورة"),
    (r"م\.", _NAME, "المهندس"),
    *(
        (rf"{letter}\.(?= ?[وفبكل]?\u0640{{0,3}} ?[-+]?\d)", "", f"{letter}،") for letter in ("أ", "د", "م")
    ),  # a label before a number
    (r"م ?/", _NAME, "المهندس"),
    (r"أ ?[./]", _NAME, "الأستاذ"),
    (r"ق ?\. ?م", NOT_WORD, "قبل الميلاد"),
    (r"ت ?\. ?غ", NOT_WORD, "بتوقيت غرينتش"),
    (r"ص ?\. ?ب(?:\.(?= ?\d))?", NOT_WORD, "صندوق بريد"),
    (r"ش ?\. ?م ?\. ?ع", NOT_WORD, "شركة مساهمة عامة"),
    (r"ش ?\. ?م ?\. ?م", NOT_WORD, "شركة مساهمة محدودة"),
    (r"ذ ?\. ?م ?\. ?م", NOT_WORD, "ذات مسؤولية محدودة"),
    (r"(?:الخ|إلخ)", NOT_WORD, "إلى آخره"),
    (r"ر ?\. ?س", NOT_WORD, "ريال سعودي"),
    (r"ج ?\. ?م ?\. ?ع", NOT_WORD, "جمهورية مصر العربية"),
    (r"م ?\. ?ت ?\. ?ف", NOT_WORD, "منظمة التحرير الفلسطينية"),
    (r"ش ?\. ?م ?\. ?ل", NOT_WORD, "شركة مساهمة لبنانية"),
    (r"[أا] ?[. ] ?ف ?[. ] ?ب", NOT_WORD, "فرانس برس"),
    (r"[أا] ?[. ] ?ش ?[. ] ?[أا]", NOT_WORD, "وكالة أنباء الشرق الأوسط"),
    (r"د ?[. ] ?ب ?[. ] ?[أا]", NOT_WORD, "وكالة الأنباء الألمانية"),
    (r"أ ?[. ] ?ب", NOT_WORD, "أسوشيتد برس"),
    (r"ج(?= ?\d)", "", "الجزء"),
    (r"ص(?= ?\d)", "", "الصفحة"),
    (r"كلم²?", NOT_WORD, "كيلومتر"),
    (r"هـ", NOT_WORD, "هجرية"),
)
_TITLES = frozenset({"الدكتور", "الأستاذ الدكتور", "الأستاذ", "المهندس"})
_FIRST_NAME = re.compile(f" ?([{ARABIC}]+)")
_HEADS = "أدمقتصشذاإرجكه"
_ABBREVIATION = re.compile(
    rf"(?P<particle>و?)(?=[{_HEADS}])(?:"
    + "|".join(f"(?P<a{index}>{pattern}){after}" for index, (pattern, after, _) in enumerate(_TABLE))
    + ")"
)


_HONOURS = {"ص": "صلى الله عليه وسلم", "ع": "عليه السلام", "عج": "عجل الله فرجه", "رض": "رضي الله عنه"}
_HONOUR = re.compile(r"\( ?(?P<sign>ص|عج?|رض) ?\)")
_PROPHET = re.compile(r"(?:محمدا?|ال?نبي(?:نا)?|ال?رسول|الله|المصطفى|الكريم|الأعظم)\s*$")
_LABEL = re.compile(r"(?:المادة|الفقرة|البند|الحرف|حرف|الفئة|المجموعة|القسم)\s*$")


def speak_honour(text: str, at: int) -> Said | None:
    """Say the blessing that a letter in brackets stands for behind the name of a prophet or an imam.

    >>> speak_text("النبي محمد (ص) والإمام علي (ع)"), speak_text("الفقرة (ع)")
    ('النبي محمد صلى الله عليه وسلم والإمام علي عليه السلام', 'الفقرة (ع)')
    """
    found = _HONOUR.match(text, at)
    before = strip_marks(text[max(0, at - 20) : at])
    if found is None or _LABEL.search(before) or (found["sign"] == "ص" and not _PROPHET.search(before)):
        return None
    return Said(found.end(), _HONOURS[found["sign"]])


def speak_abbreviation(text: str, at: int) -> Said | None:
    """Say an abbreviation that begins at ``at``, with the و glued to it.

    >>> speak_text("قال د. محمد علي"), speak_text("قالت أ.د. سلمى"), speak_text("(ص.ب 12) إلخ")
    ('قال الدكتور محمد علي', 'قالت الأستاذة الدكتورة سلمى', '(صندوق بريد اثني عشر) إلى آخره')
    """
    found = _ABBREVIATION.match(text, at)
    if found is None:
        return None
    words = _TABLE[int(str(found.lastgroup)[1:])][2]
    if words in _TITLES and _is_woman(_FIRST_NAME.match(text, found.end())):
        words = " ".join(f"{word}ة" for word in words.split())
    return Said(found.end(), found["particle"] + words)


def _is_woman(found: re.Match[str] | None) -> bool:
    """Return whether a first name is a woman's: in the list, or in ة but not one of the men's."""
    name = found[1] if found else ""
    return name in _WOMEN or (name.endswith("ة") and name not in _MEN)
