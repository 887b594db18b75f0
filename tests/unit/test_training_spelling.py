"""The list of careless spellings: which words it takes from texts, and which it leaves."""

import lzma
from collections import Counter
from pathlib import Path

import pytest
from training import spelling

from audionews.arabic.careless import make_speller
from audionews.arabic.word_lists import WordLists

HEAD = "# The head stays.\nword\tkind\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    news = "زَعْزَعَ الأَبْيَارَ أزورد بطقوسة. " * 3 + "نرجسة نرجسها "
    (folder / "news.txt").write_text(news, "utf-8")
    (folder / "classical.xz").write_bytes(lzma.compress(("البلهوه " * 3).encode()))
    return folder


def test_words_without_a_second_reading_are_listed_and_the_head_stays(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "careless_words.tsv"
    table.write_text(HEAD, "utf-8")
    spelling.main(str(texts), str(table))
    rows = table.read_text("utf-8").splitlines()
    assert rows[:2] == HEAD.splitlines()
    assert {"أزورد\thamza", "بطقوسة\tta", "البلهوه\tkept"} <= set(rows)
    assert "نرجسة\tta" not in rows
    assert "نرجسة\tlikely" in rows
    assert "with hamza" in capsys.readouterr().out


def test_a_careless_form_that_is_a_word_of_its_own_is_not_listed() -> None:
    counts = Counter({"أمهر": 300, "امهر": 40, "أصدر": 300, "الإستثمار": 300})
    listed = spelling.hamza_words(counts)
    assert "امهر" not in listed
    assert "الاستثمار" not in listed
    assert listed["اصدر"] == "أصدر"


def test_a_word_that_follows_from_a_shorter_one_is_left_out() -> None:
    assert spelling.without_affixed({"اصدر": "أصدر", "واصدرت": "وأصدرت", "اصدار": "إصدار"}) == ["أصدر", "إصدار"]


def test_what_the_shipped_list_keeps_stays() -> None:
    kept = [word for word in WordLists().of_kind("careless_words", "kept") if word != "وانه"]  # read as وأنه or وإنه
    text = " ".join(kept)
    assert len(kept) > 400
    assert make_speller(text)(text) == text
