"""What the pages do besides playing, in a real browser: the search, the home screen, and no network."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.browser import barriers, load_sound, opened, wait_until
from tests.loopback import serving
from tests.newsroom import FACTS, make_show, write_pages, write_sounds

from audionews.model import Photo
from audionews.model.paths import photo_file

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


PICTURED = dataclasses.replace(
    FOUND[0],
    id="2024-06-21-0000f070",
    photo=Photo(
        url="https://news.example.org/1.jpg",
        caption="طيور اللقلق فوق الوادي، وتحتها قرى الضفة الأخرى",
        credit="تصوير: هدى النجار",
        width=1200,
        height=800,
        size=1,
        sha256=64 * "f",
    ),
)


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a show whose newest article has a photo."""
    folder = tmp_path_factory.mktemp("pictured")
    write_pages(write_sounds(dataclasses.replace(SHOW, episodes=(PICTURED, *FOUND)), folder), folder)
    Image.new("RGB", (1200, 800), "#1060a0").save(folder / photo_file(PICTURED))
    with serving(folder) as url:
        yield url


LOADED = "[...document.images].every((one) => one.complete && one.naturalWidth > 0)"
EAGER = "for (const one of document.images) one.loading = 'eager'"


@pytest.mark.parametrize("path", ["index.html", f"episodes/{PICTURED.id}.html", f"episodes/{PICTURED.id}.embed.html"])
def test_pictures_load_fit_every_width_and_leave_no_barrier(browser: Browser, pictured: str, path: str) -> None:
    with opened(browser, f"{pictured}/{path}") as (page, complaints):
        page.evaluate(EAGER)
        wait_until(page, LOADED)
        for width in (288, 320, 768, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []
        assert complaints == []


def test_the_photo_of_the_article_stands_with_its_caption_and_credit(browser: Browser, pictured: str) -> None:
    with opened(browser, f"{pictured}/episodes/{PICTURED.id}.html") as (page, _):
        assert PICTURED.photo
        expect(page.locator("figcaption")).to_have_text(f"{PICTURED.photo.caption} {PICTURED.photo.credit}")
        shared = page.locator('meta[property="og:image"], meta[name="twitter:card"]')
        found = shared.evaluate_all("all => all.map((one) => one.content)")
        assert found == [f"{FACTS.base_url}/{photo_file(PICTURED)}", "summary_large_image"]
        page.goto(f"{pictured}/index.html")
        expect(page.locator(".lead figure")).to_be_visible()
        expect(page.locator(".cards .art")).to_have_count(3)


@pytest.mark.parametrize("path", ["index.html", f"episodes/{FOUND[1].id}.html", f"episodes/{FOUND[1].id}.embed.html"])
def test_no_sound_is_fetched_before_somebody_plays_it(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}") as (page, complaints):
        wait_until(page, "document.querySelector('audio-news').part('time').textContent.includes('/')")
        page.wait_for_load_state("networkidle")
        assert not [url for url in complaints.requests if ".mp3" in url]
        page.get_by_label("تشغيل", exact=True).click()
        wait_until(page, "document.querySelector('audio').currentTime > 0")
        assert [url for url in complaints.requests if ".mp3" in url]


def test_the_code_of_the_page_is_shown_when_it_is_asked_for(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/episodes/{FOUND[1].id}.html", color_scheme="dark") as (page, complaints):
        code = page.get_by_role("img", name="رمز QR لصفحة الحلقة")
        expect(code).to_be_hidden()
        page.get_by_text("رمز QR").press("Enter")
        expect(code).to_be_visible()
        assert code.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
        assert code.evaluate("one => one.getBoundingClientRect().width") > 150
        assert barriers(page) == []
        assert complaints == []
