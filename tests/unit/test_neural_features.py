"""The numbers that a neural voice knows of each phone."""

import numpy as np
import pytest

from audionews.arabic.phonemes.line import Ending, phonemes
from audionews.engines.hts.labels import labels
from audionews.engines.neural.features import FIELDS, PHONES, features
from audionews.engines.toolkit.utterance import PAUSE

LINE = "هَلْ عَادَ الْوَفْدُ، أَمْ بَقِيَ فِي الْعَاصِمَةِ؟"


def column(text: str, field: str) -> list[int]:
    rows, _ = features(phonemes(text))
    return [int(number) for number in rows[:, FIELDS.index(field)]]


def test_the_rows_are_those_of_the_labels() -> None:
    phrases = phonemes(LINE)
    rows, words = features(phrases)
    units = labels(phrases)
    assert rows.shape == (len(units), len(FIELDS))
    assert rows.dtype == np.float32
    assert [PHONES[int(row[0])] for row in rows] == [unit.phone for unit in units]
    assert words == [unit.word for unit in units]


def test_every_phone_of_the_rules_has_an_id_of_its_own() -> None:
    assert len(set(PHONES)) == len(PHONES)
    assert PHONES[:2] == ("pau", PAUSE)


def test_a_doubled_consonant_is_known_as_the_single_one_too() -> None:
    phones, singles = column("مُدَرِّسٌ", "phone"), column("مُدَرِّسٌ", "consonant")
    changed = {PHONES[phone]: PHONES[single] for phone, single in zip(phones, singles, strict=True) if phone != single}
    assert changed == {"rr": "r"}
    assert sum(column("مُدَرِّسٌ", "doubled")) == 1


def test_a_phrase_tells_each_of_its_phones_how_it_ends() -> None:
    rows, words = features(phonemes(LINE))
    endings = rows[:, FIELDS.index("ending")]
    in_first = [row for row, word in zip(endings, words, strict=True) if 0 <= word <= 2]
    in_second = [row for row, word in zip(endings, words, strict=True) if word > 2]
    assert set(in_first) == {Ending.CONTINUATION}
    assert set(in_second) == {Ending.QUESTION}
    assert endings[-1] == Ending.QUESTION  # the pause after it too


def test_places_begin_anew_in_each_phrase() -> None:
    assert max(column(LINE, "word in phrase")) == 4
    assert max(column(LINE, "word in line")) == 3 + 1 + 4  # to the voice a pause within a line is a word
    in_phrase, from_end = column(LINE, "syllable in phrase"), column(LINE, "syllable in phrase, from its end")
    assert sorted({a + b for a, b in zip(in_phrase, from_end, strict=True) if a}) == [6, 11]


def test_the_pause_within_a_line_has_no_place_in_a_phrase() -> None:
    rows, _ = features(phonemes(LINE))
    (pause,) = (row for row in rows if PHONES[int(row[0])] == PAUSE)
    named = dict(zip(FIELDS, pause, strict=True))
    assert named["word in phrase"] == named["syllable in phrase, from its end"] == 0
    assert named["word in line"] == 4
    assert named["ending"] == Ending.CONTINUATION


@pytest.mark.parametrize("text", ["لَا", "وَ", "ب", "نَعَمْ، لَا. حَسَنًا!"])
def test_counts_of_a_line_are_whole_and_not_negative(text: str) -> None:
    rows, _ = features(phonemes(text))
    assert (rows >= 0).all()
    assert (rows == np.rint(rows)).all()
