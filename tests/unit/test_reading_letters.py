import re
import unicodedata

import pytest

from audionews.arabic.letters import (
    arabic_share,
    clean,
    fold,
    fold_digits,
    foreign_share,
    is_letter,
    is_mark,
    spellings,
    strip_marks,
)


def test_letters_and_marks_are_told_apart() -> None:
    assert is_letter("ش")
    assert not is_letter("\u064e")
    assert is_mark("\u064e")
    assert not is_mark("ش")


def test_folding_makes_all_hamza_spellings_equal() -> None:
    assert {fold(text) for text in ("اقرأ أيضاً", "إقرأ أيضا", "أقرأ ايضًا", "اقرأ أيضـــا")} == {"اقرا ايضا"}


def test_folding_digits_keeps_the_length() -> None:
    assert fold_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹") == "0123456789 0123456789"


def test_marks_are_taken_off() -> None:
    assert strip_marks("مُحَمَّدٌ") == "محمد"


def test_spellings_find_what_was_folded() -> None:
    assert re.findall(spellings("جمادي الاخره"), "في جمادى الآخرة") == ["جمادى الآخرة"]


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("\ufeffنص", "نص"),
        ("\u202bنص\u202c \u200fآخر\u200e", "نص آخر"),
        ("كتا\u200bب\u200c\u200d", "كتاب"),
        ("سطر\x00\x07\x1b", "سطر"),
        ("غير\u00a0منفصل\u3000واسع\tجدولة", "غير منفصل واسع جدولة"),
        ("  طرف  ", "طرف"),
        ("خاص\ue000\ufffe\U000e0001", "خاص"),
        ("ا\u0653\u200bلف", "آلف"),
        ("ﻓﺮﻧﺴﺎ ﻟﻠﻌﺮﺑﻴﺔ ﻻ ﻣﺜﻘﻔﴼ", "فرنسا للعربية لا مثقفاً"),
        ("صلى ﷺ", "صلى ﷺ"),
        ("\u202e\u200b", ""),
    ],
)
def test_cleaning_leaves_only_what_a_reader_sees(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_cleaning_composes_what_a_hidden_character_kept_apart() -> None:
    assert unicodedata.is_normalized("NFC", clean("ا\u200b\u0653"))


def test_share_of_arabic_letters_counts_letters_only() -> None:
    assert arabic_share("خبر 123 ... abc") == 0.5
    assert arabic_share("123") == 0.0
    assert arabic_share("ﻏﺰﺓ") == 1.0


def test_persian_and_urdu_letters_are_foreign() -> None:
    assert foreign_share("این یک متن فارسی است که می‌خوانید") > 0.1
    assert foreign_share("یہ اردو زبان میں ایک خبر ہے") > 0.1
    assert foreign_share("هذا نص عربي") == 0.0


def test_a_heap_of_marks_on_one_letter_is_made_small() -> None:
    heap = "\u0301\u0323" * 50_000
    assert clean(f"ا{heap}ب") == unicodedata.normalize("NFC", f"ا{heap[:30]}ب")
    assert clean("!" * 100) == "!" * 100
