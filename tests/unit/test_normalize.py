"""Normalization: the development sets, the pieces, and the examples in the docstrings of all of text."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from audionews import arabic
from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.context import NumberContext
from audionews.arabic.normalize.grammatical_case import case_after
from audionews.arabic.normalize.latin import speak_latin
from audionews.arabic.normalize.nouns import counted_nouns, currencies, units
from audionews.arabic.normalize.rules import Piece, normalize, speak_text
from audionews.arabic.normalize.verbs import verbs_of
from audionews.arabic.numbers.cardinal import Case
from audionews.arabic.numbers.counted_noun import counted
from audionews.arabic.word_lists import WordLists, shipped_lists

CASES = Path(__file__).parents[1] / "data" / "normalize.tsv"
LISTS = shipped_lists()
CURRENCIES, UNITS, NOUNS = currencies(LISTS), units(LISTS), counted_nouns(LISTS)
MODULES = [found.name for found in pkgutil.walk_packages(arabic.__path__, f"{arabic.__name__}.")]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def _folded(text: str) -> str:
    """Leave out what does not count: marks, the old spelling of a hundred, split hundreds."""
    return strip_marks(text).replace("مائ", "مئ").replace(" مئة", "مئة")


@pytest.mark.parametrize(("kind", "written", "spoken"), _rows(CASES))
def test_a_written_stretch_is_said_as_expected(kind: str, written: str, spoken: str) -> None:
    assert speak_text(written) == spoken, kind


def test_the_shared_development_set_comes_out_whole(shared: Path) -> None:
    rows = _rows(shared / "data" / "normalize-dev.tsv")
    wrong = {
        written: speak_text(written)
        for _, written, spoken in rows
        if _folded(speak_text(written)) not in [_folded(one) for one in spoken.split(" || ")]
    }
    assert len(rows) >= 38
    assert not wrong


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module), extraglobs={"speak_text": speak_text}).failed == 0


@pytest.mark.parametrize("form", ["5 {}", "5{}", "{}5", "{} 5"])
def test_every_sign_of_a_currency_is_said_on_both_sides_of_its_number(form: str) -> None:
    said = {sign: speak_text(form.format(sign)) for sign in CURRENCIES}
    assert said == {sign: counted(5, noun) for sign, noun in CURRENCIES.items()}


@pytest.mark.parametrize("form", ["5 {}", "5{}"])
def test_every_sign_of_a_unit_is_said_behind_its_number(form: str) -> None:
    said = {sign: speak_text(form.format(sign)) for sign in UNITS}
    assert said == {sign: counted(5, noun) for sign, noun in UNITS.items()}


def test_two_of_every_noun_of_the_list_are_its_dual() -> None:
    said = {form: speak_text(f"بعد 2 {form}") for form in NOUNS}
    assert said == {form: f"بعد {counted(2, noun, Case.GENITIVE)}" for form, noun in NOUNS.items()}


def test_every_latin_name_of_the_list_is_said_as_newspapers_write_it() -> None:
    names = LISTS.mapping("latin_names")
    assert {name: speak_text(name.upper()) for name in names} == names


def test_every_verb_of_the_lists_gives_its_case_to_the_number_behind_it() -> None:
    known = verbs_of(LISTS)
    cases = {Case.NOMINATIVE: known.subject, Case.ACCUSATIVE: known.object}
    found = {case: {verb for verb in verbs if case_after((verb,), LISTS) is case} for case, verbs in cases.items()}
    assert found == cases
    assert all(case_after((verb,), LISTS) is Case.NOMINATIVE for verb in known.either if not verb.endswith("ت"))


def test_pieces_say_where_their_words_come_from() -> None:
    text = "في 7 أكتوبر 2023، قُتل ١٢ شخصاً 😀."
    assert normalize(text) == (
        Piece(start=0, end=2, spoken="في"),
        Piece(start=3, end=16, spoken="السابع من أكتوبر عام ألفين وثلاثة وعشرين", rule="date.speak_named_date"),
        Piece(start=16, end=17, spoken="،"),
        Piece(start=18, end=22, spoken="قُتل"),
        Piece(start=23, end=25, spoken="اثنا عشر", rule="cardinal.speak_cardinal"),
        Piece(start=26, end=31, spoken="شخصاً"),
        Piece(start=32, end=33, spoken="", rule="sign.speak_sign"),
        Piece(start=33, end=34, spoken="."),
    )


def test_particles_belong_to_the_piece_of_their_number() -> None:
    assert [piece.spoken for piece in normalize("بـ102 وعامي 2023 و2024")] == [
        "بمئة واثنين",
        "وعامي",
        "ألفين وثلاثة وعشرين",
        "وألفين وأربعة وعشرين",
    ]


def test_glued_words_are_parted_and_spaces_are_kept_single() -> None:
    assert speak_text("20كم/س  ثم") == "عشرون كيلومتراً في الساعة ثم"
    assert speak_text("زاد 3ملايين") == "زاد ثلاثة ملايين"
    assert speak_text("يناير/فبراير") == "يناير فبراير"


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_no_text_has_no_pieces(text: str) -> None:
    assert normalize(text) == ()
    assert speak_text(text) == ""


def test_ordinary_words_keep_their_letters_and_marks() -> None:
    text = "أشادَ المُجتمعون بالصمودِ، وقالوا: «لا عودةَ» (أبها) ﷲ؟"
    assert speak_text(text.replace(" ﷲ", "")) == text.replace(" ﷲ", "")
    assert speak_text("ﷺ") == "صلى الله عليه وسلم"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (
            "12345678901234567 شخص",
            "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة شخص",
        ),
        (
            "-1234567890123456",
            "ناقص واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر واحد اثنان ثلاثة أربعة خمسة ستة",
        ),
        (
            "$1234567890123456",
            "دولار واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر واحد اثنان ثلاثة أربعة خمسة ستة",
        ),
        (
            "%1234567890123456",
            "في المئة واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر واحد اثنان ثلاثة أربعة خمسة ستة",
        ),
        (
            "ب$1234567890123456",
            "ب دولار واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر واحد اثنان ثلاثة أربعة خمسة ستة",
        ),
    ],
)
def test_more_than_fifteen_digits_are_said_one_by_one(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken


@pytest.mark.parametrize("written", ["45/13/2023", "25:00", "(1,2,3)", "32 مايو", "الساعة 99:99", "1.2.3.4.5"])
def test_what_only_looks_like_a_date_or_a_time_is_said_as_numbers(written: str) -> None:
    spoken = speak_text(written)
    assert spoken
    assert not any(char.isdigit() for char in spoken)
    assert "من" not in spoken.split() or written == "32 مايو"


def test_signs_that_cannot_be_said_are_silent() -> None:
    assert speak_text("★ خبر | عاجل ~ Ƀ") == "خبر عاجل"
    assert speak_text("&nbsp;خبر&shy; &lt;عاجل&gt;") == "خبر عاجل"
    assert speak_text("+ الخط -") == "الخط -"
    assert speak_text("﷼ 5") == "خمسة ريالات"


def test_a_line_of_tatweel_is_a_dash() -> None:
    assert speak_text("خبر ـــ خبر") == "خبر – خبر"


def test_a_latin_rule_is_silent_where_no_latin_letter_begins() -> None:
    assert speak_latin(NumberContext("5", 0, 0)) is None


@pytest.mark.parametrize("written", ["12050123456728,000", "١٢05012345672,000", "999999999999999.000", "5000.000"])
def test_zeros_behind_a_long_number_make_it_no_longer(written: str) -> None:
    assert speak_text(written).endswith(" فاصلة صفر صفر صفر")


def test_a_masculine_noun_in_ta_marbuta_has_no_forms_of_a_feminine_one() -> None:
    assert speak_text("فاز 2 خليفة") == "فاز اثنين خليفة"


def test_every_piece_that_a_rule_reads_names_its_family_and_rule() -> None:
    text = "قال د. علي: بلغ 12 قتيلاً و$3.5 مليار في 7 أكتوبر 2023 & BBC ★ (24) النبي (ص)"
    rules = [piece.rule for piece in normalize(text)]
    assert list(filter(None, rules)) == [
        "abbreviation.speak_abbreviation",
        "cardinal.speak_cardinal",
        "money.speak_amount",
        "date.speak_named_date",
        "sign.speak_sign",
        "latin.speak_latin",
        "sign.speak_sign",
        "cardinal.speak_cardinal",
        "honorific.speak_honorific",
    ]
    assert normalize("ر.س 500")[0].rule == "money.speak_amount"


OWN = {
    "currencies": (("₿ BTC", "بيتكوين", "", ""),),
    "hundredths": (("ريال", "هللة", "هللات"),),
    "units": (("عقدة kn", "عقدة", "عقد", "", ""),),
    "counted_nouns": (("مسيّرة", "مسيّرات"), ("زورق", "زوارق")),
    "nouns": (("شارات", "masculine"),),
    "after_numbers": (("وسوم", "counted"),),
    "verbs": (("حلق", "subject"),),
    "case_words": (("زامبيا", "name"),),
    "ordinal_words": (("رواق", "numbered"),),
    "date_words": (("قيمتها", "amount"),),
    "latin_names": (("hespress", "هسبريس"),),
    "latin_letters": (("h", "أيتش"),),
    "abbreviations": (("ح.ت", "dotted", "حركة التغيير"), ("س", "title", "السيد")),
    "first_names": (("دانيا", "woman"),),
    "honorifics": (("س", "سلام الله عليها"),),
    "honorific_words": (("الصديق", "prophet"),),
    "telephone_words": (("بيجر", "call"),),
    "score_words": (("دحر",),),
    "hashtag_words": (("ترند",),),
    "signs": (("→", "alone", "إلى"),),
}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("بسعر ₿5", "بسعر خمسة بيتكوين"),
        ("بسعر 3.25 ريال", "بسعر ثلاثة ريالات وخمس وعشرين هللة"),
        ("بسرعة 20 kn", "بسرعة عشرين عقدة"),
        ("بلغ 2 زورق", "بلغ زورقين"),
        ("مع 3 شارات", "مع ثلاثة شارات"),
        ("مع 200 وسوم", "مع مئتي وسوم"),
        ("حلق 12 صقراً", "حلق اثنا عشر صقراً"),
        ("وصل زامبيا 12 لاعباً", "وصل زامبيا اثنا عشر لاعباً"),
        ("في الرواق 5", "في الرواق الخامس"),
        ("قيمتها 2024", "قيمتها ألفان وأربعة وعشرون"),
        ("Hespress", "هسبريس"),
        ("HB", "أيتش بي"),
        ("في ح.ت و س. دانيا", "في حركة التغيير و السيدة دانيا"),
        ("مريم (س) والصديق (ص)", "مريم سلام الله عليها والصديق صلى الله عليه وسلم"),
        ("بيجر 12345", "بيجر واحد اثنان ثلاثة أربعة خمسة"),
        ("دحر خصمه 1-3", "دحر خصمه واحد ثلاثة"),
        ("ترند #غزة", "ترند غزة"),
        ("هنا → هناك", "هنا إلى هناك"),
    ],
)
def test_a_show_adds_words_that_no_other_show_hears(written: str, spoken: str) -> None:
    before = speak_text(written)
    assert speak_text(written, WordLists(OWN)) == spoken
    assert speak_text(written) == before != spoken


def test_a_share_of_a_whole_is_no_day_and_month() -> None:
    assert speak_text("في 1/3 من الحالات وفي تاريخ 2/3 من") == "في ثُلث من الحالات وفي تاريخ الثاني من مارس من"


def test_a_dash_parts_two_months_and_joins_two_names_of_one() -> None:
    assert speak_text("في 7 مارس - أبريل") == "في السابع من مارس - أبريل"
    assert speak_text("في 7 مارس - آذار 2024") == "في السابع من مارس عام ألفين وأربعة وعشرين"
