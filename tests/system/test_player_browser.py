"""The player in a real browser: words, follow, onward, copying, events, frames of other sites, and the lists."""

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import barriers, load_sound, opened, wait_until
from tests.loopback import serving
from tests.newsroom import FACTS, make_episode, make_show, write_pages, write_sounds
from tests.papers import worded

from audionews.artwork.cover import episode_cover
from audionews.model import Show
from audionews.model.times import whole_seconds

pytestmark = pytest.mark.usefixtures("socket_enabled")

SECTIONS = dataclasses.replace(FACTS, sections={"sport": "رياضة"})
HOSTILE = '<script>document.title="hacked"</script>"\' ]]> \u202e\x01' + "ا" * 181


NEWS, OLDER = (dataclasses.replace(one, section="sport") for one in make_show(2).episodes)
NEWS = worded(NEWS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    body = make_episode(2, title=HOSTILE)
    segments = tuple(dataclasses.replace(one, text=f"{HOSTILE} {one.text}") for one in body.segments)
    hostile = dataclasses.replace(body, id="2024-06-18-00000bad", segments=segments, byline=HOSTILE, section="sport")
    show = write_sounds(Show(facts=SECTIONS, episodes=(NEWS, OLDER, hostile)), folder)
    write_pages(show, folder)
    for episode in show.episodes:
        (folder / f"episodes/{episode.id}.jpg").write_bytes(episode_cover(FACTS, episode.title[:60]))
    return folder


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, f"{site}/episodes/{NEWS.id}.html") as (page, complaints):
        load_sound(page)
        yield page
    assert complaints == []


def go(page: Page, time: float) -> None:
    page.evaluate(
        "t => new Promise(done => {const a = document.querySelector('audio');"
        "a.addEventListener('seeked', () => setTimeout(done), {once: true}); a.currentTime = t})",
        time,
    )


def test_the_right_paragraph_is_lit_at_twenty_random_times(page: Page) -> None:
    chance = random.Random(7)  # noqa: S311 - the same times each run
    for _ in range(20):
        time = chance.uniform(0.5, NEWS.samples / NEWS.rate - 1)
        go(page, time)
        cue = [one for one in NEWS.cues if one.start / NEWS.rate <= time + 0.05][-1]
        assert [text.strip() for text in page.locator(".lit").all_inner_texts()] == [NEWS.segments[cue.segment].text]


