"""Short lists of numbers with commas that are not those of thousands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import cardinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_LIST = re.compile(r"\d{1,3}(?:,\d{1,3}){2,20}(?![\d,.])")


def speak_enumeration(context: NumberContext) -> Verbalized | None:
    """Say the numbers of a list one after the other.

    >>> speak_text("البنود (1,2,3)")
    'البنود (واحد، اثنان، ثلاثة)'
    """
    found = context.match(_LIST)
    if found is None or (context.number and context.number.end == found.end()):
        return None
    case = case_at(context)
    return Verbalized(found.end(), "، ".join(cardinal(int(number), case=case) for number in found[0].split(",")))
