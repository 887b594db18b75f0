"""The likeliest readings of words: exact, kept within what is written, and chosen by what stands around them."""

from itertools import product
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diacritizers import REAL

from audionews.arabic.diacritics.agree import agree, inside, settle
from audionews.arabic.diacritics.likeliest import LEAST, likeliest
from audionews.arabic.diacritics.patterns import pattern_of, shape_of, weigh
from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.script import write_script
from audionews.model import (
    Caps,
    Diacritics,
    LikelyReading,
    MarkedText,
    Pacing,
    Role,
    Script,
    Segment,
    Word,
    WordChances,
)

LONG = Path(__file__).parents[1] / "data" / "long_sentences.tsv"
OPTIONS = st.lists(st.floats(0.03, 1), min_size=1, max_size=4).map(
    lambda weights: tuple(
        (weight / sum(weights), frozenset({str(at)})) for at, weight in enumerate(sorted(weights, reverse=True))
    )
)
SURE = WordChances()


def guessed(*readings: tuple[str, float], paused: float | None = None) -> WordChances:
    sure = readings[0][1]
    return WordChances(sure, paused or sure, tuple(LikelyReading(*each) for each in readings))


def text(words: str, **chances: WordChances) -> MarkedText:
    """Return a text; what is known of a word is named by its letters."""
    return MarkedText(words, tuple(chances.get(strip_marks(word).strip("،."), SURE) for word in words.split()))


def script(
    *sentences: str,
    pausal: bool = True,
    max_chars: int | None = None,
    diacritics: Diacritics = Diacritics.KEEP,
    entries: tuple[Entry, ...] = (),
) -> Script:
    return write_script(
        [Segment(role=Role.BODY, text=sentence) for sentence in sentences],
        pacing=Pacing(),
        diacritizer=REAL,
        lexicon=Lexicon(entries),
        caps=Caps(offline=True, max_chars=max_chars, diacritics=diacritics),
        pausal=pausal,
    )


def words(script: Script) -> list[tuple[str, Word]]:
    return [(line.spoken[word.start : word.end], word) for line in script.lines for word in line.words]


@given(st.lists(OPTIONS, max_size=5))
def test_the_likeliest_combinations_are_exactly_those_of_all_combinations(
    letters: list[tuple[tuple[float, frozenset[str]], ...]],
) -> None:
    every = sorted((prod(chance for chance, _ in each) for each in product(*letters)), reverse=True)
    found = [chance for chance, _ in likeliest(letters)]
    worth = [chance for chance in every if chance >= LEAST * 1.001][:6]
    assert found[: len(worth)] == pytest.approx(worth)
    assert found[0] == pytest.approx(every[0])
    assert len(found) <= 6


def test_the_first_combination_is_kept_however_unlikely_it_is() -> None:
    half: tuple[tuple[float, frozenset[str]], ...] = ((0.5, frozenset()), (0.5, frozenset("a")))
    assert likeliest([half] * 9) == [(0.5**9, (frozenset(),) * 9)]


def test_white_space_around_words_and_much_of_it_between_them_is_no_word() -> None:
    (found,) = REAL.diacritize_with_chances(["  وقف  الوزير "])
    assert strip_marks(found.text) == "  وقف  الوزير "
    assert len(found.words) == 2


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("كتب", "كتC"),
        ("والكتاب", "+كتاC"),
        ("وزير", "وCيC"),
        ("للمدرسة", "+مCCCة"),
        ("ال", "اC"),
        ("انتخبوا", "انتCCوا"),
        ("", ""),
    ],
)
def test_a_shape_keeps_the_letters_that_inflect_words(word: str, shape: str) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("word", "pattern"),
    [
        ("الشَّمْسِ", "a--"),
        ("الطَّالِبُ", "a-i-"),
        ("قَدَّمَ", "aA-"),
        ("عَدُوٌّ", "au~"),
        ("كِتَابًا", "ia-a-"),
        ("«مُدُنٌ»،", "uu-"),
        ("الضّب", "--"),
        ("تّب", "~-"),
    ],
)
def test_a_pattern_leaves_out_article_and_case(word: str, pattern: str) -> None:
    assert pattern_of(word) == pattern


