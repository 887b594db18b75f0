"""Numbers with a multiplication sign between them: the sides of something, or how often something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.range import speak_second
from audionews.arabic.numbers.cardinal import Case, cardinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_SIDES = re.compile(r"(?P<first>\d{1,5}) ?[×xX] ?(?P<more>(?:\d{1,5} ?[×xX] ?){0,2})(?=\d)")


def speak_dimensions(context: NumberContext) -> Verbalized | None:
    """Say the measures of sides; each number after the first is genitive.

    >>> speak_text("غرفة 10×20 متراً"), speak_text("سباق 4×100 متر")
    ('غرفة عشرة في عشرين متراً', 'سباق أربعة في مئة متر')
    """
    found = context.match(_SIDES)
    if found is None or not int(found["first"]):
        return None
    first = cardinal(int(found["first"]), case=case_at(context))
    more = [cardinal(int(number), case=Case.GENITIVE) for number in re.findall(r"\d+", found["more"])]
    said = speak_second(context, found.end())
    return Verbalized(said.end, " في ".join([first, *more, said.words]))
