"""The pages in a real browser: without a script, with the player, in frames and on other sites."""

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import barriers, load_sound, opened, wait_until
from tests.newsroom import FACTS, make_episode, make_show, write_pages, write_sounds

from audionews.artwork.cover import episode_cover
from audionews.model import Show

pytestmark = pytest.mark.usefixtures("socket_enabled")

HEAD = '<!doctype html><meta charset="utf-8"><link rel="icon" href="audionews.svg">'
HOSTILE = '<script>document.title="hacked"</script> "اقتباس" & \'فاصلة\' ]]> \u202e ' + "ا" * 181
SHOW = make_show(2)
NEWS, BIRDS = SHOW.episodes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    hostile = dataclasses.replace(make_episode(2, title=HOSTILE), id="2024-06-18-bad")
    show = write_sounds(Show(facts=FACTS, episodes=(NEWS, BIRDS, hostile)), folder)
    write_pages(show, folder)
    for episode in show.episodes:
        (folder / f"episodes/{episode.id}.jpg").write_bytes(episode_cover(FACTS, episode.title))
    (folder / "frame.html").write_text(
        f'{HEAD}<iframe sandbox="allow-scripts" src="episodes/{NEWS.id}.embed.html"></iframe>'
    )
    return folder


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, f"{site}/episodes/{NEWS.id}.html") as (page, complaints):
        expect(page.get_by_label("تشغيل", exact=True)).to_be_visible()
        load_sound(page)
        yield page
    assert complaints == []


