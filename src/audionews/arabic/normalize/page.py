"""How many pages something has: 350 ص."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import make_noun
from audionews.arabic.numbers.counted_noun import counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_PAGES = re.compile(rf"\d{{2,4}} ?ص{NOT_WORD}(?![./])")
_LAST_HOUR = 24
_PAGE = make_noun("صفحة", "صفحات")


def speak_pages(context: NumberContext) -> Verbalized | None:
    """Say a number of pages; up to 24 it is an hour of the morning.

    >>> speak_text("رواية من 350 ص"), speak_text("يبدأ 10 ص")
    ('رواية من ثلاثمئة وخمسين صفحة', 'يبدأ العاشرة صباحاً')
    """
    number, found = context.number, context.match(_PAGES)
    if number is None or found is None or number.whole <= _LAST_HOUR:
        return None
    return Verbalized(found.end(), counted(number.whole, _PAGE, case_at(context)))
