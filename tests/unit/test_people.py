"""The people in a byline: names, without what stands around them."""

import pytest

from audionews.articles.people import people_of


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("القاهرة - سعاد فهمي", ["سعاد فهمي"]),
        ("القاهرة-سعاد فهمي", ["سعاد فهمي"]),
        ("سعاد فهمي (القاهرة)", ["سعاد فهمي"]),
        ("سعاد فهمي من القاهرة", ["سعاد فهمي"]),
        ("سعاد فهمي من حارة بعيدة", ["سعاد فهمي من حارة بعيدة"]),
        ("دبي: سعاد فهمي", ["سعاد فهمي"]),
        ("الرباط ـ منى سالم", ["منى سالم"]),
        ("بقلم: منى سالم", ["منى سالم"]),
        ("كتب/ أحمد علي", ["أحمد علي"]),
        ("كتبت - منى سالم | 20 يونيو 2024", ["منى سالم"]),
        ("د. أحمد علي", ["د. أحمد علي"]),
        ("سارة علي وأحمد حسن", ["سارة علي", "أحمد حسن"]),
        ("سارة علي، أحمد حسن، سارة علي", ["سارة علي", "أحمد حسن"]),
        ("القاهرة: أحمد علي، بيروت: منى سالم", ["أحمد علي", "منى سالم"]),
        ("تقرير: منى سالم، تصوير: علي حسن", ["منى سالم"]),
        ("منى وهبي", ["منى وهبي"]),
        ("Jean-Paul Sartre", ["Jean-Paul Sartre"]),
        ("أدونيس", ["أدونيس"]),
        ("هيئة التحرير", ["هيئة التحرير"]),
    ],
)
def test_a_name_stands_alone(byline: str, people: list[str]) -> None:
    assert list(people_of(byline)) == people


@pytest.mark.parametrize(
    "byline", ["", "القاهرة", "رويترز - برلين", "وكالات", "عمّان - خاص", "تصوير: علي حسن", "بيروت ـ «المرسى»", "@marsa"]
)
def test_who_is_no_person_is_not_named(byline: str) -> None:
    assert people_of(byline) == ()


def test_a_byline_that_is_an_essay_names_nobody_and_ends_soon() -> None:
    assert people_of("كلمة " * 100_000) == ()
