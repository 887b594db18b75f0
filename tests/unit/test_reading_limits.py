"""How large an input and an article may be: what is larger is refused with an error that names the limit."""

import io
import json
import zipfile
from contextlib import suppress

import docx
import pytest
from tests.file_formats import BODY, HEADLINE
from tests.reading import read_all, read_text

from audionews.articles.blocks import Block, Hint
from audionews.errors import AudionewsError, Binary, NotText, TooLarge, UnknownFormat
from audionews.model import Article, Blob, Failed, Known
from audionews.readers.compose import compose
from audionews.readers.docx import DocxReader
from audionews.readers.email_message import EmailReader
from audionews.readers.feed import FeedReader
from audionews.readers.front_matter import read_front_matter
from audionews.readers.html import HtmlReader
from audionews.readers.json_article import JsonReader
from audionews.readers.jsonld import JsonldReader
from audionews.readers.limits import (
    MOST_ARTICLES,
    MOST_CHARACTERS,
    MOST_IN_HEADLINE,
    MOST_IN_LINE,
    MOST_LINES,
    check_length,
)
from audionews.readers.listed import ListedReader
from audionews.readers.ninjs import NinjsReader
from audionews.readers.wordpress import WordpressReader

LINE = "وقال رئيس المجلس إن الخطة تضيف ستة خطوط جديدة إلى الأحياء الشرقية من المدينة. "


def failure(blocks: list[Block], given: Known | None = None) -> AudionewsError:
    """Return why blocks are no article."""
    found = compose(blocks, "a.txt", given or Known())
    assert isinstance(found, Failed)
    return found.error


def test_the_longest_article_that_is_allowed_is_read() -> None:
    paragraph = LINE * (MOST_IN_LINE // len(LINE))
    found = compose([Block(HEADLINE), *[Block(paragraph)] * (MOST_CHARACTERS // MOST_IN_LINE - 1)], "a", Known())
    assert isinstance(found, Article)


@pytest.mark.parametrize(
    ("blocks", "what"),
    [
        ([Block("ا" * (MOST_IN_LINE + 1))], "a line of a.txt is longer than any paragraph: over 100,000 characters"),
        ([Block("ا" * MOST_IN_LINE)] * 6, "a.txt has more text than any article: over 500,000 characters"),
        ([Block("ا")] * (MOST_LINES + 1), "a.txt has more lines than any article: over 50,000"),
    ],
)
def test_what_is_longer_is_refused_and_the_limit_is_named(blocks: list[Block], what: str) -> None:
    error = failure(blocks)
    assert isinstance(error, TooLarge)
    assert error.exit_code == 65
    assert error.message == what
    assert error.remedy


def test_what_surrounds_the_article_in_its_page_does_not_count() -> None:
    around = [Block("ا" * (MOST_IN_LINE + 1), Hint.OUTSIDE)] * 6
    assert isinstance(compose([Block(HEADLINE), *map(Block, BODY), *around], "a", Known()), Article)
    with pytest.raises(TooLarge, match="over 2,000,000 characters"):
        check_length(2_000_001, "a.html")


def test_a_headline_longer_than_any_is_refused_and_other_titles_are_ignored() -> None:
    long = "ا" * (MOST_IN_HEADLINE + 1)
    error = failure([Block(BODY[0])], Known(headline=long))
    assert error.message == "the headline of a.txt is longer than any: over 2,000 characters"
    found = compose([Block(HEADLINE), *map(Block, BODY)], "a", Known(titles=(long,)))
    assert isinstance(found, Article)
    assert found.headline == HEADLINE


MANY = MOST_ARTICLES + 5
LISTS = {
    "feed": (FeedReader(), "<rss><channel>" + "<item><title>ا</title></item>" * MANY + "</channel></rss>"),
    "json feed": (
        FeedReader(),
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "a"}] * MANY}),
    ),
    "json": (JsonReader(), json.dumps([{"headline": "ا", "body": "ب"}] * MANY)),
    "jsonld": (JsonldReader(), json.dumps([{"@type": "NewsArticle", "headline": "ا"}] * MANY)),
    "ninjs": (NinjsReader(), json.dumps([{"uri": "a", "headline": "ا"}] * MANY)),
    "wordpress": (WordpressReader(), json.dumps([{"id": 1, "title": {"rendered": "ا"}}] * MANY)),
}


@pytest.mark.parametrize("form", LISTS)
def test_of_an_input_with_too_many_articles_the_first_are_read_and_the_rest_is_named(form: str) -> None:
    reader, text = LISTS[form]
    assert isinstance(reader, ListedReader)
    found = list(reader.read(Blob(content=text.encode(), name="a"), Known()))  # type: ignore[attr-defined] # all have it
    assert len(found) == MOST_ARTICLES + 1
    assert isinstance(found[-1], Failed)
    assert isinstance(found[-1].error, TooLarge)
    assert found[-1].error.message == "a has over 10,000 articles"


