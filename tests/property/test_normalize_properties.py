"""Normalization of any text: nothing is lost, nothing unspeakable is left, and no text takes work out of proportion."""

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.counted import calls

import audionews.arabic.normalize
from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.context import WORD
from audionews.arabic.normalize.rules import UNREAD, normalize, speak_text
from audionews.arabic.normalize.sign import PUNCTUATION, is_known
from audionews.arabic.normalize.written_text import even_out
from audionews.arabic.numbers.cardinal import LIMIT, Case, Gender, cardinal
from audionews.arabic.numbers.decimal import decimal, fraction
from audionews.arabic.numbers.ordinal import definite_cardinal, ordinal
from audionews.arabic.word_lists import shipped_lists

PARSER: Any = importlib.import_module("re._parser")  # the standard library's own, which has no public name
SPEAKABLE = re.compile(rf"(?:{WORD.pattern}|[ {re.escape(''.join(PUNCTUATION))}])*")
_ORDINARY = "قال الوزير إن الحكومة ستعقد اجتماعاً مع وفدٍ من المنظمة، وأضاف: «لا تراجع» عن القرار؛ فهل يُنفَّذ؟"
ORDINARY = _ORDINARY.split()
_NEWSY = """
12 3.5 2024 2,000 1/3 5-7 10:30 % ٪ $ € ° - + / . : ، و ب لـ الـ بـ م هـ ق.م عام سنة في من قُتل شخصاً ألف مليون
مليار أكتوبر أكتوبر/ تشرين الأول الساعة صباحاً كم كلم م² كغ BBC F-16 CO2 A320 XXI aljazeera.net a@b.co @x 😀
&quot; &amp; &#1632; ﻷن ﻼ أبهــا \u200f (ص) د. م. أ. خالد × x 10,00 (10 وﻷ الـ(
½ ١٢ ۱۲ ( ) « » " دولار درجة مئوية القرن المادة الدقيقة الرقم 0501234567 +966 50ر11 صفر فاز ت.غ & ﷺ ر.س بين إلى
"""
NEWSY = _NEWSY.split()
hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
newsy = st.lists(st.sampled_from(NEWSY), max_size=14).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
anything = st.one_of(hostile, newsy, st.lists(st.one_of(hostile, newsy), max_size=4).map("".join))


@given(anything)
def test_the_pieces_cover_each_character_that_is_no_space_once(text: str) -> None:
    pieces = normalize(text)
    ends = [0, *(piece.end for piece in pieces)]
    starts = [*(piece.start for piece in pieces), len(text)]
    assert all(piece.start < piece.end for piece in pieces)
    assert all(end <= start and not text[end:start].strip() for end, start in zip(ends, starts, strict=True))


def test_no_sign_of_unicode_is_left_out_unnoticed() -> None:
    # A sign is said, is a pause, adorns for sure (a list or its own kind says so), or is reported as unread.
    lists = shipped_lists()
    for sign in map(chr, range(0x21, 0x20000)):
        if unicodedata.category(sign) in {"Cn", "Cs", "Co"} or sign.isspace():
            continue
        (piece,) = [piece for piece in normalize(f"خبر {sign} خبر") if piece.start <= 4 < piece.end]
        noticed = piece.spoken or piece.rule in {UNREAD, "footnote.speak_footnote", "footnote.speak_verse_mark"}
        assert noticed or is_known(even_out(sign).text, lists), f"U+{ord(sign):04X}"


@given(anything)
def test_what_is_not_said_is_reported_or_known_to_be_silent(text: str) -> None:
    for piece in normalize(text):
        if not piece.spoken and not piece.rule.startswith(("footnote.", "repetition.", "comparison.")):
            read = even_out(text[piece.start : piece.end]).text
            known = all(is_known(sign, shipped_lists()) for sign in read)
            assert known or piece.rule == UNREAD, piece


@given(anything)
def test_what_is_said_can_be_said(text: str) -> None:
    spoken = speak_text(text)
    assert SPEAKABLE.fullmatch(spoken), spoken
    assert not any(char.isnumeric() for char in spoken)


@given(anything)
def test_what_is_said_stays_as_it_is(text: str) -> None:
    once = speak_text(text)
    # A letter that was part of a code ("Yy", "ث0") stands alone when it is read again, and is then said by its name.
    assume(all(len(strip_marks(word[0])) > 1 for word in WORD.finditer(once)))
    assert speak_text(once) == once


@given(anything)
def test_what_is_said_is_not_out_of_proportion_to_what_is_written(text: str) -> None:
    assert len(speak_text(text)) <= 100 * len(text) + 100  # 999,999,999,999 has 12 digits and some 150 letters


@given(st.lists(st.sampled_from(ORDINARY), max_size=30).map(" ".join))
def test_ordinary_text_passes_through(text: str) -> None:
    assert speak_text(text) == text


