"""The diacritizer: what it may never do, what it knows, and how it fails."""

import json
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audionews.arabic.letters import MARKS, strip_marks
from audionews.diacritizers.rawi import CONTEXT, WINDOW, Rawi, shared
from audionews.diacritizers.tashkeel import Tashkeel
from audionews.errors import SettingsError
from audionews.ports import Diacritizer

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئٱپچڤگـ"
TEXTS = st.text(st.sampled_from(ARABIC + "".join(sorted(MARKS)) + " \n،.؟0٣aZ«»é\u0654"), max_size=60)


def mark(text: str) -> str:
    return Tashkeel().diacritize([text])[0]


def marks_by_letter(text: str) -> list[tuple[str, set[str]]]:
    found: list[tuple[str, set[str]]] = []
    for char in text:
        if char in MARKS and found:
            found[-1][1].add(char)
        else:
            found.append((char, set()))
    return found


@given(TEXTS)
def test_no_letter_changes_and_no_written_mark_is_lost(text: str) -> None:
    marked = mark(text)
    assert strip_marks(marked) == strip_marks(text)
    written, read = marks_by_letter(text), marks_by_letter(marked)
    assert [char for char, _ in written] == [char for char, _ in read]
    assert all(given <= had for (_, given), (_, had) in zip(written, read, strict=True))


@given(TEXTS)
def test_there_is_a_sureness_between_0_and_1_for_each_word(text: str) -> None:
    ((marked, sures),) = Tashkeel().diacritize_sure([text])
    assert len(sures) == len(text.split()) == len(marked.split())
    assert all(0 <= sure <= 1 for sure in sures)


def test_a_case_that_a_pause_swallows_makes_no_word_doubtful() -> None:
    ((_, running), (_, pausing)) = Tashkeel().diacritize_sure(["وصل وفد كبير إلى هنا", "وصل وفد كبير، إلى هنا"])
    assert pausing[2] > running[2]
    ((_, sures),) = Tashkeel().diacritize_sure(["رأى رجلا."])
    assert sures[1] > 0.5


def test_what_is_known_is_sure() -> None:
    ((_, sures),) = Tashkeel().diacritize_sure(["وقالت السعودية."])
    assert min(sures) > 0.9


def test_real_sentences_keep_their_letters(shared: Path) -> None:
    gold = (shared / "data" / "diacritized-dev.txt").read_text("utf-8").splitlines()[::10]
    bare = [strip_marks(line) for line in gold]
    assert [strip_marks(line) for line in Tashkeel().diacritize(bare)] == bare
    for line, marked in zip(gold, Tashkeel().diacritize(gold), strict=True):
        pairs = zip(marks_by_letter(line), marks_by_letter(marked), strict=True)
        assert all(given <= had for (_, given), (_, had) in pairs)


def test_most_marks_of_news_sentences_are_right(shared: Path) -> None:
    gold = (shared / "data" / "diacritized-dev.txt").read_text("utf-8").splitlines()[::5]
    wrong = total = 0
    for line, marked in zip(gold, Tashkeel().diacritize([strip_marks(line) for line in gold]), strict=True):
        for (_, expected), (_, had) in zip(marks_by_letter(line), marks_by_letter(marked), strict=True):
            total += bool(expected)
            wrong += bool(expected) and expected != had
    assert wrong / total < 0.07


def test_the_same_text_is_marked_the_same_in_any_company() -> None:
    texts = ["أعلنت الحركة بيانها", "وصل الوفد إلى الدوحة", ""]
    alone = [mark(text) for text in texts]
    assert Tashkeel().diacritize(texts) == alone
    assert Tashkeel().diacritize(texts[::-1]) == alone[::-1]


def test_lines_are_read_one_by_one() -> None:
    assert mark("وصل الوفد\nإلى الدوحة") == mark("وصل الوفد") + "\n" + mark("إلى الدوحة")


def test_a_text_without_arabic_letters_stays() -> None:
    assert Tashkeel().diacritize(["", "BBC 2024!", " \n "]) == ["", "BBC 2024!", " \n "]
    assert Tashkeel().diacritize_sure(["BBC 2024!"]) == [("BBC 2024!", (1.0, 1.0))]


@pytest.mark.parametrize("given", ["كُتّاب", "الشُرطة", "بُني", "إنّ", "محمّد", "عُلِمَ"])
def test_marks_of_the_author_lead_the_rest(given: str) -> None:
    read = dict(enumerate(marks_by_letter(mark(given))))
    for at, (_, marks) in enumerate(marks_by_letter(given)):
        assert marks <= read[at][1]


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


def test_the_vocabulary_of_the_package_is_the_one_we_know() -> None:
    vocabulary = json.loads(files("text2tashkeel").joinpath("models/rawi_v2.vocab.json").read_text("utf-8"))
    assert len(vocabulary["char_to_idx"]) == 236
    assert shared().classes[0] == ""
    assert len(shared().classes) == 75


def test_a_package_without_its_models_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="models of the diacritizer"):
        Rawi(tmp_path)


def test_a_broken_model_is_a_settings_error(tmp_path: Path) -> None:
    (tmp_path / "rawi_v2.vocab.json").write_text('{"char_to_idx": {}, "diac_to_idx": {}}', "utf-8")
    (tmp_path / "rawi_v3.int8.onnx").write_bytes(b"no model")
    with pytest.raises(SettingsError) as caught:
        Rawi(tmp_path)
    assert caught.value.__cause__ is not None


def test_a_diacritizer_keeps_the_port() -> None:
    diacritizer = Tashkeel()
    assert isinstance(diacritizer, Diacritizer)
    assert diacritizer.name
    assert diacritizer.version
    assert not isinstance(SimpleNamespace(name="x"), Diacritizer)
