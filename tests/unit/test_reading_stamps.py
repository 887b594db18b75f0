import pytest

from audionews.articles.stamps import split_dated_head, split_stamp


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
    assert found.date is not None
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
    assert found.date is not None
    assert (found.rest, found.date.precision) == ("تبدأ الجلسة الساعة 18:00 في القاعة", "day")


def test_a_labelled_month_is_cut_from_the_front_and_is_no_date() -> None:
    found = split_stamp("date 2023-02 البلدية تفتتح محطة جديدة")
    assert found is not None
    assert (found.text, found.rest, found.date) == ("date 2023-02", "البلدية تفتتح محطة جديدة", None)
    assert split_stamp("date 2023-02") is None


def test_names_and_a_full_date_before_a_dash_are_cut_from_the_front() -> None:
    found = split_dated_head("منى سالم - القاهرة في الأحد 7 ديسمبر 2025 10:28 مساء - حسم الوزير الجدل")
    assert found is not None
    assert found.date is not None
    assert (found.rest, found.names, found.date.at.isoformat()) == (
        "حسم الوزير الجدل",
        ("منى سالم", "القاهرة"),
        "2025-12-07T22:28:00",
    )


@pytest.mark.parametrize(
    "text",
    [
        "وقع الاتفاق - الثاني هذا العام - في 5 مايو 2024 - بعد جولات",
        "المرسى - منى سالم - افتتحت البلدية",
        "المرسى - 26 نوفمبر 2025 - ",
        "",
    ],
)
def test_dashes_in_a_sentence_are_no_head(text: str) -> None:
    assert split_dated_head(text) is None
