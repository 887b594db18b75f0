"""The kept script and the readings that an editor fixed: found again in a corrected text, never guessed."""

import pytest
from tests.counted import calls

from audionews.building.kept_script import (
    KeptScript,
    Reading,
    WordAddress,
    address_of,
    apply_readings,
    encode,
    read_readings,
    read_script,
    readings_file,
    script_file,
)
from audionews.errors import EpisodeDamaged, StoreError
from audionews.model import Line, Role, Script, Segment, Word
from audionews.stores.memory import MemoryStore

ID = "2024-06-20-00000000"
TEXT = "كتب الصحفي خبر الافتتاح، كتب قرأها الناس."


def script(*texts: str) -> Script:
    """Return a script that speaks each segment as one line, as it is written."""
    segments = tuple(Segment(role=Role.BODY, text=text) for text in texts)
    return Script(segments=segments, lines=tuple(map(line, range(len(texts)), texts)))


def line(number: int, text: str) -> Line:
    words, start = [], 0
    for each in text.split():
        start = text.index(each, start)
        end = start + len(each.rstrip("،."))
        words.append(Word(start=start, end=end, written_start=start, written_end=end, confidence=0.5))
    return Line(segment=number, role=Role.BODY, offset=0, written=text, spoken=text, words=tuple(words), pause=400)


def reading(written: str, spoken: str, word: int, segment: str = TEXT) -> Reading:
    return Reading(written=written, reading=spoken, at=WordAddress(role=Role.BODY, segment=segment, word=word))


def spoken_words(script: Script) -> list[str]:
    return [line.spoken[word.start : word.end] for line in script.lines for word in line.words]


def test_one_word_is_read_as_the_editor_says_and_no_other() -> None:
    said, lost = apply_readings(script("مقدمة قصيرة.", TEXT), [reading("كتب", "كُتُبٌ", 4)])
    assert lost == ()
    assert said.lines[1].spoken == "كتب الصحفي خبر الافتتاح، كُتُبٌ قرأها الناس."
    assert spoken_words(said) == ["مقدمة", "قصيرة", "كتب", "الصحفي", "خبر", "الافتتاح", "كُتُبٌ", "قرأها", "الناس"]
    fixed = said.lines[1].words[4]
    assert (fixed.confidence, TEXT[fixed.written_start : fixed.written_end]) == (1.0, "كتب")


def test_several_words_may_be_fixed_in_one_line() -> None:
    said, _ = apply_readings(script(TEXT), [reading("كتب", "كَتَبَ", 0), reading("قرأها الناس", "قَرَأَهَا النَّاسُ", 5)])
    assert said.lines[0].spoken == "كَتَبَ الصحفي خبر الافتتاح، كتب قَرَأَهَا النَّاسُ."


@pytest.mark.parametrize(
    "text",
    [
        f"أمس {TEXT}",
        TEXT.replace("خبر", "قصة"),
        TEXT.replace("الصحفي خبر", "الصحفي المعروف خبر"),
    ],
)
def test_a_word_is_found_again_in_a_corrected_text(text: str) -> None:
    said, lost = apply_readings(script("فقرة جديدة قبلها.", text), [reading("كتب", "كُتُبٌ", 4)])
    assert lost == ()
    assert spoken_words(said).count("كُتُبٌ") == 1
    assert "كُتُبٌ قرأها" in said.lines[1].spoken


@pytest.mark.parametrize("text", ["نص آخر لا يشبهه في شيء.", TEXT.replace("كتب قرأها", "صحف قرأها")])
def test_a_word_that_is_gone_is_told_and_nothing_is_guessed(text: str) -> None:
    fixed = reading("كتب", "كُتُبٌ", 4)
    said, lost = apply_readings(script(text), [fixed])
    assert lost == (fixed,)
    assert said == script(text)


def test_a_long_text_that_repeats_itself_is_searched_in_proportion_to_its_length() -> None:
    def searched(count: int) -> int:
        before, after = (f"{first} {'كتاب ' * count}{last}" for first, last in (("قال", "اليوم"), ("ذكر", "أمس")))
        return calls(lambda: apply_readings(script(after), [reading("كتاب", "كِتَابٌ", count // 2, before)]))

    assert searched(1200) <= 3 * searched(600)


def test_a_word_of_another_role_or_of_no_line_is_gone() -> None:
    headline = Reading(written="كتب", reading="كُتُبٌ", at=WordAddress(role=Role.HEADLINE, segment=TEXT, word=0))
    silent = Script(segments=script(TEXT).segments, lines=())
    assert apply_readings(script(TEXT), [headline])[1] == (headline,)
    assert apply_readings(silent, [reading("كتب", "كَتَبَ", 0)])[1] == (reading("كتب", "كَتَبَ", 0),)


def test_a_line_without_words_has_none_to_read_otherwise() -> None:
    wordless = Script(
        segments=script(TEXT).segments,
        lines=(Line(segment=0, role=Role.BODY, offset=0, written=TEXT, spoken=TEXT, pause=0),),
    )
    assert apply_readings(wordless, [reading("كتب", "كَتَبَ", 0)])[1]


def test_readings_of_the_whole_article_are_left_to_the_lexicon() -> None:
    everywhere = Reading(written="كتب", reading="كَتَبَ")
    assert apply_readings(script(TEXT), [everywhere]) == (script(TEXT), ())
    assert (everywhere.entry.written, everywhere.entry.reading) == ("كتب", "كَتَبَ")


def test_an_address_names_the_segment_by_its_text() -> None:
    assert address_of(script("مقدمة.", TEXT), 1, 4) == WordAddress(role=Role.BODY, segment=TEXT, word=4)


def test_what_is_kept_comes_back() -> None:
    store = MemoryStore()
    kept = KeptScript.of(script(TEXT), "ar-ziad", {Role.HEADLINE: "ar-espeak"})
    assert (read_script(store, ID), read_readings(store, ID)) == (None, ())
    store.write(script_file(ID), [encode(kept)])
    store.write(readings_file(ID), [encode([reading("كتب", "كَتَبَ", 0)])])
    assert read_script(store, ID) == kept
    assert kept.script == script(TEXT)
    assert read_readings(store, ID) == (reading("كتب", "كَتَبَ", 0),)


def test_what_is_damaged_is_told_and_never_replaced() -> None:
    store = MemoryStore()
    store.write(script_file(ID), [b"{"])
    store.write(readings_file(ID), [b"[{}]"])
    with pytest.raises(StoreError, match=r"script\.json is damaged"):
        read_script(store, ID)
    with pytest.raises(StoreError, match=r"readings\.json is damaged"):
        read_readings(store, ID)


class Unreadable(MemoryStore):
    """Refuses to read."""

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        raise StoreError(f"cannot read {name}: permission denied", "check its permissions")


def test_a_file_that_cannot_be_read_is_a_matter_of_its_own_episode() -> None:
    for read in (read_script, read_readings):
        with pytest.raises(EpisodeDamaged, match="permission denied") as caught:
            read(Unreadable(), ID)
        assert (caught.value.episode_id, caught.value.remedy) == (ID, "check its permissions")
