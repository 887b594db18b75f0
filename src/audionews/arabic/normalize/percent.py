"""Percent and per mille."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import NOT_WORD, Verbalized, read_number
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.scale import quantity

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_SIGN = re.compile(rf" ?(?:[%‰]|(?:في|ب) ?(?:ال)?(?:مئة|مائة|المئة|المائة){NOT_WORD})")
_SIGN_FIRST = re.compile(r"% ?(?=\d)")


def speak_percent(context: NumberContext) -> Verbalized | None:
    """Say percent; the sign may stand on either side.

    >>> speak_text("ارتفعت بنسبة ٢٥٪"), speak_text("تراجع 0.15%"), speak_text("نحو 3.5 في المائة")
    ('ارتفعت بنسبة خمسة وعشرين في المئة', 'تراجع صفر فاصلة خمسة عشر في المئة', 'نحو ثلاثة ونصف في المائة')
    """
    first = context.match(_SIGN_FIRST)
    number = read_number(context.text, first.end()) if first else context.number
    sign = None if number is None or first else _SIGN.match(context.text, number.end)
    if number is None or not (first or sign):
        return None
    words = quantity(number, case_at(context))
    if sign is None or "%" in sign[0]:
        return Verbalized(sign.end() if sign else number.end, f"{words} في المئة")
    if "‰" in sign[0]:
        return Verbalized(sign.end(), f"{words} في الألف")
    return Verbalized(number.end, words)
