"""The newspaper's page of the examples, in a browser, with the show of the examples behind it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import opened, wait_until
from tests.doc_pages import ROOT

from audionews import Settings, Show, build

pytestmark = pytest.mark.usefixtures("socket_enabled")

PAGE = (ROOT / "examples" / "newspaper.html").read_text("utf-8")
ARTICLES = ROOT / "examples" / "articles"
ADDRESS = "http://127.0.0.1:8000"
READY = "document.querySelector('audio-news').lines?.filter(({ block }) => block).length > 3"
PLAYING = "(({ paused, currentTime }) => !paused && currentTime > 0)(document.querySelector('audio'))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIONEWS_CACHE", str(folder / "cache"))
        built = build([str(ARTICLES)], Show.open(folder / "output", Settings(voice="silence")))
    assert built.failures == ()
    return folder / "output"


def test_the_player_finds_the_article_and_the_frame_has_its_own(browser: Browser, site: str, tmp_path: Path) -> None:
    assert PAGE.count(ADDRESS) >= 4
    page_file = tmp_path / "newspaper.html"
    page_file.write_text(PAGE.replace(ADDRESS, site.rstrip("/")), "utf-8")
    with opened(browser, page_file.as_uri()) as (page, complaints):
        wait_until(page, READY)
        page.locator("article p").first.click()
        wait_until(page, PLAYING)
        wait_until(page, "CSS.highlights.has('audionews-line')")
        frame = page.frame_locator("iframe")
        page.locator("iframe").scroll_into_view_if_needed()
        expect(frame.get_by_label("تشغيل", exact=True)).to_be_visible()
        assert complaints == []
