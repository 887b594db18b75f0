import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from tests.wires import HEADLINE, PARAGRAPHS, in_html, only, read

from audionews.errors import ArticleError, Binary, NotAnArticle
from audionews.model import Blob, Image, Status
from audionews.readers.formats import sample
from audionews.readers.jsonld import JsonldReader

READER = JsonldReader()
LINK = "https://marsa.example/news/4711"
AT = datetime(2026, 11, 26, 10, 5, tzinfo=timezone(timedelta(hours=3)))


def article(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - what a site gives
    made = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": LINK},
        "identifier": "marsa-4711",
        "headline": f"{HEADLINE} &amp;amp; صور",
        "description": "حديقة جديدة في المرسى.",
        "articleBody": "\n".join(PARAGRAPHS),
        "articleSection": ["محليات", "بيئة"],
        "datePublished": "2026-11-26T10:05:00+03:00",
        "dateModified": "2026-11-26T11:05:00+03:00",
        "author": [{"@type": "Person", "name": "منى سالم"}],
        "image": {"@type": "ImageObject", "url": "https://marsa.example/1.jpg", "caption": "مدخل الحديقة"},
        "inLanguage": "ar",
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


@pytest.mark.parametrize("indent", [None, 2])
def test_an_article_is_read_with_all_its_facts(indent: int | None) -> None:
    found = only(READER, json.dumps(article(), indent=indent, ensure_ascii=indent is None))
    assert (found.headline, found.body) == (f"{HEADLINE} & صور", PARAGRAPHS)
    assert (found.date, found.modified, found.date_source) == (AT, AT + timedelta(hours=1), "markup")
    assert (found.byline, found.section) == ("منى سالم", "محليات")
    assert (found.link, found.source_id) == (LINK, "marsa-4711")
    assert found.image == Image(url="https://marsa.example/1.jpg", caption="مدخل الحديقة")


@pytest.mark.parametrize(
    "value",
    [
        [article(), article()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, article(), article()]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": article()} for _ in range(2)]},
        {"@type": "WebPage", "mainEntity": [article(), article()]},
    ],
)
def test_articles_in_lists_and_graphs_are_read(value: object) -> None:
    assert [found.body for found in read(READER, json.dumps(value)).articles] == [PARAGRAPHS, PARAGRAPHS]


def test_nodes_are_found_by_their_ids() -> None:
    graph = [article(author={"@id": "#mona"}), {"@type": "Person", "@id": "#mona", "name": "منى سالم"}]
    assert only(READER, json.dumps({"@graph": graph})).byline == "منى سالم"
    assert only(READER, json.dumps(article(author={"@id": "#mona"}))).byline == ""


def test_types_may_be_lists_or_addresses_and_the_text_may_have_markup() -> None:
    made = article(articleBody=in_html(), **{"@type": ["http://schema.org/ReportageNewsArticle", "Thing"]})
    assert only(READER, json.dumps(made)).body == PARAGRAPHS
    assert only(READER, json.dumps(article(articleBody=None, text="\n".join(PARAGRAPHS)))).body == PARAGRAPHS


def test_an_article_without_its_text_points_to_its_page_or_fails() -> None:
    values = [
        article(articleBody=None),
        article(articleBody=None, mainEntityOfPage=None),
        article(articleBody="قال..."),
    ]
    found = read(READER, json.dumps(values))
    assert [type(each).__name__ for each in found.found] == ["Pointer", "Failed", "Pointer"]
    assert found.pointers[0].url == LINK


def test_the_status_is_kept() -> None:
    assert only(READER, json.dumps(article(creativeWorkStatus="Draft"))).status is Status.WITHHELD
    assert only(READER, json.dumps(article(creativeWorkStatus="Published"))).status is Status.USABLE


def test_a_script_in_a_value_stays_a_value() -> None:
    assert only(READER, json.dumps(article(headline=f"{HEADLINE}</script><b>"))).headline == HEADLINE


@pytest.mark.parametrize(
    ("content", "error"), [('{"@type": "WebSite"}', NotAnArticle), ("[]", NotAnArticle), ("{", Binary)]
)
def test_what_has_no_article_is_refused(content: str, error: type[ArticleError]) -> None:
    with pytest.raises(error):
        read(READER, content)


def test_json_ld_is_recognized_by_the_types_of_its_nodes() -> None:
    def confidence(content: object) -> float:
        blob = Blob(content=json.dumps(content).encode(), name="a.txt")
        return READER.sniff(blob, sample(blob))

    assert confidence(article()) > 0.9
    assert confidence([article(**{"@type": ["Thing", "schema:BlogPosting"]})]) > 0.9
    assert confidence({"articleBody": "ا" * 30_000, "@type": "https://schema.org/Article"}) > 0.9
    others: tuple[object, ...] = ({"@type": "WebSite"}, {"headline": "NewsArticle"}, {"type": "NewsArticle"}, [])
    for other in others:
        assert confidence(other) == 0