def test_the_word_being_read_is_lit_and_the_page_is_not_touched(page: Page) -> None:
    for cue in NEWS.cues[::3]:
        word = cue.words[len(cue.words) // 2]
        go(page, (word.start + word.end) / 2 / NEWS.rate)
        lit = page.evaluate("[...(CSS.highlights.get('word') ?? [])].map((range) => range.toString())")
        assert lit == [cue.text[word.first : word.last]]
    assert page.locator(".text span").count() == 0


def test_a_click_on_a_word_plays_from_it(page: Page) -> None:
    paragraph = page.locator(".text p").first
    cue = next(one for one in NEWS.cues if one.segment == 3)
    word = cue.words[4]
    box = page.evaluate(
        "([element, from, to]) => {const r = new Range(), t = element.lastChild; r.setStart(t, from); r.setEnd(t, to);"
        "const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]}",
        [paragraph.element_handle(), word.first, word.last],
    )
    page.mouse.click(*box)
    wait_until(page, "!document.querySelector('audio').paused")
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(
        word.start / NEWS.rate, abs=0.8
    )


def test_the_page_follows_the_voice_unless_switched_off(page: Page) -> None:
    follow, last = page.get_by_role("button", name="تتبّع النص"), page.locator(".text p").last
    page.get_by_label("تشغيل", exact=True).click()
    go(page, float(last.get_attribute("data-start") or 0) + 0.2)
    expect(last).to_be_in_viewport()
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")
    page.evaluate("scrollTo(0, 0)")
    go(page, 1)
    go(page, float(last.get_attribute("data-start") or 0) + 0.2)
    assert page.evaluate("scrollY") == 0


def test_the_next_episode_is_played_where_that_is_switched_on(page: Page, site: str) -> None:
    page.get_by_role("button", name="شغّل التالية").click()
    page.get_by_label("تشغيل", exact=True).click()
    go(page, NEWS.samples / NEWS.rate - 0.3)
    page.wait_for_url(f"{site}/episodes/{OLDER.id}.html#t=0&play")
    wait_until(page, "!document.querySelector('audio').paused")


def test_behind_the_dots_are_volume_timer_paragraphs_and_a_link_to_the_moment(page: Page) -> None:
    assert not any(
        "audionews-more" in name
        for name in page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    )
    page.get_by_role("button", name="المزيد").click()
    page.get_by_label("مستوى الصوت").fill("0.5")
    assert page.evaluate("document.querySelector('audio').volume") == 0.5
    page.get_by_label("مستوى الصوت").press("ArrowLeft")
    assert page.evaluate("document.querySelector('audio').currentTime") == 0
    starts = [
        cue.start / NEWS.rate for number, cue in enumerate(NEWS.cues) if cue.segment != NEWS.cues[number - 1].segment
    ]
    for expected in (starts[1], starts[2], starts[3]):
        page.get_by_role("button", name="الفقرة التالية").click()
        assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(expected, abs=0.01)
    page.get_by_role("button", name="الفقرة السابقة").click()
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(starts[2], abs=0.01)
    page.get_by_role("button", name="انسخ رابط هذه اللحظة").click()
    expect(page.get_by_label("الرابط")).to_have_value(f"{page.url}#t={int(starts[2])}")
    assert barriers(page) == []
    page.get_by_role("button", name="المزيد").click()
    expect(page.get_by_label("مستوى الصوت")).to_have_count(1)
    expect(page.get_by_label("مستوى الصوت")).to_be_hidden()


def test_the_timer_for_sleep_pauses_and_may_wait_for_the_end(page: Page, site: str) -> None:
    page.get_by_role("button", name="المزيد").click()
    timer = page.get_by_label("مؤقّت النوم")
    timer.select_option("10")
    page.get_by_label("تشغيل", exact=True).click()
    wait_until(page, "!document.querySelector('audio').paused")
    page.evaluate("(now => { Date.now = () => now + 600001 })(Date.now())")
    wait_until(page, "document.querySelector('audio').paused")
    expect(timer).to_have_value("")
    page.get_by_role("button", name="شغّل التالية").click()
    timer.select_option("end")
    page.get_by_label("تشغيل", exact=True).click()
    go(page, NEWS.samples / NEWS.rate - 0.3)
    wait_until(page, "document.querySelector('audio').ended")
    page.wait_for_timeout(300)
    assert page.url == f"{site}/episodes/{NEWS.id}.html"


def test_space_pauses_after_a_click_on_a_chapter(page: Page) -> None:
    page.locator("[data-chapter]").nth(2).click()
    wait_until(page, "!document.querySelector('audio').paused")
    page.keyboard.press("Space")
    wait_until(page, "document.querySelector('audio').paused")


def test_the_player_tells_the_length_that_feed_and_list_tell(page: Page) -> None:
    minutes, seconds = divmod(whole_seconds(NEWS.samples, NEWS.rate), 60)
    told = f"{minutes}:{seconds:02}"
    expect(page.locator("audio-news .time")).to_have_text(f"0:00 / {told}")
    page.get_by_label("تشغيل", exact=True).click()
    go(page, NEWS.samples / NEWS.rate - 0.1)
    wait_until(page, "document.querySelector('audio').ended")
    expect(page.locator("audio-news .time")).to_have_text(f"{told} / {told}")


def test_a_link_may_name_a_time_as_a_clock_shows_it(page: Page) -> None:
    page.evaluate("location.hash = '#t=1:02'")
    wait_until(page, "document.querySelector('audio').currentTime === 62")


def test_pages_can_listen_to_what_happens_and_nothing_is_sent(page: Page) -> None:
    page.evaluate(
        "globalThis.heard = []; for (const name of ['play', 'pause', 'ended'])"
        "document.addEventListener(`audionews:${name}`, (event) => heard.push([name, event.detail.key]))"
    )
    page.get_by_label("تشغيل", exact=True).click()
    wait_until(page, "heard.length === 1")
    page.get_by_label("إيقاف مؤقت").click()
    wait_until(page, "heard.length === 2")
    assert page.evaluate("heard") == [[name, f"audionews:{NEWS.id}"] for name in ("play", "pause")]


def test_the_code_to_embed_is_copied(page: Page) -> None:
    page.get_by_role("button", name="انسخ").click()
    expect(page.get_by_role("button", name="نُسخ")).to_be_visible()
    field = page.get_by_label("ضمّن الحلقة في موقعك")
    field.evaluate("element => { element.readOnly = false; element.value = ''; element.focus(); }")
    page.keyboard.press("Control+V")
    assert f'src="https://podcast.example.org/akhbar/episodes/{NEWS.id}.embed.html"' in field.input_value()


def test_everything_is_reached_and_played_with_the_keyboard_alone(page: Page) -> None:
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { let at = document.activeElement; at = at.shadowRoot?.activeElement ?? at;"
                "return at.getAttribute('aria-label') ?? at.className ?? ''; })()"
            )
        )
    assert {"تشغيل", "إرجاع 15 ثانية", "تقديم 15 ثانية", "موضع الاستماع", "سرعة التشغيل"} <= reached
    offers = [label for label in reached if label.startswith("استمع من هنا: ")]
    assert len(offers) == len(NEWS.segments) - 1, "each has a name of its own"


