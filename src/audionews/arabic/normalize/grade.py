"""Grades that are letters with a sign: BB- of credit, O+ of blood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.normalize.latin import spell_letters

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_LETTERS = "A{1,3}|B{1,3}|C{1,3}|D|AB|O"
_GRADE = re.compile(rf"(?P<letters>{_LETTERS})(?P<sign>[+–-])(?![\w+-])|(?P<first>[+–-])(?P<behind>{_LETTERS})(?!\w)")
_REACH = 8  # words


def speak_grade(context: NumberContext) -> Verbalized | None:
    """Say a grade with its sign, whichever side a right-to-left line shows it on.

    >>> speak_text("خفضت تصنيفها إلى BB-"), speak_text("فصيلة الدم O+"), speak_text("فصيلة -A")
    ('خفضت تصنيفها إلى بي بي ناقص', 'فصيلة الدم أو موجب', 'فصيلة إيه سالب')
    """
    found = context.match(_GRADE)
    if found is None:
        return None
    plus = (found["sign"] or found["first"]) == "+"
    letters = spell_letters(found["letters"] or found["behind"], context.lists)
    if is_near(context, "blood", _REACH):
        return Verbalized(found.end(), f"{letters} {'موجب' if plus else 'سالب'}")
    if is_near(context, "credit", _REACH):
        return Verbalized(found.end(), f"{letters} {'زائد' if plus else 'ناقص'}")
    return None