def test_marks_that_do_not_go_together_lose_weight() -> None:
    passive, none, active = weigh(["عُرِضَ", "عُرَضَ", "عَرَضَ"])
    assert none < 1 < active
    assert none < 1 < passive
    through, never = weigh(["«الْمُدِيرُ»،", "«الْمُدْيَرُ»،"])
    assert through > never
    assert weigh(["ظَظَظَظَظَظَ", "ظُظُظُظُظُظَ"]) == [1.0, 1.0]


def test_what_is_inside_a_word_is_told_apart_from_its_case() -> None:
    assert inside("كِتَابًا") == inside("كِتَابَا")
    assert inside("مُدُنٌ،") == inside("مُدُنِ")
    assert inside("مَدَى") == inside("مَدًى")
    assert inside("عَلِيّ") != inside("عَلِي")
    assert inside("مِنْ") == inside("مِنَ")
    assert inside("") == ()


KUTUB = guessed(("كُتُبِ", 0.5), ("كَتَبَ", 0.3), ("كَتْبِ", 0.1))
KATABA = guessed(("كَتَبَ", 0.9), ("كُتُبِ", 0.05))


def test_a_doubtful_word_is_read_as_the_article_reads_its_form_for_sure() -> None:
    first, second = agree([text("كَتَبَ كَثِيرًا،", كتب=KATABA), text("مِنْ  كُتُبِ الْيَوْمِ", كتب=KUTUB)])
    assert first == text("كَتَبَ كَثِيرًا،", كتب=KATABA)
    assert second.text == "مِنْ  كَتَبَ الْيَوْمِ"
    assert second.words[1] == guessed(("كَتَبَ", 0.5), ("كُتُبِ", 0.3), ("كَتْبِ", 0.1))


@pytest.mark.parametrize(
    "other",
    [
        text("كَتَبَ أَمْسِ", كتب=guessed(("كَتَبَ", 0.7), ("كُتُبِ", 0.25))),  # not sure enough
        text("كُتُبٌ كَثِيرَةٌ"),  # the same but for its case
        text("كُتِّبَ أَمْسِ"),  # a reading that the doubtful word cannot have
        text("قَرَأَ أَمْسِ"),
        text("كَتَبَ ثُمَّ كُتُبٌ"),  # both are sure
    ],
)
def test_a_doubtful_word_stays_unless_the_article_is_of_one_mind(other: MarkedText) -> None:
    doubtful = text("مِنْ كُتُبِ الْيَوْمِ", كتب=KUTUB)
    assert agree([doubtful, other]) == [doubtful, other]
    assert agree([]) == []


def test_a_word_that_is_not_doubtful_stays() -> None:
    sure = text("مِنْ كُتُبِ الْيَوْمِ", كتب=guessed(("كُتُبِ", 0.75), ("كَتَبَ", 0.2)))
    assert agree([sure, text("كَتَبَ أَمْسِ", كتب=KATABA)])[0] == sure


BAHTH = guessed(("بَحْثَ", 0.6), ("بَحْثِ", 0.1), ("بَحَثَ", 0.25))


def test_a_noun_that_no_genitive_follows_is_read_as_a_verb() -> None:
    settled = settle(text("أَنَّ الْوَفْدَ بَحْثَ الْقَضِيَّةَ", بحث=BAHTH, القضية=guessed(("الْقَضِيَّةَ", 0.9), ("الْقَضِيَّةِ", 0.05))))
    assert settled.text == "أَنَّ الْوَفْدَ بَحَثَ الْقَضِيَّةَ"
    assert settled.words[2] == guessed(("بَحَثَ", 0.6), ("بَحْثِ", 0.1), ("بَحْثَ", 0.25))
    assert settle(text("وَبَحْثَ الْقَضِيَّةَ", وبحث=guessed(("وَبَحْثَ", 0.6), ("وَبَحَثَ", 0.3)))).text == "وَبَحَثَ الْقَضِيَّةَ"


