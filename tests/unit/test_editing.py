"""What an editor does to the lines of an article: nothing is lost, and nothing else is said than was placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audionews.app import read_articles
from audionews.articles.editing import SPOKEN, EditableLine, article_of, editable_lines, moved
from audionews.errors import NoBody, NoHeadline
from audionews.model import Article, Place, Reason, SourceLine

PASTED = """\
المحليات
افتتاح حديقة الميناء القديم بعد عامين من العمل
شارك المقال
بيروت - وكالات: كتب الناس على الجدار أسماء أشجار غرسها تلاميذ المدرسة في فصل الشتاء الماضي، وبلغ عددها 240 شجرة.
وقالت مهندسة الحديقة إن الممرات كلها من حجر قديم أخرج من قاع المرفأ ورتب قطعة قطعة.
"""


def line(text: str, place: Place, number: int = 0) -> EditableLine:
    reason = Reason.CHROME if place is Place.DROPPED else None
    return EditableLine(written=text, text=text, place=place, reason=reason, number=number)


LINES = (
    line("قسم", Place.DROPPED, 1),
    line("عنوان", Place.HEADLINE, 2),
    line("فقرة أولى", Place.BODY, 3),
    line("فقرة ثانية", Place.BODY, 4),
)


def places(lines: tuple[EditableLine, ...]) -> list[Place]:
    return [each.place for each in lines]


def spoken(article: Article) -> tuple[object, ...]:
    return article.headline, article.summary, article.body


def test_the_lines_of_a_text_make_the_same_article_again() -> None:
    (article,) = read_articles(PASTED.encode())
    lines = editable_lines(article.lines, article)
    assert [each.number for each in lines] == [1, 2, 3, 4, 5]
    assert lines[3].unspoken == ("بيروت - وكالات:",)
    again = article_of(lines, article, article.source)
    assert spoken(again) == spoken(article)
    assert (again.date, again.byline, again.link) == (article.date, article.byline, article.link)


def test_a_wrapped_paragraph_is_one_line() -> None:
    whole = "قالت مهندسة الحديقة إن الممرات كلها من حجر قديم أخرج من قاع المرفأ"
    lines = [
        SourceLine(number=1, text="عنوان الخبر", place=Place.HEADLINE),
        SourceLine(number=2, text=whole[:30], place=Place.BODY),
        SourceLine(number=3, text=whole[30:], place=Place.BODY),
        SourceLine(number=4, text="فقرة أخرى قصيرة", place=Place.BODY),
    ]
    article = Article(source="-", headline="عنوان الخبر", body=(whole, "فقرة أخرى قصيرة"))
    found = editable_lines(lines, article)
    assert [each.text for each in found] == ["عنوان الخبر", whole, "فقرة أخرى قصيرة"]
    assert found[1].written == f"{whole[:30]}\n{whole[30:]}"


def test_an_article_without_lines_has_its_texts_as_lines() -> None:
    article = Article(source="cms", headline="عنوان", summary=("نقطة",), body=("فقرة", "فقرة"))
    lines = editable_lines((), article)
    assert [(each.place, each.text) for each in lines] == [
        (Place.HEADLINE, "عنوان"),
        (Place.SUMMARY, "نقطة"),
        (Place.BODY, "فقرة"),
        (Place.BODY, "فقرة"),
    ]
    assert spoken(article_of(lines, article, "cms")) == spoken(article)


def test_a_headline_that_was_given_is_a_line_too() -> None:
    article = Article(source="cms", headline="عنوان", body=("فقرة",))
    found = editable_lines([SourceLine(number=1, text="فقرة", place=Place.BODY)], article)
    assert [(each.number, each.text) for each in found] == [(0, "عنوان"), (1, "فقرة")]


def test_where_lines_and_texts_do_not_agree_the_texts_count_and_the_others_follow() -> None:
    article = Article(source="cms", headline="عنوان", body=("نص لا يشبه السطر",))
    lines = [
        SourceLine(number=1, text="سطر", place=Place.BODY),
        SourceLine(number=2, text="آخر", place=Place.BODY),
        SourceLine(number=3, text="شارك", place=Place.DROPPED, reason=Reason.CHROME),
    ]
    found = editable_lines(lines, article)
    assert [(each.place, each.text) for each in found] == [
        (Place.HEADLINE, "عنوان"),
        (Place.BODY, "نص لا يشبه السطر"),
        (Place.DROPPED, "شارك"),
    ]


def test_lines_that_are_no_article_can_be_made_one() -> None:
    first = SourceLine(number=1, text="- عنوان", place=Place.DROPPED)
    lines = [first, SourceLine(number=2, text="نص", place=Place.BODY)]
    found = editable_lines(lines, None)
    with pytest.raises(NoHeadline, match="no line"):
        article_of(found, None, "-")
    made = article_of(moved(found, 0, Place.HEADLINE, "ليلى"), None, "-")
    assert spoken(made) == ("عنوان", (), ("نص",))
    assert made.lines[0].why == "ليلى"


def test_without_a_paragraph_there_is_no_article() -> None:
    with pytest.raises(NoBody, match="but the headline"):
        article_of((line("عنوان", Place.HEADLINE),), None, "-")


def test_a_new_headline_and_the_old_one_change_places() -> None:
    assert places(moved(LINES, 2, Place.HEADLINE, "")) == [Place.DROPPED, Place.BODY, Place.HEADLINE, Place.BODY]
    changed = moved(LINES, 0, Place.HEADLINE, "")
    assert places(changed) == [Place.HEADLINE, Place.DROPPED, Place.BODY, Place.BODY]
    assert (changed[0].reason, changed[1].reason) == (None, Reason.USER)


def test_a_line_that_stays_where_it_is_is_not_touched() -> None:
    assert moved(LINES, 2, Place.BODY, "ليلى") == LINES


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*SPOKEN, Place.DROPPED)))))
def test_whatever_is_moved_every_line_is_there_once_and_one_at_most_is_the_headline(
    moves: list[tuple[int, Place]],
) -> None:
    lines: tuple[EditableLine, ...] = LINES
    for at, place in moves:
        lines = moved(lines, at, place, "")
    assert [each.written for each in lines] == [each.written for each in LINES]
    assert places(lines).count(Place.HEADLINE) <= 1
    assert all((each.reason is None) == (each.place is not Place.DROPPED) for each in lines)
