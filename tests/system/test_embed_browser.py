"""The player on the pages of newspapers, in a real browser: as a script on the page of the article, and in frames."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from tests.browser import barriers, opened, wait_until
from tests.newsroom import FACTS, make_show, write_pages, write_sounds
from tests.papers import STYLES, Paper, contrast_of_lit, lit, worded

from audionews.arabic.wording import voice_notice
from audionews.model import PlayerLook, Show
from audionews.render.embed import COMPACT, HEIGHT, frame_code, script_code
from audionews.render.environment import Templates

pytestmark = pytest.mark.usefixtures("socket_enabled")

NEWS, OTHER = make_show(2).episodes
NEWS = worded(NEWS)
NOTICE = voice_notice(NEWS.voice)
SPOKEN = [" ".join(one.text.replace("،", " ،").split()) for one in NEWS.segments]
READY = "document.querySelector('audio-news').lines?.some(({ block }) => block)"
TWO = "".join(f'<audio-news src="SITE/episodes/{one.id}"></audio-news>' for one in (NEWS, OTHER))
PLAYING = "[...document.querySelectorAll('audio-news')].map((one) => !one.audio.paused)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write_pages(write_sounds(Show(facts=FACTS, episodes=(NEWS, OTHER)), folder), folder)
    return folder


@pytest.fixture
def page(browser: Browser, site: str, folder: Path) -> Iterator[Page]:
    with opened(browser, Paper().write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        yield page
    assert complaints == []


def play(page: Page, time: float = 0.5) -> None:
    page.evaluate("t => {const one = document.querySelector('audio-news'); one.go(t); one.start()}", time)
    wait_until(page, "(({ paused, currentTime }) => !paused && currentTime > 0)(document.querySelector('audio'))")


def at(segment: int) -> float:
    return next(cue.start for cue in NEWS.cues if cue.segment == segment) / NEWS.rate + 0.3


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
@pytest.mark.parametrize("style", STYLES)
def test_what_is_read_is_lit_and_readable_on_any_page(
    browser: Browser, site: str, folder: Path, style: str, direction: str
) -> None:
    address = Paper(style=STYLES[style], direction=direction).write(NEWS, folder, site)
    with opened(browser, address, reduced_motion="reduce") as (page, complaints):
        wait_until(page, READY)
        for segment in (0, 4):
            play(page, at(segment))
            wait_until(page, "CSS.highlights.has('audionews-word')")
            assert lit(page) == [SPOKEN[segment]]
            assert lit(page, "word")[0] in SPOKEN[segment]
            assert contrast_of_lit(page) >= 4.5
            assert contrast_of_lit(page, "word") >= 4.5
        assert barriers(page) == []
        assert complaints == []


def test_the_code_of_the_first_version_goes_on_working(browser: Browser, site: str, folder: Path) -> None:
    player = f'<audio-news src="SITE/episodes/{NEWS.id}" for="h1, main > p"></audio-news>'
    frame = (
        f'<iframe src="SITE/episodes/{OTHER.id}.embed.html" title="x" width="600" height="220" '
        'sandbox="allow-scripts" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    with opened(browser, Paper(players=player + frame).write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        page.locator("main > p").nth(2).click()
        wait_until(page, f"{PLAYING}[0]")
        wait_until(page, "CSS.highlights.has('audionews-line')")
        assert lit(page) == [SPOKEN[3]]
        page.frame_locator("iframe").get_by_label("تشغيل", exact=True).click()
        expect(page.frame_locator("iframe").get_by_label("إيقاف مؤقت")).to_be_visible()
        expect(page.frame_locator("iframe").get_by_text(NOTICE)).to_be_visible()
        assert complaints == []


def test_the_page_of_the_newspaper_is_not_touched(browser: Browser, site: str, folder: Path) -> None:
    watch = """addEventListener("DOMContentLoaded", () => {
  globalThis.changes = [];
  const outside = (all) => all.map(({ target }) => target).filter((one) => !one.closest("audio-news"));
  const kinds = { attributes: true, childList: true, characterData: true, subtree: true };
  const watching = new MutationObserver((all) => changes.push(...outside(all).map((one) => one.outerHTML)));
  watching.observe(document.body, kinds);
});"""
    with opened(browser, "about:blank") as (page, complaints):
        page.add_init_script(watch)
        page.goto(Paper().write(NEWS, folder, site))
        wait_until(page, READY)
        for name in ("own", "timed", "chapter", "own"):
            page.locator(f"#{name}").click()
        assert page.url.endswith("#chapter"), "a link of the page leads where it led"
        assert page.evaluate(PLAYING) == [False]
        play(page, at(4))
        page.locator("main > p").nth(2).click()
        wait_until(page, "CSS.highlights.has('audionews-word')")
        assert page.locator("#own").inner_text() == "انسخ"
        assert page.evaluate("changes") == []
        assert complaints == []


@pytest.mark.parametrize(
    ("policy", "script"),
    [
        ("script-src SITE", "defer"),
        ("script-src 'nonce-n1'", 'nonce="n1" defer'),
        (
            "script-src 'nonce-n1' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types audionews",
            'nonce="n1" defer',
        ),
    ],
    ids=["addresses", "nonce", "trusted-types"],
)
def test_a_strict_policy_of_the_page_is_kept(
    browser: Browser, site: str, folder: Path, policy: str, script: str
) -> None:
    own = "default-src 'none'; connect-src SITE; media-src SITE; style-src 'self'; img-src 'self'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{own}; {policy}">'
    with opened(browser, Paper(head=head, script=script).write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        play(page, at(4))
        wait_until(page, "CSS.highlights.has('audionews-word')")
        assert complaints == []


def test_where_the_page_lets_nothing_else_load_there_is_still_the_sound(
    browser: Browser, site: str, folder: Path
) -> None:
    for policy in ("script-src SITE; media-src SITE", "script-src SITE/audionews.js; media-src SITE"):
        whole = f"default-src 'none'; {policy}; img-src *; style-src *"
        head = f'<meta http-equiv="Content-Security-Policy" content="{whole}">'
        with opened(browser, Paper(head=head).write(NEWS, folder, site)) as (page, _):
            page.get_by_label("تشغيل", exact=True).click()
            wait_until(page, "document.querySelector('audio-news').audio.currentTime > 0")


def test_the_page_stays_where_the_reader_is_unless_asked_to_follow(page: Page) -> None:
    follow, last = page.get_by_role("button", name="تتبّع النص"), page.locator("main > p", has_text="ومن المقرر أن تبدأ")
    expect(follow).to_be_visible()
    expect(follow).to_have_attribute("aria-pressed", "false")
    page.set_viewport_size({"width": 600, "height": 400})
    for number in (2, 5, len(SPOKEN) - 1):
        play(page, at(number))
    assert page.evaluate("scrollY") == 0
    follow.click()
    play(page, at(2))
    play(page, at(len(SPOKEN) - 1))
    expect(last).to_be_in_viewport()


def test_a_small_player_is_there_while_the_player_is_out_of_sight(page: Page) -> None:
    small = page.get_by_role("group", name="مشغّل مصغّر")
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_timeout(300)
    expect(small).to_have_count(0)
    play(page)
    expect(small).to_be_in_viewport()
    expect(small).to_contain_text(NEWS.title)
    expect(small).to_contain_text(NOTICE)
    assert small.evaluate("bar => getComputedStyle(bar).borderTopColor") == "rgb(11, 93, 78)"
    assert barriers(page) == []
    small.get_by_role("button", name=f"إيقاف مؤقت: {NEWS.title}").click()
    wait_until(page, "document.querySelector('audio-news').audio.paused")
    small.get_by_role("button", name="عُد إلى المشغّل").click()
    expect(small).to_have_count(0)
    page.evaluate("scrollTo(0, 1500)")
    small.get_by_role("button", name="أغلق المشغّل المصغّر").click()
    expect(small).to_have_count(0)


def test_the_notice_of_the_small_player_is_whole_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 288, "height": 600})
    play(page)
    page.evaluate("scrollTo(0, 1500)")
    small = page.get_by_role("group", name="مشغّل مصغّر")
    expect(small).to_be_in_viewport(ratio=1)
    assert small.locator(".notice").evaluate(
        "one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight"
    )


def test_every_paragraph_is_reached_with_the_keyboard(page: Page) -> None:
    named = "document.activeElement.shadowRoot?.activeElement?.getAttribute('aria-label')"
    for _ in range(12):
        page.keyboard.press("Tab")
        if str(page.evaluate(named)).startswith("استمع من هنا"):
            break
    seen = [page.evaluate(named)]
    for _ in SPOKEN[1:]:
        page.keyboard.press("ArrowDown")
        seen.append(page.evaluate(named))
        beside = "document.activeElement.shadowRoot.activeElement.getBoundingClientRect()"
        assert page.evaluate(f"{beside}.top >= 0 && {beside}.bottom <= innerHeight")
    assert len({str(one) for one in seen}) == len(SPOKEN)
    page.keyboard.press("Enter")
    wait_until(page, "CSS.highlights.has('audionews-line')")
    assert lit(page) == [SPOKEN[-1]]
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    wait_until(page, "document.querySelector('audio-news').audio.currentTime < 3")
    page.keyboard.press("k")
    wait_until(page, "document.querySelector('audio-news').audio.paused")


def test_a_word_that_is_clicked_plays_and_a_paragraph_that_is_pointed_at_offers_it(page: Page) -> None:
    paragraph = page.locator("main > p").nth(3)
    paragraph.hover()
    expect(page.locator("audio-news .from.at")).to_have_count(1)
    word = next(cue for cue in NEWS.cues if cue.segment == 4).words[3]
    text = "([element, text]) => {const r = new Range(), node = element.firstChild, at = node.data.indexOf(text);"
    box = page.evaluate(
        f"{text} r.setStart(node, at); r.setEnd(node, at + text.length);"
        "const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]}",
        [paragraph.element_handle(), NEWS.segments[4].text[word.first : word.last]],
    )
    page.mouse.click(*box)
    wait_until(page, "!document.querySelector('audio-news').audio.paused")
    assert page.evaluate("document.querySelector('audio-news').audio.currentTime") == pytest.approx(
        word.start / NEWS.rate, abs=0.8
    )


def test_paragraphs_can_be_left_alone(browser: Browser, site: str, folder: Path) -> None:
    player = f'<audio-news src="SITE/episodes/{NEWS.id}" paragraphs="off" mini="off"></audio-news>'
    with opened(browser, Paper(players=player).write(NEWS, folder, site)) as (page, _):
        wait_until(page, READY)
        page.locator("main > p").nth(2).click()
        assert page.evaluate(PLAYING) == [False]
        expect(page.get_by_role("button", name="استمع من هنا")).to_have_count(0)
        play(page)
        page.evaluate("scrollTo(0, 1500)")
        page.wait_for_timeout(300)
        expect(page.get_by_role("group", name="مشغّل مصغّر")).to_have_count(0)


def test_of_two_players_one_plays(browser: Browser, site: str, folder: Path) -> None:
    script = f'<script src="{site}/audionews.js" defer></script>'  # as both are pasted, it is there twice
    with opened(browser, Paper(players=TWO, head=script).write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        first, second = (page.locator("audio-news").nth(n).get_by_label("تشغيل", exact=True) for n in (0, 1))
        first.click()
        wait_until(page, f"{PLAYING}[0]")
        second.click()
        wait_until(page, f"String({PLAYING}) === 'false,true'")
        first.click()
        wait_until(page, f"String({PLAYING}) === 'true,false'")
        assert complaints == []


def test_of_frames_and_players_one_plays(browser: Browser, site: str, folder: Path) -> None:
    frames = "".join(
        f'<iframe sandbox="allow-scripts" src="SITE/episodes/{one.id}.embed.html"></iframe>' for one in (NEWS, OTHER)
    )
    player = f'<audio-news src="SITE/episodes/{NEWS.id}"></audio-news>'
    with opened(browser, Paper(players=frames + player).write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        first, second = (page.frame_locator("iframe").nth(number) for number in (0, 1))
        places: list[FrameLocator | Locator] = [first, second, page.locator("audio-news")]
        for playing in (0, 1, 2, 0, 2, 1):
            places[playing].get_by_label("تشغيل", exact=True).click()
            for number, place in enumerate(places):
                label = "إيقاف مؤقت" if number == playing else "تشغيل"
                expect(place.get_by_label(label, exact=True)).to_be_visible()
        assert complaints == []


def test_two_pages_of_the_show_do_not_play_at_once(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/episodes/{NEWS.id}.html") as (one, _):
        other = one.context.new_page()
        other.goto(f"{site}/episodes/{OTHER.id}.html")
        for page, silent in ((one, other), (other, one)):
            page.get_by_label("تشغيل", exact=True).click()
            wait_until(silent, "document.querySelector('audio').paused")
            wait_until(page, "!document.querySelector('audio').paused")


@pytest.mark.parametrize(
    ("language", "label", "notice"),
    [
        ("ar", "استمع إلى المقال · دقيقة واحدة", NOTICE),
        ("en", "Listen to this article · 1 min", "Read by an AI-generated voice, not by a person."),
        ("fr", "Écouter l’article · 1 min", "Lu par une voix générée par l’IA, non par une personne."),
    ],
)
def test_the_compact_form_is_a_button_with_the_duration(
    browser: Browser, site: str, folder: Path, language: str, label: str, notice: str
) -> None:
    player = script_code(NEWS, FACTS, Templates(), PlayerLook(size="compact", language=language))
    player = player.partition("\n")[2].replace(FACTS.base_url, "SITE")
    with opened(browser, Paper(players=player).write(NEWS, folder, site), reduced_motion="reduce") as (
        page,
        complaints,
    ):
        wait_until(page, READY)
        expect(page.locator("audio-news .notice")).to_have_text(notice)
        assert barriers(page) == []
        page.get_by_role("button", name=label, exact=True).click()
        wait_until(page, f"{PLAYING}[0]")
        expect(page.locator("audio-news .seek")).to_be_visible()
        assert barriers(page) == []
        assert complaints == []


def test_a_page_without_scripts_has_a_link(browser: Browser, site: str, folder: Path) -> None:
    player = script_code(NEWS, FACTS, Templates()).partition("\n")[2].replace(FACTS.base_url, "SITE")
    with opened(browser, Paper(players=player).write(NEWS, folder, site), java_script_enabled=False) as (page, _):
        page.get_by_role("link", name="استمع إلى المقال").click()
        assert page.url == f"{site}/episodes/{NEWS.id}.html"


LOOKS = [
    "",
    "?theme=dark&accent=%23c8102e",
    "?theme=light&accent=f2c200",
    "?size=compact",
    "?size=compact&theme=dark&lang=en",
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_frame_shows_the_whole_notice_at_every_width(browser: Browser, site: str, look: str) -> None:
    height = COMPACT if "compact" in look else HEIGHT
    with opened(browser, f"{site}/episodes/{NEWS.id}.embed.html{look}", reduced_motion="reduce") as (page, complaints):
        wait_until(page, "document.querySelector('audio-news').probe")
        for width in (288, 320, 360, 400, 520, 900):
            page.set_viewport_size({"width": width, "height": height})
            notice = page.locator(".notice")
            expect(notice).to_be_in_viewport(ratio=1)
            assert notice.evaluate("one => one.getBoundingClientRect().bottom") <= height
            assert page.evaluate("document.documentElement.scrollHeight") <= height
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []
        assert complaints == []


def test_the_theme_of_a_frame_goes_before_that_of_the_system(browser: Browser, site: str) -> None:
    for system in ("light", "dark"):
        for theme, background in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 23, 27)")):
            address = f"{site}/episodes/{NEWS.id}.embed.html?theme={theme}"
            with opened(browser, address, color_scheme=system) as (page, _):
                paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
                wait_until(page, f"getComputedStyle(document.body).color !== '' && {paper} !== ''")
                page.evaluate("document.body.style.background = 'var(--paper)'")
                assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background


def test_a_frame_takes_the_height_that_it_needs_and_tells_what_happens(
    browser: Browser, site: str, folder: Path
) -> None:
    code = frame_code(NEWS, FACTS, Templates(), PlayerLook(fluid=True)).replace(FACTS.base_url, "SITE")
    head = (
        "<script>globalThis.told = []; for (const name of ['ready', 'play', 'pause', 'progress', 'ended'])"
        "document.addEventListener(`audionews:${name}`, ({ type, detail, target }) => "
        "told.push([type, detail.percent, target.localName]))</script>"
    )
    with opened(browser, Paper(players=code, head=head).write(NEWS, folder, site)) as (page, complaints):
        frame = page.locator("iframe")
        inside = page.frame_locator("iframe")
        heights = []
        for width in (288, 900):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(300)
            heights.append(frame.bounding_box()["height"])  # type: ignore[index] # it is visible
            assert inside.locator("html").evaluate("one => one.scrollHeight - innerHeight") == 0
        assert heights[0] > heights[1]
        inside.get_by_label("تشغيل", exact=True).click()
        wait_until(page, "told.some(([type]) => type === 'audionews:play')")
        page.evaluate(
            "document.querySelector('iframe').contentWindow.postMessage({ type: 'audionews:seek', time: 40 }, '*')"
        )
        wait_until(page, "told.some(([type, percent]) => type === 'audionews:progress' && percent === 50)")
        page.evaluate("document.querySelector('iframe').contentWindow.postMessage({ type: 'audionews:pause' }, '*')")
        themed = "{ type: 'audionews:theme', theme: 'dark' }"
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({themed}, '*')")
        expect(inside.locator("html")).to_have_css("color-scheme", "dark")
        wait_until(page, "told.some(([type, , target]) => type === 'audionews:pause' && target === 'iframe')")
        assert complaints == []


def test_events_tell_what_was_listened_to(page: Page) -> None:
    page.evaluate(
        "globalThis.told = []; for (const name of ['play', 'progress', 'ended'])"
        "document.addEventListener(`audionews:${name}`, ({ type, detail }) => told.push({ type, ...detail }))"
    )
    play(page)
    for share in (0.3, 0.6, 0.8, 0.995):
        page.evaluate("t => document.querySelector('audio-news').go(t)", share * NEWS.samples / NEWS.rate)
        page.wait_for_timeout(400)
    wait_until(page, "told.some(({ type }) => type === 'audionews:ended')")
    told = page.evaluate("told")
    assert [one["percent"] for one in told if one["type"] == "audionews:progress"] == [25, 50, 75, 100]
    assert told[0]["title"] == NEWS.title
    assert told[0]["duration"] == pytest.approx(NEWS.samples / NEWS.rate, abs=0.2)
    assert re.fullmatch(rf"audionews:http://.*/episodes/{NEWS.id}", told[0]["key"])


def test_a_page_that_turns_dark_takes_its_player_along(page: Page) -> None:
    card = "getComputedStyle(document.querySelector('audio-news').shadowRoot.querySelector('.root')).backgroundColor"
    light = page.evaluate(card)
    page.evaluate("document.body.style.cssText = 'background:#111;color:#eee'")
    wait_until(page, f"{card} !== '{light}'")
    play(page, at(4))
    wait_until(page, "CSS.highlights.has('audionews-line')")
    assert contrast_of_lit(page) >= 4.5
    page.evaluate("document.querySelector('audio-news').setAttribute('theme', 'light')")
    wait_until(page, f"{card} === '{light}'")


def test_a_page_that_writes_its_text_anew_is_read_on(page: Page) -> None:
    play(page, at(4))
    wait_until(page, "CSS.highlights.has('audionews-line')")
    page.evaluate("for (const one of document.querySelectorAll('main > p')) one.innerHTML = `<b>${one.innerHTML}</b>`")
    play(page, at(5))
    wait_until(page, "CSS.highlights.has('audionews-line')")
    assert lit(page) == [SPOKEN[5]]
    page.evaluate("for (const one of document.querySelectorAll('main > p')) one.replaceWith(one.cloneNode(true))")
    page.locator("main > p").nth(2).click()
    wait_until(page, "document.querySelector('audio').currentTime < 30")
    assert lit(page) == [SPOKEN[3]]
    page.evaluate("document.querySelectorAll('main > p').forEach((one) => one.remove())")
    play(page, at(5))
    assert lit(page) == []


def test_a_player_that_is_moved_or_taken_away_leaves_nothing_behind(page: Page) -> None:
    play(page, at(4))
    page.evaluate("document.querySelector('h1').before(document.querySelector('audio-news'))")
    wait_until(page, READY)
    play(page, at(4))
    wait_until(page, "CSS.highlights.has('audionews-line')")
    page.evaluate("document.querySelector('audio-news').remove()")
    assert lit(page) == []
    page.locator("main > p").nth(2).click()
    assert lit(page) == []


@pytest.mark.parametrize("allowed", [True, False])
def test_the_picture_of_the_episode_is_shown_where_the_page_allows_it(
    browser: Browser, site: str, folder: Path, *, allowed: bool
) -> None:
    player = f'<audio-news src="SITE/episodes/{NEWS.id}"{" artwork" * allowed}></audio-news>'
    own = "default-src 'none'; connect-src SITE; media-src SITE; script-src SITE; style-src 'self'; img-src"
    head = f'<meta http-equiv="Content-Security-Policy" content="{own} {"SITE" if allowed else "none"}">'
    with opened(browser, Paper(players=player, head=head).write(NEWS, folder, site)) as (page, complaints):
        wait_until(page, READY)
        shown = page.locator("audio-news .emblem")
        expect(shown).to_have_js_property("localName", "img" if allowed else "svg")
        expect(shown).to_be_visible()
        pictures = [url for url in complaints.requests if url.endswith(".webp")]
        assert pictures == [f"{site}/episodes/{NEWS.id}.small.webp"] * allowed
        assert barriers(page) == []
