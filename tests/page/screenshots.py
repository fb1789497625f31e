"""`python -m tests.page.screenshots`: the pictures of the page that README shows.

A real answer of the whole product, taken with Debian's chromium; nothing is staged.
"""

from __future__ import annotations

import asyncio
import shutil
import sys

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.page.conftest import ARGUMENTS, CHROMIUM, NARROW
from tests.stack import ROOT, Stack

FOLDER = ROOT / "deploy/screenshots"
SIZE = (1280, 800)
READ_MS = 60_000


async def main() -> int:
    if CHROMIUM is None or shutil.which("redis-server") is None:
        print("chromium and redis-server are needed", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with Stack() as stack:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=ARGUMENTS
            )
            await _shoot(await _page(browser, stack, SIZE, is_dark=False), "page")
            await _shoot(await _page(browser, stack, SIZE, is_dark=True), "page-dark")
            await _shoot(await _page(browser, stack, NARROW, is_dark=False), "narrow")
            await browser.close()
    return 0


async def _page(
    browser: Browser, stack: Stack, size: tuple[int, int], *, is_dark: bool
) -> Page:
    page = await browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
    )
    await page.goto(stack.url)
    return page


async def _shoot(page: Page, name: str) -> None:
    """Try the first sample as a person would, and wait for its answer."""
    await page.get_by_role("button", name="An error message").click()
    if await page.locator("#text").input_value():
        await page.keyboard.press("Enter")
    await expect(page.locator(".said")).to_be_visible(timeout=READ_MS)
    await page.wait_for_load_state("networkidle")
    await page.mouse.move(0, 0)
    await page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
