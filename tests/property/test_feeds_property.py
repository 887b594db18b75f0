"""Whatever becomes of a feed on its way: each of its items is read, fails or is to be fetched, and nothing crashes."""

import json
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wires import HEADLINE, PARAGRAPHS, TEASER, in_html

from audionews import registry
from audionews.arabic.word_lists import shipped_lists
from audionews.errors import ArticleError
from audionews.model import Article, Blob, Failed, Known, Place, Pointer
from audionews.ports import ArticleReader
from audionews.readers.feed import FeedReader
from audionews.readers.formats import sample
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.jsonld import JsonldReader
from audionews.readers.moments import read_moment
from audionews.readers.newsml import NewsmlReader
from audionews.readers.ninjs import NinjsReader
from audionews.readers.wordpress import WordpressReader

RSS = f"""<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>المرسى</title>
<item><title>{HEADLINE}</title><link>https://marsa.example/1</link><guid isPermaLink="false">1</guid>
<pubDate>Thu, 26 Nov 2026 10:05:00 +0300</pubDate><dc:creator>منى سالم</dc:creator><category>محليات</category>
<description><![CDATA[{TEASER}]]></description><content:encoded><![CDATA[{in_html()}]]></content:encoded>
<media:content url="/1.jpg" type="image/jpeg"><media:credit>هند</media:credit></media:content></item>
<item><title>{HEADLINE}</title><link>/2</link><description>{TEASER} &amp;nbsp; &hellip;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://marsa.example/"><entry>
<title type="html">أ</title>
<link href="1"/><id>1</id><updated>2026-11-26T10:05:00Z</updated><author><name>منى</name>
</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{in_html()}</div></content></entry></feed>"""
JSON_FEED: dict[str, object] = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "1", "url": "https://marsa.example/1", "title": HEADLINE, "content_html": in_html(), "tags": ["أ"]}
    ],
}
POSTS: list[dict[str, object]] = [
    {
        "id": 1,
        "date_gmt": "2026-11-26T10:05:00",
        "status": "publish",
        "link": "https://marsa.example/1",
        "title": {"rendered": HEADLINE},
        "content": {"rendered": in_html(), "protected": False},
        "excerpt": {"rendered": TEASER},
        "_embedded": {"author": [{"name": "منى"}], "wp:term": [[{"taxonomy": "category", "name": "محليات"}]]},
    }
]
NINJS: dict[str, object] = {
    "uri": "urn:1",
    "pubstatus": "usable",
    "versioncreated": "2026-11-26T10:05:00Z",
    "headlines": [{"role": "main", "value": HEADLINE}],
    "bodies": [{"contenttype": "text/html", "value": in_html()}],
    "associations": [{"type": "picture", "renditions": [{"href": "https://marsa.example/1.jpg", "width": 5}]}],
    "embargoed": "2026-11-27T10:05:00Z",
}
NEWS = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2026-11-26T10:05:00Z</versionCreated><pubStatus qcode="stat:usable"/>
<link residref="urn:2"/></itemMeta><contentMeta><headline>{HEADLINE}</headline><by>منى</by></contentMeta>
<contentSet><inlineXML><nitf><head><docdata><doc-id id-string="1"/></docdata></head><body><body.head>
<byline>منى</byline></body.head><body.content>{in_html()}</body.content></body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentSet>
<remoteContent href="https://marsa.example/1.jpg" contenttype="image/jpeg"/></contentSet></newsItem>
</itemSet></newsMessage>"""
ARTICLE: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "articleBody": "\n".join(PARAGRAPHS),
    "author": {"@id": "#1"},
    "datePublished": "2026-11-26T10:05:00Z",
}
ListedReader: TypeAlias = FeedReader | WordpressReader | NinjsReader | NewsmlReader | JsonldReader
INPUTS: tuple[tuple[ListedReader, str], ...] = (
    (FeedReader(), RSS),
    (FeedReader(), ATOM),
    (FeedReader(), json.dumps(JSON_FEED, ensure_ascii=False)),
    (WordpressReader(), json.dumps(POSTS, ensure_ascii=False)),
    (NinjsReader(), json.dumps([NINJS, NINJS], indent=1, ensure_ascii=False)),
    (NewsmlReader(), NEWS),
    (JsonldReader(), json.dumps({"@graph": [ARTICLE, {"@type": "Person", "@id": "#1"}]}, ensure_ascii=False)),
)
TOKENS = st.sampled_from(
    [
        *("<", ">", "&", "]]>", "<![CDATA[", "<!--", "<!DOCTYPE x [", "&#0;", "&#x110000;", "&nbsp;", "\x00", "\ufeff"),
        *('"', "{", "}", "[", "]", ",", ":", "null", "1e999", "-1", "true", '{"a": []}', "\\ud800", "\\"),
        *(
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<script>",
            "</entry>",
            "<nitf>",
            "http://[",
            "javascript:",
            "<p/>",
        ),
    ]
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), TOKENS | st.text(max_size=20)), max_size=6)
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "cp1256", "utf-16", "utf-16-le", "ascii"])


def mutated(text: str, cuts: list[tuple[float, int, str]]) -> str:
    """Return a text in which some pieces are replaced by others."""
    for where, length, token in cuts:
        at = int(where * len(text))
        text = text[:at] + token + text[at + length :]
    return text


def check(reader: ArticleReader, content: bytes) -> None:
    blob = Blob(content=content, name="a", url="https://marsa.example/feed")
    assert 0 <= reader.sniff(blob, sample(blob)) <= 1
    try:
        for found in reader.read(blob, Known()):
            assert isinstance(found, (Article, Failed, Pointer))
            check_found(found)
    except ArticleError as error:
        check_error(error)


def check_found(found: Article | Failed | Pointer) -> None:
    if isinstance(found, Pointer):
        assert found.url.startswith(("http://", "https://"))
        return
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert all((line.reason is not None) == (line.place is Place.DROPPED) for line in found.lines)
    if isinstance(found, Failed):
        assert isinstance(found.error, ArticleError)
        check_error(found.error)
    else:
        assert found.headline
        assert found.body
        assert "<p>" not in "".join(found.body)


def check_error(error: ArticleError) -> None:
    assert error.message
    assert error.remedy
    assert "\n" not in error.message


@pytest.mark.parametrize(("reader", "text"), INPUTS)
def test_the_inputs_are_read_as_they_are(reader: ArticleReader, text: str) -> None:
    blob = Blob(content=text.encode(), name="a")
    assert reader.sniff(blob, sample(blob)) > 0.9
    assert any(isinstance(found, Article) for found in reader.read(blob, Known()))


@pytest.mark.parametrize(("reader", "text"), INPUTS)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.html", "a.json", "a.xml", "a.md"])
def test_no_other_reader_is_more_confident_whatever_the_name(reader: ArticleReader, text: str, name: str) -> None:
    blob = Blob(content=text.encode(), name=name)
    best = max(registry.readers(), key=lambda each: each.sniff(blob, sample(blob)))
    assert best.name == reader.name


@pytest.mark.parametrize(("reader", "text"), INPUTS)
def test_a_reader_with_the_lists_of_a_show_reads_the_same(reader: ListedReader, text: str) -> None:
    blob = Blob(content=text.encode(), name="a")
    both = (reader, reader.with_lists(shipped_lists()))
    one, other = ([each for each in which.read(blob, Known()) if isinstance(each, Article)] for which in both)
    assert one == other


@given(st.sampled_from(INPUTS), CUTS, ENCODINGS)
def test_a_damaged_input_is_read_as_far_as_it_goes(
    made: tuple[ListedReader, str], cuts: list[tuple[float, int, str]], encoding: str
) -> None:
    reader, text = made
    check(reader, mutated(text, cuts).encode(encoding, "ignore"))


@given(st.sampled_from(INPUTS), st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8")))
def test_no_bytes_crash_a_reader(made: tuple[ListedReader, str], content: bytes) -> None:
    check(made[0], content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.just(HEADLINE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
OBJECTS: tuple[tuple[ArticleReader, dict[str, object]], ...] = (
    (FeedReader(), JSON_FEED),
    (WordpressReader(), POSTS[0]),
    (NinjsReader(), NINJS),
    (JsonldReader(), ARTICLE),
)


@given(st.sampled_from(OBJECTS), st.data())
def test_values_of_any_type_are_taken_or_left(
    made: tuple[ArticleReader, dict[str, object]], data: st.DataObject
) -> None:
    reader, value = made
    keys = data.draw(st.lists(st.sampled_from([*value, "version", "link", "routes", "code"]), max_size=4))
    check(reader, json.dumps(value | {key: data.draw(JSON) for key in keys}).encode())


@given(
    st.lists(TOKENS | st.sampled_from(["<p>", "</p>", "<br>", "<video>", "<li>", "أ", " ", "\n"]), max_size=30).map(
        "".join
    )
)
def test_any_markup_becomes_lines_without_tags(markup: str) -> None:
    for block in blocks_of(markup):
        assert "<p>" not in block.raw
    assert "\n" not in plain_text(markup)


@given(
    st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/ ]\d{1,2}[-/ ]\d{1,4}[T ]\d{1,2}:\d\d(:\d\d)?( ?[+-]\d{1,4}|Z)?")
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or 1990 <= moment.at.year < 10_000