def test_a_frame_on_another_site_plays_with_scripts_alone(browser: Browser, site: str, folder: Path) -> None:
    source = f'<iframe sandbox="allow-scripts" src="{site}/episodes/{NEWS.id}.embed.html"></iframe>'
    (folder / "elsewhere.html").write_text(f'<!doctype html><link rel="icon" href="audionews.svg">{source}')
    with opened(browser, f"{site.replace('127.0.0.1', 'localhost')}/elsewhere.html") as (page, complaints):
        inside = page.frame_locator("iframe")
        inside.get_by_label("تشغيل", exact=True).click()
        expect(inside.get_by_label("إيقاف مؤقت")).to_be_visible()
        inside.get_by_label("تقديم 15 ثانية").click()
        assert complaints == []


LISTS = ("archive.html", "archive-2024-06.html", "section-sport.html")


@pytest.mark.parametrize("path", LISTS)
def test_lists_have_no_barrier_fit_every_width_and_ask_no_other_site(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}") as (page, complaints):
        for width in (320, 768, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []
        assert complaints == []
        assert {request.startswith(site) for request in complaints.requests} == {True}


@pytest.mark.parametrize(
    "path", [*LISTS, "episodes/2024-06-18-00000bad.html", "episodes/2024-06-18-00000bad.embed.html"]
)
def test_hostile_words_are_text_on_every_page(browser: Browser, site: str, path: str) -> None:
    with opened(browser, f"{site}/{path}") as (page, complaints):
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.title() != "hacked"
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert complaints == []


def test_a_page_comes_to_no_more_than_sixty_kilobytes(folder: Path) -> None:
    parts = ("audionews.css", "audionews.js", "audionews-words.js", "audionews.svg", f"episodes/{NEWS.id}.html")
    assert sum((folder / part).stat().st_size for part in parts) < 60_000


def test_an_open_page_loads_itself_again_when_a_build_changes_it(browser: Browser, folder: Path) -> None:
    file = folder / "index.html"
    before = file.read_text("utf-8")
    with serving(folder, live=True) as url, opened(browser, url) as (page, complaints):
        wait_until(page, "performance.getEntriesByType('resource').length > 3")
        file.write_text(before.replace("</h1>", " الجديدة</h1>", 1), "utf-8")
        expect(page.locator("h1").first).to_contain_text("الجديدة")
        assert complaints == []
    file.write_text(before, "utf-8")


def test_a_link_to_a_time_lights_its_word_before_any_sound_is_there(browser: Browser, site: str) -> None:
    start = next(cue for cue in NEWS.cues if cue.segment == 4).words[2].start / NEWS.rate + 0.05
    with opened(browser, f"{site}/episodes/{NEWS.id}.html#t={start}") as (page, complaints):
        wait_until(page, "CSS.highlights.has('word')")
        assert page.evaluate("document.querySelector('audio').readyState") == 0
        assert page.evaluate("[...CSS.highlights.get('word')][0].toString()") == NEWS.segments[4].text.split()[2]
        assert not [url for url in complaints.requests if ".mp3" in url]
