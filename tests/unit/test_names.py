"""Names: lists that a linguist can edit, forms that are names only beside a neighbour, and foreign names by rule."""

import re
from pathlib import Path

import pytest
from tests.diacritizers import mark

from audionews import arabic
from audionews.arabic.diacritics.fixed_readings import NAME_LISTS
from audionews.arabic.diacritics.foreign import foreign_marks, is_foreign
from audionews.arabic.diacritics.names import is_person, name_marks, names_of
from audionews.arabic.letters import MARK_CHARS, SHADDA, SUKUN, SUN, clusters, strip_marks
from audionews.arabic.word_lists import WordLists, parse_list, shipped_lists
from audionews.errors import SettingsError

DATA = Path(arabic.__file__).with_name("data")
ROWS = [(name, *row) for name in NAME_LISTS for row in shipped_lists().rows(name)]
LONG = {"ا": "\u064e", "ى": "\u064e", "و": "\u064f", "ي": "\u0650"}
VOWELS = "\u064e\u064f\u0650"


def is_marked(word: str) -> bool:
    """Return whether every letter but the last has a mark, or needs none."""
    letters = [(each[0], set(each[1:])) for each in clusters(word)]
    lam = 1 if strip_marks(word).startswith("ال") and len(letters) > 3 else -1
    for at, (letter, marks) in enumerate(letters):
        before = letters[at - 1][1] if at else set()
        if (
            not marks <= set(VOWELS + SHADDA + SUKUN)
            or len(marks - {SHADDA}) > 1
            or (marks and letter in "اآى")
            or (at == 0 and SHADDA in marks)
            or marks == {SHADDA, SUKUN}
            or (marks == {SHADDA} and at < len(letters) - 1)
        ):
            return False
        is_bare = (
            at == len(letters) - 1
            or letter == "آ"
            or (at == 0 and letter == "ا")
            or (at == lam and letters[at + 1][0] in SUN and SHADDA in letters[at + 1][1])
            or LONG.get(letter) in before
        )
        if not marks and not is_bare:
            return False
    return True


@pytest.mark.parametrize("name", [*NAME_LISTS, "name_words"])
def test_a_list_of_names_is_sorted_and_has_no_form_twice(name: str) -> None:
    rows = [row for _, *row in parse_list_file(name)]
    keys = [(strip_marks(row[0]), row[-1]) for row in rows]
    assert len(set(keys)) == len(keys)
    if name == "name_words":
        assert [row[::-1] for row in rows] == sorted(row[::-1] for row in rows)
    else:
        forms = [strip_marks(row[0]) for row in rows]
        assert forms == sorted(forms)


def parse_list_file(name: str) -> list[tuple[str, ...]]:
    return [(name, *row) for row in parse_list(name, (DATA / f"{name}.tsv").read_text("utf-8"), name)]


def test_no_form_is_in_two_lists_without_a_neighbour() -> None:
    forms = [strip_marks(reading) for _, reading, _, beside in ROWS if not beside]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_each_word_of_a_name_has_legal_marks() -> None:
    assert [reading for _, reading, _, _ in ROWS if not all(map(is_marked, reading.split()))] == []
    assert [reading for _, reading, _, _ in ROWS if re.search(f"[^\u0621-\u064a {MARK_CHARS}]", reading)] == []


def test_a_name_that_takes_endings_has_none_in_the_list() -> None:
    endings = tuple(VOWELS + SUKUN)
    assert [reading for _, reading, kind, _ in ROWS if kind in {"name", "diptote"} and reading.endswith(endings)] == []
    assert [reading for _, reading, kind, _ in ROWS if kind == "relation" and not reading.endswith("ي" + SHADDA)] == []


def test_there_are_thousands_of_names() -> None:
    assert len(ROWS) > 3500


@pytest.mark.parametrize(
    ("text", "place", "read"),
    [
        ("وصل السنوار أمس", 1, "السِّنْوَار"),
        ("خرج الوفد من قلقيلية وبنابلس", 4, "وَبِنَابُلُس"),
        ("قال للبنان إن", 1, "لِلُبْنَان"),
        ("شكرا للقدس", 1, "لِلْقُدْس"),
        ("من السويداء إلى درعا", 3, "دَرْعَا"),
        ("فاز ماكرون في الانتخابات", 1, "مَاكْرُونْ"),
        ("في واشنطن أمس", 1, "وَاشِنْطُنْ"),
        ("زار دير الزور الوزير", 2, "الزَّوْر"),
        ("وصل إلى ود مدني قادما", 3, "مَدَنِي"),
        ("التقى الوزير سليماني في بغداد", 2, "سُلَيْمَانِي"),
        ("وزار كينيا وفد", 1, "كِينْيَا"),
    ],
)
def test_a_name_is_read_with_what_is_joined_to_it(text: str, place: int, read: str) -> None:
    assert mark(text).split()[place].startswith(read)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال الوزير حسن اليوم", [2]),
        ("قال الوزير المصري حسن اليوم", [2, 3]),
        ("قالت الوزيرة اليمنية أمل اليوم", [2, 3]),
        ("كلام حسن جدا", []),
        ("كتب محمود حسن", [1, 2]),
        ("محمود وحسن", [0]),
        ("جاء حسن بن فلان", [1]),
        ("جاء حسن السنوار", [1, 2]),
        ("مدينة صور", [1]),
        ("بين صيدا وصور", [1, 2]),
        ("التقط كتاب وصور", []),
        ("وصور", []),
        ("في صور", []),
        ("نادي النصر", [1]),
        ("شرق دير، الزور", []),
        ("دير", []),
    ],
)
def test_a_form_that_may_be_another_word_is_a_name_only_beside_its_neighbour(text: str, found: list[int]) -> None:
    words = text.replace("،", "").split()
    touches = [not word.endswith("،") for word in text.split()]
    assert sorted(name_marks(words, touches)) == found


