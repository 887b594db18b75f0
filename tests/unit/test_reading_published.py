from __future__ import annotations

import pytest

from audionews.articles.published import PlacedDate, place_date, published


def _placed(line: int, text: str) -> PlacedDate:
    placed = place_date(text, line)
    assert placed is not None
    return placed


def _dateline(text: str) -> PlacedDate:
    return _placed(2, text)._replace(dateline=True)


def _chosen(*dates: PlacedDate) -> str | None:
    chosen = published(dates)
    return str(chosen.date.at.date()) if chosen else None


def test_no_date_is_none() -> None:
    assert published(()) is None
    assert place_date("30/13/2024", 1) is None


def test_a_page_s_own_day_above_never_wins() -> None:
    today = "الجمعة 19 أبريل 2024 المرسى الشمالية"
    assert _chosen(_placed(-6, today), _placed(1, "26 نوفمبر 2011 00:18")) == "2011-11-26"
    assert _chosen(_placed(-1, today)) is None
    assert _chosen(_placed(-1, "الجمعة 19 أبريل 2024"), _dateline("26-11-2011")) == "2011-11-26"
    assert _chosen(_placed(-4, "الجمعة 19 أبريل 2024")) is None
    assert _chosen(_placed(-1, "الجمعة 19 أبريل 2024"), _placed(1, "آخر تحديث: 26 نوفمبر 2011")) == "2011-11-26"
    assert _chosen(_placed(-1, "19 أبريل 2024"), _placed(-2, "18 أبريل 2024")) is None


def test_a_day_right_above_counts_if_nothing_speaks_against_it() -> None:
    assert _chosen(_placed(-2, "الأربعاء 26 نوفمبر 2025 - 09:14")) == "2025-11-26"
    assert _chosen(_placed(-1, "26 نوفمبر 2025"), _placed(1, "آخر تحديث: 27 نوفمبر 2025")) == "2025-11-26"
    assert _chosen(_placed(-1, "26 نوفمبر 2025"), _placed(-2, "26/11/2025")) == "2025-11-26"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (_placed(3, "نشر: 5 مايو 2025"), _placed(1, "6 مايو 2025")),
        (_placed(1, "5 مايو 2025"), _placed(2, "6 مايو 2025")),
        (_placed(2, "5 مايو 2025"), _dateline("6-5-2025")),
        (_dateline("5-5-2025"), _placed(-5, "نشر: 6 مايو 2025")),
        (_placed(-5, "نشر: 5 مايو 2025"), _placed(-1, "4 مايو 2025")),
        (_placed(-5, "نشر: 5 مايو 2025"), _placed(1, "آخر تحديث: 6 مايو 2025")),
    ],
)
def test_the_better_evidence_counts(better: PlacedDate, worse: PlacedDate) -> None:
    assert published((worse, better)) == better
    assert published(iter((better, worse))) == better
