"""Ratios: 1:5 and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized, read_number
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.scale import quantity
from audionews.arabic.numbers.cardinal import Case

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_COLON = re.compile(r" ?: ?(?=\d)")
_MORE = re.compile(r"[:/]\d|\.\d")
_SURE = 100  # no clock and no verse of most books goes so far


def speak_ratio(context: NumberContext) -> Verbalized | None:
    """Say a ratio: where a word tells it, or where no clock shows such figures.

    >>> speak_text("بنسبة 1:5"), speak_text("مقياس 1:50000"), speak_text("الساعة 1:50")
    ('بنسبة واحد إلى خمسة', 'مقياس واحد إلى خمسين ألفاً', 'الساعة الواحدة وخمسين دقيقة')
    """
    first = context.number
    colon = _COLON.match(context.text, first.end) if first else None
    second = read_number(context.text, colon.end()) if colon else None
    if first is None or second is None or _MORE.match(context.text, second.end):
        return None
    if not (is_near(context, "ratio") or first.decimals or (first.whole == 1 and second.whole >= _SURE)):
        return None
    return Verbalized(second.end, f"{quantity(first, case_at(context))} إلى {quantity(second, Case.GENITIVE)}")
