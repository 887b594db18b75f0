"""What the tests of pages in a browser share."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

ASKS = 300  # how often a condition is asked for, at most
STEP = 50.0  # milliseconds of the page between two of them
OF_COLOUR = "{ runOnly: ['color-contrast', 'link-in-text-block'] }"  # all that differs on dark paper
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required"
)


class Complaints(list[str]):
    """What the browser complained of, and where it went for files."""

    def __init__(self, context: BrowserContext) -> None:
        super().__init__()
        self.requests: list[str] = []
        context.on("console", lambda message: self.append(message.text))
        context.on("weberror", lambda error: self.append(str(error.error)))
        context.on("request", lambda request: self.requests.append(request.url))


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """Give a running browser. No other event loop can run in its thread meanwhile."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, **settings: object) -> Iterator[tuple[Page, Complaints]]:
    """Give a page and what the browser complains of."""
    context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **settings})  # type: ignore[arg-type] # playwright's own options
    try:
        complaints = Complaints(context)
        page = context.new_page()
        page.goto(url)
        yield page, complaints
    finally:
        context.close()


def wait_until(page: Page | Frame, condition: str) -> None:
    """Wait until a JavaScript expression is true.

    It is asked from outside: the browser's own waiting needs eval, which the pages forbid.
    """
    for _ in range(ASKS):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(STEP)
    pytest.fail(f"never true: {condition}")


def load_sound(page: Page | Frame) -> None:
    """Load what is known of the sound before anybody plays it, which the pages leave to the first click."""
    page.evaluate("document.querySelector('audio').preload = 'metadata'")
    wait_until(page, "document.querySelector('audio').readyState > 0")


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return (rule, elements) of every barrier that axe finds, on light and on dark paper."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate(f"axe.run({OF_COLOUR if scheme == 'dark' else ''})")
        assert len(result["passes"]) > (0 if scheme == "dark" else 15), "axe has looked"
        found += [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]
    return found