def test_a_mailbox_with_too_many_messages_is_refused() -> None:
    one = "From a@b.c Thu Jun 20 10:00:00 2024\nFrom: a@b.c\nSubject: x\n\nا\n"
    with pytest.raises(TooLarge, match="over 10,000 articles"):
        read_all(EmailReader(), Blob(content=(one * MANY).encode(), name="a.mbox"))


DEEP = "".join(f"Content-Type:\n multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(300))


@pytest.mark.parametrize("header", [DEEP, f"Content-Type: text/html{'; a=b' * 2000}\n\n"])
def test_messages_that_the_parser_takes_long_for_are_refused(header: str) -> None:
    text = f"From: a@b.c\nSubject: x\nMIME-Version: 1.0\n{header}"
    for content in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        with pytest.raises(Binary, match=r"too many parts|longer than any"):
            read_all(EmailReader(), Blob(content=content.encode(), name="a.eml"))


def test_saved_pages_of_many_parts_are_refused_too() -> None:
    text = f"From: a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n{DEEP}"
    with pytest.raises(NotText, match="too many parts"):
        read_all(HtmlReader(), Blob(content=text.encode(), name="a.mhtml"))


def test_an_item_of_a_feed_in_another_is_a_part_of_its_text() -> None:
    text = "<rss><channel>" + "<item><title>ا</title>" * 40 + "</item>" * 40 + "<item/></channel></rss>"
    assert len(list(FeedReader().read(Blob(content=text.encode(), name="a"), Known()))) == 2


DEEP_TOML = f"+++\ndate = 2024-06-20\ntitle{'.name' * 900} = 1\n+++\n"
DEEP_YAML = f"---\ntitle: ا\nauthor: {'[{name: ' * 4}علي{'}]' * 4}\n---\n"


@pytest.mark.parametrize("head", [DEEP_TOML, DEEP_YAML], ids=["toml", "yaml"])
def test_values_of_front_matter_may_be_deep(head: str) -> None:
    assert read_front_matter(head + BODY[0], "a.md") is not None


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000])
def test_numbers_of_thousands_of_digits_are_no_titles(number: str) -> None:
    with suppress(UnknownFormat):  # Python reads no decimal number of so many digits
        matter = read_front_matter(f"+++\ntitle = {number}\n+++\n{BODY[0]}", "a.md")
        assert matter is not None
        assert matter.given.headline == ""


def archive(**members: bytes) -> bytes:
    """Return a Word document with other parts beside its own."""
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(HEADLINE)
    document.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return file.getvalue()


def test_a_document_of_too_many_parts_or_too_much_xml_is_refused() -> None:
    many = {f"word/media/{at}.png": b"" for at in range(2100)}
    for content in (archive(**many), archive(**{"word/x.xml": b" " * 21_000_000})):
        with pytest.raises(TooLarge, match="its parts are too many, or unpack to too much"):
            read_all(DocxReader(), Blob(content=content, name="a.docx"))


def test_a_document_of_too_many_paragraphs_is_refused() -> None:
    file, made = io.BytesIO(archive()), io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 60_000))
    (found,) = DocxReader().read(Blob(content=made.getvalue(), name="a.docx"), Known())
    assert isinstance(found, Failed)
    assert "over 50,000" in found.error.message


def test_an_encrypted_document_is_refused() -> None:
    content = bytearray(archive())
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # the flags of each member, at both of its headers
        start = content.find(sign)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(sign, start + 4)
    with pytest.raises(Binary, match="damaged Word document"):
        read_all(DocxReader(), Blob(content=bytes(content), name="a.docx"))


def test_a_row_of_signs_in_a_line_is_read_at_once() -> None:
    article = read_text("\n".join((HEADLINE, *BODY, "_" * 20_000 + "ا", BODY[0] + " " + "." * 20_000 + "ا")))
    assert article.headline == HEADLINE


ENDLESS = f"&#{'9' * 5000};"
PAGE = f"<html><title>{HEADLINE}</title><body><h1>{HEADLINE} {ENDLESS}</h1><p>{ENDLESS} {BODY[0]}</p></body></html>"
LINKED = json.dumps({"@type": "NewsArticle", "headline": ENDLESS.replace("&", "&amp;"), "articleBody": ENDLESS})


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (
            FeedReader(),
            f"<rss><channel><item><title>ا</title><description>{ENDLESS}</description></item></channel></rss>",
        ),
        (FeedReader(), f"<rss><channel><item><title><![CDATA[{ENDLESS}]]></title></item></channel>"),
        (FeedReader(), f"<rss><channel><item><description>&amp;#{'9' * 5000}; ا</description></item></channel></rss>"),
        (HtmlReader(), PAGE),
        (JsonldReader(), LINKED),
        (WordpressReader(), json.dumps([{"id": 1, "content": {"rendered": ENDLESS}}])),
    ],
)
def test_characters_of_thousands_of_digits_are_read(reader: ListedReader, text: str) -> None:
    for found in reader.read(Blob(content=text.encode(), name="a"), Known()):  # type: ignore[attr-defined] # all have it
        assert isinstance(found, Article | Failed)
