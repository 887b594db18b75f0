"""Which word of a line a recognizer finds most surprising, and what it has taken it for."""

import pytest

from audionews.desk.marks import LineMark, mark_of, marked
from audionews.desk.words import ShownLine, ShownWord
from audionews.model import Role

SPOKEN = "وَصَلَتِ السَّفِينَةُ إِلَى الْمِينَاءِ"
WORDS = (("وصلت", "وَصَلَتِ"), ("السفينة", "السَّفِينَةُ"), ("إلى الميناء", "إِلَى الْمِينَاءِ"))


def line(spoken: str = SPOKEN, words: tuple[tuple[str, str], ...] = WORDS) -> ShownLine:
    shown = tuple(
        ShownWord(before=" ", written=written, spoken=each, place=f"2.{number}", start=spoken.index(each))
        for number, (written, each) in enumerate(words, start=1)
    )
    return ShownLine(number=7, role=Role.BODY, words=shown, after="", spoken=spoken, unread=(), pause=0)


def mark(chances: tuple[float, ...], transcript: str) -> LineMark:
    return mark_of(line(), 1, chances, transcript)


def test_the_word_is_marked_where_it_is_written_with_what_was_recognized_instead() -> None:
    found = mark((-0.1, -14.0, -0.1, -3.0), "وصلت المدينة الى الميناء")
    assert (found.line, found.rank, found.place, found.word) == (7, 1, "2.2", "السَّفِينَةُ")
    assert (found.before, found.instead, found.after) == ("وصلت", "المدينة", "الى الميناء")


def test_a_word_that_is_read_together_with_another_is_marked_in_their_place() -> None:
    assert mark((-0.1, -0.1, -0.1, -9.0), "").place == "2.3"


def test_one_of_two_different_words_stands_for_the_word_in_its_place() -> None:
    found = mark((-0.1, -9.0, -0.1, -0.1), "رحلت المدينة إلى الميناء")
    assert (found.before, found.instead, found.after) == ("رحلت", "المدينة", "إلى الميناء")
    found = mark((-0.1, -9.0, -0.1, -0.1), "وصلت سفن كبيرة إلى الميناء")
    assert found.instead == "سفن كبيرة"


@pytest.mark.parametrize(
    "transcript",
    [
        "",
        "وصلت إلى الميناء",
        "وصلت السفينة الى الميناء.",
        "لا شيء مما كتب هنا يشبه ما قيل",
    ],
)
def test_nothing_is_pointed_out_where_nothing_stands_for_the_word(transcript: str) -> None:
    found = mark((-0.1, -9.0, -0.1, -0.1), transcript)
    assert (found.before, found.instead, found.after) == (transcript, "", "")


def test_a_line_without_words_has_no_place() -> None:
    found = mark_of(line("", ()), 3, (), "كلام")
    assert (found.rank, found.place, found.word, found.before) == (3, "", "", "كلام")


def test_a_word_is_named_without_the_sign_behind_it() -> None:
    assert mark_of(line("كَلَام.", (("كلام.", "كَلَام."),)), 1, (-1.0,), "").word == "كَلَام"


def test_what_no_written_word_stands_for_has_no_place() -> None:
    assert mark_of(line(words=WORDS[:1]), 1, (-0.1, -9.0, -0.1, -0.1), "").place == ""


@pytest.mark.parametrize(("lines", "count"), [(0, 0), (1, 1), (3, 1), (4, 2), (30, 10), (31, 10), (5_000, 10)])
def test_a_third_of_the_lines_is_marked_and_ten_at_most(lines: int, count: int) -> None:
    assert marked(lines) == count
