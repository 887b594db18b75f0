"""Whatever is pasted: no line is lost or used twice, nothing hidden comes out, nothing but our own errors is raised."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.reading import place_lines, read_text

from audionews.arabic.letters import clean
from audionews.arabic.spelling import persian_speller
from audionews.articles.segment import segments
from audionews.errors import ArticleError
from audionews.model import Blob, Place
from audionews.readers.text import TextReader

NEWS = (
    "افتتاح مكتبة جديدة في وسط المدينة القديمة",
    "20 يونيو 2024",
    "آخر تحديث: 21 يونيو 2024",
    "سوق في المدينة، 19 يونيو 2024 (غيتي)",
    "كتب: أحمد علي",
    "+ الخط -",
    "TT",
    "اظهر الملخص",
    "- نقطة أولى عن المكتبة الجديدة",
    "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما.",
    "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات.",
    "قاعة للأطفال",
    "تخطى الأكثر قراءة وواصل القراءة",
    "الأكثر قراءة نهاية",
    "إقرأ أيضا: خبر آخر",
    "إقرأ أيضاً",
    "المساهمون",
    "",
    "\u200f\u202b\u200b",
    "\u202bنص\u202c \x00مخفي\u00a0هنا",
)
PASTED = st.lists(st.sampled_from(NEWS) | st.text(max_size=40), max_size=25).map("\n".join)
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@given(PASTED, st.just("") | st.sampled_from(NEWS))
def test_every_line_ends_in_exactly_one_place_in_order(text: str, headline: str) -> None:
    stretches = place_lines(text, headline)
    assert [line for stretch in stretches for line in stretch.raw] == text.splitlines()
    assert all((stretch.reason is not None) == (stretch.place is Place.DROPPED) for stretch in stretches)


@given(PASTED)
def test_one_line_at_most_is_the_headline(text: str) -> None:
    assert sum(stretch.place is Place.HEADLINE for stretch in place_lines(text)) <= 1
    assert all(stretch.place is not Place.HEADLINE for stretch in place_lines(text, "عنوان"))


@given(PASTED)
def test_only_characters_of_the_input_are_read_out_and_none_that_is_hidden(text: str) -> None:
    try:
        article = read_text(text)
    except ArticleError:
        return
    lines = [clean(line) for line in text.encode("utf-8", "ignore").decode().splitlines()]
    whole = " ".join(lines)
    whole = persian_speller(whole)(whole)  # letters of other keyboards are put right
    for segment in segments(article):
        assert segment.text
        assert segment.text in whole
        assert not any(unicodedata.category(char) in HIDDEN for char in segment.text)
    assert [line.text for line in article.lines] == text.encode("utf-8", "ignore").decode().splitlines()


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_hostile_bytes_are_refused_in_one_line_or_read(blob: bytes) -> None:
    reader = TextReader()
    assert 0.0 <= reader.sniff(Blob(content=blob), blob.decode("utf-8", "ignore")) <= 1.0
    refused = ""
    try:
        read_text(blob)
    except ArticleError as error:
        refused = f"{error.message} {error.remedy}"
    assert "\n" not in refused


@given(
    st.text(
        alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" \n.،«»()-0/:"),
        max_size=400,
    )
)
def test_hostile_arabic_is_refused_or_read(text: str) -> None:
    try:
        article = read_text(text)
    except ArticleError:
        return
    assert article.body
