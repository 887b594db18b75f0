"""The number engine against tables that were written by hand from the grammar."""

import pytest

from audionews.arabic.numbers.cardinal import MILLION, THOUSAND, Case, Gender, cardinal, scaled
from audionews.arabic.numbers.counted_noun import Noun, counted, counted_decimal, noun_form, singular
from audionews.arabic.numbers.decimal import decimal, fraction, spell_digits, year
from audionews.arabic.numbers.gender import gender_of, is_counted
from audionews.arabic.numbers.ordinal import definite_cardinal, ordinal

M, F = Gender.MASCULINE, Gender.FEMININE
NOM, ACC, GEN = Case.NOMINATIVE, Case.ACCUSATIVE, Case.GENITIVE

# number, masculine nominative, masculine genitive, feminine nominative, feminine genitive
TABLE = """
0 صفر صفر صفر صفر
1 واحد واحد واحدة واحدة
2 اثنان اثنين اثنتان اثنتين
3 ثلاثة ثلاثة ثلاث ثلاث
4 أربعة أربعة أربع أربع
5 خمسة خمسة خمس خمس
6 ستة ستة ست ست
7 سبعة سبعة سبع سبع
8 ثمانية ثمانية ثمانٍ ثمانٍ
9 تسعة تسعة تسع تسع
10 عشرة عشرة عشر عشر
11 أحد_عشر أحد_عشر إحدى_عشرة إحدى_عشرة
12 اثنا_عشر اثني_عشر اثنتا_عشرة اثنتي_عشرة
13 ثلاثة_عشر ثلاثة_عشر ثلاث_عشرة ثلاث_عشرة
18 ثمانية_عشر ثمانية_عشر ثماني_عشرة ثماني_عشرة
20 عشرون عشرين عشرون عشرين
21 واحد_وعشرون واحد_وعشرين إحدى_وعشرون إحدى_وعشرين
22 اثنان_وعشرون اثنين_وعشرين اثنتان_وعشرون اثنتين_وعشرين
38 ثمانية_وثلاثون ثمانية_وثلاثين ثمانٍ_وثلاثون ثمانٍ_وثلاثين
99 تسعة_وتسعون تسعة_وتسعين تسع_وتسعون تسع_وتسعين
100 مئة مئة مئة مئة
101 مئة_وواحد مئة_وواحد مئة_وواحدة مئة_وواحدة
112 مئة_واثنا_عشر مئة_واثني_عشر مئة_واثنتا_عشرة مئة_واثنتي_عشرة
200 مئتان مئتين مئتان مئتين
345 ثلاثمئة_وخمسة_وأربعون ثلاثمئة_وخمسة_وأربعين ثلاثمئة_وخمس_وأربعون ثلاثمئة_وخمس_وأربعين
800 ثمانمئة ثمانمئة ثمانمئة ثمانمئة
1000 ألف ألف ألف ألف
1001 ألف_وواحد ألف_وواحد ألف_وواحدة ألف_وواحدة
2000 ألفان ألفين ألفان ألفين
3000 ثلاثة_آلاف ثلاثة_آلاف ثلاثة_آلاف ثلاثة_آلاف
10000 عشرة_آلاف عشرة_آلاف عشرة_آلاف عشرة_آلاف
11000 أحد_عشر_ألفاً أحد_عشر_ألفاً أحد_عشر_ألفاً أحد_عشر_ألفاً
100000 مئة_ألف مئة_ألف مئة_ألف مئة_ألف
200000 مئتا_ألف مئتي_ألف مئتا_ألف مئتي_ألف
103000 مئة_وثلاثة_آلاف مئة_وثلاثة_آلاف مئة_وثلاثة_آلاف مئة_وثلاثة_آلاف
1000000 مليون مليون مليون مليون
2000000 مليونان مليونين مليونان مليونين
12000000 اثنا_عشر_مليوناً اثني_عشر_مليوناً اثنا_عشر_مليوناً اثني_عشر_مليوناً
3000000000 ثلاثة_مليارات ثلاثة_مليارات ثلاثة_مليارات ثلاثة_مليارات
5000000000000 خمسة_تريليونات خمسة_تريليونات خمسة_تريليونات خمسة_تريليونات
"""
ROWS = [line.replace("_", "\u00a0").split(" ") for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_cardinals_follow_the_grammar_table(row: list[str]) -> None:
    number, *wanted = row
    forms = [cardinal(int(number), gender, case) for gender in (M, F) for case in (NOM, GEN)]
    assert forms == [form.replace("\u00a0", " ") for form in wanted]


@pytest.mark.parametrize(
    ("number", "gender", "spoken"),
    [
        (1, M, "واحداً"),
        (8, F, "ثمانياً"),
        (10, F, "عشراً"),
        (21, M, "واحداً وعشرين"),
        (24, F, "أربعاً وعشرين"),
        (1_500, M, "ألفاً وخمسمئة"),
        (1_000_000, M, "مليوناً"),
        (12, F, "اثنتي عشرة"),
    ],
)
def test_the_accusative_shows_where_letters_show_it(number: int, gender: Gender, spoken: str) -> None:
    assert cardinal(number, gender, ACC) == spoken


@pytest.mark.parametrize(
    ("number", "gender", "case", "spoken"),
    [
        (200, M, NOM, "مئتا"),
        (200, M, GEN, "مئتي"),
        (2_000, M, GEN, "ألفي"),
        (1_200, F, NOM, "ألف ومئتا"),
        (25_000, M, GEN, "خمسة وعشرين ألف"),
        (8, F, ACC, "ثماني"),
        (2_000_000, M, ACC, "مليوني"),
        (1_000, M, ACC, "ألف"),
    ],
)
def test_a_counted_noun_takes_the_ending_of_the_number(number: int, gender: Gender, case: Case, spoken: str) -> None:
    assert cardinal(number, gender, case, construct=True) == spoken


def test_fifteen_digits_are_said_and_sixteen_are_refused() -> None:
    assert cardinal(999_999_999_999_999).startswith("تسعمئة وتسعة وتسعون تريليوناً وتسعمئة وتسعة وتسعون ملياراً")
    with pytest.raises(ValueError, match="15 digits"):
        cardinal(10**15)


def test_a_number_below_zero_says_so() -> None:
    assert cardinal(-5) == "ناقص خمسة"


def test_thousands_may_be_counted_in_thousands() -> None:
    assert scaled(3200, MILLION, GEN, construct=True) == "ثلاثة آلاف ومئتي مليون"
    assert scaled(1, THOUSAND, ACC) == "ألفاً"


@pytest.mark.parametrize(
    ("number", "gender", "case", "spoken"),
    [
        (1, M, NOM, "الأول"),
        (1, F, NOM, "الأولى"),
        (2, F, GEN, "الثانية"),
        (10, M, NOM, "العاشر"),
        (11, M, NOM, "الحادي عشر"),
        (12, F, NOM, "الثانية عشرة"),
        (20, F, NOM, "العشرون"),
        (21, F, GEN, "الحادية والعشرين"),
        (99, M, NOM, "التاسع والتسعون"),
        (100, M, NOM, "المئة"),
        (101, F, NOM, "المئة والواحدة"),
        (101, M, NOM, "المئة والواحد"),
        (250, M, GEN, "المئتين والخمسين"),
        (365, M, NOM, "الثلاثمئة والخامس والستون"),
        (1000, M, NOM, "الألف"),
    ],
)
def test_ordinals_agree(number: int, gender: Gender, case: Case, spoken: str) -> None:
    assert ordinal(number, gender, case) == spoken


def test_definite_cardinals_carry_the_article_on_each_part() -> None:
    assert definite_cardinal(145, M, ACC) == "المئة والخمسة والأربعين"
    assert definite_cardinal(8, F) == "الثماني"


RIYAL = Noun(singular="ريال", plural="ريالات", adjective="سعودي")
DEGREE = Noun(singular="درجة", plural="درجات", gender=F, adjective="مئوي")
KMH = Noun(singular="كيلومتر", plural="كيلومترات", tail="في الساعة")
EURO = Noun(singular="يورو", plural="يورو", frozen=True)


@pytest.mark.parametrize(
    ("number", "noun", "case", "spoken"),
    [
        (1, RIYAL, NOM, "ريال سعودي واحد"),
        (1, RIYAL, ACC, "ريالاً سعودياً واحداً"),
        (1, KMH, NOM, "كيلومتر واحد في الساعة"),
        (2, RIYAL, GEN, "ريالين سعوديين"),
        (2, DEGREE, NOM, "درجتان مئويتان"),
        (3, RIYAL, NOM, "ثلاثة ريالات سعودية"),
        (11, RIYAL, NOM, "أحد عشر ريالاً سعودياً"),
        (25, DEGREE, GEN, "خمس وعشرين درجة مئوية"),
        (100, RIYAL, NOM, "مئة ريال سعودي"),
        (200, KMH, GEN, "مئتي كيلومتر في الساعة"),
        (1, EURO, ACC, "يورو واحداً"),
        (2, EURO, NOM, "اثنان يورو"),
        (20, EURO, NOM, "عشرون يورو"),
    ],
)
def test_counted_nouns_take_the_form_that_the_number_asks_for(number: int, noun: Noun, case: Case, spoken: str) -> None:
    assert counted(number, noun, case) == spoken


def test_the_last_part_decides_the_form_of_the_noun() -> None:
    assert [noun_form(number, KMH) for number in (103, 111, 1000)] == [
        "كيلومترات في الساعة",
        "كيلومتراً في الساعة",
        "كيلومتر في الساعة",
    ]
    assert singular(RIYAL) == "ريال سعودي"


@pytest.mark.parametrize(
    ("whole", "decimals", "noun", "case", "spoken"),
    [
        (3, "0", RIYAL, NOM, "ثلاثة ريالات سعودية"),
        (0, "5", KMH, NOM, "نصف كيلومتر في الساعة"),
        (1, "5", EURO, ACC, "يورو ونصف يورو"),
        (1, "50", Noun(singular="متر", plural="أمتار"), ACC, "متراً ونصف متر"),
        (12, "5", Noun(singular="متر", plural="أمتار"), NOM, "اثنا عشر متراً ونصف متر"),
        (2, "25", Noun(singular="متر", plural="أمتار"), GEN, "اثنين فاصلة خمسة وعشرين متر"),
    ],
)
def test_decimals_with_a_noun(whole: int, decimals: str, noun: Noun, case: Case, spoken: str) -> None:
    assert counted_decimal(whole, decimals, noun, case) == spoken


def test_decimals_alone() -> None:
    assert decimal(21, "1", ACC) == "واحد وعشرين فاصلة واحد"
    assert decimal(0, "000") == "صفر فاصلة صفر صفر صفر"
    assert spell_digits("") == ""
    assert year(2001, F) == "ألفين وواحدة"


@pytest.mark.parametrize(
    ("above", "below", "spoken"),
    [(1, 2, "نصف"), (3, 8, "ثلاثة أثمان"), (2, 5, "خُمسان"), (5, 5, None), (0, 3, None), (1, 11, None)],
)
def test_fractions(above: int, below: int, spoken: str | None) -> None:
    assert fraction(above, below) == spoken


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("سنوات ساعات طائرات غارات دول مدن نساء جثث دقائق وثائق قذائف ضحايا إصابات إمارات حرب حرباً امرأة قدماً نقاط", F),
        ("أشخاص جنود دولارات مليارات ريالات أيام أشهر قتلى صواريخ قرارات انفجارات إجراءات تصريحات مستشفيات أجهزة", M),
        ("قادة مزارعاً رجال أطفال مدنيين آخرون", M),
    ],
)
def test_the_gender_of_news_nouns(words: str, gender: Gender) -> None:
    wrong = [word for word in words.split() if gender_of(word) is not gender]
    assert not wrong


def test_words_that_are_not_counted() -> None:
    assert not any(map(is_counted, ["من", "في", "الماضية", "والجيش", "يوميا", "يشارك", "م", "هي"]))
    assert all(map(is_counted, ["وحدة", "وزيراً", "يورو", "يوماً", "شخص"]))
