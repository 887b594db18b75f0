"""From segments to lines."""

import pytest
from tests.diacritizers import REAL, NoMarks

from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.script import write_script
from audionews.arabic.words import speak_words
from audionews.model import Caps, Diacritics, Line, Pacing, Role, Script, Segment

PACING = Pacing(headline=1, point=2, paragraph=3, sentence=4, clause=5, end=6)
NAMES = Lexicon(
    [
        Entry(written="هنية", reading="هَنِيَّةْ"),
        Entry(written="باقري كني", reading="بَاقِرِي كَنِي"),
        Entry(written="BBC", reading="بِيبِيسِي"),
        Entry(written="واس", reading="وكالة الأنباء السعودية"),
        Entry(written="الجزيرة نت", reading="الْجَزِيرَة"),
    ]
)


def body(text: str) -> Segment:
    return Segment(role=Role.BODY, text=text)


def script(*segments: Segment, max_chars: int | None = None, diacritics: Diacritics = Diacritics.KEEP) -> Script:
    caps = Caps(offline=True, max_chars=max_chars, diacritics=diacritics)
    return write_script(segments, pacing=PACING, diacritizer=NoMarks(), lexicon=NAMES, caps=caps, pausal=True)


def lines(text: str, max_chars: int | None = None) -> tuple[Line, ...]:
    return script(body(text), max_chars=max_chars).lines


def spoken(text: str) -> list[str]:
    return [line.spoken for line in lines(text)]


def sources(line: Line) -> list[tuple[str, str]]:
    return [
        (line.spoken[word.start : word.end], line.written[word.written_start : word.written_end]) for word in line.words
    ]


def test_each_line_pauses_by_what_it_ends() -> None:
    long = "وصل الوفد إلى المدينة صباحاً، والتقى الوزير والسفير والضيوف؛ ثم عاد إلى بلاده. وانتهت الزيارة."
    made = script(
        Segment(role=Role.HEADLINE, text="الوفد يزور المدينة"),
        Segment(role=Role.SUMMARY, text="وصول الوفد"),
        Segment(role=Role.SUMMARY, text="عودة الوفد"),
        body(long),
        body("انتهى الخبر."),
        max_chars=60,
    )
    assert [line.pause for line in made.lines] == [1, 2, 2, 5, 4, 3, 6]
    assert [line.segment for line in made.lines] == [0, 1, 2, 3, 3, 3, 4]
    assert [line.role for line in made.lines][:4] == [Role.HEADLINE, Role.SUMMARY, Role.SUMMARY, Role.BODY]


def test_a_script_holds_its_segments_and_an_empty_article_has_no_lines() -> None:
    assert script().lines == ()
    assert script(body("نعم.")).segments == (body("نعم."),)


def test_a_headline_is_one_line_whatever_stops_it_has() -> None:
    (line,) = script(Segment(role=Role.HEADLINE, text=" هدنة قريبة.. والدوحة ترد؟ ")).lines
    assert line.written == "هدنة قريبة.. والدوحة ترد؟"
    assert line.offset == 1
    assert line.spoken == "هدنة قريبة، والدوحة ترد؟"


def test_a_headline_that_does_not_fit_is_cut() -> None:
    made = script(Segment(role=Role.HEADLINE, text="هنية يبحث جهود وقف الحرب؛ والدوحة تستضيف الوفد"), max_chars=40)
    assert [line.pause for line in made.lines] == [5, 6]


def test_a_line_knows_its_place_in_its_segment() -> None:
    first, second = lines("وصل الوفد.  وغادر الوفد.")
    assert (first.offset, second.offset) == (0, 12)
    assert second.written == "وغادر الوفد."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("قال: «نعم»، ثم مضى", "قال، نعم، ثم مضى."),
        ('قال "نعم" ومضى!', "قال نعم ومضى!"),
        ("الوفد (من غزة) وصل.", "الوفد، من غزة، وصل."),
        ("الأسعار - وهي عالية - هبطت…", "الأسعار، وهي عالية، هبطت."),
        ("هل وصل؟!", "هل وصل؟"),
        ("وصل... ثم مضى", "وصل."),
        ("كلمة ؛ كلمة", "كلمة، كلمة."),
    ],
)
def test_punctuation_is_what_an_engine_pauses_at(written: str, expected: str) -> None:
    assert spoken(written)[0] == expected


