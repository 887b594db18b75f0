"""Latin words: names, brands, acronyms and sentences of other languages, as an Arabic newsreader says them."""

from pathlib import Path

import pytest
from tests.spoken import rows_of

from audionews.arabic.latin.acronyms import is_spelt
from audionews.arabic.latin.english import english
from audionews.arabic.latin.languages import language_of, sounds_of
from audionews.arabic.latin.transcription import transcribe
from audionews.arabic.letters import clusters, strip_marks
from audionews.arabic.lexicon import Lexicon
from audionews.arabic.normalize.latin import say_word
from audionews.arabic.normalize.rules import speak_text
from audionews.arabic.word_lists import shipped_lists
from audionews.arabic.words import speak_words

TABLE = Path(__file__).parents[1] / "data" / "latin.tsv"


def is_said_as(said: str, spoken: str) -> bool:
    """Return whether one of the alternatives is said; a word may have several spellings, parted by "/"."""
    words = strip_marks(said).split()
    slots = ([slot.split("/") for slot in one.split()] for one in spoken.split(" || "))
    return any(
        len(one) == len(words) and all(word in slot for word, slot in zip(words, one, strict=True)) for one in slots
    )


@pytest.mark.parametrize(("kind", "written", "spoken"), rows_of(TABLE))
def test_a_latin_word_is_said_as_newsrooms_transcribe_it(kind: str, written: str, spoken: str) -> None:
    assert is_said_as(speak_text(written), spoken), f"{kind}: {speak_text(written)}"


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("cats", "k a t s"),
        ("dogs", "d o g z"),
        ("pages", "p ei j @e z"),
        ("boxes", "b o k s @e z"),
        ("cities", "s i t ii z"),
        ("stopped", "s t o p t"),
        ("hoped", "h ou p t"),
        ("wanted", "w o n t @e d"),
        ("visited", "v i z i t @e d"),
        ("carried", "k a r ii d"),
        ("used", "y uu z d"),
        ("rubbing", "r uh b i ng"),
        ("using", "y uu z i ng"),
        ("loving", "l uh v i ng"),
        ("darkness", "d aa r k n @e s"),
        ("unable", "uh n ei b @e l"),
        ("unclear", "uh n k l ii r"),
        ("unseen", "uh n s ii n"),
        ("unwell", "uh n w e l"),
        ("newspaper", "n y uu z p ei p @e r"),
        ("king", "k i ng"),
    ],
)
def test_an_english_word_is_read_by_its_parts_and_endings(word: str, sounds: str) -> None:
    assert " ".join(english(word)) == sounds


@pytest.mark.parametrize(
    ("stretch", "language"),
    [
        ("the future", "en"),
        ("çarşı", "tr"),
        ("beşiktaş", "tr"),
        ("l'express", "fr"),
        ("der tag", "de"),
        ("são paulo", "es"),
        ("della valle", "it"),
        ("kowalski", "xx"),
        ("café", "fr"),
        ("the café on the corner", "en"),
    ],
)
def test_the_language_of_a_stretch_is_told_by_its_letters_and_words(stretch: str, language: str) -> None:
    assert language_of(stretch) == language


def test_a_word_with_foreign_letters_keeps_its_language_in_an_english_stretch() -> None:
    assert strip_marks(speak_text("The Erdoğan Interview: Çelik on the record")).split()[3] == "تشيليك"


def test_a_letter_that_a_language_does_not_know_is_read_without_its_accent() -> None:
    assert sounds_of("ñu", "tr") == sounds_of("nu", "tr")
    assert sounds_of("aʒa", "fr") == sounds_of("aa", "fr")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("وStreet", "وَسْتْرِيتْ"),
        ("بـStreet", "بِسْتْرِيتْ"),
        ("لـStreet", "لِسْتْرِيتْ"),
        ("والـStreet", "وَالسْتْرِيتْ"),
        ("للـStreet", "لِلسْتْرِيتْ"),
        ("وBBC", "وبي بي سي"),
    ],
)
def test_particles_before_a_word_with_marks_have_theirs(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken


def test_a_transcribed_word_leaves_nothing_to_the_diacritizer() -> None:
    words = speak_words("قال Bright لشبكة BBC", 0, 20, Lexicon([]))
    assert [(word.text, word.fixed) for word in words] == [
        ("قال", False),
        ("بْرَايْتْ", True),
        ("لشبكة", False),
        ("بي", False),
        ("بي", False),
        ("سي", False),
    ]


@pytest.mark.parametrize("word", ["strength", "media", "queue", "Zoe", "naive", "chaos", "Iowa", "weight", "squad"])
def test_each_consonant_of_a_transcription_has_a_mark(word: str) -> None:
    written = say_word(word)
    letters = clusters(written)
    bare = [at for at, letter in enumerate(letters) if len(letter) == 1 and letter != "آ"]
    assert all(letters[at] in "اوي" and at for at in bare), written


def test_every_sound_of_the_rules_and_words_can_be_written() -> None:
    lists = shipped_lists()
    named = {row[0] for row in lists.rows("latin_sounds")}
    used = {
        sound
        for name in ("latin_rules", "latin_words")
        for row in lists.rows(name)
        for sound in row[-1].replace("-", "").split()
    }
    assert used <= named
    for sound in sorted(named):
        assert transcribe(("b", sound, "t"))
        assert transcribe((sound,))
        assert transcribe(("ii", sound))
        assert transcribe(("a", sound, "a"))


def test_every_language_has_rules_for_its_letters() -> None:
    lists = shipped_lists()
    with_rules = {row[0] for row in lists.rows("latin_rules")}
    assert {row[0] for row in lists.rows("latin_languages")} <= with_rules
    for language in sorted(with_rules):
        assert all(sounds_of(f"b{vowel}b", language) for vowel in "aeiou")


def test_a_word_of_silent_letters_is_spelled_out() -> None:
    assert say_word("eh") != ""
    assert speak_text("gh") == "جي إتش"
    assert speak_text("Hé") != ""


def test_text_in_capitals_throughout_is_said_as_words() -> None:
    assert strip_marks(speak_text("STOP THE WAR NOW")) == "ستوب ذا وور ناو"
    assert is_spelt("NOW")
    assert speak_text("NOW") == "إن أو دبليو"


@pytest.mark.parametrize(
    ("written", "spoken"), [("Al-Watan", "الوطن"), ("Al Watan", "الوطن"), ("وAl-Qaeda", "والقاعدة"), ("Al", "ال")]
)
def test_an_article_is_joined_to_its_name(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken
