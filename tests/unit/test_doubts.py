"""The words of a script that are most worth a look."""

from dataclasses import replace

from audionews.arabic.doubts import Doubt, doubts
from audionews.model import LikelyReading, Line, Role, Script, Segment, Word


def script(*texts: str, **readings: tuple[tuple[str, float], ...]) -> Script:
    """Return a script that speaks each text as one line; the readings of a word are named by the word."""
    segments = tuple(Segment(role=Role.BODY, text=text) for text in texts)
    return Script(segments=segments, lines=tuple(line(at, text, readings) for at, text in enumerate(texts)))


def line(number: int, text: str, readings: dict[str, tuple[tuple[str, float], ...]]) -> Line:
    spoken, words, start = "", [], 0
    for each in text.split():
        start = text.index(each, start)
        likely = tuple(LikelyReading(*reading) for reading in readings.get(each, ()))
        read = likely[0].spoken if likely else each
        begin = len(spoken) + bool(spoken)
        spoken = f"{spoken} {read}" if spoken else read
        words.append(
            Word(
                start=begin,
                end=begin + len(read),
                written_start=start,
                written_end=start + len(each),
                confidence=likely[0].chance if likely else 1.0,
                readings=likely,
            )
        )
        start += len(each)
    return Line(segment=number, role=Role.BODY, offset=0, written=text, spoken=spoken, words=tuple(words), pause=0)


def test_a_word_that_may_be_another_one_comes_before_an_ending() -> None:
    found = doubts(
        script(
            "وصل كتب",
            "قبل رجل هنا",
            كتب=(("كَتَبَ", 0.6), ("كُتُبِ", 0.4)),
            رجل=(("رَجُلٌ", 0.55), ("رَجُلٍ", 0.4)),
            قبل=(("قَبْلَ", 0.9), ("قَبِلَ", 0.1)),
        )
    )
    assert [each.written for each in found] == ["كتب", "رجل", "قبل"]
    assert found[0] == Doubt(
        confidence=0.6,
        written="كتب",
        spoken="كَتَبَ",
        word="1.2",
        readings=(LikelyReading("كَتَبَ", 0.6), LikelyReading("كُتُبِ", 0.4)),
    )


def test_each_form_is_listed_once_where_it_is_most_doubtful() -> None:
    texts = ("كتب عنه", "قال كتب عنه", "ثم كتب عنه")
    lines = [
        line(at, text, {"كتب": (("كَتَبَ", chance), ("كُتُبِ", 1 - chance))})
        for at, (text, chance) in enumerate(zip(texts, (0.8, 0.6, 0.7), strict=True))
    ]
    (found,) = doubts(Script(segments=script(*texts).segments, lines=tuple(lines)))
    assert (found.word, found.confidence) == ("2.2", 0.6)


def test_what_is_sure_is_never_listed() -> None:
    assert doubts(script("وصل الوفد")) == []


def test_a_script_that_knows_no_readings_lists_what_is_not_sure() -> None:
    (line,) = script("وصل كتب رجل").lines
    sures = (1.0, 0.4, 0.3)
    words = tuple(replace(word, confidence=sure) for word, sure in zip(line.words, sures, strict=True))
    old = Script(segments=script("وصل كتب رجل").segments, lines=(replace(line, words=words),))
    assert [(each.written, each.confidence, each.readings) for each in doubts(old)] == [
        ("رجل", 0.3, ()),
        ("كتب", 0.4, ()),
    ]
