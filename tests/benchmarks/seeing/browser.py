"""One headless Chromium for many pictures; the same that the page's tests use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class NoBrowserError(Exception):
    """Chromium is not installed: apt-get install chromium."""


@contextmanager
def a_browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        raise NoBrowserError(NoBrowserError.__doc__)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def shot(page: Page) -> bytes:
    """Return what the window shows, as PNG."""
    return page.screenshot(type="png", animations="disabled", caret="hide")