@pytest.mark.parametrize(
    "marked",
    [
        text("بَحْثَ الْقَضِيَّةِ", بحث=BAHTH),  # a genitive follows
        text("بَحْثَ الْمَلَفَّاتِ", بحث=BAHTH),  # its accusative looks like a genitive
        text("بَحْثَ قَضِيَّةً", بحث=BAHTH),
        text("بَحْثَ. الْقَضِيَّةَ", بحث=BAHTH),
        text("بَحْثَ الْقَضِيَّةَ", بحث=guessed(("بَحْثَ", 0.9), ("بَحَثَ", 0.04))),  # hardly a verb
        text("بَحْثَ الْقَضِيَّةَ", بحث=guessed(("بَحْثَ", 0.9), ("بَحْثِ", 0.09))),
        text("قَوْلَ الْحَقَّ", قول=guessed(("قَوْلَ", 0.6), ("قَوَلَ", 0.3))),  # weak letters make other verbs
        text("بُحُوثَ الْقَضِيَّةَ", بحوث=guessed(("بُحُوثَ", 0.6), ("بَحَوثَ", 0.3))),
        text("بَحَثَ الْقَضِيَّةَ", بحث=guessed(("بَحَثَ", 0.6), ("بَحْثَ", 0.3))),
        text("أَنَّ الْقَضِيَّةَ"),
    ],
)
def test_a_noun_stays_where_it_may_be_one(marked: MarkedText) -> None:
    assert settle(marked) == marked


def test_the_predicate_of_a_long_clause_is_a_verb() -> None:
    sentence = LONG.read_text("utf-8").splitlines()[0].partition("\t")[0]
    assert "بَحَثَ" in [spoken for spoken, _ in words(script(sentence))]


@pytest.mark.parametrize("row", LONG.read_text("utf-8").splitlines()[::3])
def test_a_line_is_marked_in_the_context_of_its_sentence_wherever_it_is_cut(row: str) -> None:
    sentence, _, _ = row.partition("\t")
    whole = [spoken for spoken, _ in words(script(sentence, pausal=False))]
    for max_chars in (60, 100, 170):
        cut = script(sentence, pausal=False, max_chars=max_chars)
        assert len(cut.lines) > 1
        assert [spoken for spoken, _ in words(cut)] == whole
    assert [spoken for spoken, _ in words(script(f"- {sentence}", pausal=False))] == whole


def test_a_word_before_a_pause_has_only_the_readings_that_are_heard() -> None:
    running, pausing = (words(script("رأى الناس قافلة كبيرة وخلفها رجل", pausal=pausal)) for pausal in (False, True))
    assert [spoken for spoken, _ in running[:-1]] == [spoken for spoken, _ in pausing[:-1]]
    assert pausing[-1][1].confidence >= running[-1][1].confidence
    for each in pausing[-1][1].readings:
        assert each.spoken[-1] not in "\u064c\u064d\u064e\u064f\u0650"


@pytest.mark.parametrize("pausal", [True, False])
def test_the_first_reading_of_a_word_is_the_one_that_is_spoken(pausal: bool) -> None:  # noqa: FBT001 - a case
    doubtful = 0
    for row in LONG.read_text("utf-8").splitlines()[:12]:
        for spoken, word in words(script(row.partition("\t")[0], pausal=pausal)):
            if word.readings:
                doubtful += 1
                assert word.readings[0].spoken == spoken
                assert word.readings[0].chance == pytest.approx(word.confidence, abs=1e-3)
                assert 2 <= len({each.spoken for each in word.readings}) == len(word.readings) <= 3
    assert doubtful > 20


def test_what_the_lexicon_or_a_list_reads_has_no_other_reading() -> None:
    made = script("وصل شمروخ إلى السعودية", entries=(Entry(written="شمروخ", reading="شَمْرُوخ"),))
    assert [word.readings for _, word in words(made)][1::2] == [(), ()]


def test_an_engine_without_marks_has_nothing_to_choose() -> None:
    sentence = LONG.read_text("utf-8").splitlines()[0].partition("\t")[0]
    kept, stripped = (words(script(sentence, diacritics=wanted)) for wanted in (Diacritics.KEEP, Diacritics.STRIP))
    assert any(word.readings for _, word in kept)
    assert not any(word.readings for _, word in stripped)


def test_a_changed_paragraph_changes_no_other_line_whose_words_are_sure() -> None:
    first, second, third = (row.partition("\t")[0] for row in LONG.read_text("utf-8").splitlines()[16:19])
    before, after = script(first, second, third), script(first, "وصل الوفد إلى المدينة أمس.", third)
    kept = [line for line in before.lines if line.segment != 1]
    assert [line for line in after.lines if line.segment != 1] == kept
