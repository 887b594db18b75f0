"""Chapters: the headline, the summary, and stretches of the body that are long enough."""

import pytest

from audionews.building.chapters import divide
from audionews.model import Cue, Role, Segment

RATE = 100


def cue(segment: int, role: Role, start: int) -> Cue:
    return Cue(segment=segment, role=role, text="", start=start * RATE, end=start * RATE + 1)


SEGMENTS = (
    Segment(role=Role.HEADLINE, text="عنوان"),
    Segment(role=Role.SUMMARY, text="نقطة"),
    Segment(role=Role.SUMMARY, text="نقطة ثانية"),
    Segment(role=Role.BODY, text="فقرة أولى فيها أكثر من ست كلمات"),
    Segment(role=Role.BODY, text="فقرة ثانية"),
    Segment(role=Role.BODY, text="فقرة ثالثة"),
)


def test_headline_summary_and_body_have_their_chapters() -> None:
    cues = [cue(0, Role.HEADLINE, 1), cue(1, Role.SUMMARY, 5), cue(2, Role.SUMMARY, 9), cue(3, Role.BODY, 14)]
    found = divide(SEGMENTS, cues, RATE, 6000)
    assert [chapter.title for chapter in found] == ["العنوان", "الملخّص", "فقرة أولى فيها أكثر من ست كلمات"]


def test_the_first_starts_at_zero_and_each_ends_where_the_next_starts() -> None:
    cues = [cue(0, Role.HEADLINE, 1), cue(1, Role.SUMMARY, 5), cue(3, Role.BODY, 14)]
    found = divide(SEGMENTS, cues, RATE, 6000)
    assert [(chapter.start, chapter.end) for chapter in found] == [(0, 500), (500, 1400), (1400, 6000)]


def test_a_paragraph_opens_a_chapter_only_when_the_last_one_is_long_enough() -> None:
    cues = [
        cue(0, Role.HEADLINE, 0),
        cue(3, Role.BODY, 4),
        cue(4, Role.BODY, 33),
        cue(4, Role.BODY, 40),
        cue(5, Role.BODY, 50),
    ]
    found = divide(SEGMENTS, cues, RATE, 9000)
    assert [chapter.title for chapter in found] == ["العنوان", "فقرة أولى فيها أكثر من ست كلمات", "فقرة ثالثة"]


LONG = "هذه فقرة طويلة من نص المقال فيها من الكلمات أكثر مما يكون في عنوان من عناوينه الفرعية."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("قال الوزير، في مؤتمر صحفي، إن العمل مستمر.", "قال الوزير، في مؤتمر صحفي، إن العمل مستمر"),
        ("وأضاف الوزير في مؤتمر صحفي، عقد أمس، أن العمل في المشروع مستمر.", "وأضاف الوزير في مؤتمر صحفي، عقد أمس"),
        ("بلغت النسبة 3.5 في المئة بحسب الوزارة. وكانت أقل.", "بلغت النسبة 3.5 في المئة بحسب الوزارة"),
        (
            "أعلنت وزارة النقل اليوم الخميس افتتاح الميناء الجديد في المدينة الساحلية",
            "أعلنت وزارة النقل اليوم الخميس افتتاح الميناء الجديد…",
        ),
        ("وصفت الصحيفة القرار بأنه «خطوة أولى، ولن تكون الأخيرة» في هذا المجال", "وصفت الصحيفة القرار بأنه خطوة أولى"),
        ('قال "نعم للمشروع كله ونعم لمن يعمل فيه، ولا لمن لا يريد أن يعمل"', "قال نعم للمشروع كله ونعم لمن يعمل فيه"),
        ("نعم", "نعم"),
        (
            "وقال: العمل الذي بدأ في المدينة قبل سنوات طويلة مستمر اليوم في كل الأحياء",
            "وقال: العمل الذي بدأ في المدينة قبل سنوات طويلة مستمر اليوم…",
        ),
        ("ا" * 80, "ا" * 60 + "…"),
    ],
)
def test_a_title_is_a_whole_phrase(text: str, title: str) -> None:
    segments = (Segment(role=Role.BODY, text=text),)
    assert [chapter.title for chapter in divide(segments, [cue(0, Role.BODY, 0)], RATE, 900)] == [title]


def test_sub_headings_divide_the_body_where_there_are_some() -> None:
    texts = (LONG, "عنوان فرعي أول", LONG, LONG, "عنوان فرعي ثان", LONG)
    segments = tuple(Segment(role=Role.BODY, text=text) for text in texts)
    cues = [cue(number, Role.BODY, 40 * number) for number in range(len(texts))]
    assert [chapter.title for chapter in divide(segments, cues, RATE, 30000)][1:] == [
        "عنوان فرعي أول",
        "عنوان فرعي ثان",
    ]
