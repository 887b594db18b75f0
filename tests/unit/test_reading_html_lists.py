import pytest
from tests.reading import articles
from tests.web_pages import ARTICLE_PAGES, LIST_PAGES, PARAGRAPHS, cards, page

from audionews.errors import NotAnArticle
from audionews.model import Blob, Known, Pointer
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


def test_force_reads_a_list_too() -> None:
    (article,) = articles(
        HtmlReader().read(Blob(content=LIST_PAGES["portal of tables"].encode()), Known(force=True, headline="عنوان"))
    )
    assert article.body


API = '<link rel="https://api.w.org/" href="https://news.example/wp-json/">'


@pytest.mark.parametrize(
    ("alternate", "query"),
    [
        ("", ""),
        ("categories/12", "?categories=12"),
        ("tags/3", "?tags=3"),
        ("users/7", "?author=7"),
        ("pages/2", ""),
    ],
)
def test_the_page_of_a_wordpress_points_to_its_posts(alternate: str, query: str) -> None:
    link = f'<link rel="alternate" type="application/json" href="https://news.example/wp-json/wp/v2/{alternate}">'
    text = page(cards(), API + (link if alternate else ""), "المرسى", ' class="home blog"')
    posts = f"https://news.example/wp-json/wp/v2/posts{query}"
    assert found(text, url="https://news.example/") == [Pointer(url=posts)]


def test_a_saved_page_of_a_wordpress_names_its_address() -> None:
    text = page(cards(), f'{API}<link rel="canonical" href="https://news.example/">', "المرسى", ' class="home blog"')
    with pytest.raises(NotAnArticle) as refused:
        found(text)
    assert refused.value.remedy.endswith("audionews build https://news.example/")


def test_the_feed_of_a_list_is_named() -> None:
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in (
            ("تعليقات", "/comments/feed/"),
            ("المرسى", "/feed/"),
            ("رياضة", "/sport/feed/"),
        )
    )
    text = page(f"<h1>رياضة</h1>{cards()}", head, "رياضة")
    for url, feed in (("https://news.example/sport/", "/sport/feed/"), ("https://news.example/x", "/feed/")):
        with pytest.raises(NotAnArticle) as refused:
            found(text, url=url)
        assert refused.value.remedy.endswith(f"audionews build https://news.example{feed}")
