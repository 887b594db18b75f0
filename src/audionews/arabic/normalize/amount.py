"""The rules of amounts, in their order: for a number as it stands, behind a sign, and at the end of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.normalize.counted_noun import speak_counted_noun
from audionews.arabic.normalize.measure import speak_measure
from audionews.arabic.normalize.money import speak_amount
from audionews.arabic.normalize.percent import speak_percent
from audionews.arabic.normalize.scale import speak_magnitude, speak_scale
from audionews.arabic.normalize.temperature import speak_minus_behind
from audionews.arabic.normalize.thousandths import speak_thousandths

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Rule

AMOUNT_RULES: tuple[Rule, ...] = (
    speak_minus_behind,
    speak_amount,
    speak_percent,
    speak_measure,
    speak_magnitude,
    speak_scale,
    speak_thousandths,
    speak_counted_noun,
)
