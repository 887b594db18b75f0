"""The words of a script as the desk shows them: all that is written, once, in order, beside what is spoken for it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audionews.app import Settings, Show, write_scripts_of
from audionews.app.builds import BuildRequest
from audionews.desk.words import ShownLine, find_word, phrases, place_of, shown_lines
from audionews.errors import UsageError
from audionews.model import Article, Line, Role, Script, Segment, Word

BODY = "«كتب» الناس 240 ألف رسالة، وقرأ د. سامر 15% منها ¤ في 5 يونيو."


def script_of(*body: str) -> Script:
    show = Show.open("nowhere", Settings(voice="silence", notice=False))
    article = Article(source="-", headline="عنوان الخبر", body=body)
    ((_, script),) = write_scripts_of(article, show, BuildRequest())  # type: ignore[misc] # it is no failure
    return script


def written(line: ShownLine) -> str:
    return "".join(word.before + word.written for word in line.words) + line.after


def test_what_is_written_is_shown_whole_beside_what_is_spoken() -> None:
    script = script_of(BODY)
    lines = shown_lines(script)
    assert [written(line) for line in lines] == [line.written for line in script.lines]
    assert [line.spoken for line in lines] == [line.spoken for line in script.lines]
    words = {word.written: word for line in lines for word in line.words}
    assert words["كتب"].place == "2.1"
    assert words["الناس"].place == "2.2"
    assert words["240 ألف"].spoken.count(" ") == 2
    assert words["240 ألف"].rule.partition(".")[0] in {"cardinal", "scale", "amount"}
    assert words["د."].rule.startswith("abbreviation.")
    assert words["الناس"].rule == ""
    assert [sign for line in lines for sign in line.unread] == ["¤"]


def test_a_word_is_found_by_its_place_with_the_phrases_that_begin_there() -> None:
    script = script_of(BODY)
    word = find_word(shown_lines(script), "2.2")
    assert word.written == "الناس"
    assert phrases(script, "2.1")[:3] == ("كتب", "كتب الناس", "كتب الناس 240")
    assert len(phrases(script, "2.1")) == 6
    assert phrases(script, "9.1") == ()
    with pytest.raises(UsageError, match=r"there is no word 2\.99"):
        find_word(shown_lines(script), "2.99")


@pytest.mark.parametrize("place", ["", "2", "2.", ".2", "2.0", "a.b", "2.1.1", "-1.2", "9" * 30 + ".1"])
def test_what_is_no_place_is_refused(place: str) -> None:
    with pytest.raises(UsageError, match="is no place of a word"):
        place_of(place)


def test_how_much_of_a_look_a_word_is_worth() -> None:
    (line,) = shown_lines(line_of([(0, 1, 0, 1, 0.5), (2, 3, 2, 3, 0.8), (4, 5, 4, 5, 0.95), (6, 7, 6, 7, 1.0)]))
    assert [word.doubt for word in line.words] == ["much", "some", "", ""]


def line_of(words: Sequence[tuple[int, int, int, int, float]]) -> Script:
    from audionews.model import LikelyReading  # noqa: PLC0415 - only here

    text = "ا ب ت ث"
    made = tuple(
        Word(
            start=start,
            end=end,
            written_start=first,
            written_end=last,
            confidence=sure,
            readings=(LikelyReading(text[start:end], sure), LikelyReading("x", 1 - sure)) if sure < 1 else (),
        )
        for start, end, first, last, sure in words
    )
    whole = Line(segment=0, role=Role.BODY, offset=0, written=text, spoken=text, words=made, pause=0)
    return Script(segments=(Segment(role=Role.BODY, text=text),), lines=(whole,))


def test_words_that_share_what_is_written_are_one() -> None:
    (line,) = shown_lines(line_of([(0, 1, 0, 3, 0.9), (2, 3, 0, 3, 0.4), (4, 5, 4, 5, 1.0)]))
    assert [(word.written, word.spoken, word.confidence) for word in line.words] == [
        ("ا ب", "ا ب", 0.4),
        ("ت", "ت", 1.0),
    ]
    assert line.words[0].readings == (), "the readings of one spoken word are not those of both"
    assert line.after == " ث"


def test_a_line_without_words_is_shown_as_it_is_written() -> None:
    (line,) = shown_lines(line_of([]))
    assert (line.words, line.after) == ((), "ا ب ت ث")


@settings(max_examples=40)
@given(st.text(alphabet="اب12٪%. \n«»()-د،ab", min_size=1, max_size=60))
def test_nothing_written_is_lost_or_shown_twice(text: str) -> None:
    script = script_of(f"قال {text}")
    assert [written(line) for line in shown_lines(script)] == [line.written for line in script.lines]
