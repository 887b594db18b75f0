"""Words are runs of letters, digits and marks."""

import pytest

from audionews.engines.toolkit.text import speakable, word_spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ... ، ", []),
        ("سلام", ["سلام"]),
        ("«سَلَامٌ»، عليكم!", ["سَلَامٌ", "عليكم"]),
        ("في ٢٠٢٤/٦/٢٠ و50%", ["في", "٢٠٢٤/٦/٢٠", "و50"]),
        ("a\tb\nc\u00a0d", ["a", "b", "c", "d"]),
        ("😀 سلام", ["سلام"]),
        ("ًٌ", []),
    ],
)
def test_words_are_found_without_the_punctuation_around_them(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == words
    assert speakable(text) == bool(words)
