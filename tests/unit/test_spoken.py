"""Whole sentences with the figures and signs that the press writes, and how they are said."""

from pathlib import Path

import pytest
from tests.spoken import is_said_as, rows_of

from audionews.arabic.normalize.rules import normalize, speak_text, unread
from audionews.arabic.word_lists import WordLists
from audionews.model import ShowFacts
from audionews.settings import Settings, read_word_lists

DATA = Path(__file__).parents[1] / "data"
ROWS = rows_of(DATA / "spoken.tsv") + rows_of(DATA / "spoken_press.tsv")


@pytest.mark.parametrize(("kind", "written", "spoken"), ROWS)
def test_a_sentence_is_said_as_a_newsreader_says_it(kind: str, written: str, spoken: str) -> None:
    assert is_said_as(speak_text(written), spoken), f"{kind}: {speak_text(written)}"


def test_what_must_and_must_not_be_said_is_told_apart() -> None:
    assert is_said_as("هامش مئتان", "~مئتان || خمسة")
    assert is_said_as("خمسة", "~مئتان || خمسة")
    assert not is_said_as("ستة", "~مئتان || خمسة")
    assert is_said_as("ستة", "!مئتان")
    assert not is_said_as("هامش مئتان", "!مئتان")


def test_months_are_named_as_in_the_region_of_the_show(tmp_path: Path) -> None:
    def said(language: str, written: str) -> str:
        settings = Settings(
            show=ShowFacts(title="أخبار", description="أخبار", author="أخبار", language=language), folder=tmp_path
        )
        return speak_text(written, read_word_lists(settings))

    assert said("ar", "في 15/5/2024").startswith("في الخامس عشر من مايو")
    assert said("ar-EG", "في 15/5/2024").startswith("في الخامس عشر من مايو")
    assert said("ar-SY", "في 15/5/2024").startswith("في الخامس عشر من أيار")
    assert said("ar-MA", "منذ 7/2024") == "منذ يوليوز عام ألفين وأربعة وعشرين"
    assert said("ar-LB", "في أكتوبر/ تشرين الأول") == "في تشرين الأول"


def test_a_show_names_the_months_itself() -> None:
    names = "|".join(f"شهر{number}" for number in "أبجدهوزحطيكل")
    lists = WordLists({"month_names": (("SD *", names),)}, region="SD")
    assert speak_text("يوم 3/2", lists) == "يوم الثالث من شهرب"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("ٱلۡحَمۡدُ لِلَّهِ", "ٱلْحَمْدُ لِلَّهِ"),
        ("هُدٗى وَأَحَدٞ وَمُّبِينٖ", "هُدًى وَأَحَدٌ وَمُّبِينٍ"),
        ("أَبَدࣰا وَقَوۡلࣱ وَنَارࣲ", "أَبَدًا وَقَوْلٌ وَنَارٍ"),
        ("شَيۡـٔٗا", "شَيْئًا"),
        ("خَٰلِدِينَ فِيهَآۚ", "خَٰلِدِينَ فِيهَا"),
        ("﷽", "بسم الله الرحمن الرحيم"),
        ("الله ﷻ وعلي ﵇", "الله جل جلاله وعلي عليه السلام"),
    ],
)
def test_the_spelling_of_the_medina_quran_is_read(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken


def test_no_sign_is_left_out_unnoticed() -> None:
    text = "السعر ¤5 و漢 بقي ★ | 😀 «خبر» λ"
    assert [text[piece.start : piece.end] for piece in unread(text)] == ["¤", "漢", "λ"]
    assert {piece.spoken for piece in unread(text)} == {""}
    assert {piece.rule for piece in normalize(text)} >= {"sign.unread", "sign.speak_sign"}
