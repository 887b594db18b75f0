"""Stretches in Latin letters that a voice of their language speaks as they are written."""

import pytest
from tests.diacritizers import NoMarks

from audionews.arabic.latin.stretches import part_latin
from audionews.arabic.lexicon import Lexicon
from audionews.arabic.script import write_script
from audionews.building.cache import Cache
from audionews.building.synthesis import ClipFacts, Synthesizer
from audionews.building.voice_set import VoiceSet, voice_facts
from audionews.engines.silence import SilenceEngine
from audionews.model import Caps, Line, Pacing, Role, Script, Segment, Voice
from audionews.stores.memory import MemoryStore

PACING = Pacing(headline=1, point=2, paragraph=3, sentence=4, clause=5, end=6)


def script(*segments: Segment, latin: str = "en", max_chars: int | None = None) -> Script:
    return write_script(
        segments,
        pacing=PACING,
        diacritizer=NoMarks(),
        lexicon=Lexicon([]),
        caps=Caps(offline=True, max_chars=max_chars),
        pausal=True,
        latin=latin,
    )


def body(text: str) -> Segment:
    return Segment(role=Role.BODY, text=text)


def latin(text: str, language: str = "en-US") -> list[str]:
    """Return the stretches that a voice of the language speaks."""
    return [text[start:end] for start, end, is_latin in part_latin(text, 0, len(text), language) if is_latin]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("قال: The future is bright أمس", ["The future is bright"]),
        ('وردد "We will not be moved!" ثم خرج', ['"We will not be moved!"']),
        ("بعنوان (how to build 24 homes in 3 days) اليوم", ["(how to build 24 homes in 3 days)"]),
        ("We are ready.", ["We are ready."]),
        ("نشرت صحيفة The Wall Street Journal تقريراً", []),
        ("أعلن Bank of America Merrill Lynch ذلك", []),
        ("شركة Apple ومنصة YouTube", []),
        ("World Health Organization", []),
        ("رفعوا لافتة STOP THE WAR NOW أمام المبنى", ["STOP THE WAR NOW"]),
        ("كتب Peace And Love For All The Children Today في", ["Peace And Love For All The Children Today"]),
        ("عبر info@example.org and see www.example.org or #now today", []),
        ("قال Le monde est beau et triste أمس", []),
        (
            "قال We go home today. وأضاف But we will be back soon. ثم",
            ["We go home today.", "But we will be back soon."],
        ),
    ],
)
def test_a_stretch_of_english_is_told_from_a_name(text: str, stretches: list[str]) -> None:
    assert latin(text) == stretches


def test_a_stretch_is_for_a_voice_of_its_own_language() -> None:
    text = "قال Le monde est beau et triste أمس"
    assert latin(text, "fr") == ["Le monde est beau et triste"]
    assert latin(text, "fr-CA") == ["Le monde est beau et triste"]


def test_a_latin_stretch_is_a_line_of_its_own_as_it_is_written() -> None:
    made = script(body('قال الوزير: "It\'s 5% up, we hope!" ثم غادر القاعة.'), body("انتهى الخبر."))
    assert [(line.written, line.spoken, line.latin, line.pause) for line in made.lines] == [
        ("قال الوزير:", "قال الوزير،", False, 5),
        ('"It\'s 5% up, we hope!"', "It's 5% up, we hope!", True, 4),
        ("ثم غادر القاعة.", "ثم غادر القاعة.", False, 3),
        ("انتهى الخبر.", "انتهى الخبر.", False, 6),
    ]


def test_words_of_a_latin_line_point_at_what_is_written() -> None:
    (line,) = script(body("“Oil is $5.50 up — we hope so?”")).lines
    assert line.spoken == "Oil is $5.50 up, we hope so?"
    assert [
        (line.spoken[word.start : word.end], line.written[word.written_start : word.written_end]) for word in line.words
    ] == [(word, word) for word in ("Oil", "is", "$5.50", "up", "we", "hope", "so")]


def test_a_sentence_that_goes_on_after_a_latin_stretch_holds_its_voice() -> None:
    made = script(body("قال The future is bright ثم غادر"))
    assert [line.spoken[-1] for line in made.lines] == ["،", ",", "."]
    assert [line.pause for line in made.lines] == [5, 5, 6]


def test_what_stands_alone_behind_a_latin_stretch_is_shown_with_it() -> None:
    made = script(body("قال The future is bright * ."))
    assert [line.written for line in made.lines] == ["قال", "The future is bright * ."]
    assert made.lines[-1].spoken == "The future is bright."


def test_a_long_latin_stretch_is_cut_into_lines_that_fit() -> None:
    text = "we know that " * 20 + "it is so."
    made = script(body(text), max_chars=60)
    assert all(len(line.spoken) <= 60 and line.latin for line in made.lines)
    assert " ".join(line.written for line in made.lines) == text


def test_without_a_voice_for_it_english_is_transcribed() -> None:
    (line,) = script(body("قال The future is bright أمس"), latin="").lines
    assert line.spoken == "قال ذَا فْيُوتْشَرْ إِزْ بْرَايْتْ أمس."


def synthesizer(name: str, credit: str) -> Synthesizer:
    voice = Voice(name=name, id=name, engine="silence", credit=credit)
    return Synthesizer(SilenceEngine(), voice, Cache(MemoryStore(), "clips", ClipFacts))


def line(text: str, *, latin: bool) -> Line:
    return Line(segment=0, role=Role.BODY, offset=0, written=text, spoken=text, pause=0, latin=latin)


def test_a_latin_line_is_spoken_by_the_voice_for_it_if_there_is_one() -> None:
    reader, joe = synthesizer("reader", "one"), synthesizer("joe", "two")
    both, alone = VoiceSet(reader, {Role.LATIN: joe}), VoiceSet(reader)
    assert both.speaker(line("We are here", latin=True)) is joe
    assert both.speaker(line("نحن هنا", latin=False)) is reader
    assert alone.speaker(line("We are here", latin=True)) is reader
    assert both.key(line("We are here", latin=True)) == joe.key("We are here") != reader.key("We are here")


def test_a_voice_for_latin_stretches_is_credited_where_it_is_heard() -> None:
    both = VoiceSet(synthesizer("reader", "one"), {Role.LATIN: synthesizer("joe", "two")})
    assert voice_facts(both, [line("نحن هنا", latin=False)]).credit == "one"
    assert voice_facts(both, [line("We are here", latin=True)]).credit == "one; two"
