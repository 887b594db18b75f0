"""What holds for the phonemes and labels of any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from audionews.arabic.letters import MARKS, TATWEEL, strip_marks
from audionews.arabic.phonemes.line import phoneme_line, phonemes
from audionews.arabic.phonemes.tables import ALIFS, BREAKS, CONSONANTS, DOUBLED, VOWELS
from audionews.engines.hts.labels import labels
from audionews.engines.toolkit.utterance import syllables

PHONES = {*VOWELS, *CONSONANTS.values(), *DOUBLED.values()}
LETTERS = sorted({*CONSONANTS, *ALIFS})
ARABIC = st.text(
    st.sampled_from([*LETTERS, *LETTERS, *sorted(MARKS), *"  ", *sorted(BREAKS), TATWEEL, "\u0653"]), max_size=80
)
ANY = st.one_of(ARABIC, st.text(max_size=80))
LABEL = re.compile(r"[!-~]{20,500}")


@given(text=ANY, pausal=st.booleans())
def test_any_text_has_phones_of_the_voice_only(*, text: str, pausal: bool) -> None:
    words = [word for phrase in phonemes(text, pausal=pausal) for word in phrase.words]
    assert all(word.phones and set(word.phones) <= PHONES for word in words)


@given(ANY)
def test_words_stand_in_order_and_hold_a_letter(text: str) -> None:
    words = [word for phrase in phonemes(text) for word in phrase.words]
    ends = [0, *(word.end for word in words)]
    assert all(last <= word.start < word.end <= len(text) for last, word in zip(ends, words, strict=False))
    assert all(text[word.start] in LETTERS for word in words)


@given(ANY)
def test_every_letter_belongs_to_a_word(text: str) -> None:
    words = [word for phrase in phonemes(text) for word in phrase.words]
    inside = {at for word in words for at in range(word.start, word.end)}
    assert {at for at, char in enumerate(text) if char in LETTERS} <= inside


@given(ARABIC)
def test_tatweel_changes_nothing(text: str) -> None:
    plain = text.replace(TATWEEL, "")
    assert phoneme_line(re.sub(f"(?<=[{''.join(LETTERS)}])", TATWEEL, plain)) == phoneme_line(plain)


@given(ARABIC)
def test_text_without_marks_is_spoken_too(text: str) -> None:
    bare = strip_marks(text)
    assert bool(phonemes(bare)) == any(char in LETTERS for char in bare)


@given(ANY.filter(phonemes))
def test_labels_are_fit_for_the_native_code_and_one_a_phone(text: str) -> None:
    phrases = phonemes(text)
    units = labels(phrases)
    phones = sum(len(word.phones) for phrase in phrases for word in phrase.words)
    assert len(units) == phones + len(phrases) + 1
    assert all(LABEL.fullmatch(unit.text) for unit in units)


@given(st.lists(st.sampled_from(sorted(PHONES)), min_size=1, max_size=12))
def test_syllables_join_to_the_word(phones: list[str]) -> None:
    assert [phone for syllable in syllables(phones) for phone in syllable] == phones
