"""The diacritizer: what it may never do, what it knows, and how it fails."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diacritizers import REAL, mark, marks_by_letter

from audionews import registry
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.letters import DAGGER_ALIF, MARKS, strip_marks
from audionews.arabic.word_lists import WordLists
from audionews.diacritizers.news_model import CONTEXT, WINDOW, NewsNetwork, shared
from audionews.errors import SettingsError
from audionews.model import WordChances
from audionews.ports import Diacritizer, MarkModel

FILE = files("audionews.diacritizers").joinpath("data", "news.onnx")
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئٱپچڤگـ"
TEXTS = st.text(st.sampled_from(ARABIC + "".join(sorted(MARKS)) + " \n،.؟0٣aZ«»é\u0654"), max_size=60)


@given(TEXTS)
def test_no_letter_changes_and_no_written_mark_is_lost(text: str) -> None:
    marked = mark(text)
    assert strip_marks(marked) == strip_marks(text)
    written, read = marks_by_letter(text), marks_by_letter(marked)
    assert [char for char, _ in written] == [char for char, _ in read]
    assert all(given <= had for (_, given), (_, had) in zip(written, read, strict=True))


@pytest.mark.parametrize("text", ["", "5 – 7", "كَتَبَ"])
def test_where_nothing_is_to_be_marked_nothing_is(text: str) -> None:
    assert mark(text) == text


@given(TEXTS)
def test_each_word_has_a_confidence_between_0_and_1(text: str) -> None:
    ((marked, words),) = REAL.diacritize_with_chances([text])
    assert len(words) == len(text.split()) == len(marked.split())
    assert all(0 <= word.sure <= word.paused <= 1 for word in words)


@given(TEXTS)
def test_the_readings_of_a_word_are_parts_of_certainty_and_the_first_is_the_one_that_it_has(text: str) -> None:
    ((marked, words),) = REAL.diacritize_with_chances([text])
    for spoken, written, word in zip(marked.split(), text.split(), words, strict=True):
        chances = [reading.chance for reading in word.readings]
        assert sum(chances) <= 1 + 1e-5
        assert chances == sorted(chances, reverse=True)
        assert len({reading.spoken for reading in word.readings}) == len(chances) != 1
        for reading in word.readings:
            pairs = zip(marks_by_letter(written), marks_by_letter(reading.spoken), strict=True)
            assert all(letter == same and given <= had for (letter, given), (same, had) in pairs)
        if word.readings:
            assert word.readings[0].spoken == spoken
            assert chances[0] == pytest.approx(word.sure)


def test_a_case_that_a_pause_swallows_makes_no_word_doubtful() -> None:
    ((_, words),) = REAL.diacritize_with_chances(["رأى وفد رجلا"])
    assert words[1].paused > words[1].sure
    assert words[2].paused > 0.5


def test_what_is_known_is_sure() -> None:
    ((_, (_, word)),) = REAL.diacritize_with_chances(["وقالت السعودية."])
    assert word.paused > 0.9
    assert not word.readings


def test_real_sentences_keep_their_letters(shared: Path) -> None:
    gold = (shared / "data" / "diacritized-dev.txt").read_text("utf-8").splitlines()[::10]
    bare = [strip_marks(line) for line in gold]
    assert [strip_marks(line) for line in REAL.diacritize(bare)] == bare
    for line, marked in zip(gold, REAL.diacritize(gold), strict=True):
        pairs = zip(marks_by_letter(line), marks_by_letter(marked), strict=True)
        assert all(given <= had for (_, given), (_, had) in pairs)


def test_most_marks_of_news_sentences_are_right(shared: Path) -> None:
    gold = (shared / "data" / "diacritized-dev.txt").read_text("utf-8").splitlines()[::5]
    wrong = total = 0
    for line, marked in zip(gold, REAL.diacritize([strip_marks(line) for line in gold]), strict=True):
        for (_, expected), (_, had) in zip(marks_by_letter(line), marks_by_letter(marked), strict=True):
            total += bool(expected)
            wrong += bool(expected) and expected != had
    assert wrong / total < 0.06


def test_the_same_text_is_marked_the_same_in_any_company() -> None:
    texts = ["أعلنت الحركة بيانها", "وصل الوفد إلى الدوحة", ""]
    alone = [mark(text) for text in texts]
    assert REAL.diacritize(texts) == alone
    assert REAL.diacritize(texts[::-1]) == alone[::-1]


def test_lines_are_read_one_by_one() -> None:
    assert mark("وصل الوفد\nإلى الدوحة") == mark("وصل الوفد") + "\n" + mark("إلى الدوحة")


def test_a_text_without_arabic_letters_stays() -> None:
    assert REAL.diacritize(["", "BBC 2024!", " \n "]) == ["", "BBC 2024!", " \n "]
    assert REAL.diacritize_with_chances(["BBC 2024!"]) == [("BBC 2024!", (WordChances(), WordChances()))]


@pytest.mark.parametrize("given", ["كُتّاب", "الشُرطة", "بُني", "إنّ", "محمّد", "عُلِمَ"])
def test_marks_of_the_author_lead_the_rest(given: str) -> None:
    read = dict(enumerate(marks_by_letter(mark(given))))
    for at, (_, marks) in enumerate(marks_by_letter(given)):
        assert marks <= read[at][1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("مولَّد", "مُوَلَّد"),
        ("المسلّم", "الْمُسَلَّم"),
        ("يوقّع", "يُوَقَّع"),
        ("ضالّين", "ضَالِّين"),
        ("السّلام", "السَّلَام"),
        ("مدْهَّم", "دْهَّ"),
    ],
)
def test_a_consonant_before_a_written_shadda_has_a_vowel_unless_the_author_says_no(given: str, expected: str) -> None:
    assert expected in mark(f"هذا نص {given} بالذكاء الاصطناعي")


def test_a_written_vowel_leaves_room_for_a_shadda() -> None:
    assert mark("قالت الشُرطة إنها").split()[1].startswith("الشُّ")


@pytest.mark.parametrize("word", ["شخصاً", "ردّاً", "شخصًا", "وفدَاً"])
def test_a_written_tanwin_is_not_written_twice(word: str) -> None:
    marked = mark(word)
    assert sum(marked.count(tanwin) for tanwin in "\u064b\u064c\u064d") == 1
    assert marked.count("\u0651") <= 1


def test_hamza_below_an_alif_always_has_its_kasra() -> None:
    assert all("إِ" in word for word in mark("إن إشراف الوزير إلى إذا").split() if "إ" in word)


def test_tatweel_and_stray_marks_are_copied_through() -> None:
    assert strip_marks(mark("محـــمد")) == "محـــمد"
    assert mark("\u064e") == "\u064e"
    assert "\u06e1" in mark("س\u06e1لام").split("ل")[0]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("خرج الوفد من المدينة", 2, "مِنَ"),
        ("خرج الوفد من مدينة كبيرة", 2, "مِنْ"),
        ("تحدث عن الحرب في غزة", 1, "عَنِ"),
        ("هم الأبطال في كل مكان", 0, "هُمُ"),
        ("كانت الحرب طويلة", 0, "كَانَتِ"),
        ("زار سلمان بن عبدالعزيز المدينة", 2, "بْنُ"),
        ("زار سلمان بن عبدالعزيز المدينة", 3, "عَبْدِالْ"),
    ],
)
def test_grammar_has_the_last_word_over_the_model(text: str, place: int, expected: str) -> None:
    assert mark(text).split()[place].startswith(expected)


def test_no_helping_vowel_goes_over_a_comma() -> None:
    assert mark("قالت، الحرب طويلة").split()[0] == "قَالَتْ،"


def test_abd_in_one_word_has_the_case_of_the_word_before() -> None:
    assert mark("جامعة الملك عبدالعزيز").split()[2].startswith("عَبْدِ")
    assert mark("عبدالرحمن").startswith("عَبْدُالرَّ")


def test_a_long_text_is_read_in_windows_that_overlap() -> None:
    text = " ".join(["وصل الوفد إلى المدينة أمس"] * (3 * WINDOW // 25))
    words = mark(text).split()
    assert strip_marks(" ".join(words)) == text
    assert len(set(words[5:-5])) <= 8
    assert shared().weigh("ا" * (WINDOW + CONTEXT)).shape == (WINDOW + CONTEXT, len(shared().classes))


def test_no_letters_have_no_weights() -> None:
    assert shared().weigh("").shape == (0, len(shared().classes))


def test_the_weights_of_a_letter_add_up_to_1() -> None:
    assert shared().weigh("سلام.").sum(-1) == pytest.approx(1, abs=1e-5)


def test_the_models_are_loaded_once() -> None:
    assert shared() is shared()


def test_the_classes_are_what_one_letter_can_have() -> None:
    assert shared().classes[0] == ""
    assert len(set(shared().classes)) == len(shared().classes) == 15
    assert set("".join(shared().classes)) == MARKS - {DAGGER_ALIF}


def test_the_model_sees_hamza_and_tells_signs_from_letters() -> None:
    assert not np.array_equal(shared().weigh("سال"), shared().weigh("سأل"))
    assert np.array_equal(shared().weigh("سال «٣» é"), shared().weigh('سال "7" z'))
    assert not np.array_equal(shared().weigh("سال z"), shared().weigh("سال \u0950"))


def test_the_model_is_small() -> None:
    assert 0 < len(FILE.read_bytes()) <= 6_000_000


def test_a_missing_model_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="model of the diacritizer"):
        NewsNetwork(tmp_path / "news.onnx")


def test_a_broken_model_is_a_settings_error(tmp_path: Path) -> None:
    (tmp_path / "news.onnx").write_bytes(b"no model")
    with pytest.raises(SettingsError) as caught:
        NewsNetwork(tmp_path / "news.onnx")
    assert caught.value.__cause__ is not None


def test_the_diacritizer_and_its_model_keep_their_ports() -> None:
    assert isinstance(REAL, Diacritizer)
    assert isinstance(registry.mark_model(), MarkModel)


def test_the_name_and_version_that_stand_in_addresses_are_those_of_the_model() -> None:
    assert (REAL.name, REAL.version) == ("news", "4")


def test_a_show_that_adds_fixed_readings_has_addresses_of_its_own() -> None:
    more = WordLists({"fixed_readings": (("دَانَة", "word"),)})
    own, same = (ModelDiacritizer(registry.mark_model(), more) for _ in range(2))
    assert own.version == same.version != "4"
    assert ModelDiacritizer(registry.mark_model(), WordLists({"verbs": (("حلق", "subject"),)})).version == "4"


def test_a_show_s_own_fixed_readings_and_diptotes_are_read_by_that_show_alone() -> None:
    more = WordLists({"fixed_readings": (("دُرْنَة", "word"),), "diptotes": (("درنة",),)})
    own = ModelDiacritizer(registry.mark_model(), more)
    assert own.diacritize(["مدينة درنة الليبية"])[0].split()[1] == "دُرْنَةَ"
    assert mark("مدينة درنة الليبية").split()[1] != "دُرْنَةَ"


def test_an_unknown_diacritizer_is_named() -> None:
    with pytest.raises(SettingsError, match='no diacritizer "new"') as caught:
        registry.mark_model("new")
    assert "news" in caught.value.remedy


class Even:
    """A model of a third party that weighs all classes alike."""

    name = "even"
    version = "7"
    classes = ("", "\u064e")

    def weigh(self, bare: str) -> "np.ndarray[Any, np.dtype[np.float32]]":
        return np.full((len(bare), 2), 0.5, dtype=np.float32)


class Blind(Even):
    """A model that rules out every vowel."""

    def weigh(self, bare: str) -> "np.ndarray[Any, np.dtype[np.float32]]":
        return np.tile(np.array([1, 0], dtype=np.float32), (len(bare), 1))


def test_a_written_mark_that_a_model_rules_out_stays() -> None:
    ((marked, (word,)),) = ModelDiacritizer(Blind()).diacritize_with_chances(["كَتب"])
    assert marked == "كَتب"
    assert 0 < word.sure <= word.paused <= 1


def test_any_model_of_the_port_is_decoded() -> None:
    ((marked, (word,)),) = ModelDiacritizer(Even()).diacritize_with_chances(["كتب"])
    assert strip_marks(marked) == "كتب"
    assert word.sure == pytest.approx(0.125, abs=0.1)
    assert len(word.readings) == 6
