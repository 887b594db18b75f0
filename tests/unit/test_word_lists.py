"""Word lists: every file that ships is sound, and a show adds rows without touching those of another."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.diacritizers import NoMarks
from tests.reading import place_lines, read_text

from audionews import arabic
from audionews.arabic.diacritics.fixed_readings import is_diptote, lookup, lookup_verb
from audionews.arabic.lexicon import Lexicon
from audionews.arabic.pausal import pause_form
from audionews.arabic.phrase_breaks import weigh_cuts
from audionews.arabic.script import write_script
from audionews.arabic.sentences import sentences
from audionews.arabic.word_lists import FORMATS, WordLists, WordListUser, derived, parse_list, shipped_lists
from audionews.articles import boilerplate, credits, dates  # noqa: A004 - the module's name
from audionews.errors import SettingsError
from audionews.model import Caps, Pacing, Place, Role, Segment
from audionews.readers.text import TextReader
from audionews.settings import Settings, read_word_lists

DATA = Path(arabic.__file__).with_name("data")
EXTENDABLE = [name for name, form in FORMATS.items() if form.extendable]


def test_each_list_has_a_file_and_a_line_in_the_readme() -> None:
    assert {path.stem for path in DATA.glob("*.tsv")} == set(FORMATS)
    assert set(re.findall(r"^\| `(\w+)\.tsv`", (DATA / "README.md").read_text("utf-8"), re.MULTILINE)) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_first_what_its_columns_mean(name: str) -> None:
    comments = [line for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines() if line.startswith("#")]
    assert comments
    assert all(any(kind in line for line in comments) for kind in FORMATS[name].kinds)


@pytest.mark.parametrize("name", FORMATS)
def test_no_row_stands_twice_and_each_kind_is_used(name: str) -> None:
    rows = shipped_lists().rows(name)
    assert len(set(rows)) == len(rows) > 0
    form = FORMATS[name]
    assert {row[form.columns.index("kind")] for row in rows if form.kinds} == set(form.kinds)


def test_lists_load_when_they_are_read() -> None:
    code = (
        "import audionews.arabic.normalize.rules, audionews.articles.segment, audionews.arabic.script\n"
        "from audionews.arabic.word_lists import shipped_lists\n"
        "print(shipped_lists()._rows)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "{}"


def test_a_row_of_a_show_stands_behind_those_that_ship_and_has_the_last_word() -> None:
    lists = WordLists({"first_names": (("نور", "man"),)})
    assert lists.rows("first_names") == (*shipped_lists().rows("first_names"), ("نور", "man"))
    assert lists.mapping("first_names")["نور"] == "man"
    assert shipped_lists().mapping("first_names")["نور"] == "woman"


def test_what_is_derived_is_made_once_for_each_lists() -> None:
    made: list[WordLists] = []

    @derived
    def count(lists: WordLists) -> int:
        made.append(lists)
        return len(made)

    one, two = WordLists(), WordLists()
    assert [count(one), count(two), count(one)] == [1, 2, 1]


@pytest.mark.parametrize(
    ("name", "text", "what", "remedy"),
    [
        ("first_names", "name\nدانة\n", "words.tsv, line 1: the columns of first_names are not named", "name TAB kind"),
        ("first_names", "# a\nname\tkind\n\nدانة\n", "words.tsv, line 4: the row does not fit", "name TAB kind"),
        ("first_names", "name\tkind\nدانة\twoman\tx\n", "words.tsv, line 2: the row does not fit", "name TAB kind"),
        ("first_names", "name\tkind\n\twoman\n", "words.tsv, line 2: the row does not fit", "name TAB kind"),
        ("first_names", "name\tkind\nدانة\twomen\n", 'line 2: there is no kind "women"', 'did you mean "woman"?'),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_line(name: str, text: str, what: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_list(name, text, "words.tsv")
    assert what in caught.value.message
    assert remedy in caught.value.remedy


def test_cells_at_the_end_may_be_left_out_where_they_may_be_empty() -> None:
    text = "\ufeffsigns\tsingular\tplural\tadjective\n₿  BTC\tبيتكوين\n"
    assert parse_list("currencies", text, "") == (("₿ BTC", "بيتكوين", "", ""),)
    assert parse_list("currencies", "", "") == ()


def show(folder: Path, **files: str) -> Settings:
    """Return settings of a folder with word lists."""
    (folder / "words").mkdir()
    for name, text in files.items():
        (folder / "words" / f"{name}.tsv").write_text(text, "utf-8")
    return Settings(folder=folder)


def test_a_show_has_its_word_lists_beside_its_settings(tmp_path: Path) -> None:
    lists = read_word_lists(show(tmp_path, boilerplate="text\tkind\nاقرأ في تطبيقنا\tanywhere\n"))
    assert boilerplate.page_line("اقرأ في تطبيقنا", lists) is boilerplate.Page.CONTROL
    assert boilerplate.page_line("اقرأ في تطبيقنا") is None


def test_a_show_without_word_lists_has_those_that_ship(tmp_path: Path) -> None:
    assert read_word_lists(Settings(folder=tmp_path)) is shipped_lists()
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / ".units.tsv").write_bytes(b"\xff")  # what an editor leaves
    assert read_word_lists(Settings(folder=tmp_path)) is shipped_lists()


def test_an_unknown_list_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r'currency.tsv: there is no word list "currency"') as caught:
        read_word_lists(show(tmp_path, currency=""))
    assert caught.value.remedy == 'did you mean "currencies"?'


def test_a_list_that_engines_use_cannot_be_extended(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="a show cannot add to the list unmarked_words") as caught:
        read_word_lists(show(tmp_path, unmarked_words=""))
    assert "lexicon.toml" in caught.value.remedy


def test_a_file_that_is_not_utf_8_or_no_file_is_named(tmp_path: Path) -> None:
    settings = show(tmp_path)
    (tmp_path / "words" / "units.tsv").write_bytes("وحدة".encode("cp1256"))
    with pytest.raises(SettingsError, match=r"units.tsv is not UTF-8"):
        read_word_lists(settings)
    (tmp_path / "words" / "units.tsv").unlink()
    (tmp_path / "words" / "units.tsv").mkdir()
    with pytest.raises(SettingsError, match=r"units.tsv cannot be read"):
        read_word_lists(settings)


OWN = WordLists(
    {
        "fixed_readings": (("دَانَة", "word"), ("كَيْنِيّ", "relation")),
        "diptotes": (("تدلس",),),
        "preposition_verbs": (("نحو", "نَحَّى", "عن"),),
        "sentence_words": (("هام", "abbreviation"),),
        "phrase_break_words": (("برفقة", "clinging"),),
        "full_forms": (("هنا",),),
        "boilerplate": (("منبر القراء", "section"), ("انتهت المادة", "tail"), ("للقصة بقية", "read-also")),
        "credits": (("مدى مصر", "source"), ("عدسة", "credit-label"), ("توليف", "byline-label")),
        "date_lines": (("أدرج", "label"),),
    }
)


@pytest.mark.parametrize(
    "asked",
    [
        lambda lists: bool(lookup("الدانة", lists)),
        lambda lists: bool(lookup("كينيات", lists)),
        lambda lists: is_diptote("بتدلس", lists),
        lambda lists: bool(lookup_verb(["ونحو", "الوزير", "عن"], lists)),
        lambda lists: len(sentences("خبر هام. ثم خبر.", lists)) == 1,
        lambda lists: weigh_cuts(["وصل", "برفقة", "الوفد"], [3, 5, 5], 20, lists)[1] > 3,
        lambda lists: pause_form("هُنَاَ", "هنا", lists) == "هُنَاَ",
        lambda lists: boilerplate.page_line("منبر القراء", lists) is boilerplate.Page.SECTION,
        lambda lists: boilerplate.page_line("انتهت المادة", lists) is boilerplate.Page.END,
        lambda lists: boilerplate.page_line("للقصة بقية: خبر آخر", lists) is boilerplate.Page.READ_ALSO,
        lambda lists: credits.is_credit("مدى مصر", lists),
        lambda lists: credits.is_credit("عدسة منى سالم", lists),
        lambda lists: credits.is_byline("توليف: منى سالم", lists),
        lambda lists: credits.name_of("توليف: منى سالم", lists) == "منى سالم",
        lambda lists: dates.is_stamp("أدرج 20 يونيو 2024", lists),
    ],
)
def test_a_show_s_own_words_hold_for_that_show_alone(asked: Callable[[WordLists | None], bool]) -> None:
    assert asked(OWN)
    assert not asked(None)
    assert not asked(shipped_lists())


def test_a_lexicon_takes_the_word_lists_of_its_show_into_the_script() -> None:
    lists = WordLists({"latin_names": (("hespress", "هسبريس"),)})
    spoken = [
        write_script(
            [Segment(role=Role.BODY, text="موقع Hespress.")],
            pacing=Pacing(),
            diacritizer=NoMarks(),
            lexicon=Lexicon.select([], engine="", voice="", lists=each),
            caps=Caps(offline=True),
            pausal=True,
        )
        .lines[0]
        .spoken
        for each in (lists, None)
    ]
    assert spoken[0] == "موقع هسبريس."
    assert spoken[1] != spoken[0]


PAGE = "وصول وفد كبير إلى المدينة صباح اليوم\nمنبر القراء\n" + "وصل الوفد إلى المدينة صباح اليوم والتقى الوزير.\n" * 2


def test_a_reader_takes_the_word_lists_of_a_show() -> None:
    assert isinstance(TextReader(), WordListUser)
    own = read_text(PAGE, reader=TextReader().with_lists(OWN))
    plain = read_text(PAGE)
    assert [line.place for line in own.lines][1] is Place.DROPPED
    assert [line.place for line in plain.lines][1] is Place.BODY
    assert place_lines(PAGE, lists=OWN)[1].place is Place.DROPPED
