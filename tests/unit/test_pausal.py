"""Pausal forms."""

import pytest

from audionews.arabic.letters import strip_marks
from audionews.arabic.pausal import pause_form


@pytest.mark.parametrize(
    ("word", "pausal"),
    [
        ("الْحَرْبِ", "الْحَرْب"),
        ("كَبِيرٌ", "كَبِير"),
        ("بَيْتٍ", "بَيْت"),
        ("حَقٌّ", "حَقّ"),
        ("الْحَقُّ", "الْحَقّ"),
        ("مَدِينَةٌ", "مَدِينَة"),
        ("مَدِينَةً", "مَدِينَة"),
        ("شَخْصًا", "شَخْصَا"),
        ("هُدًى", "هُدَى"),
        ("حَالِيًّا", "حَالِيَّا"),
        ("قَالَ", "قَال"),
        ("الْمُسْلِمُونَ", "الْمُسْلِمُون"),
        ("مَسَاءً", "مَسَاءً"),
        ("غَدَا", "غَدَا"),
        ("لَمْ", "لَمْ"),
        ("إِلَيْهِمْ", "إِلَيْهِمْ"),
    ],
)
def test_a_word_ends_as_before_a_pause(word: str, pausal: str) -> None:
    assert pause_form(word, strip_marks(word)) == pausal


@pytest.mark.parametrize("word", ["هُوَ", "وَهِيَ", "ثُمَّ", "فَإِنَّ", "مُنْذُ", "لَهُ", "وَ", "x", "NATO", "12", ""])
def test_function_words_and_what_is_no_word_stay(word: str) -> None:
    assert pause_form(word, strip_marks(word)) == word


@pytest.mark.parametrize(("word", "given"), [("كِتَابُ", "كتابُ"), ("حَقٌّ", "حقٌّ"), ("خَاصَّةً", "خاصةً")])
def test_marks_that_the_author_wrote_stay(word: str, given: str) -> None:
    assert pause_form(word, given) == word


@pytest.mark.parametrize(("word", "given"), [("شَخْصاً", "شخصاً"), ("شَخْصًا", "شخصًا"), ("شخصاً", "شخصاً")])
def test_tanwin_on_alif_is_spelling_and_is_read_as_a_long_a(word: str, given: str) -> None:
    assert pause_form(word, given).endswith("صَا")
