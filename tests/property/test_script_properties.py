"""What holds for the script of any article."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.diacritizers import NoMarks

from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.script import write_script
from audionews.arabic.sentences import sentences
from audionews.model import Caps, Diacritics, Line, Pacing, Role, Segment

SENTENCES = (
    "وصل الوفد إلى المدينة، والتقى الوزير؛ ثم عاد. هل يعود؟ «سنعود. قريباً» (غداً) 12 شخصاً 3.5% د. علي BBC "
    '*** - … !! هنية باقري كني 2024-06-20 14:00 و13 الـ21 www.a.com $5 ½ كلمةطويلةجداً "نعم" نعم" ».'
)
WORDS = st.sampled_from(SENTENCES.split())
TEXTS = st.one_of(
    st.lists(WORDS, max_size=40).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=80),
    st.text(st.sampled_from('اب تَّ.،؟ «»"()١2%-…\n'), max_size=60),
)
SEGMENTS = st.lists(st.builds(Segment, role=st.sampled_from(Role), text=TEXTS), max_size=4)
CAPS = st.builds(
    Caps,
    offline=st.just(True),  # noqa: FBT003 - hypothesis takes it so
    max_chars=st.sampled_from([None, 30, 60, 100, 220, 4000]),
    diacritics=st.sampled_from(Diacritics),
)
LEXICON = Lexicon(
    [
        Entry(written="هنية", reading="هَنِيَّة"),
        Entry(written="باقري كني", reading="بَاقِرِي كَنِي"),
        Entry(written="الوفد", reading="وفد من الناس"),
    ]
)


def written(segments: Sequence[Segment], caps: Caps) -> tuple[Line, ...]:
    pausal = caps.diacritics is not Diacritics.EITHER
    script = write_script(segments, pacing=Pacing(), diacritizer=NoMarks(), lexicon=LEXICON, caps=caps, pausal=pausal)
    return script.lines


@given(SEGMENTS, CAPS)
def test_the_lines_of_a_segment_make_up_what_is_written(segments: list[Segment], caps: Caps) -> None:
    lines = written(segments, caps)
    for index, segment in enumerate(segments):
        reached = 0
        own = [line for line in lines if line.segment == index]
        for line in own:
            assert segment.text[reached : line.offset].strip() == ""
            reached = line.offset + len(line.written)
            assert segment.text[line.offset : reached] == line.written
        assert not own or segment.text[reached:].strip() == ""


@given(SEGMENTS, CAPS)
def test_every_line_fits_and_its_words_tell_where_they_came_from(segments: list[Segment], caps: Caps) -> None:
    for line in written(segments, caps):
        assert len(line.spoken) <= (caps.max_chars or 660)
        assert line.spoken == line.spoken.strip()
        assert line.spoken[-1] in "،.؟!"
        for before, after in pairwise(line.words):
            assert line.spoken[before.end : after.start] in {" ", "، ", ". ", "؟ ", "! "}
            assert before.written_start <= after.written_start
        assert all(line.spoken[word.start : word.end].split() for word in line.words)
        assert all(0 <= word.written_start <= word.written_end <= len(line.written) for word in line.words)


@given(TEXTS)
def test_sentences_cover_the_text(text: str) -> None:
    reached = 0
    for start, end in sentences(text):
        assert text[reached:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        reached = end
    assert text[reached:].strip() == ""
