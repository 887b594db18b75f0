"""The names of the days of the week."""

from __future__ import annotations

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
"""From Monday on, as ``datetime.weekday`` counts."""