def place(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def lit(page: Page) -> list[str]:
    texts = page.locator(".lit").all_inner_texts()
    return [text.strip() for text in texts]


def go(page: Page, time: float) -> None:
    page.evaluate(
        "t => new Promise(done => {const a = document.querySelector('audio');"
        "a.addEventListener('seeked', () => setTimeout(done), {once: true}); a.currentTime = t})",
        time,
    )


PAGES = ("", f"episodes/{NEWS.id}.html", f"episodes/{BIRDS.id}.html", f"episodes/{NEWS.id}.embed.html")


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_every_width_and_ask_no_other_site(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}") as (page, complaints):
        load_sound(page)
        for width in (320, 480, 768, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert complaints == []
        assert {request.startswith(site) for request in complaints.requests} == {True}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier_on_light_or_dark_paper(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}#t=20", reduced_motion="reduce") as (page, _):
        wait_until(page, "document.querySelector('audio').currentTime === 20")
        assert barriers(page) == []


def test_without_a_script_there_are_sound_text_and_chapters(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/episodes/{NEWS.id}.html", java_script_enabled=False) as (page, complaints):
        expect(page.locator("audio[controls]")).to_be_visible()
        expect(page.locator(".text p")).to_have_count(4)
        assert re.fullmatch(rf"{NEWS.id}\.mp3#t=[\d.]+", page.locator(".chapters a").last.get_attribute("href") or "")
        assert complaints == []


def test_the_page_works_from_a_disk(browser: Browser, folder: Path) -> None:
    with opened(browser, f"file://{folder}/episodes/{NEWS.id}.html#t=20") as (page, complaints):
        wait_until(page, "document.querySelector('audio').currentTime === 20")
        expect(page.locator(".lit")).to_have_count(1)
        assert complaints == []


def test_a_hostile_headline_is_shown_as_text_everywhere(browser: Browser, site: str) -> None:
    for path in ("", "episodes/2024-06-18-bad.html", "episodes/2024-06-18-bad.embed.html"):
        with opened(browser, f"{site}/{path}", viewport={"width": 320, "height": 800}) as (page, complaints):
            expect(page.get_by_text('<script>document.title="hacked"</script>').first).to_be_visible()
            assert page.title() != "hacked"
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            assert complaints == []


def test_a_click_on_a_paragraph_plays_from_it_and_lights_only_it(page: Page) -> None:
    paragraph = page.locator(".text p").nth(2)
    paragraph.click()
    wait_until(page, "!document.querySelector('audio').paused")
    assert place(page) == pytest.approx(float(paragraph.get_attribute("data-start") or 0), abs=1)
    assert lit(page) == [paragraph.inner_text().strip()]


def test_never_two_paragraphs_are_lit_however_one_seeks(page: Page) -> None:
    written = [segment.text for segment in NEWS.segments]
    for cue in (*NEWS.cues, *reversed(NEWS.cues)):
        go(page, (cue.start + cue.end) / 2 / NEWS.rate)
        assert lit(page) == [written[cue.segment]]


def test_a_chapter_is_played_and_marked(page: Page) -> None:
    chapter = page.locator(".chapters a").nth(3)
    chapter.click()
    wait_until(page, "!document.querySelector('audio').paused")
    assert place(page) == pytest.approx(NEWS.chapters[3].start / NEWS.rate, abs=1)
    expect(page.locator("[data-chapter][aria-current]")).to_have_count(1)
    expect(chapter).to_have_attribute("aria-current", "true")
    expect(page.locator("audio-news .now")).to_have_text(NEWS.chapters[3].title)


def test_keyboard_reaches_every_paragraph(page: Page) -> None:
    page.get_by_label("استمع من هنا").last.focus()
    page.keyboard.press("Enter")
    wait_until(page, "!document.querySelector('audio').paused")
    assert lit(page) == [NEWS.segments[-1].text]


def test_keys_seek_skip_and_play(page: Page) -> None:
    page.get_by_label("موضع الاستماع").focus()
    for key, expected in (("ArrowRight", 5), ("l", 20), ("ArrowLeft", 15), ("j", 0)):
        page.keyboard.press(key)
        assert place(page) == pytest.approx(expected, abs=0.2)
    page.keyboard.press("Space")
    wait_until(page, "!document.querySelector('audio').paused")
    expect(page.get_by_label("إيقاف مؤقت")).to_be_visible()
    page.keyboard.press("k")
    wait_until(page, "document.querySelector('audio').paused")


def test_buttons_skip_15_seconds_and_stop_at_the_start(page: Page) -> None:
    page.get_by_label("تقديم 15 ثانية").click()
    assert place(page) == pytest.approx(15, abs=0.1)
    page.get_by_label("إرجاع 15 ثانية").click()
    page.get_by_label("إرجاع 15 ثانية").click()
    assert place(page) == 0


def test_transport_runs_from_left_to_right_on_a_page_from_right_to_left(page: Page) -> None:
    boxes = [
        page.get_by_label(label, exact=True).bounding_box() for label in ("تشغيل", "إرجاع 15 ثانية", "تقديم 15 ثانية")
    ]
    lefts = [box["x"] for box in boxes if box]
    assert lefts == sorted(lefts)
    assert page.evaluate("document.dir") == "rtl"


def test_speed_and_place_are_remembered(page: Page) -> None:
    page.get_by_label("سرعة التشغيل").select_option("1.5")
    go(page, 33)
    page.reload()
    wait_until(page, "document.querySelector('audio').currentTime === 33")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5


def test_a_link_to_a_time_goes_before_the_remembered_place(page: Page) -> None:
    go(page, 33)
    page.evaluate("location.hash = '#t=12.5'")
    wait_until(page, "document.querySelector('audio').currentTime === 12.5")
    page.reload()
    wait_until(page, "document.querySelector('audio').currentTime === 12.5")


def test_the_lock_screen_shows_headline_show_and_cover(page: Page) -> None:
    page.get_by_label("تشغيل", exact=True).click()
    wait_until(page, "navigator.mediaSession.metadata !== null")
    shown = page.evaluate(
        "(({title, artist, artwork}) => [title, artist, artwork[0].src])(navigator.mediaSession.metadata)"
    )
    assert shown[:2] == [NEWS.title, FACTS.title]
    assert shown[2].endswith(f"/episodes/{NEWS.id}.jpg")


def test_a_sound_that_does_not_load_is_told(browser: Browser, site: str) -> None:
    with opened(browser, "about:blank") as (page, _):
        page.route("**/*.mp3", lambda route: route.abort())
        page.goto(f"{site}/episodes/{NEWS.id}.html")
        page.get_by_role("button", name="تشغيل").click()
        expect(page.get_by_role("alert")).to_contain_text("تعذّر تحميل الصوت")


def test_the_framed_page_plays_where_only_scripts_are_allowed(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/frame.html") as (page, complaints):
        inside = page.frame_locator("iframe")
        inside.get_by_label("تشغيل", exact=True).click()
        expect(inside.get_by_label("إيقاف مؤقت")).to_be_visible()
        assert complaints == []


def test_a_newspapers_own_page_plays_the_sound_that_has_replaced_the_one_it_names(
    browser: Browser, site: str, folder: Path
) -> None:
    paragraphs = "".join(f"<p>{segment.text}</p>" for segment in NEWS.segments)
    own = f'<audio-news src="{site}/episodes/{NEWS.id}"></audio-news>{paragraphs}'
    (folder / "paper.html").write_text(f'{HEAD}<script src="{site}/audionews.js" defer></script>{own}', "utf-8")
    new = f"{site}/episodes/{NEWS.id}.0d9b2f6a"
    facts = json.loads((folder / f"episodes/{NEWS.id}.player.json").read_text("utf-8")) | {"sound": f"{new}.mp3"}
    answer = {"status": 200, "headers": {"access-control-allow-origin": "*"}, "json": facts}
    with opened(browser, "about:blank") as (page, complaints):
        page.route("**/*.player.json", lambda route: route.fulfill(**answer))
        page.route(f"{new}.*", lambda route: route.continue_(url=route.request.url.replace(".0d9b2f6a", "")))
        page.goto(f"{site.replace('127.0.0.1', 'localhost')}/paper.html")
        wait_until(page, f"document.querySelector('audio-news').audio.src === '{new}.mp3'")
        page.get_by_label("تشغيل", exact=True).click()
        wait_until(page, "!document.querySelector('audio-news').audio.paused")
        assert complaints == []
