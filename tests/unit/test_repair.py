"""Grammar over the diacritizer, on marks as a model might have guessed them."""

import re

import pytest

from audionews.arabic.diacritics.glyph import glyph
from audionews.arabic.diacritics.repair import repair
from audionews.arabic.letters import strip_marks

MARKS = "\u064b-\u0652"


def repaired(guessed: str, written: str = "") -> str:
    """Repair marks as if a model had guessed them, on a text as its author wrote it."""
    clusters = re.compile(rf"[^{MARKS}][{MARKS}]*").findall
    own = clusters(written or strip_marks(guessed))
    glyphs = [glyph(cluster) for cluster in own]
    for each, cluster in zip(glyphs, clusters(guessed), strict=True):
        each.marks |= set(cluster[1:])
    repair(glyphs)
    return "".join(each.text for each in glyphs)


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("الجَنَّةِ", "الْجَنَّةِ"),
        ("وَالكِتَابُ", "وَالْكِتَابُ"),
        ("لِلحَرْبِ", "لِلْحَرْبِ"),
        ("الشَمْسِ", "الشَّمْسِ"),
        ("بِالدَوْحَةِ", "بِالدَّوْحَةِ"),
        ("لِلنَاسِ", "لِلنَّاسِ"),
        ("الاحْتِفَالُ", "الِاحْتِفَالُ"),
        ("الاتِّحَادُ", "الِاتِّحَادُ"),
        ("الاَن", "الاَن"),
        ("الْتَقَى", "الْتَقَى"),
        ("الشمس", "الشمس"),
        ("الشْمس", "الشْمس"),
        ("لِلَّهِ", "لِلَّهِ"),
        ("اللَّهِ", "اللَّهِ"),
        ("الى", "الى"),
        ("الِإِثْنَيْنِ", "الْإِثْنَيْنِ"),
        ("الَّذِي", "الَّذِي"),
        ("بَالِغَةٍ", "بَالِغَةٍ"),
        ("فَالِحٌ", "فَالِحٌ"),
    ],
)
def test_the_article_sounds_as_the_letter_after_it_wants(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("مِنْ الْبَيْتِ", "مِنَ الْبَيْتِ"),
        ("مِنَ بَيْتٍ", "مِنْ بَيْتٍ"),
        ("مِنَ اجْتِمَاعٍ", "مِنِ اجْتِمَاعٍ"),
        ("مَنْ الرَّجُلُ", "مَنِ الرَّجُلُ"),
        ("عَنْ اللَّاعِبِ", "عَنِ اللَّاعِبِ"),
        ("عَنَ بَيْتٍ", "عَنْ بَيْتٍ"),
        ("هُمْ الرِّجَالُ", "هُمُ الرِّجَالُ"),
        ("عَنْ ابْتِعَادٍ", "عَنِ ابْتِعَادٍ"),
        ("لَمْ اتِّحَادٌ", "لَمِ اتِّحَادٌ"),
        ("قَالَتْ ايرَانُ", "قَالَتْ ايرَانُ"),
        ("قَالَتْ اب", "قَالَتْ اب"),
        ("قَالَتْ، الْحَرْبُ", "قَالَتْ، الْحَرْبُ"),
        ("قَالَتْ - الْحَرْبُ", "قَالَتْ - الْحَرْبُ"),
    ],
)
def test_a_closed_word_gets_its_helping_vowel(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("مُحَمَّدٌ بِنِ", "مُحَمَّدُ بْنُ"),
        ("مُحَمَّدٍ بِن", "مُحَمَّدِ بْنِ"),
        ("مُوسَى بِن", "مُوسَى بْنِ"),
        ("مُوسَى بِنُ", "مُوسَى بْنُ"),
        ("مُوسَى بِنْ", "مُوسَى بْنِ"),
        ("بِنْ", "بِنْ"),
        ("الْمَلِكِ سَلْمَانَ بْنَ", "الْمَلِكِ سَلْمَانَ بْنِ"),
        ("مَعَ سَلْمَانٍ بْنُ", "مَعَ سَلْمَانَ بْنِ"),
        ("الْمَلِكَ سَلْمَانَ بْنِ", "الْمَلِكَ سَلْمَانَ بْنَ"),
        ("فِي الْقَصْرِ، سَلْمَانَ بْنِ", "فِي الْقَصْرِ، سَلْمَانَ بْنَ"),
    ],
)
def test_bn_has_the_case_of_the_name_before_it(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("عَبْدَالْعَزِيزِ", "عَبْدُالْعَزِيزِ"),
        ("الْمَلِكِ عَبْدَالْعَزِيزِ", "الْمَلِكِ عَبْدِالْعَزِيزِ"),
        ("سَلْمَانُ بْنُ عَبْدَالْعَزِيزِ", "سَلْمَانُ بْنُ عَبْدِالْعَزِيزِ"),
        ("مَعَنْ عَبْدَالْرَحْمَنِ", "مَعَنْ عَبْدُالرَّحْمَنِ"),
        ("عَبْدَاللَّهِ", "عَبْدُاللَّهِ"),
        ("عَبْدَال", "عَبْدَال"),
        ("عَبَدَالْرَحْمَنُ", "عَبْدُالرَّحْمَنِ"),
        ("عَبْدُالْهَادِي", "عَبْدُالْهَادِي"),
    ],
)
def test_abd_written_with_the_name_after_it_has_a_case(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("خَمْسَةُ عَشْرَ", "خَمْسَةَ عَشَرَ"),
        ("ثَلَاثُ عَشَرَةٍ", "ثَلَاثَ عَشْرَةَ"),
        ("اثْنَا عَشْرٍ", "اثْنَا عَشَرَ"),
        ("بِاثْنَتَيْ عَشَرَةٍ", "بِاثْنَتَيْ عَشْرَةَ"),
        ("لَيَالٍ عَشْرٍ", "لَيَالٍ عَشْرٍ"),
        ("خَمْسَةٌ، عَشْرٌ", "خَمْسَةٌ، عَشْرٌ"),
    ],
)
def test_both_words_of_a_teen_end_in_a(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


@pytest.mark.parametrize("name", ["كَامْبْرِيدْجْ", "سَانْتْ", "لُونْدُونْ", "تْ"])
def test_a_foreign_name_keeps_its_sukun_before_the_article(name: str) -> None:
    assert repaired(f"{name} الْجَدِيدَةُ") == f"{name} الْجَدِيدَةُ"


def test_particles_that_stand_alone_are_read_as_particles() -> None:
    assert repaired("لَ «سَبَقٍ»") == "لِ «سَبَقٍ»"
    assert repaired("بَـ «سَبَقٍ»") == "بِـ «سَبَقٍ»"
    assert repaired("وُ نَعَمْ") == "وَ نَعَمْ"
    assert repaired("تَ") == "تَ"


@pytest.mark.parametrize(
    ("guessed", "mended"),
    [
        ("فِي غَزَّةٍ", "فِي غَزَّةَ"),
        ("وَلِأَحْمَدِ", "وَلِأَحْمَدَ"),
        ("لُبْنَانٌ", "لُبْنَانُ"),
        ("زَارَ عُمَرًا", "زَارَ عُمَرًا"),
        ("دُبَيِّ", "دُبَيَّ"),
        ("مِصْرْ", "مِصْرْ"),
        ("مَدِينَةٍ", "مَدِينَةٍ"),
    ],
)
def test_diptotes_take_no_tanwin_and_no_kasra(guessed: str, mended: str) -> None:
    assert repaired(guessed) == mended


def test_marks_of_the_author_are_never_mended() -> None:
    assert repaired("مِنْ الجَنَّةِ", "مِنْ الجَنَّةِ") == "مِنْ الْجَنَّةِ"
    assert repaired("الشَمس", "الشَمس") == "الشَمس"


def test_tatweel_does_not_part_a_word() -> None:
    assert repaired("الـجَنَّةِ") == "الْـجَنَّةِ"
