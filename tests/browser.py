"""What the tests of pages in a browser share."""

import time

from playwright.sync_api import Frame, Page

PATIENCE = 15.0  # seconds
STEP = 50.0  # milliseconds


def wait_until(page: Page | Frame, condition: str) -> None:
    """Wait until a JavaScript expression is true.

    It is asked from outside: the browser's own waiting needs eval, which the pages forbid.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(STEP)