def test_a_short_name_behind_a_prefix_is_left_to_the_sentence() -> None:
    assert names_of("وجود") == ()
    assert names_of("بقطر")
    assert names_of("التشاد") == ()


def test_the_case_of_a_name_is_left_to_the_sentence_but_a_foreign_one_has_none() -> None:
    assert not names_of("السنوار")[0].marks[-1].closed
    assert names_of("زيلينسكي")[0].marks[-1].closed
    assert names_of("ماكرون")[0].marks[-1].marks == {SUKUN}
    assert not names_of("السيسي")[0].marks[-1].closed
    assert is_person("ماكرون")
    assert not is_person("باريس")


def test_an_adjective_of_a_place_has_its_other_endings() -> None:
    assert mark("النساء الصوماليات").split()[1].startswith("الصُّومَالِيَّات")


def test_a_show_adds_names_and_has_the_last_word_with_fixed_readings() -> None:
    lists = WordLists(
        {"names_people": (("دَانَة", "diptote", ""), ("ن", "name", "")), "names_places": (("أُ", "name", ""),)}
    )
    assert names_of("ودانة", lists)
    assert names_of("ن", lists)
    assert not names_of("ودانة")


def test_a_neighbour_that_is_not_known_is_named() -> None:
    with pytest.raises(SettingsError, match='line 2: there is no kind "persons"') as caught:
        parse_list("names_people", "reading\tkind\tbeside\nدُرَّة\tname\tpersons\n", "names_people.tsv")
    assert caught.value.remedy == 'did you mean "person"?'


@pytest.mark.parametrize(
    ("word", "silent"),
    [
        ("كوفالينسكي", "نس"),
        ("ستارلينغ", "سرنغ"),
        ("كودوروف", "ف"),
        ("ميخالوفيتش", "تش"),
        ("روزنباوم", "وم"),
        ("گيبس", "بس"),
    ],
)
def test_the_consonants_of_a_foreign_name_that_have_no_vowel_are_known(word: str, silent: str) -> None:
    marks = foreign_marks(word)
    assert "".join(letter for letter, own in zip(word, marks, strict=True) if own.closed) == silent
    assert all(own.marks == {SUKUN} for own in marks if own.closed)


@pytest.mark.parametrize("word", ["معروف", "السيوف", "يدرسون", "تجهيز", "حارسون", "بيت", "وزارة"])
def test_arabic_words_are_no_foreign_names(word: str) -> None:
    assert not is_foreign(word)
    assert foreign_marks(word) == ()


def test_a_foreign_name_that_is_in_no_list_takes_no_ending() -> None:
    assert mark("قال السيد كوفالينسكي لروزنبيرغ إن الأمر انتهى").split()[3].endswith(SUKUN)


def read_names() -> list[tuple[str, str]]:
    """Return the kind and the sentence of each row of names.tsv."""
    lines = (Path(__file__).parents[1] / "data" / "names.tsv").read_text("utf-8").splitlines()
    kind_and_sentence = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(kind, sentence) for kind, sentence in kind_and_sentence if kind != "kind"]


def heard(word: str) -> list[tuple[str, frozenset[str]]]:
    """Return the letters of a word and what is heard of their marks: of the last one only whether it is doubled."""
    letters = [(each[0], frozenset(each[1:]) - {SUKUN}) for each in clusters(word.strip("."))]
    letters[-1] = (letters[-1][0], letters[-1][1] & {SHADDA})
    return letters


def test_nearly_all_names_in_sentences_are_read_right() -> None:
    right = total = 0
    for _, sentence in read_names():
        expected = sentence.split()
        found = mark(" ".join(strip_marks(word.split("/")[0].rstrip(".")) for word in expected) + ".").split()
        for word, own in zip(expected, found, strict=True):
            if strip_marks(word) != word:
                total += 1
                right += heard(own) in map(heard, word.split("/"))
    assert total > 800
    assert right / total > 0.97
