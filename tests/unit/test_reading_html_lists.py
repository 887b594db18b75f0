import pytest
from tests.reading import articles
from tests.web_pages import ARTICLE_PAGES, LIST_PAGES, PARAGRAPHS

from audionews.errors import NotAnArticle
from audionews.model import Blob, Known
from audionews.readers.html import HtmlReader


def found(text: str, given: Known | None = None, url: str = "") -> list[object]:
    blob = Blob(content=text.encode(), name="a.html", url=url)
    return list(HtmlReader().read(blob, given or Known()))


@pytest.mark.parametrize("kind", LIST_PAGES)
def test_a_page_of_many_articles_is_refused(kind: str) -> None:
    with pytest.raises(NotAnArticle, match="many articles") as refused:
        found(LIST_PAGES[kind])
    assert "address" in refused.value.remedy


@pytest.mark.parametrize("kind", ARTICLE_PAGES)
def test_a_page_with_an_article_is_read(kind: str) -> None:
    blob = Blob(content=ARTICLE_PAGES[kind].encode(), name="a.html")
    (article,) = articles(HtmlReader().read(blob, Known()))
    assert PARAGRAPHS[0] in article.body
