import pytest

from audionews.articles.stamps import split_stamp


@pytest.mark.parametrize(
    ("stamp", "when"),
    [
        ("date 2026-01-08", "2026-01-08T00:00:00"),
        ("تاريخ النشر: الأربعاء، 26 نوفمبر 2025 - 17:45", "2025-11-26T17:45:00"),
        ("نشر: 26 نوفمبر 2025 م", "2025-11-26T00:00:00"),
        ("نشر في: 26/11/2025", "2025-11-26T00:00:00"),
        ("published on 2026-01-08T10:00:00Z", "2026-01-08T10:00:00+00:00"),
    ],
)
def test_a_labelled_date_is_cut_from_the_front(stamp: str, when: str) -> None:
    found = split_stamp(f"{stamp} البلدية تفتتح محطة جديدة")
    assert found is not None
    assert (found.text, found.rest) == (stamp, "البلدية تفتتح محطة جديدة")
    assert found.date.at.isoformat() == when


@pytest.mark.parametrize(
    "text",
    [
        "نشر في 26 نوفمبر 2025 تقرير مفصل عن المياه في المدينة",
        "تاريخ 26 نوفمبر 2025 سيبقى في الذاكرة طويلا",
        "26 نوفمبر 2025 البلدية تفتتح محطة جديدة",
        "تاريخ النشر: 26 نوفمبر 2025",
        "تاريخ النشر: غدا البلدية تفتتح محطة جديدة",
        "نشر: 26 نوفمبر 2025 - 17:45",
    ],
)
def test_other_texts_keep_their_beginning(text: str) -> None:
    assert split_stamp(text) is None


def test_a_later_time_belongs_to_the_text() -> None:
    found = split_stamp("نشر: 26 نوفمبر 2025 تبدأ الجلسة الساعة 18:00 في القاعة")
    assert found is not None
    assert (found.rest, found.date.precision) == ("تبدأ الجلسة الساعة 18:00 في القاعة", "day")
