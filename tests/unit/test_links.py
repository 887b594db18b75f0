"""Addresses of one page are equal, those of other pages are not."""

import pytest

from audionews.catalogue.links import is_home, link_key

PAGE = "https://example.org/%D8%AE%D8%A8%D8%B1?id=1&a=%d8%a3"


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/خبر?id=1&a=أ",
        "https://www.example.org/خبر/?utm_source=x&id=1&fbclid=7&a=أ#comments",
        " HTTPS://EXAMPLE.org/%d8%ae%d8%a8%d8%b1?id=1&a=%D8%A3 ",
    ],
)
def test_a_page_has_one_key(link: str) -> None:
    assert link_key(link) == link_key(PAGE)


@pytest.mark.parametrize(
    "link", ["https://example.org/خبر", "https://example.org/خبر?id=2&a=أ", "https://m.example.org/خبر?id=1&a=أ", ""]
)
def test_other_pages_have_others(link: str) -> None:
    assert link_key(link) != link_key(PAGE)


def test_any_text_has_a_key() -> None:
    assert link_key("") == ""
    assert link_key("https://[x") == "https://[x"
    assert link_key("https://example.org/%ff") != link_key("https://example.org/%fe")


def test_a_front_page_is_told_from_articles() -> None:
    homes = (
        "https://example.org",
        "http://www.example.org/",
        "https://example.org/ar/",
        "https://example.org/index.php",
    )
    assert all(map(is_home, homes))
    pages = (
        "https://example.org/?p=1",
        "https://example.org/42",
        "https://example.org/ar/42",
        "https://example.org/a-b",
    )
    assert not any(map(is_home, pages))
