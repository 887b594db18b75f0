"""The desk in a real browser: from the paste to the feed, by mouse and by keyboard, and two people at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect
from tests.browser import barriers, faint_texts, opened, wait_until
from tests.desk_browser import ARTICLE, open_desk

pytestmark = pytest.mark.usefixtures("socket_enabled")

HOSTILE = '<script>document.title="hacked"</script><img src=x onerror=alert(1)>"\'{{ 7 * 7 }}'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def desk(root: Path) -> Iterator[str]:
    with open_desk(root) as url:
        yield url


@pytest.fixture(scope="module")
def cookies(browser: Browser, desk: str) -> StorageState:
    """Return what a browser keeps of an editor who has said her name."""
    with opened(browser, desk) as (page, _):
        enter(page, "ليلى")
        return page.context.storage_state()


@pytest.fixture
def page(browser: Browser, desk: str, cookies: StorageState) -> Iterator[Page]:
    with opened(browser, desk, storage_state=cookies) as (page, complaints):
        yield page
    assert [each for each in complaints if not any(status in each for status in ("409", "413", "422"))] == []
    assert {request for request in complaints.requests if not request.startswith((desk, "blob:"))} == set()


def enter(page: Page, name: str) -> None:
    page.get_by_label("الاسم").fill(name)
    page.get_by_role("button", name="ادخل").click()
    expect(page.get_by_role("heading", name="الوارد")).to_be_visible()


def paste(page: Page, desk: str, text: str) -> str:
    """Paste an article and return the address of its draft."""
    page.goto(desk)
    page.get_by_label("ألصق نص المقال").fill(text)
    page.get_by_role("button", name="اقرأ النص").click()
    page.wait_for_url("**/drafts/*")
    return page.url


def place_of(page: Page, text: str) -> str:
    """Return the place of the line with a text."""
    return page.locator(".line", has_text=text).locator("[aria-pressed=true]").inner_text()


def hear(page: Page, number: int) -> bytes:
    """Click to listen to a line, and return its sound, which is in the cache then."""
    page.locator(f"[data-line='{number}'] [data-hear=a]").click()
    wait_until(page, f"(document.body.dataset.heard ?? '').startsWith('{number} ')")
    page.evaluate("delete document.body.dataset.heard")
    desk, _, path = page.url.partition("/drafts/")
    form: dict[str, str | float | bool] = {"csrf": page.locator("body").get_attribute("data-token") or ""}
    answer = page.request.post(
        f"{desk}/drafts/{path.partition('/')[0]}/lines/{number}/sound", form=form, headers={"origin": desk}
    )
    return answer.body()


def approve(page: Page, draft: str) -> str:
    """Approve a draft and return the id of its episode."""
    page.goto(f"{draft}/publish")
    page.locator("[data-key=approve]").click()
    link = page.get_by_role("link", name="انظر إليها بين الحلقات")
    expect(link).to_be_visible(timeout=60_000)
    return (link.get_attribute("href") or "").rpartition("#e-")[2]


def feed(root: Path) -> str:
    return (root / "output/feed.xml").read_text("utf-8")


def test_the_page_of_an_error_and_the_door_have_the_ground_and_the_head_of_the_others(
    browser: Browser, desk: str, cookies: StorageState
) -> None:
    width = "document.querySelector('header').getBoundingClientRect().width"
    look = f"[getComputedStyle(document.body).backgroundColor, {width}]"
    with opened(browser, desk, storage_state=cookies) as (page, _):
        inbox = page.evaluate(look)
        page.goto(f"{desk}/drafts/nothing")
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.evaluate(look) == inbox
        page.goto(f"{desk}/door")
        assert page.evaluate(look) == inbox


def test_an_article_from_the_paste_to_the_feed_and_back(page: Page, desk: str, root: Path) -> None:
    draft = paste(page, desk, ARTICLE)
    title = "افتتاح حديقة الميناء القديم بعد عامين من العمل"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert place_of(page, "شارك المقال") == "لا يُقرأ"

    last = page.locator(".line", has_text="ويفتح الباب الشرقي")
    last.get_by_role("button", name="الملخص").click()
    expect(last.locator("[aria-pressed=true]")).to_have_text("الملخص")

    fix_two_words(page, draft, root)
    episode = approve(page, draft)
    assert title in feed(root)
    assert f"episodes/{episode}.mp3" in feed(root)
    assert "كُتِبَ" in (root / f"output/episodes/{episode}.readings.json").read_text("utf-8")

    correct(page, desk, root, episode)
    withdraw_and_restore(page, desk, root, episode)
    page.goto(f"{desk}/log")
    expect(page.locator(".log li").first).to_contain_text("ليلى أعاد حلقة")


def fix_two_words(page: Page, draft: str, root: Path) -> None:
    """Fix one for this place and one for always, and listen to both."""
    page.goto(f"{draft}/script")
    line = page.locator("[data-line]", has_text="كتب الناس")
    number = int(line.get_attribute("data-line") or 0)
    first = hear(page, number)
    assert first[:4] == b"RIFF"
    line.locator(".word", has_text="كتب").first.click()
    panel = page.locator("#panel")
    panel.get_by_label("أو اكتب القراءة").fill("كُتِبَ")
    panel.get_by_role("button", name="ثبّت القراءة").click()
    expect(line.locator(".spoken")).to_contain_text("كُتِبَ")
    assert hear(page, number) != first

    line.locator(".word", has_text="الجدار").click()
    panel.get_by_label("أو اكتب القراءة").fill("الجِدَارْ")
    panel.get_by_label("دائمًا").check()
    panel.get_by_role("button", name="ثبّت القراءة").click()
    expect(line.locator(".spoken")).to_contain_text("الجِدَارْ")
    assert "الجدار" in (root / "lexicon.toml").read_text("utf-8")
    hear(page, number)


def correct(page: Page, desk: str, root: Path, episode: str) -> None:
    page.goto(f"{desk}/episodes")
    page.locator(f"#e-{episode}").get_by_role("button", name="صحّح").click()
    page.wait_for_url("**/drafts/*")
    line = page.locator(".line", has_text="وقالت مهندسة")
    line.locator("summary").click()
    line.locator("textarea").fill("وقالت مهندسة الحديقة إن الممرات كلها من حجر جديد جلب من الجبل ورتب قطعة قطعة.")
    line.get_by_role("button", name="احفظ النص").click()
    expect(page.locator(".line", has_text="حجر جديد")).to_be_visible()
    page.goto(f"{page.url.partition('#')[0]}/publish")
    expect(page.locator(".plan")).to_contain_text("تصحيح حلقة منشورة")
    page.get_by_label("ملاحظة التصحيح").fill("صُحّح مصدر الحجر.")
    page.locator("[data-key=approve]").click()
    expect(page.get_by_role("heading", name="الحلقة جاهزة")).to_be_visible(timeout=60_000)
    assert "صُحّح مصدر الحجر." in feed(root)
    assert feed(root).count("<item>") == 1
    assert "كُتِبَ" in (root / f"output/episodes/{episode}.script.json").read_text("utf-8")


def withdraw_and_restore(page: Page, desk: str, root: Path, episode: str) -> None:
    page.goto(f"{desk}/episodes")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(f"#e-{episode}").get_by_role("button", name="اسحبها").click()
    expect(page.locator(f"#e-{episode} .badge")).to_have_text("مسحوبة")
    assert "<item>" not in feed(root)
    page.locator(f"#e-{episode}").get_by_role("button", name="أعدها").click()
    expect(page.locator(f"#e-{episode} .badge")).to_have_text("منشورة")
    assert "<item>" in feed(root)


def test_lines_are_moved_without_a_mouse(page: Page, desk: str) -> None:
    paste(page, desk, ARTICLE.replace("الميناء", "المحطة"))
    for key in ("n", "n", "n", "2"):
        page.keyboard.press(key)
    expect(page.locator(".line").nth(2).locator("[aria-pressed=true]")).to_have_text("الملخص")
    page.keyboard.press("p")
    wait_until(page, "document.activeElement.id === 'line-1'")
    page.keyboard.press("u")
    expect(page.locator(".line").nth(2).locator("[aria-pressed=true]")).not_to_have_text("الملخص")
    page.keyboard.press("g")
    page.wait_for_url("**/script")


def test_words_are_fixed_and_an_article_is_approved_without_a_mouse(page: Page, desk: str) -> None:
    draft = paste(page, desk, ARTICLE.replace("الميناء", "الجسر"))
    page.goto(f"{draft}/script")
    count = page.locator(".word.doubt").count()
    page.keyboard.press("n")
    wait_until(page, "document.activeElement.matches('.word.doubt')")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("h")
    wait_until(page, "document.body.dataset.heard")
    page.keyboard.press("a")
    wait_until(page, f"document.activeElement.matches('.word.doubt:not([id=\"{first}\"])')")
    assert page.locator(".word.doubt").count() == count - 1
    fix_without_a_mouse(page)
    page.keyboard.press("n")
    page.keyboard.press("ArrowLeft")
    wait_until(page, "document.activeElement.matches('.word')")
    page.goto(f"{draft}/publish")
    page.get_by_label("موعد النشر").fill("2199-01-01T10:00")  # so that the feed of the other tests has no more
    page.locator("[data-key=approve]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="الحلقة جاهزة")).to_be_visible(timeout=60_000)


def fix_without_a_mouse(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "own":
            break
    page.keyboard.type("قِرَاءَة")
    before = page.locator("#panel-title").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".spoken", has_text="قِرَاءَة")).to_have_count(1)
    expect(page.locator("#panel-title")).not_to_have_text(before)  # the readings of the next word in doubt
    expect(page.locator("#panel")).to_be_focused()
    second = page.locator("#panel .choice .reading").nth(1).inner_text()
    page.keyboard.press("2")
    expect(page.locator(".spoken", has_text=second)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_have_count(0)
    page.keyboard.press("u")
    page.keyboard.press("u")
    expect(page.locator(".spoken", has_text="قِرَاءَة")).to_have_count(0)
    expect(page.locator("ol.script")).to_be_visible()


def test_two_voices_speak_one_line_and_one_of_them_from_a_word_on(page: Page, desk: str) -> None:
    page.goto(f"{paste(page, desk, ARTICLE)}/script")
    second = page.locator("[data-line='2'] [data-hear=b]")
    expect(second).to_be_hidden()
    page.get_by_label("وللمقارنة").select_option("silence")
    second.click()
    wait_until(page, "document.body.dataset.heard === '2 silence'")
    expect(page.locator("[data-line='2'] canvas")).to_be_visible()
    page.locator(".word", has_text="الناس").first.click()
    page.get_by_role("button", name="استمع من هذه الكلمة").click()
    wait_until(page, "document.body.dataset.heard === '2 '")


def test_the_second_of_two_people_is_told_and_sees_the_difference(browser: Browser, page: Page, desk: str) -> None:
    draft = paste(page, desk, ARTICLE.replace("الميناء", "المرفأ"))
    with opened(browser, draft) as (other, _):
        other.get_by_label("الاسم").fill("سامر")
        other.get_by_role("button", name="ادخل").click()
        expect(other.locator(".line").first).to_be_visible()
        page.locator(".line", has_text="وقالت مهندسة").get_by_role("button", name="الملخص").click()
        expect(page.locator(".line", has_text="وقالت مهندسة").locator("[aria-pressed=true]")).to_have_text("الملخص")
        other.locator(".line", has_text="ويفتح الباب").get_by_role("button", name="لا يُقرأ").click()
        expect(other.get_by_role("heading", level=1)).to_contain_text("سبقك محرر آخر")
        expect(other.locator(".log")).to_contain_text("ليلى نقل سطرًا")
        expect(other.locator(".wanted")).to_contain_text("ويفتح الباب")
        assert barriers(other) == []
        other.get_by_role("button", name="طبّق تعديلي").click()
        expect(other.locator(".line", has_text="ويفتح الباب").locator("[aria-pressed=true]")).to_have_text("لا يُقرأ")
        assert place_of(other, "وقالت مهندسة") == "الملخص"


def test_the_second_of_two_who_change_the_lexicon_is_told_and_sees_the_difference(
    browser: Browser, page: Page, desk: str, root: Path
) -> None:
    mine, theirs = (paste(page, desk, ARTICLE.replace("الميناء", name)) for name in ("السوق", "الملعب"))
    with opened(browser, f"{theirs}/script") as (other, _):
        other.get_by_label("الاسم").fill("سامر")
        other.get_by_role("button", name="ادخل").click()
        for each, address in ((page, mine), (other, theirs)):
            each.goto(f"{address}/script")
            each.locator(".word", has_text="المرفأ").click()
            panel = each.locator("#panel")
            panel.get_by_label("أو اكتب القراءة").fill("المَرْفَأْ" if each == page else "المَرفَأِ")
            panel.get_by_label("دائمًا").check()
        page.locator("[data-key=fix]").click()
        expect(page.locator(".spoken", has_text="المَرْفَأْ")).to_have_count(1)
        other.locator("[data-key=fix]").click()
        expect(other.get_by_role("heading", level=1)).to_contain_text("معجم البرنامج")
        expect(other.locator(".difference")).to_contain_text("المَرْفَأْ")
        expect(other.locator(".log")).to_contain_text("ليلى أضاف إلى معجم البرنامج")
        expect(other.locator("main")).to_contain_text("المَرفَأِ")
        assert barriers(other) == []
        other.get_by_role("button", name="طبّق تعديلي").click()
        expect(other.locator(".spoken", has_text="المَرفَأِ")).to_have_count(1)
    assert "المَرفَأِ" in (root / "lexicon.toml").read_text("utf-8")


def test_nothing_in_an_article_or_a_reading_runs(page: Page, desk: str) -> None:
    draft = paste(page, desk, f"{HOSTILE} عنوان الخبر الطويل عن المدينة\n{ARTICLE}\n{HOSTILE} قال الناس كلاما كثيرا.\n")
    page.goto(f"{draft}/script")
    page.locator(".word", has_text="الناس").first.click()
    panel = page.locator("#panel")
    panel.get_by_label("أو اكتب القراءة").fill(HOSTILE[:60])
    panel.get_by_label("في هذا المقال").check()
    panel.get_by_role("button", name="ثبّت القراءة").click()
    expect(page.get_by_role("status")).to_contain_text("ليست قراءة: اكتبها بحروف عربية")
    for path in ("", "/script", "/publish"):
        page.goto(f"{draft}{path}")
        assert page.title().count("hacked") == page.title().count("document.title")
        assert page.locator("main script, main img").count() == 0


def test_a_file_is_dropped_and_one_that_is_no_article_is_told(page: Page, desk: str, tmp_path: Path) -> None:
    file = tmp_path / "خبر.txt"
    file.write_text(ARTICLE.replace("الميناء", "المطار"), "utf-8")
    page.goto(desk)
    page.locator("#file").set_input_files(file)
    page.wait_for_url("**/drafts/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("المطار")
    file.write_text("this is no Arabic at all\nnor is this\n", "utf-8")
    page.goto(desk)
    page.locator("#file").set_input_files(file)
    page.wait_for_url("**/drafts/*")
    expect(page.get_by_role("alert")).to_contain_text("من حروف خبر.txt عربية")
    page.get_by_text("التفاصيل").click()
    expect(page.locator("[lang=en]")).to_contain_text("of the letters in خبر.txt are Arabic")
    page.goto(desk)
    expect(page.locator("#failed")).to_contain_text("النص ليس عربيًّا")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 10_000_001)
    page.locator("#file").set_input_files(large)
    expect(page.locator("#notice")).to_have_text("الملف أكبر من أي مقال.")


def test_no_page_has_a_barrier_or_is_wider_than_the_screen(page: Page, desk: str) -> None:
    draft = paste(page, desk, ARTICLE)
    paths = [desk, draft, f"{draft}/script", f"{draft}/script?word=2.1", f"{draft}/publish"]
    for url in [*paths, f"{desk}/episodes", f"{desk}/log", f"{desk}/show", f"{desk}/door"]:
        page.goto(url)
        for width in (360, 768, 1400):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)
            assert barriers(page) == [], (url, width)
        assert faint_texts(page) == [], url
    page.evaluate("document.querySelector('h1').style.color = 'silver'")
    assert len(faint_texts(page)) == 1, "it would be seen"


def test_a_session_that_ends_in_mid_edit_loses_no_word(browser: Browser, desk: str) -> None:
    with opened(browser, desk) as (page, _):
        enter(page, "سلمى")
        draft = paste(page, desk, ARTICLE.replace("الميناء", "الجسر"))
        page.get_by_text("عدّل النص").nth(1).click()
        written = page.locator("textarea:visible").first
        written.fill("سطر جديد كتبته المحررة قبل أن تنتهي الجلسة بقليل.")
        page.context.clear_cookies()
        written.locator("xpath=ancestor::form").get_by_role("button").first.click()
        expect(page.get_by_role("alert")).to_contain_text("انتهت الجلسة")
        assert barriers(page) == []
        page.get_by_label("الاسم").fill("سلمى")
        page.keyboard.press("Enter")
        expect(page.get_by_text("سطر جديد كتبته المحررة")).to_be_visible()
        assert barriers(page) == []
        page.get_by_role("button", name="أرسل ما كتبته").click()
        page.wait_for_url(f"{draft}**")
        expect(page.locator(".line", has_text="سطر جديد كتبته المحررة").first).to_be_visible()
