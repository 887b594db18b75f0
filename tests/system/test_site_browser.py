"""What the pages do besides playing, in a real browser: the search, the home screen, and no network."""

import dataclasses
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import barriers, load_sound, opened, wait_until
from tests.newsroom import FACTS, make_show, write_pages, write_sounds

pytestmark = pytest.mark.usefixtures("socket_enabled")

SECTIONS = dataclasses.replace(FACTS, sections={"sport": "رياضة"})
SHOW = make_show(3, SECTIONS)
TITLES = ("افتتاح المكتبة الجديدة في أُسوان", "سبق صحفي عن إحدى القرى", "<b>نبأ</b> عن المدرسة 12")
FOUND = tuple(
    dataclasses.replace(one, title=title, section="sport") for one, title in zip(SHOW.episodes, TITLES, strict=True)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write_pages(write_sounds(dataclasses.replace(SHOW, episodes=FOUND), folder), folder)
    return folder


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("مكتبه اسوان", [TITLES[0]]),
        ("أحدي القرى", [TITLES[1]]),
        ("مدرسة ١٢", [TITLES[2]]),
        ("رياضة عن", [TITLES[1], TITLES[2]]),
        ("قطار", []),
    ],
)
def test_the_search_finds_words_in_any_spelling(browser: Browser, site: str, words: str, found: list[str]) -> None:
    with opened(browser, f"{site}/search.html") as (page, complaints):
        page.keyboard.type(words)
        expect(page.get_by_role("status")).to_contain_text(str(len(found)) if found else "لا توجد حلقة")
        assert page.locator("#found a").all_inner_texts() == found
        assert barriers(page) == []
        assert complaints == []
        page.reload()
        expect(page.locator("#found a")).to_have_count(len(found))


@pytest.mark.parametrize("path", ["search.html", "404.html"])
def test_these_pages_fit_every_width(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}") as (page, _):
        for width in (320, 768, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []


def test_what_was_read_opens_without_a_network_and_sound_is_not_kept(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/index.html") as (page, complaints):
        wait_until(page, "navigator.serviceWorker.ready.then(() => true)")
        page.goto(f"{site}/episodes/{FOUND[0].id}.html")
        wait_until(page, "navigator.serviceWorker.controller !== null")
        page.reload()
        load_sound(page)
        assert complaints == []
        kept = "caches.open('audionews-1').then(c => c.keys()).then(all => all.map(one => one.url))"
        assert not [url for url in page.evaluate(kept) if ".mp3" in url]
        page.context.set_offline(True)
        page.reload()
        expect(page.locator("h1")).to_have_text(TITLES[0])
        page.goto(f"{site}/archive-1999-01.html")
        expect(page.locator("h1")).to_have_text(FACTS.title)


def test_a_card_plays_its_episode(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/index.html") as (page, _):
        page.get_by_role("link", name=f"استمع: {TITLES[1]}").click()
        expect(page.locator("h1")).to_have_text(TITLES[1])
        expect(page.get_by_label("إيقاف مؤقت")).to_be_visible()
