"""The page against the whole product: a real browser, worker, Redis, and model.

Screenshots of what a person sees are written to tests/screenshots/, to be looked at.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, FilePayload, Page, expect

from bot.jobs import Box
from tests.page.conftest import NARROW, WIDE
from tests.page.steps import drag, fractions
from tests.redis_server import PROGRAM
from tests.rendered import Rendered, error_dialog
from tests.stack import ROOT, Stack

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(240),
]

FRAME = ".focus .frame"
READ_S = 60_000
SHOTS = ROOT / "tests/screenshots"
LISTEN_TO_WORDS = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const words = document.querySelector(".words")?.textContent;
    if (words && window.heard.at(-1) !== words) window.heard.push(words);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def stack(taught_folder: Path) -> Iterator[Stack]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    settings = (
        f'[worker]\ncheckpoint = "{taught_folder}"\n[queue]\nuser_per_minute = 99\n'
    )
    with Stack(settings) as stack:
        yield stack


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, stack: Stack) -> AsyncIterator[Page]:
    page = await a_visit(browser, stack)
    yield page
    await page.close()


async def a_visit(
    browser: Browser,
    stack: Stack,
    size: tuple[int, int] = WIDE,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    page = await browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
    )
    await page.goto(stack.url)
    return page


@pytest.fixture(scope="module")
def dialog() -> Rendered:
    return error_dialog()


async def give(page: Page, content: bytes, name: str = "screen.png") -> None:
    file = FilePayload(name=name, mimeType="image/png", buffer=content)
    await page.set_input_files("#files", file)
    await expect(page.locator(".composer .thumb")).to_have_count(1)


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")


async def say_and_be_heard(page: Page, stack: Stack, text: str) -> None:
    """Ask, and let the worker begin once the page listens: no word is missed."""
    stack.pause_worker()
    try:
        async with page.expect_response(lambda found: found.url.endswith("/events")):
            await say(page, text)
    finally:
        stack.resume_worker()


async def answered(page: Page, count: int) -> None:
    await expect(page.locator(".said")).to_have_count(count, timeout=READ_S)


async def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    await page.screenshot(path=SHOTS / f"{name}.png")


async def test_an_error_is_asked_about_and_its_place_pointed_at(
    page: Page, stack: Stack, dialog: Rendered
) -> None:
    await page.evaluate(LISTEN_TO_WORDS)
    await give(page, dialog.png())
    await say_and_be_heard(page, stack, "What does the error say?")
    await answered(page, 1)

    said = page.locator(".said").first
    await expect(said).to_contain_text("The backup could not be completed")
    outline = page.locator(f"{FRAME} .box[data-finding='1'] .stroke").first
    drawn = Box(*await fractions(page.locator(FRAME), outline))
    assert drawn.iou(dialog.box_of("could not be completed")) > 0.5
    heard = await page.evaluate("window.heard")
    assert any("The error says" in words for words in heard)
    await shoot(page, "answered-light")

    await page.locator(".phrase[data-finding='1']").click()
    enlarged = page.get_by_role("dialog").locator("img").first
    await expect(enlarged).to_be_visible()
    await shoot(page, "enlarged")
    await page.keyboard.press("Escape")


async def test_the_thread_goes_on_with_follow_ups_and_box_numbers(
    page: Page, dialog: Rendered
) -> None:
    await give(page, dialog.png())
    await say(page, "What does the error say?")
    await answered(page, 1)
    await page.get_by_role("button", name="What should I check first?").click()
    await answered(page, 2)
    await expect(page.locator(".said").nth(1)).to_contain_text(
        "Check that the backup service is running"
    )
    await say(page, "what is in box 2?")
    await answered(page, 3)
    await expect(page.locator(".said").nth(2)).to_contain_text(
        "backup01.example.com:8443"
    )


async def test_what_a_model_says_streams_in_word_by_word(
    page: Page, stack: Stack, dialog: Rendered
) -> None:
    await page.evaluate(LISTEN_TO_WORDS)
    await give(page, dialog.png())
    await say_and_be_heard(page, stack, "Describe the picture")
    await answered(page, 1)
    await expect(page.locator(".said")).to_contain_text("I see a window with a message")
    assert len(await page.evaluate("window.heard")) > 1
    assert "seen by KOSMOS-2" in await page.locator("body").inner_html()


async def test_a_dragged_place_is_asked_about_alone(
    page: Page, dialog: Rendered
) -> None:
    await give(page, dialog.png())
    await say(page, "read the text")
    await answered(page, 1)
    place = dialog.box_of("Error code")
    around = (
        place.left - 0.02,
        place.top - 0.03,
        place.right + 0.02,
        place.bottom + 0.03,
    )
    await drag(page, page.locator(FRAME), around)
    await say(page, "what does it say?")
    await answered(page, 2)
    second = page.locator(".said").nth(1)
    await expect(second).to_contain_text("0x80070035")
    await expect(second).not_to_contain_text("Retry")


async def test_stop_ends_a_question_that_waits(
    page: Page, stack: Stack, dialog: Rendered
) -> None:
    stack.pause_worker()
    try:
        await give(page, dialog.png())
        await say(page, "read the text")
        await expect(page.locator(".waiting-says")).to_contain_text("line")
        await shoot(page, "waiting")
        await page.get_by_role("button", name="Stop").click()
        await expect(page.locator(".failure")).to_contain_text("Stopped.")
    finally:
        stack.resume_worker()


async def test_a_bomb_is_refused_with_one_sentence(page: Page) -> None:
    await give(page, a_bomb(), "holiday.png")
    await say(page, "What is this?")
    said = page.locator(".composer p").filter(has_text="88.36 million")
    await expect(said.first).to_be_visible()
    await shoot(page, "refused")


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("answered-dark", WIDE, "dark"),
        ("answered-middle", (820, 1100), "light"),
        ("answered-narrow", NARROW, "light"),
        ("answered-narrow-dark", NARROW, "dark"),
    ],
)
async def test_an_answer_can_be_read_at_every_size_and_in_the_dark(
    browser: Browser,
    stack: Stack,
    dialog: Rendered,
    name: str,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    page = await a_visit(browser, stack, size, scheme)
    await give(page, dialog.png())
    await say(page, "What does the error say?")
    await answered(page, 1)
    overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    await shoot(page, name)
    await page.close()


def a_bomb() -> bytes:
    """88 million pixels in 11 kB: just below Pillow's own limit."""
    buffer = io.BytesIO()
    Image.new("1", (9400, 9400)).save(buffer, "PNG")
    return buffer.getvalue()
