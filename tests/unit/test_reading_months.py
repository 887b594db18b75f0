import re

import pytest

from audionews.arabic.letters import fold
from audionews.arabic.months import ENGLISH, GREGORIAN, HIJRI, alternation


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "يناير|كانون الثاني|جانفي|جانفى"),
        (2, "فبراير|شباط|فيفري|فيفرى"),
        (3, "مارس|آذار|اذار|أذار"),
        (4, "أبريل|إبريل|ابريل|نيسان|أفريل|افريل"),
        (5, "مايو|أيار|ايار|ماي|مايس"),
        (6, "يونيو|حزيران|جوان|يونيه|يونية"),
        (7, "يوليو|تموز|تمّوز|جويلية|جويليه|يوليوز|يوليه"),
        (8, "أغسطس|اغسطس|آب|أوت|اوت|غشت"),
        (9, "سبتمبر|أيلول|ايلول|شتنبر"),
        (10, "أكتوبر|اكتوبر|تشرين الأول|تشرين الاول|تشرين الأوّل"),
        (11, "نوفمبر|تشرين الثاني|تشرين الثانى|نونبر"),
        (12, "ديسمبر|كانون الأول|دجنبر"),
    ],
)
def test_every_spelling_of_a_gregorian_month_has_its_number(number: int, names: str) -> None:
    assert {name: GREGORIAN[fold(name)] for name in names.split("|")} == dict.fromkeys(names.split("|"), number)


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "محرم|محرّم|المحرم"),
        (3, "ربيع الأول|ربيع الاول"),
        (4, "ربيع الآخر|ربيع الثاني"),
        (5, "جمادى الأولى|جمادي الاولى"),
        (6, "جمادى الآخرة|جمادى الثانية"),
        (9, "رمضان|رمضان المبارك"),
        (11, "ذو القعدة|ذي القعدة|ذي القعده"),
        (12, "ذو الحجة|ذي الحجّة"),
    ],
)
def test_every_spelling_of_a_hijri_month_has_its_number(number: int, names: str) -> None:
    assert {name: HIJRI[fold(name)] for name in names.split("|")} == dict.fromkeys(names.split("|"), number)


def test_each_table_has_all_twelve_months() -> None:
    for table in (GREGORIAN, HIJRI, ENGLISH):
        assert set(table.values()) == set(range(1, 13))


def test_no_name_belongs_to_both_calendars() -> None:
    assert not GREGORIAN.keys() & HIJRI.keys()


def test_the_alternation_finds_the_longest_name_in_text_that_is_not_folded() -> None:
    found = re.findall(alternation(GREGORIAN), "5 مايو و6 ماي، أكتوبر/ تشرين  الأول")
    assert found == ["مايو", "ماي", "أكتوبر", "تشرين  الأول"]
