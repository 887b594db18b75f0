"""What the tests of pages in a browser share."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

ASKS = 300  # how often a condition is asked for, at most
STEP = 50.0  # milliseconds of the page between two of them
OF_COLOUR = "{ runOnly: ['color-contrast', 'link-in-text-block'] }"  # all that differs on dark paper
FAINT = """(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255).map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const below = (each) => {
    for (; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.body.querySelectorAll("*")].filter((each) => each.checkVisibility()
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && !each.closest(":disabled, [aria-hidden=true], script, option, .visually-hidden"));
  const faint = texts.filter((each) => {
    const style = getComputedStyle(each), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const [dark, bright] = [light(style.color), light(below(each))].sort((one, other) => one - other);
    return (bright + .05) / (dark + .05) < (large ? 3 : 4.5);
  });
  return [texts.length, faint.map((each) => each.outerHTML.slice(0, 120))];
})()"""
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
        looked = result["passes"] if scheme == "light" else result["passes"] + result["incomplete"]
        assert len(looked) > (15 if scheme == "light" else 0), "axe has looked"
        found += [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]
    return found


def faint_texts(page: Page) -> list[str]:
    """Return what is written with too little contrast (WCAG 1.4.3) on the colour below it, on light and on dark paper.

    axe leaves out texts that reach out of their boxes, as those in Arabic fonts often do.
    """
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        looked, faint = page.evaluate(FAINT)
        assert looked > 5, "there are texts"
        found += [f"{scheme}: {each}" for each in faint]
    return found
