import doctest
import importlib
from datetime import UTC, datetime

import pytest

from audionews.articles.blocks import Hint
from audionews.model import Precision
from audionews.readers.fragment import bare_lines, blocks_of, plain_text
from audionews.readers.items import breaks_off
from audionews.readers.moments import read_moment, read_utc

MODULES = ("fragment", "items", "json_text", "moments", "safe_xml", "wire_facts")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_documentation_are_right(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"audionews.readers.{module}"))
    assert found.failed == 0
    assert found.attempted


def pieces(markup: str) -> list[tuple[str, str]]:
    return [(block.raw, block.hint.value) for block in blocks_of(markup)]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<p>أول</p><p>ثان</p>", [("أول", "p"), ("ثان", "p")]),
        ("أول<br>ثان<br /><br/>ثالث", [("أول", ""), ("ثان", ""), ("ثالث", "")]),
        ("أول\nثان", [("أول", ""), ("ثان", "")]),
        ("<b>أول</b>\nثان", [("أول", ""), ("ثان", "")]),
        ("<p>أول\nالسطر</p>", [("أول السطر", "p")]),
        ("<h1>أ</h1><h2>ب</h2><h4>ج</h4>", [("أ", "h1"), ("ب", "h2"), ("ج", "h2")]),
        ("<ul><li>أ<li>ب</ul>", [("أ", "li"), ("ب", "li")]),
        ("<blockquote><p>قول</p></blockquote>بعده", [("قول", "blockquote"), ("بعده", "")]),
        ("<figure><img><figcaption><p>صورة</p></figcaption></figure>", [("صورة", "figcaption")]),
        ("<table><tr><th>أ<td>ب<br>ج</table>", [("أ ب ج", "tr")]),
        ("<div>أ<div>ب</div>ج</div>", [("أ", ""), ("ب", ""), ("ج", "")]),
        ("<aside><p>جانب</p></aside><p>نص</p>", [("جانب", "aside"), ("نص", "p")]),
        ("<video src=x>لا يدعم<p>نص", [("لا يدعم", "aside"), ("نص", "aside")]),
        ("<style>a</style><script>b</script><!-- c --><p>نص<svg><text>d</text></svg></p>", [("نص", "p")]),
        ("<p>أ <a href=x>رابط</a>&nbsp;<b>غامق</b></p>", [("أ رابط غامق", "p")]),
        ("&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;", [("أول", "p"), ("ثان", "p")]),
        ("5 &lt; 7 و 9 &gt; 8", [("5 < 7 و 9 > 8", "")]),
        ("<svg><text>d</text><p>نص", [("نص", "p")]),
        ("<template><p>a</p></template>نص</p>", [("نص", "")]),
        ("<p></p> <br>", []),
        ("", []),
    ],
)
def test_markup_becomes_lines_with_what_it_says_about_them(markup: str, blocks: list[tuple[str, str]]) -> None:
    assert pieces(markup) == blocks


@pytest.mark.parametrize(
    ("end", "broken"),
    [
        *[
            (end, True)
            for end in ("قال […]", "قال [...]", "قال…", "قال...", "اقرأ المزيد", "إقرأ المزيد »", "للمزيد...")
        ],
        *[(end, True) for end in ("متابعة القراءة ←", "المزيد", "Read more", "Continue reading →", "أكمل قراءة")],
        *[(end, False) for end in ("قال.", "سعيا إلى المزيد.", "تشجيع القراءة", "اقرأ", "وقرأ المزيد من الكتب.")],
    ],
)
def test_a_text_breaks_off_where_its_end_says_so(end: str, *, broken: bool) -> None:
    assert breaks_off(blocks_of(f"<p>افتتحت البلدية حديقة</p><p>{end}</p>")) is broken


def test_no_depth_of_elements_loses_text() -> None:
    assert pieces("<div>" * 100_000 + "<p>نص</p>" + "</div>" * 100_000 + "<p>بعده</p>") == [("نص", "p"), ("بعده", "p")]


def test_damaged_markup_becomes_its_bare_lines() -> None:
    lines = bare_lines("<item><title>عنوان<b></title><![CDATA[<p>نص</p>]]><a")
    assert [(block.raw, block.hint) for block in lines] == [
        ("عنوان", Hint.NONE),
        ("نص", Hint.NONE),
        ("<a", Hint.NONE),
    ]


def test_titles_are_cut_and_in_one_line() -> None:
    assert len(plain_text("ا" * 10_000)) == 2000
    assert plain_text("أ<br>\nب &nbsp;") == "أ ب"


def test_dates_without_an_offset_are_utc_only_where_a_format_says_so() -> None:
    naive, aware = read_moment("2026-11-26T10:05:00"), read_utc("2026-11-26T10:05:00")
    assert naive is not None
    assert naive.at.tzinfo is None
    assert aware is not None
    assert aware.at == datetime(2026, 11, 26, 10, 5, tzinfo=UTC)
    day = read_utc("2026-11-26")
    assert day is not None
    assert (day.at.tzinfo, day.precision) == (None, Precision.DAY)


@pytest.mark.parametrize("text", ["", "2026-13-40", "2026-11-26T99:00:00Z", "x" * 101])
def test_what_is_no_date_is_none_or_at_most_a_day(text: str) -> None:
    found = read_moment(text)
    assert found is None or found.precision is Precision.DAY