def test_a_cut_clause_ends_with_a_comma_and_a_sentence_with_a_stop() -> None:
    made = lines("أعلن المجلس نتائج الاجتماع الطارئ أمس وأكد الرئيس التزام الجميع بالقرار الأخير", max_chars=60)
    assert [line.spoken[-1] for line in made] == ["،", "."]


def test_words_remember_the_characters_that_they_came_from() -> None:
    (line,) = lines("قُتل 12 شخصاً، وفق «الصحيفة».")
    assert sources(line) == [
        ("قُتل", "قُتل"),
        ("اثنا", "12"),
        ("عشر", "12"),
        ("شخصَا", "شخصاً"),
        ("وفق", "وفق"),
        ("الصحيفة", "الصحيفة"),
    ]


def test_words_of_a_later_line_point_into_that_line() -> None:
    _, line = lines("وصل الوفد. وغادر بعد 2 من الأيام.")
    assert sources(line)[0] == ("وغادر", "وغادر")


def test_words_that_grow_together_are_parted() -> None:
    assert [word.text for word in speak_words("طوله 20كم", 0, 9, NAMES)][-2:] == ["عشرون", "كيلومتراً"]


def test_the_lexicon_goes_before_the_normalizer() -> None:
    (line,) = lines("وفق شبكة BBC أمس")
    assert sources(line) == [("وفق", "وفق"), ("شبكة", "شبكة"), ("بِيبِيسِي", "BBC"), ("أمس", "أمس")]


def test_a_reading_of_the_same_length_keeps_its_words_apart() -> None:
    (line,) = lines("وصل باقري كني، أمس")
    assert sources(line)[1:3] == [("بَاقِرِي", "باقري"), ("كَنِي", "كني")]
    assert "كَنِي، أمس" in line.spoken


def test_a_reading_of_another_length_shares_its_written_words() -> None:
    (line,) = lines("وفق واس. نعم")[:1]
    assert sources(line)[1:] == [("وكالة", "واس"), ("الأنباء", "واس"), ("السعودية", "واس")]
    (line,) = lines("وفق الجزيرة نت، أمس")
    assert sources(line)[1:] == [("الْجَزِيرَة", "الجزيرة نت"), ("أمس", "أمس")]


def test_an_initial_is_no_pause() -> None:
    assert spoken("التقى جورج ط. حداد أمس") == ["التقى جورج طاء حداد أمس."]


def test_what_has_nothing_to_say_goes_with_its_neighbour() -> None:
    first, second = lines("نعم. *** \n* *\nلا.")
    assert (first.written, second.written) == ("نعم. *** \n* *", "لا.")
    (line,) = lines("***\n--\nنعم.")
    assert (line.offset, line.written, line.spoken) == (0, "***\n--\nنعم.", "نعم.")
    assert sources(line) == [("نعم", "نعم")]


def test_a_segment_with_nothing_to_say_has_no_line() -> None:
    assert [line.segment for line in script(body("***"), body("نعم"), body("  ")).lines] == [1]


def test_the_limit_holds_for_what_is_spoken() -> None:
    text = "بلغ عدد السكان 123,456,789 نسمة، " * 6
    assert all(len(line.spoken) <= 100 for line in lines(text, max_chars=100))


def test_a_line_is_no_longer_than_a_breath_without_a_limit() -> None:
    text = " ".join(["المفاوضات", "في", "المدينة", "والوفد"] * 60)
    assert max(len(line.written) for line in lines(text)) <= 220
    assert max(len(line.written) for line in lines(text, max_chars=5000)) <= 220


def test_a_number_over_the_limit_is_cut_and_its_digits_shared_out() -> None:
    made = lines("123456789012", max_chars=60)
    assert len(made) > 1
    assert "".join(line.written for line in made) == "123456789012"
    assert all(line.written and len(line.spoken) <= 60 for line in made)