@given(
    st.integers(-LIMIT + 1, LIMIT - 1),
    st.sampled_from(Gender),
    st.sampled_from(Case),
    st.booleans(),
)
def test_each_number_has_arabic_words(number: int, gender: Gender, case: Case, construct: bool) -> None:  # noqa: FBT001 - drawn
    assert SPEAKABLE.fullmatch(cardinal(number, gender, case, construct=construct))


@given(st.integers(1, 10**6), st.sampled_from(Gender), st.sampled_from(Case))
def test_each_ordinal_has_arabic_words(number: int, gender: Gender, case: Case) -> None:
    assert ordinal(number, gender, case).startswith("ال")
    assert definite_cardinal(number, gender, case).startswith("ال")


@given(st.integers(0, 10**6), st.text("0123456789", min_size=1, max_size=8), st.integers(0, 12), st.integers(1, 12))
def test_decimals_and_fractions_have_arabic_words(whole: int, digits: str, above: int, below: int) -> None:
    assert SPEAKABLE.fullmatch(decimal(whole, digits))
    assert fraction(above, below) is None or 0 < above < below


@given(st.integers(0, 10**12))
def test_numbers_with_and_without_separators_are_said_alike(number: int) -> None:
    plain = speak_text(f"نحو {number} شخص") if number not in range(1900, 2100) else speak_text(f"نحو {number:,} شخص")
    assert speak_text(f"نحو {number:,} شخص") == plain


NEWS = "قُتل 12 شخصاً في 7 أكتوبر 2023، وأصيب 1,500 آخرون عند الساعة 14:30، وبلغت الخسائر 3.5 مليارات دولار. "
HOSTILE = [
    *("1", "1,", "1.", "1-", "1/", "1:", " 1", "و1 ", "a", "a.", "a@", "a-"),
    *("http://", "#", "(1", "$", "-", "1 000", "د.", "تشرين "),
    *("﴿1 ", "(1) ", "5 (خمسة ", "خمسة (5) ", "أ.", "1/1 و", "[1]", "1:1:1 ", "هاتف 1-", "5 م - ", "1-1 ", "١٪/"),
    *(
        "كلمة(1) ",
        "«ا» (1)",
        '5" ',
        "(23' ",
        "33°30'",
        "(د 5+",
        "5 س و5 د ",
        "5 د و",
        "A+ ",
        "-B ",
        "1:500 ",
        "①",
        "ب12 ",
    ),
    *(
        "1.350 دينار ",
        "0,700 د.ت ",
        "قرار 1 (2006) ",
        "قرار 1/",
        "↑ ",
        "ذكرى الا 12 ",
        "5% (خمسة",
        "05.22.",
        "737-",
        "ـ",
        "☎1",
    ),
]


@pytest.mark.parametrize("unit", [NEWS, *HOSTILE])
def test_twice_the_text_takes_twice_the_work(unit: str) -> None:
    texts = [(unit * length)[:length] for length in (800, 1_600, 3_200)]
    short, long, longest = (calls(partial(normalize, text)) for text in texts)
    assert long <= 2.1 * short
    assert longest <= 2.1 * long


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_paragraph_is_read_to_its_end(unit: str) -> None:
    """What backtracks without end would never come back."""
    text = (unit * 8_000)[:8_000]
    pieces = normalize(text)
    assert not text[pieces[-1].end :].strip()


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the name of every regular expression of the rules, and the expression."""
    for module in pkgutil.iter_modules(audionews.arabic.normalize.__path__, "audionews.arabic.normalize."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name.rpartition('.')[2]}.{name}", value


def parts(node: Any, *, repeats: bool = False) -> Iterator[bool]:  # noqa: ANN401 - the parser's own tree
    """Yield, for each endless repeat of a parsed expression, whether another one is around it."""
    endless = False
    if isinstance(node, tuple) and len(node) == 2 and str(node[0]).endswith("_REPEAT"):
        endless = node[1][1] == PARSER.MAXREPEAT
        if endless:
            yield repeats
    for part in node if isinstance(node, tuple | list | PARSER.SubPattern) else ():
        yield from parts(part, repeats=repeats or endless)


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_expression_repeats_without_end_what_repeats_without_end(name: str, pattern: re.Pattern[str]) -> None:
    """Such a one may try every way to part a text: twice the text, the square of the work."""
    assert not any(parts(PARSER.parse(pattern.pattern, pattern.flags))), name


def test_repeats_without_end_in_each_other_are_found() -> None:
    assert [any(parts(PARSER.parse(bad))) for bad in (r"(?:\d+)+x", r"(\w*,?)*", r"(?=(?:a|b+){2,})")] == [True] * 3
    assert [any(parts(PARSER.parse(fine))) for fine in (r"\d+(?:,\d+){0,5}", r"\d+\.\d*")] == [False] * 2
