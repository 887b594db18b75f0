"""Roman numerals: القرن XXI, البابا بنديكتوس XVI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.definite_noun import definite_gender, is_definite, phrase_case
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.ordinal import ordinal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_NUMERAL = re.compile(r"[IVX]{1,7}(?![A-Za-z\d'’-])")
_SHAPE = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


@derived
def _regnal(lists: WordLists) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lists.folded("ordinal_words", "regnal"))))
    return re.compile(rf"(?:[وفبك]*ال|لل)?(?:{words})")


def _value(numeral: str) -> int:
    """Return the value of a Roman numeral up to 39, or 0 if it is none.

    >>> _value("XXI"), _value("IIX")
    (21, 0)
    """
    found = _SHAPE.fullmatch(numeral)
    return 10 * len(found[1]) + _VALUES[found[2]] if found else 0


def speak_roman(context: NumberContext) -> Verbalized | None:
    """Say a Roman numeral of two letters or more after an Arabic word, or a single one after a king or a century.

    >>> speak_text("القرن XXI"), speak_text("البابا بنديكتوس XVI"), speak_text("منصة X")
    ('القرن الحادي والعشرون', 'البابا بنديكتوس السادس عشر', 'منصة إكس')
    """
    found = context.match(_NUMERAL)
    value = _value(found[0]) if found else 0
    if found is None or not value or not context.before or context.prefix:
        return None
    regnal = _regnal(context.lists)
    if len(found[0]) < 2 and not any(regnal.fullmatch(fold(word)) for word in context.before[-3:]):
        return None
    word = context.previous
    gender = definite_gender(word, context.lists) if is_definite(word) else Gender.MASCULINE
    return Verbalized(found.end(), ordinal(value, gender, phrase_case(context)))
