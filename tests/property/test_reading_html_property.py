"""Whatever a page is like: it is read or refused with a clear error, and no text of it is lost."""

from hypothesis import given
from hypothesis import strategies as st
from tests.web_pages import PARAGRAPHS, TITLE, article, linked_data, page

from audionews.arabic.letters import clean
from audionews.errors import ArticleError
from audionews.model import Article, Blob, Failed, Known
from audionews.readers.formats import sample
from audionews.readers.html import HtmlReader

TAGS = """
    p div span a b br li ul table tr td h1 h2 time figure figcaption blockquote article section header footer nav aside
    script style noscript template form button q del pre hr svg
""".split()  # noqa: SIM905 - a list of words
ATTRIBUTES = (
    "",
    " hidden",
    " class='author'",
    " class=sidebar",
    " style='display:none'",
    " href='/x'",
    " itemprop=author",
)
TEXTS = st.sampled_from(
    (*PARAGRAPHS, TITLE, "بقلم منى سالم", "26 نوفمبر 2025", "شارك", " ", "\n", "&nbsp;", "&#0;", "\0")
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Return tags and texts in any order, opened and closed at random."""
    parts = st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        TEXTS,
        st.text(max_size=20),
        st.sampled_from(("<!--", "-->", "<![CDATA[", "]]>", "<?php", "</", "<", ">", "&", "<!doctype", '"', "'")),
    )
    return "".join(draw(st.lists(parts, max_size=40)))


def read(content: bytes, force: bool) -> Article | Failed | ArticleError | object:  # noqa: FBT001 - a drawn value
    blob = Blob(content=content, name="a.html")
    assert 0 <= HtmlReader().sniff(blob, sample(blob)) <= 1
    try:
        (found,) = HtmlReader().read(blob, Known(force=force))
    except ArticleError as error:
        return error
    return found


@given(st.binary(max_size=400), st.booleans())
def test_bytes_are_read_or_refused(content: bytes, force: bool) -> None:  # noqa: FBT001 - a drawn value
    read(content, force)


@given(markup(), st.booleans())
def test_markup_is_read_or_refused(text: str, force: bool) -> None:  # noqa: FBT001 - a drawn value
    found = read(page(text).encode("utf-8", "ignore"), force)
    if isinstance(found, Article):
        assert found.body
        assert all("<p" not in each and each == clean(each) for each in (found.headline, *found.body))


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=6), st.lists(st.sampled_from(TAGS[:20]), max_size=6))
def test_no_text_of_a_page_is_lost(texts: list[str], tags: list[str]) -> None:
    pairs = [(tag, text) for tag, text in zip(tags, texts, strict=False) if tag != "br"]
    inner = "".join(f"<{tag}>{text}</{tag}>" for tag, text in pairs)
    found = read(article(around=f"<div>{inner}</div>").encode(), force=True)
    assert isinstance(found, Article)
    lines = squeezed("".join(line.text for line in found.lines))
    for text in PARAGRAPHS:
        assert lines.count(squeezed(text)) == 1 + sum(each == text for _, each in pairs)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@graph", "headline", "author", "name", "image", "datePublished", "identifier", "url"]
                ),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_linked_data_is_harmless(data: object) -> None:
    node = repr(data).replace("'", '"').replace("None", "null").replace("True", "true").replace("False", "false")
    for script in (
        node,
        f'{{"@type": "NewsArticle", "headline": "{TITLE}", "author": {node}, "image": {node}, "url": {node}}}',
    ):
        assert read(article(linked_data(script.replace("</", ""))).encode("utf-8", "ignore"), force=True)
