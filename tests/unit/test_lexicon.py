"""The lexicon: shape, look-up, and the entries that are shipped."""

import re
import tomllib
from pathlib import Path

import pytest

from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Entry, Lexicon, close_reading, read_entries
from audionews.arabic.prefixes import heads
from audionews.errors import SettingsError

SHIPPED = Path(__file__).parents[2] / "voices" / "lexicon.toml"
SUN = "تثدذرزسشصضطظلن"


def lexicon(**readings: str) -> Lexicon:
    return Lexicon(Entry(written=written.replace("_", " "), reading=reading) for written, reading in readings.items())


def said(found: Lexicon, text: str) -> str:
    words = text.split()
    for match in reversed(found.find(words)):
        words[match.start : match.end] = match.words
    return " ".join(words)


def shipped() -> tuple[Entry, ...]:
    return read_entries(tomllib.loads(SHIPPED.read_text("utf-8")), SHIPPED.name)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("قال هنية", "قال هَنِيَّة"),
        ("وهنية", "وَهَنِيَّة"),
        ("فبهنية،", "فَبِهَنِيَّة،"),
        ("«لهنية»:", "«لِهَنِيَّة»:"),
        ("كهنية", "كَهَنِيَّة"),
        ("بهنيات", "بهنيات"),
        ("الهنية", "الهنية"),
    ],
)
def test_particles_may_stand_before_a_name_and_the_article_may_not(written: str, spoken: str) -> None:
    assert said(lexicon(هنية="هَنِيَّة"), written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("القدس", "الْقُدْس"),
        ("والقدس", "وَالْقُدْس"),
        ("بالقدس", "بِالْقُدْس"),
        ("للقدس", "لِلْقُدْس"),
        ("وللقدس", "وَلِلْقُدْس"),
        ("للسودان", "لِلسُّودَان"),
        ("للاذقية", "لِلَّاذِقِيَّة"),
        ("وللاذقية", "وَلِلَّاذِقِيَّة"),
        ("للبنان", "لِلُبْنَان"),
        ("فبالسودان", "فَبِالسُّودَان"),
    ],
)
def test_a_name_with_an_article_of_its_own_joins_with_particles(written: str, spoken: str) -> None:
    found = lexicon(القدس="الْقُدْس", السودان="السُّودَان", اللاذقية="اللَّاذِقِيَّة", لبنان="لُبْنَان")
    assert said(found, written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("سعودي", "سُعُودِيّ"),
        ("السعودي", "السُّعُودِيّ"),
        ("وبالسعودي", "وَبِالسُّعُودِيّ"),
        ("للسعودي", "لِلسُّعُودِيّ"),
        ("الحوثي", "الْحُوثِيّ"),
        ("فللحوثي", "فَلِلْحُوثِيّ"),
        ("الشوري", "الشُّوري"),
    ],
)
def test_a_common_word_may_take_the_article(written: str, spoken: str) -> None:
    readings = {"سعودي": "سُعُودِيّ", "حوثي": "حُوثِيّ", "شوري": "شُّوري"}
    found = Lexicon(Entry(written=word, reading=reading, kind="words") for word, reading in readings.items())
    assert said(found, written) == spoken


def test_the_whole_word_goes_before_a_word_with_a_prefix() -> None:
    assert said(lexicon(لبنان="لُبْنَان", بنان="بَنَان"), "لبنان") == "لُبْنَان"


def test_a_short_word_is_found_only_alone() -> None:
    assert said(lexicon(سام="سَام", إب="إِبّ"), "بسام وإب") == "بِسَام وإب"
    assert [head.word for head in heads("وسم")] == ["وسم"]


def test_the_longest_phrase_is_read() -> None:
    found = lexicon(باقري="بَاقْرِي", باقري_كني="بَاقِرِي كَنِي")
    assert said(found, "لباقري كني.") == "لِبَاقِرِي كَنِي."
    assert said(found, "باقري كبير") == "بَاقْرِي كبير"
    assert said(found, "باقري") == "بَاقْرِي"


@pytest.mark.parametrize("text", ["باقري، كني", "باقري (كني)"])
def test_punctuation_parts_a_phrase(text: str) -> None:
    assert said(lexicon(باقري_كني="بَاقِرِي كَنِي"), text) == text


def test_marks_of_the_author_that_agree_are_no_obstacle() -> None:
    assert said(lexicon(هنية="هَنِيَّة"), "هنيّة هنيةُ") == "هَنِيَّة هَنِيَّةُ"


@pytest.mark.parametrize("word", ["هُنية", "جُنينُ", "دوماً"])
def test_marks_of_the_author_that_disagree_have_the_last_word(word: str) -> None:
    assert said(lexicon(هنية="هَنِيَّة", جنين="جِنِينْ", دوما="دُومَا"), word) == word


def test_the_case_that_the_author_wrote_goes_before_that_of_the_entry() -> None:
    assert said(lexicon(جنين="جِنِينْ"), "جنينُ") == "جِنِينُ"


def test_a_word_can_be_spelled_out_anew() -> None:
    found = lexicon(BBC="بِي بِي سِي", نادي_آرسنال="نَادِي آرْسِنَال اللَّنْدَنِيّ")
    assert said(found, "قناة BBC: نعم") == "قناة بِي بِي سِي: نعم"
    assert said(found, "نادي آرسنال") == "نَادِي آرْسِنَال اللَّنْدَنِيّ"


