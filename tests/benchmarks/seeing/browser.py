"""One headless Chromium for many pictures; the same that the page's tests use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser, Page, sync_playwright

from bot.jobs import Box
from tests.benchmarks.seeing.samples import clipped

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PARTS = """
() => [...document.querySelectorAll('[data-part]')].map((element) => {
  const box = element.getBoundingClientRect();
  return {
    name: element.dataset.part,
    text: element.innerText,
    corners: [box.left, box.top, box.right, box.bottom],
  };
})
"""


class NoBrowserError(Exception):
    """Chromium is not installed: apt-get install chromium."""


class Part(Struct, frozen=True):
    """An element with ``data-part="name"``: its words and its box in the picture."""

    name: str
    text: str
    box: Box


class Shown(Struct, frozen=True):
    """A page's picture and its marked elements, in the document's order."""

    content: bytes
    parts: tuple[Part, ...]

    def named(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]

    def part(self, name: str) -> Part:
        return self.named(name)[0]


class Window:
    """Shows one page after the other; each scale has a page of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[float, Page] = {}

    def shown(self, html: str, size: tuple[int, int], scale: float = 1) -> Shown:
        """Return what a window of *size* shows of *html*; *scale* 2 is a phone's."""
        page = self._page(scale)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.set_content(html)
        found = [_part(each, size) for each in page.evaluate(PARTS)]
        return Shown(shot(page), tuple(part for part in found if part))

    def _page(self, scale: float) -> Page:
        if scale not in self._pages:
            self._pages[scale] = self._browser.new_page(device_scale_factor=scale)
        return self._pages[scale]


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


def _part(found: dict[str, Any], size: tuple[int, int]) -> Part | None:
    left, top, right, bottom = found["corners"]
    box = clipped(left, top, right, bottom, size)
    return Part(found["name"], found["text"], box) if box else None
