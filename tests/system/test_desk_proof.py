"""The marks of a recognizer at the desk, in a real browser, with a stand-in for the recognizer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect
from tests.browser import barriers, faint_texts, opened, wait_until
from tests.desk_browser import ARTICLE, SETTINGS, open_desk
from tests.desk_with_recognizer import FOUND, ODD, WAIT
from tests.running import eventually
from tests.system.test_desk_attacks import Client
from tests.system.test_desk_browser import enter, paste

pytestmark = pytest.mark.usefixtures("socket_enabled")

ROOT = Path(__file__).parents[2]
TEXT = f"{ARTICLE}وقال أحد الصيادين إنه رأى قاع المرفأ أول مرة في حياته حين جفف العمال ماءه.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="module")
def desk(root: Path) -> Iterator[str]:
    (root / "audionews.toml").write_text(SETTINGS.replace("ar-espeak", "silence"), "utf-8")
    with open_desk(root, module="tests.desk_with_recognizer", PYTHONPATH=str(ROOT)) as url:
        yield url


@pytest.fixture(scope="module")
def cookies(browser: Browser, desk: str) -> StorageState:
    with opened(browser, desk) as (page, _):
        enter(page, "ليلى")
        return page.context.storage_state()


@pytest.fixture
def page(browser: Browser, desk: str, cookies: StorageState) -> Iterator[Page]:
    with opened(browser, desk, storage_state=cookies) as (page, complaints):
        yield page
    assert complaints == []
    assert {request for request in complaints.requests if not request.startswith((desk, "blob:"))} == set()


@pytest.fixture
def waits(root: Path) -> Iterator[Path]:
    """Let the recognizer listen to its first line until this file is removed."""
    file = root / WAIT
    file.touch()
    yield file
    file.unlink(missing_ok=True)


def ask(page: Page) -> None:
    page.get_by_role("button", name="استمع إلى كل السطور آليًّا").click()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def test_the_lines_least_like_their_text_are_marked_by_rank(page: Page, desk: str) -> None:
    page.goto(f"{paste(page, desk, TEXT)}/script")
    ask(page)
    first = page.locator(".marked[data-rank='1']")
    expect(first.locator(".far")).to_have_text(ODD[0])
    expect(first.locator(".mark mark")).to_have_text(FOUND)
    expect(page.locator(".marked[data-rank='2'] .far")).to_have_text(ODD[1])
    expect(page.locator(".ranking li")).to_have_count(page.locator(".marked").count())
    assert page.locator(".marked").count() < page.locator("[data-line]").count()
    assert barriers(page) == []
    page.keyboard.press("l")
    wait_until(page, f"document.activeElement.innerText === '{ODD[0]}'")
    page.keyboard.press("h")
    wait_until(page, "document.body.dataset.heard")
    page.keyboard.press("l")
    assert focused(page) == ODD[1]
    for _ in range(page.locator(".marked").count() - 1):
        page.keyboard.press("l")
    assert focused(page) == ODD[0], "after the last one comes the first one"
    page.locator(".ranking a").nth(1).click()
    assert focused(page) == ODD[1]


def test_a_line_that_is_spoken_otherwise_loses_its_mark_and_only_it_is_listened_to_again(
    page: Page, desk: str, root: Path
) -> None:
    page.goto(f"{paste(page, desk, TEXT.replace('الميناء', 'الشاطئ'))}/script")
    ask(page)
    page.locator(".marked .far", has_text=ODD[0]).click()
    page.locator("#panel").get_by_label("أو اكتب القراءة").fill("أَشْعَارْ")
    page.locator("#panel").get_by_role("button", name="ثبّت القراءة").click()
    expect(page.locator(".spoken", has_text="أَشْعَارْ")).to_have_count(1)
    expect(page.locator(".marked[data-rank='1']")).to_have_count(0)
    expect(page.locator(".marked[data-rank='2']")).to_have_count(1)
    (root / WAIT).touch()
    page.get_by_role("button", name="استمع إلى ما بقي آليًّا (سطر واحد)").click()
    lines = page.locator("[data-line]").count()
    expect(page.locator("[data-progress-words]")).to_have_text(f"1 من {lines}")  # up to the line, from memory
    (root / WAIT).unlink()
    expect(page.locator(".marked[data-rank='1'] .far")).to_have_text(ODD[1])


def test_an_editor_works_on_while_it_listens_and_may_stop_it(page: Page, desk: str, waits: Path) -> None:
    page.goto(f"{paste(page, desk, TEXT.replace('الميناء', 'الساحل'))}/script")
    ask(page)
    expect(page.get_by_role("progressbar", name="تقدّم الاستماع")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="أوقف الاستماع").click()
    expect(page.locator("#listening")).to_contain_text("يتوقف بعد هذا السطر")
    page.locator(".word", has_text="الناس").first.click()
    page.locator("#own").fill("النَّاسُ")
    waits.unlink()
    shown = page.get_by_role("link", name="انتهى الاستماع: أظهر ما سُمع")
    expect(shown).to_be_visible()
    expect(page.locator("#own")).to_have_value("النَّاسُ")
    shown.click()
    expect(page.locator(".marked")).to_have_count(1)
    expect(page.get_by_role("button", name="استمع إلى ما بقي آليًّا")).to_be_visible()


def test_marks_are_seen_on_every_screen(page: Page, desk: str) -> None:
    page.goto(f"{paste(page, desk, TEXT.replace('الميناء', 'الرصيف'))}/script")
    ask(page)
    expect(page.locator(".marked").first).to_be_visible()
    for width in (360, 768, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert barriers(page) == [], width
    assert faint_texts(page) == []


def test_what_a_paid_voice_has_to_speak_first_is_paid_only_after_its_price_was_shown(tmp_path: Path) -> None:
    (tmp_path / "audionews.toml").write_text(SETTINGS.replace("ar-espeak", "paid"), "utf-8")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/paid.toml").write_text('engine = "silence"\nlanguage = "ar"\nprice = 1000000.0\n', "utf-8")
    with open_desk(tmp_path, module="tests.desk_with_recognizer", PYTHONPATH=str(ROOT)) as url:
        client = Client(url)
        client.enter()
        draft = client.draft()
        asked = client.ask("POST", f"{draft}/proof", {"csrf": client.token()})
        assert asked.headers["location"] == f"{draft}/script?ask=yes#listening"
        page = client.ask("GET", f"{draft}/script?ask=yes").body
        shown = page.partition('name="cost" value="')[2].partition('"')[0]
        assert "بعملة الصوت" in page
        assert float(shown) > 100
        for cost in ("1", "much"):
            again = client.ask("POST", f"{draft}/proof", {"csrf": client.token(), "cost": cost})
            assert again.headers["location"].endswith("?ask=yes#listening")
        assert '"lines":0' in client.ask("GET", f"{draft}/proof/progress").body
        client.ask("POST", f"{draft}/proof", {"csrf": client.token(), "cost": shown})
        assert eventually(lambda: '"lines":0' not in client.ask("GET", f"{draft}/proof/progress").body)
        assert eventually(lambda: '"done":true' in client.ask("GET", f"{draft}/proof/progress").body)
        assert "data-rank" in client.ask("GET", f"{draft}/script").body
