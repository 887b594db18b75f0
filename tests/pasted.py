"""An article as it is pasted, and what a run of the program leaves behind."""

import json
from dataclasses import dataclass
from typing import Any

ARTICLE = """{headline}

20 يونيو 2024
عمال في الميناء الجديد، 19 يونيو 2024 (تصوير الصحيفة)
+ الخط -
اظهر الملخص
- افتتحت الوزارة الميناء الجديد بحضور 12 وزيراً.
- يستوعب الميناء 25 ألف حاوية في العام.

{first}

وأضاف الوزير أن الميناء سيوفر فرص عمل لأبناء المدينة، وأن الأعمال فيه ستنتهي قبل نهاية عام 2025 بحسب الخطة الموضوعة.

المساهمون
"""
FIRST = "أعلنت وزارة النقل، اليوم الخميس، افتتاح الميناء الجديد في المدينة بعد ثلاث سنوات من العمل المتواصل فيه."


def article(headline: str = "افتتاح الميناء الجديد في المدينة", first: str = FIRST) -> str:
    """Return an article as it is pasted."""
    return ARTICLE.format(headline=headline, first=first)


@dataclass
class Result:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    def named(self, event: str) -> list[dict[str, Any]]:
        """Return the events of that name."""
        return [found for found in self.events if found["event"] == event]