def test_a_word_over_the_limit_is_cut_between_letters() -> None:
    made = lines("ن" + "كَ" * 250, max_chars=100)
    assert "".join(line.written for line in made) == "ن" + "كَ" * 250
    assert all(len(line.spoken) <= 100 for line in made)
    assert all(not line.spoken.startswith("\u064e") for line in made)


def test_a_quote_opens_on_the_line_of_its_first_word() -> None:
    made = lines("أكد الناطق الرسمي باسم الوزارة أمس في بيان جديد « أن القافلة الأولى وصلت إلى المدينة»", max_chars=60)
    assert [line.written.count("«") for line in made] in ([0, 1], [1, 0])
    made = lines('أكد الناطق الرسمي باسم الوزارة أمس في بيان جديد "أن القافلة الأولى وصلت إلى المدينة"', max_chars=60)
    assert not made[0].written.endswith('"')


def test_an_engine_without_marks_gets_none() -> None:
    made = script(body("قال هنية شخصاً كَتب"), diacritics=Diacritics.STRIP)
    assert made.lines[0].spoken == strip_marks(made.lines[0].spoken)


def test_an_engine_that_takes_either_gets_marks() -> None:
    assert "هَنِيَّة" in script(body("قال هنية"), diacritics=Diacritics.EITHER).lines[0].spoken


def test_pausal_forms_are_spoken_before_each_pause_when_asked_for() -> None:
    caps = Caps(offline=True)
    segments = (body("وصل الوفدُ الكبير، وغادر هنيةُ."),)
    on, off = (
        write_script(segments, pacing=PACING, diacritizer=REAL, lexicon=NAMES, caps=caps, pausal=pausal).lines[0]
        for pausal in (True, False)
    )
    assert on.spoken == "وَصَلَ الْوَفْدُ الْكَبِير، وَغَادَرَ هَنِيَّةُ."
    assert off.spoken == "وَصَلَ الْوَفْدُ الْكَبِيرُ، وَغَادَرَ هَنِيَّةُ."


def test_digits_of_a_telephone_number_are_pausal_whatever_the_voice_wants() -> None:
    segments = (body("اتصلوا على 0791234567 للاستفسار."),)
    caps = Caps(offline=True)
    script = write_script(segments, pacing=PACING, diacritizer=REAL, lexicon=NAMES, caps=caps, pausal=False)
    digits = script.lines[0].spoken.split()[2:12]
    assert strip_marks(" ".join(digits)) == "صفر سبعة تسعة واحد اثنان ثلاثة أربعة خمسة ستة سبعة"
    assert not any(digit.endswith(tuple("\u064c\u064d\u064e\u064f\u0650")) for digit in digits)


def test_names_are_read_as_the_lexicon_says_and_no_further() -> None:
    made = write_script(
        (body("قال باقري كني إن هنية وصل"),),
        pacing=PACING,
        diacritizer=REAL,
        lexicon=NAMES,
        caps=Caps(offline=True),
        pausal=False,
    )
    assert "بَاقِرِي كَنِي إِنَّ هَنِيَّةْ" in made.lines[0].spoken
    assert all(0 <= word.confidence <= 1 for word in made.lines[0].words)
    assert [word.confidence for word in made.lines[0].words][4] == 1.0


def test_what_is_written_together_stays_together() -> None:
    text = 'وصل مدرب الـ"أخضر" أمس إلى هنا'
    assert all(
        "الـ" not in line.written or '"أخضر"' in line.written for size in range(12, 40) for line in lines(text, size)
    )


def test_silent_stretches_at_the_start_go_with_the_first_line() -> None:
    (line,) = lines("***\n---\nنعم.")
    assert line.written == "***\n---\nنعم."
    assert line.spoken == "نعم."


def test_an_egyptian_text_is_spoken_with_its_yehs_and_shown_without_them() -> None:
    written = "الرئيس المصرى فى النادى الأهلى على موعد مع التى سبقته."
    (line,) = script(Segment(role=Role.BODY, text=written)).lines
    assert line.written == written
    assert line.spoken == "الرئيس المصري في النادي الأهلي على موعد مع التي سبقته."
