"""The text that the diacritizer learns from: what is filled in, what is left open, and what is never learned from."""

import lzma
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from training.diacritizer import packs
from training.diacritizer.alphabet import BOUNDARY, CLASSES, DIGIT, KINDS, LATIN, SIZE, SPACE, UNKNOWN, char_id
from training.diacritizer.data import LONGEST, UNLABELLED, Corpus, clean, encode, read_lines, strip, without_shared


def labelled(word: str) -> str:
    """Return a word with the marks that it would teach; "?" stands where it teaches nothing."""
    corpus = encode([clean(word)])
    taught = ["?" if label == UNLABELLED else CLASSES[label] for label in corpus.labels[1:-2]]
    pairs = zip(strip(clean(word)), taught, strict=True)
    return normalize("NFC", "".join(letter + marks for letter, marks in pairs))


@pytest.mark.parametrize(
    ("written", "taught"),
    [
        ("كَتَبَ", "كَتَبَ"),
        ("عَدَداً", "عَدَدًا"),
        ("مَبْنىً", "مَبْنًى"),
        ("حقّاً", "ح?قًّا"),
        ("هَٰذَا", "هَذَا"),
        ("تَناوُلُ", "تَنَاوُلُ"),
        ("سِياسِيّاً", "سِيَاسِيًّا"),
        ("كَتَبوا", "كَتَبُوا"),
        ("اَلْكِتَابُ", "الْكِتَابُ"),
        ("وَاَلشَّمْسِ", "وَالشَّمْسِ"),
        ("إلَى", "إِلَى"),
        ("وفِي", "و?فِي"),
        ("أصْدَرَ", "أ?صْدَرَ"),
        ("آمَنَ", "آمَنَ"),
        ("بوكوفا", "ب?و?ك?و?ف?ا?"),
        ("كُتُبّ", "كُتُبّ".replace("بّ", "ب?")),
        ("اِخْتَرْ", "اِخْتَرْ"),
    ],
)
def test_spelling_fills_in_what_it_decides_and_the_rest_stays_open(written: str, taught: str) -> None:
    assert labelled(written) == normalize("NFC", taught)


def test_lines_are_cut_between_words_and_parted() -> None:
    corpus = encode(["كَتَبَ " * 200, "قَرَأَ"])
    ends = [*corpus.starts[1:], len(corpus.chars) - 1]
    assert all(end - start <= LONGEST + 1 for start, end in zip(corpus.starts, ends, strict=True))
    assert set(corpus.chars[corpus.starts]) == {BOUNDARY} == {corpus.chars[-1]}
    assert (corpus.chars == char_id("ك")).sum() == 200


def test_each_character_has_an_id_and_a_kind() -> None:
    assert len(KINDS) == SIZE
    assert [char_id(char) for char in "\n\u00a07zé\u0950"] == [BOUNDARY, SPACE, DIGIT, LATIN, LATIN, UNKNOWN]
    assert char_id("«") == char_id('"')
    assert KINDS[char_id("أ")] == 1
    assert KINDS[char_id("؛")] == 2


def test_no_line_is_learned_that_shares_words_with_a_kept_one() -> None:
    kept = ["وَصَلَ الْوَفْدُ إِلَى الْمَدِينَةِ أَمْسِ"]
    lines = ["قال: وصل الوفد، الى المدينة أمس.", "وصل الوفد إلى المدينة", "ذهب الناس"]
    assert without_shared(lines, kept) == lines[1:]


def test_a_pack_holds_blocks_out_and_comes_back_as_it_was(tmp_path: Path) -> None:
    lines = [f"كَتَبَ {'ا' * (at // 8 + 1)}{'ب' * (at % 8 + 1)}" for at in range(4 * packs.BLOCK)]
    source, kept = tmp_path / "news.txt.xz", tmp_path / "kept.txt"
    source.write_bytes(lzma.compress("\n".join(lines).encode()))
    kept.write_text(lines[0], "utf-8")
    learned, scored = packs.make({"news": [source], "books": [kept]}, kept, {"news": 4})
    assert [len(each.starts) for each in (learned["news"], scored["news"], scored["dev"])] == [56, 19, 1]
    assert len(learned["news+held"].starts) == 75
    assert len(learned["books"].starts) == 0
    packs.write(tmp_path / "pack.npz", learned, scored)
    again, scored_again = packs.read(tmp_path / "pack.npz")
    assert list(again) == list(learned)
    assert list(scored_again) == list(scored)
    assert all(np.array_equal(again[name].chars, learned[name].chars) for name in learned)
    assert all(np.array_equal(again[name].labels, learned[name].labels) for name in learned)


def test_a_thinned_corpus_has_whole_lines() -> None:
    corpus = encode(["كَتَبَ", "قَرَأَ", "ذَهَبَ", "رَجَعَ"])
    half = packs.thin(corpus, 0.5)
    assert [chr_ids(half, at) for at in range(2)] == [chr_ids(corpus, 1), chr_ids(corpus, 3)]
    assert half.chars[-1] == BOUNDARY


def chr_ids(corpus: Corpus, line: int) -> list[int]:
    """Return the ids of one line, with the boundary before it."""
    ends = [*corpus.starts[1:].tolist(), len(corpus.chars) - 1]
    return [int(each) for each in corpus.chars[corpus.starts[line] : ends[line]]]


def test_marked_text_is_read_packed_or_plain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("كَتَـبَ\u200f  زَيْدٌ\n\n", "utf-8")
    assert read_lines(tmp_path / "a.txt") == ["كَتَبَ زَيْدٌ"]
