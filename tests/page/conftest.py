"""A real browser and a helpdesk whose answers the test gives."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    async_playwright,
    expect,
)

from tests.page.fake_routes import PAGE
from tests.page.fake_server import FakeHelpdesk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = (1440, 900)
NARROW = (380, 780)
SAMPLES = PAGE / "samples"
# A busy machine is no failure: what comes at all comes within this.
expect.set_options(timeout=20_000)

OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS
        )
        yield launched
        await launched.close()


@pytest.fixture
def helpdesk() -> Iterator[FakeHelpdesk]:
    fake = FakeHelpdesk()
    fake.start()
    yield fake
    fake.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(
    browser: Browser, helpdesk: FakeHelpdesk
) -> AsyncIterator[OpenPage]:
    """Open the page in a browser of its own; whatever it breaks on fails the test."""
    broken: list[str] = []
    contexts = []

    def heed(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            broken.append(message.text)

    async def opened(
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
        path: str = "/",
        **options: bool,
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("console", heed)
        page.on("pageerror", lambda error: broken.append(str(error)))
        await page.goto(helpdesk.address + path)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert broken == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage) -> Page:
    return await open_page()


def sample(name: str) -> Path:
    return SAMPLES / name
