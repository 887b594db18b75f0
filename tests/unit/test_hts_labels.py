"""Labels as the voice was taught them; tests/system/test_hts_reference.py holds them to the voice's own."""

import pytest

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.hts.labels import labels
from audionews.engines.toolkit.utterance import syllables

SYLLABLES = {
    "they close on the consonant after the vowel": ("h a n i yy a t u", "h a n.i yy.a t.u"),
    "the last of two consonants opens the next": ("m a k t a b", "m a k.t a b"),
    "but not one less open than the one before": ("m a l f u", "m a l f.u"),
    "a nasal before a stop stays": ("m u n t a h aa", "m u n t.a h.aa"),
    "a glottal stop before a vowel is alone": ("ah a l b a", "ah.a l.b a"),
    "so is E": ("E a r a", "E.a r.a"),
    "a word without a vowel is one": ("b n", "b n"),
    "one consonant at the end belongs to the vowel": ("k i t aa b", "k i t.aa b"),
}


@pytest.mark.parametrize(("word", "expected"), SYLLABLES.values(), ids=SYLLABLES.keys())
def test_syllables_are_those_of_the_voice(word: str, expected: str) -> None:
    assert ".".join(" ".join(syllable) for syllable in syllables(word.split())) == expected


def test_a_pause_stands_before_between_and_after_phrases() -> None:
    units = labels(phonemes("نَعَمْ، لَا"))
    assert [unit.phone for unit in units] == ["pau", "n", "a", "E", "a", "m", "sil", "l", "aa", "pau"]
    assert [unit.word for unit in units] == [-1, 0, 0, 0, 0, 0, -1, 1, 1, -1]


def test_the_first_label_names_the_phones_ahead() -> None:
    assert labels(phonemes("نَعَمْ"))[0].text.startswith("x^x-pau+n=a@x_x/A:0_0_0/")


def test_a_pause_between_phrases_is_a_word() -> None:
    assert labels(phonemes("نَعَمْ، لَا"))[6].text == (
        "a^m-sil+l=aa@1_1/A:0_0_2/B:0-0-1@1-1&3-2#1-1$1-1!0-0;0-0|novowel/C:0+0+2/D:content_2"
        "/E:content+1@2+2&1+1#1+1/F:content_1/G:0_0/H:4=3@1=1|NONE/I:0=0/J:4+3-1"
    )
