"""Whatever a line is, its date can be asked for, and what is cut from a text loses no character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audionews.articles.datelines import city_and_name, split_dateline
from audionews.articles.dates import beside_date, is_date, read_date
from audionews.articles.embargo import is_embargo, read_embargo
from audionews.articles.stamps import split_stamp
from audionews.articles.wire_marks import is_wire_mark, split_desk_mark, split_wire_mark

PIECES = st.sampled_from(
    [
        "رام_الله",
        "القاهرة",
        "لندن",
        "وفا",
        "رويترز",
        "واس",
        "معا",
        "26",
        "11",
        "2025",
        "5",
        "نوفمبر",
        "شوال",
        "1436",
        "هـ",
        "م",
        "ص",
        "-",
        "–",
        "ـ",
        "_",
        "/",
        ":",
        "(",
        ")",
        "«",
        "»",
        ".",
        "،",
        "//",
        "#",
        "+",
        "17:45",
        "الساعة",
        "مساء",
        "بتوقيت",
        "غرينتش",
        "GMT",
        "Z",
        "T",
        "+03:00",
        "الموافق",
        "الخميس",
        "نشر",
        "تاريخ_النشر:",
        "date",
        "محظور_النشر",
        "حتى",
        "النهاية",
        "انتهى",
        "ا",
        "ب",
        "س",
        "عام",
        "قال",
        "الوزير",
    ]
)
LINES = st.lists(st.tuples(PIECES, st.sampled_from(("", " "))), max_size=25).map(
    lambda pieces: "".join(piece.replace("_", " ") + blank for piece, blank in pieces)
)
TEXTS = LINES | st.text(max_size=120)


def _dense(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_every_line_can_be_asked_for_its_date(text: str) -> None:
    is_date(text), beside_date(text), is_wire_mark(text), city_and_name(text)
    found = read_date(text)
    assert found is None or 1900 <= found.at.year < 2100
    assert read_embargo(text) is None or is_embargo(text)


@given(TEXTS)
def test_what_is_cut_loses_no_character(text: str) -> None:
    if dateline := split_dateline(text):
        assert _dense(dateline.text + dateline.rest) == _dense(text)
    if mark := split_wire_mark(text):
        assert mark.rest
        assert _dense(mark.rest + mark.mark) == _dense(text)
    if desk := split_desk_mark(text):
        assert _dense(desk.mark + desk.rest) == _dense(text)


@given(TEXTS)
def test_what_is_cut_off_as_a_stamp_leaves_only_signs_between(text: str) -> None:
    if stamp := split_stamp(text):
        between = _dense(text)[len(_dense(stamp.text)) :].removesuffix(_dense(stamp.rest))
        assert not any(char.isalnum() for char in between)
