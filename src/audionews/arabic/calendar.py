"""Days and months in Arabic words, as the pages and titles of a show write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.months import GREGORIAN_NAMES
from audionews.arabic.weekdays import WEEKDAYS

if TYPE_CHECKING:
    from datetime import date


def arabic_date(day: date) -> str:
    """Return the day in Arabic words; of a moment, in the zone that it carries.

    >>> from datetime import datetime
    >>> arabic_date(datetime(2024, 6, 20))
    'الخميس 20 يونيو 2024'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {GREGORIAN_NAMES[day.month - 1]} {day.year}"


def arabic_month(year: int, month: int) -> str:
    """Return the month in Arabic words.

    >>> arabic_month(2024, 6)
    'يونيو 2024'
    """
    return f"{GREGORIAN_NAMES[month - 1]} {year}"