def test_a_respelling_without_marks_leaves_all_marks_to_the_diacritizer() -> None:
    assert said(lexicon(احمد="أحمد"), "واحمد") == "وأحمد"


def test_an_entry_for_the_voice_goes_before_one_for_the_engine_and_that_before_the_rest() -> None:
    tables = {
        "people": {
            "سام": {"reading": "سَامُ", "voice": "ar-ziad"},
            "حام": {"reading": "حَامُ", "engine": "hts"},
            "يافث": {"reading": "يَافِثُ", "engine": "edge"},
        },
        "more": {"سام": "سَامِ", "حام": "حَامِ", "يافث": "يَافِثِ"},
    }
    entries = read_entries(tables, "lexicon.toml")
    assert said(Lexicon.select(entries, engine="hts", voice="ar-ziad"), "سام حام يافث") == "سَامُ حَامُ يَافِثِ"
    assert said(Lexicon.select(entries, engine="espeak", voice="ar-espeak"), "سام حام") == "سَامِ حَامِ"


def test_the_later_of_two_entries_holds() -> None:
    assert said(Lexicon([Entry(written="سام", reading="سَامٍ"), Entry(written="سام", reading="سَامُ")]), "سام") == "سَامُ"


def test_the_written_form_is_compared_without_marks_and_spaces_too_many() -> None:
    (entry,) = read_entries({"people": {" بَاقري  كني ": "بَاقِرِي  كَنِي"}}, "lexicon.toml")
    assert entry == Entry(written="باقري كني", reading="بَاقِرِي كَنِي", kind="people")


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ({"people": "هنية"}, "people"),
        ({"people": {"هنية": 3}}, "people.هنية"),
        ({"people": {"هنية": {"engine": "hts"}}}, "people.هنية"),
        ({"people": {"هنية": {"reading": " "}}}, "people.هنية"),
        ({"people": {"هنية": {"reading": "هَنِيَّة", "engine": 3}}}, "people.هنية"),
        ({"people": {"هنية": {"reading": "هَنِيَّة", "scope": "x"}}}, "scope"),
        ({"people": {"«»": "هَنِيَّة"}}, "people.«»"),
        ({"people": {"هنية -": "هَنِيَّة"}}, "people.هنية -"),
        ({"people": {"": "هَنِيَّة"}}, "people."),
    ],
)
def test_an_entry_of_the_wrong_shape_is_named(tables: dict[str, object], place: str) -> None:
    with pytest.raises(SettingsError, match="the entry") as caught:
        read_entries(tables, "lexicon.toml")
    assert place in caught.value.message


@pytest.mark.parametrize(
    ("reading", "marked", "spoken"),
    [
        ("كَنِي", "كَنِّيُّ", "كَنِي"),
        ("هَنِيَّة", "هَنِيَّةُ", "هَنِيَّةُ"),
        ("دُبَيّ", "دُبَيُّ", "دُبَيُّ"),
        ("بَايْدِنْ", "بَايْدِنْ", "بَايْدِنْ"),
        ("كأس", "كَأْسِ", "كَأْسِ"),
        ("سَام", "سَا", "سَا"),
    ],
)
def test_a_reading_takes_its_case_ending_from_the_sentence(reading: str, marked: str, spoken: str) -> None:
    assert close_reading(reading, marked) == spoken


def test_the_shipped_lexicon_is_large_and_says_nothing_twice() -> None:
    written = [entry.written for entry in shipped()]
    assert len(written) >= 2000
    assert len(set(written)) == len(written)


def test_the_shipped_readings_keep_the_letters() -> None:
    fold = str.maketrans("أإ", "اا")  # the table `spelling` gives them back
    changed = [entry for entry in shipped() if strip_marks(entry.reading) != entry.written]
    assert {entry.kind for entry in changed} == {"spelling"}
    assert [entry for entry in changed if entry.reading.translate(fold) != entry.written] == []


def test_every_letter_of_a_shipped_reading_has_its_vowel() -> None:
    long = re.compile(r"َّ?ا|ُّ?و(?![َُِّْ])|ِّ?ي(?![َُِّْ])|َّ?ى|آ|^ا|(?<=ا)ل(?=[" + SUN + "][َُِ]?ّ)")
    open_letter = re.compile(r"[ء-ي](?![َُِّْ])")
    for entry in (each for each in shipped() if each.kind != "spelling"):
        for word in entry.reading.split():
            inner = long.sub(lambda found: "ْ" * len(found.group()), word)
            bare = [found.start() for found in open_letter.finditer(inner)]
            assert all(place == len(inner) - 1 for place in bare), entry


def test_the_article_of_a_shipped_reading_is_spelled_as_it_sounds() -> None:
    for entry in (each for each in shipped() if each.kind != "spelling"):
        for word in entry.reading.split():
            assert not re.match(rf"الْ[{SUN}]|ال[^ْ{SUN}]|ال[{SUN}][َُِ](?!ّ)", word), entry


def test_the_shipped_lexicon_reads_the_names_of_the_news() -> None:
    found = Lexicon.select(shipped(), engine="hts", voice="ar-ziad")
    assert said(found, "التقى هنية علي باقري كني بالدوحة") == "التقى هَنِيَّةْ علي بَاقِرِي كَنِي بِالدَّوْحَة"
    assert said(found, "للسعوديين وللحديدة والحوثيون") == "لِلسُّعُودِيِّينَ وَلِلْحُدَيْدَة وَالْحُوثِيُّونَ"
