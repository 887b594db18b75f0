"""Words whose reading is fixed: which forms of them are found, and what is left to the sentence."""

import pytest
from tests.diacritizers import mark

from audionews.arabic.diacritics.fixed_readings import lookup
from audionews.arabic.letters import FATHATAN, SHADDA, strip_marks


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("السعودية", "السُّعُودِيَّة"),
        ("وللسعوديين", "وَلِلسُّعُودِيِّينَ"),
        ("الاتفاقية", "الِاتِّفَاقِيَّة"),
        ("للاتفاقية", "لِلِاتِّفَاقِيَّة"),
        ("للبنانيين", "لِلُّبْنَانِيِّينَ"),
        ("سعوديا", "سُعُودِيًّا"),
        ("لمنطقتنا", "لِمَنْطِقَت"),
        ("مقرهم", "مَقَر"),
        ("وفقا", "وَفْقًا"),
        ("ألمانيا", "أَلْمَانِيَا"),
        ("وقالت", "وَقَالَتْ"),
    ],
)
def test_known_words_are_read_with_what_is_joined_to_them(written: str, start: str) -> None:
    found = lookup(written)
    assert len(found) == len(written)
    assert mark(written).startswith(start)


@pytest.mark.parametrize("written", ["بيت", "الفقا", "قالتهم", "الدوحة", "هم", "منطقتهمها"])
def test_other_words_are_left_to_the_sentence(written: str) -> None:
    assert lookup(written) == ()


def test_the_case_is_left_to_the_sentence() -> None:
    assert mark("في المنطقة الجديدة").split()[1] == "الْمَنْطِقَةِ"
    assert not lookup("المنطقة")[-1].closed
    assert lookup("الأردن")[-1].marks == {SHADDA}


def test_an_author_who_reads_otherwise_is_followed() -> None:
    assert mark("سَعُودي").startswith("سَعُ")
    assert strip_marks(mark("السِعودية")) == "السعودية"


def test_a_written_tanwin_stays_where_it_is() -> None:
    assert mark("وفقاً للوزير").split()[0] == "وَفْقا" + FATHATAN


@pytest.mark.parametrize(
    ("written", "place", "read"),
    [
        ("وبين المصدر أن الطريق مغلق", 0, "وَبَيَّنَ"),
        ("وعبر الوزير عن شكره", 0, "وَعَبَّرَ"),
        ("في بيان، عبر المدير عن شكره", 2, "عَبَّرَ"),
        ("وبين المدينة والقرية طريق", 0, "وَبَيْنَ"),
        ("الطريق بين المدينة التي أن", 1, "بَيْنَ"),
    ],
)
def test_verbs_that_look_like_prepositions_are_known_by_what_follows(written: str, place: int, read: str) -> None:
    assert mark(written).split()[place].startswith(read)
