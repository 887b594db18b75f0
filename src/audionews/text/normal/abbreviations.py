"""Abbreviations with Arabic letters."""

from __future__ import annotations

import re

from audionews.text.normal.spot import ARABIC, NOT_WORD, Said

_NAME = rf"(?= ?[{ARABIC}]{{2}})"
# In this order: longer before shorter.
_TABLE = (
    (r"أ ?\. ?م ?\. ?د ?[./]", _NAME, "الأستاذ المساعد الدكتور"),
    (r"أ ?\. ?د ?[./]", _NAME, "الأستاذ الدكتور"),
    (r"د ?[./]", _NAME, "الدكتور"),
    (r"دة ?[./]", _NAME, "الدكتورة"),
    (r"م ?\.", _NAME, "المهندس"),
    (r"م ?/", _NAME, "المهندس"),
    (r"أ ?[./]", _NAME, "الأستاذ"),
    (r"ق ?\. ?م", NOT_WORD, "قبل الميلاد"),
    (r"ت ?\. ?غ", NOT_WORD, "بتوقيت غرينتش"),
    (r"ص ?\. ?ب", NOT_WORD, "صندوق بريد"),
    (r"ش ?\. ?م ?\. ?ع", NOT_WORD, "شركة مساهمة عامة"),
    (r"ش ?\. ?م ?\. ?م", NOT_WORD, "شركة مساهمة محدودة"),
    (r"ذ ?\. ?م ?\. ?م", NOT_WORD, "ذات مسؤولية محدودة"),
    (r"(?:الخ|إلخ)", NOT_WORD, "إلى آخره"),
    (r"ر ?\. ?س", NOT_WORD, "ريال سعودي"),
    (r"ج ?\. ?م ?\. ?ع", NOT_WORD, "جمهورية مصر العربية"),
    (r"أ ?[. ] ?ف ?[. ] ?ب", NOT_WORD, "فرانس برس"),
    (r"أ ?[. ] ?ش ?[. ] ?أ", NOT_WORD, "وكالة أنباء الشرق الأوسط"),
    (r"د ?[. ] ?ب ?[. ] ?أ", NOT_WORD, "وكالة الأنباء الألمانية"),
    (r"أ ?[. ] ?ب", NOT_WORD, "أسوشيتد برس"),
    (r"ج(?= ?\d)", "", "الجزء"),
    (r"ص(?= ?\d)", "", "الصفحة"),
    (r"كلم²?", NOT_WORD, "كيلومتر"),
    (r"هـ", NOT_WORD, "هجرية"),
)
_HEADS = "أدمقتصشذاإرجكه"
_ABBREVIATION = re.compile(
    rf"(?P<particle>و?)(?=[{_HEADS}])(?:"
    + "|".join(f"(?P<a{index}>{pattern}){after}" for index, (pattern, after, _) in enumerate(_TABLE))
    + ")"
)


def speak_abbreviation(text: str, at: int) -> Said | None:
    """Say an abbreviation that begins at ``at``, with the و glued to it.

    >>> speak_text("قال د. محمد علي"), speak_text("قال أ.د. سامي"), speak_text("(ص.ب 12) إلخ")
    ('قال الدكتور محمد علي', 'قال الأستاذ الدكتور سامي', '(صندوق بريد اثني عشر) إلى آخره')
    """
    found = _ABBREVIATION.match(text, at)
    if found is None:
        return None
    return Said(found.end(), found["particle"] + _TABLE[int(str(found.lastgroup)[1:])][2])
