"""How long something took: hours, minutes and seconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.time import MINUTE
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.counted_noun import Noun, counted
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_SPANS = {
    "hours": Noun(singular="ساعة", plural="ساعات", gender=Gender.FEMININE),
    "minutes": MINUTE,
    "seconds": Noun(singular="ثانية", plural="ثوانٍ", gender=Gender.FEMININE),
}
_DURATION = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?![\d:])")
_LOOK_BACK = 3  # words


@derived
def _lasting(lists: WordLists) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lists.folded("date_words", "duration"))))
    return re.compile(rf"[وبل]?(?:ال)?(?:{words})")


def speak_duration(context: NumberContext) -> Verbalized | None:
    """Say hours, minutes and seconds where the words before speak of how long something took.

    >>> speak_text("بعد مباراة استمرت 1:45:30"), speak_text("بزمن 2:03:15")
    ('بعد مباراة استمرت ساعة واحدة وخمساً وأربعين دقيقة وثلاثين ثانية', 'بزمن ساعتين وثلاث دقائق وخمس عشرة ثانية')
    """
    found = context.match(_DURATION)
    if found is None:
        return None
    lasting = _lasting(context.lists)
    if not any(lasting.fullmatch(fold(word)) for word in context.before[-_LOOK_BACK:]):
        return None
    case = case_at(context)
    spans = [counted(int(found[name]), noun, case) for name, noun in _SPANS.items() if int(found[name])]
    return Verbalized(found.end(), " و".join(spans)) if spans else None
