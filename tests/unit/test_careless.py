"""Careless spelling: what is meant is spoken, what is written is shown, and what is right stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diacritizers import NoMarks
from tests.spoken import is_said_as, rows_of

from audionews.arabic.careless import careless_speller, make_speller
from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Lexicon
from audionews.arabic.script import write_script
from audionews.arabic.word_lists import WordLists
from audionews.model import Caps, Pacing, Role, Script, Segment

ROOT = Path(__file__).parents[2]
TURNS = {("ه", "ة"), ("ى", "ي"), ("ي", "ى")}
SILENT = str.maketrans("", "", ".،:؛﴾﴿")


def script_of(text: str) -> Script:
    return write_script(
        [Segment(role=Role.BODY, text=text)],
        pacing=Pacing(),
        diacritizer=NoMarks(),
        lexicon=Lexicon(),
        caps=Caps(offline=True),
        pausal=False,
    )


def words_only(text: str) -> str:
    return " ".join(text.translate(SILENT).split())


@pytest.mark.parametrize(("kind", "written", "spoken"), rows_of(ROOT / "tests" / "data" / "orthography.tsv"))
def test_a_text_is_spoken_as_it_is_meant_and_shown_as_it_is_written(kind: str, written: str, spoken: str) -> None:
    script = script_of(written)
    said = words_only(" ".join(line.spoken for line in script.lines))
    wanted = " || ".join(words_only(one) for one in spoken.split(" || "))
    assert is_said_as(said, wanted), f"{kind}: {said}"
    assert " ".join(line.written for line in script.lines).split() == written.split()


def test_well_spelled_news_stay_as_they_are() -> None:
    files = sorted((ROOT / "training" / "gold").glob("*.txt"))
    text = strip_marks("\n".join(path.read_text("utf-8") for path in files))
    spoken = make_speller(text)(text)
    changed = [(old, new) for old, new in zip(text.split(), spoken.split(), strict=True) if old != new]
    assert len(text.split()) > 10_000
    assert len(changed) < len(text.split()) / 2_000, changed


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("ايضًا وايضاً", "أيضًا وأيضاً"),
        ("أُعلن اكّد", "أُعلن اكّد"),
        ("قال ان", "قال إن"),
        ("قال الوزير لهم ان", "قال الوزير لهم إن"),
        ("قال ان الوزير اكد ان", "قال إن الوزير أكد أن"),
        ("فانه وانها", "فإنه وأنها"),
        ("فان الوضع", "فإن الوضع"),
        ("فان دايك", "فان دايك"),
        ("زار مدربه ومساعده في فاس", "زار مدربه ومساعده في فاس"),
        ("خمسه وعشرون وثلاثه ايام", "خمسة وعشرون وثلاثة أيام"),
        ("انه. انها", "إنه. إنها"),
        ("حكومة مدينه", "حكومة مدينة"),
        ("قناة ام بي سي وان بي سي", "قناة ام بي سي وان بي سي"),
        ("يكره القدم ولاعب كره قدم", "يكره القدم ولاعب كرة قدم"),
        ("الحكومه المصريه والمياه", "الحكومة المصرية والمياه"),
        ("الحكومه المصريه الاله والانتباه", "الحكومة المصرية الإله والانتباه"),
    ],
)
def test_words_are_read_in_their_context(written: str, spoken: str) -> None:
    assert careless_speller(written)(written) == spoken


def test_how_the_whole_text_is_spelled_decides_where_a_word_may_be_two() -> None:
    assert careless_speller("الحكومه المصريه")("البلاهه قصه") == "البلاهة قصة"
    assert careless_speller("الحكومة المصرية")("البلاهه قصه") == "البلاهه قصه"
    assert careless_speller("ذهب إلى المستشفى")("علي الطريق") == "علي الطريق"


@given(st.text(st.sampled_from("اأإآبهةىيلنوكقرم ًَّـ1_a.\n"), max_size=60))
def test_no_letter_moves_and_nothing_but_the_letters_in_question_changes(text: str) -> None:
    spoken = make_speller(text)(text)
    assert len(spoken) == len(text)
    assert all(
        old == new or {old, new} <= set("اأإآ") or (old, new) in TURNS for old, new in zip(text, spoken, strict=True)
    )


@pytest.mark.parametrize(
    "unit", ["ا", "ه ", "ا1", "ب1", "ان ", "قال ", "ايضًا", "مدينة مصريه ", "الي ", "سنه قبل ", "_ا", "واه"]
)
def test_a_hostile_line_is_spelled_in_one_pass(unit: str) -> None:
    """What backtracks without end would never come back."""
    text = unit * 20_000
    assert len(make_speller(text)(text)) == len(text)


def test_a_show_adds_words() -> None:
    lists = WordLists({"careless_words": (("أكاسيا", "hamza"), ("زمردة", "ta"), ("اكاسي", "kept"))})
    assert careless_speller("", lists)("اكاسيا اكاسي وزمرده") == "أكاسيا اكاسي وزمردة"


def test_a_word_of_the_lexicon_is_left_to_it() -> None:
    names = frozenset({"اعلن"})
    assert careless_speller("", None, names)("اعلن واعلن اكد") == "اعلن واعلن أكد"
