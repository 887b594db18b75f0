import pytest
from tests.reading import read_text

from audionews.articles.stray_markup import is_code, resolve_markup
from audionews.model import Place

HEADLINE = "افتتاح مكتبة جديدة في وسط المدينة القديمة"
BODY = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("قال &quot;نعم&quot;، &#1548; &#x62E;&lrm;", 'قال "نعم"، ، خ\u200e'),
        ("قال &amp;quot;نعم&amp;quot;", 'قال "نعم"'),
        ("شركة AT&T; وR&D", "شركة AT&T; وR&D"),
        ("<p>نص</p><br/>آخر", " نص  آخر"),
        ("أول<!-- تعليق <b> -->ثان<!-- بلا نهاية", "أولثان<!-- بلا نهاية"),
        ("&lt;strong&gt;نص&lt;/strong&gt;", "نص"),
        ("إذا كان س<ص وص>ع", "إذا كان س<ص وص>ع"),
        ("<خبر> و<bold>", "<خبر> و<bold>"),
        ('<a href="https://example.org/?a=1">رابط</a>', "رابط"),
    ],
)
def test_tags_and_entities_are_resolved_and_signs_stay(text: str, plain: str) -> None:
    assert resolve_markup(text) == plain


def test_a_line_of_only_markup_is_not_spoken_and_is_kept_as_it_came() -> None:
    article = read_text(f"{HEADLINE}\n<p>\n{BODY}\n&nbsp;\n{BODY[:-5]}، &quot;كما قيل&quot;.\n")
    assert article.headline == HEADLINE
    assert article.body == (BODY, f'{BODY[:-5]}، "كما قيل".')
    assert [line.text for line in article.lines if line.place is Place.DROPPED] == ["<p>", "&nbsp;"]
    assert article.lines[4].text.endswith("&quot;كما قيل&quot;.")


def test_the_letters_of_tags_do_not_make_a_text_foreign() -> None:
    marked = BODY.replace(" ", ' <i data-some-attribute="value-of-it"></i>', 8)
    assert read_text(f"{HEADLINE}\n{marked}\n").body == (BODY,)


@pytest.mark.parametrize(
    "line",
    [
        "var x = 1;",
        "googletag.cmd.push(function() { googletag.display('ad'); });",
        "(adsbygoogle = window.adsbygoogle || []).push({});",
        ".entry{color:red;}",
        "[caption id=1 align=left]",
        "}",
    ],
)
def test_lines_of_the_page_s_programs_are_not_spoken(line: str) -> None:
    article = read_text(f"{HEADLINE}\n{BODY}\n{line}\n{line}\n{BODY[:-6]} أيضا.\n")
    assert article.body == (BODY, f"{BODY[:-6]} أيضا.")


@pytest.mark.parametrize("line", ["BBC News", "[صور]", "قال: «نعم»;", "(1)", "A; B"])
def test_other_lines_are_no_programs(line: str) -> None:
    assert not is_code(line)
