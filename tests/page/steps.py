"""What a person does on the page, as functions."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.page.conftest import sample
from tests.page.fake_server import FakeHelpdesk
from tests.page.fake_values import Asked, an_answer

QUESTION = "What does the error say?"


async def pick(page: Page, *names: str) -> None:
    """Add samples to the draft, and wait until they are shown."""
    await expect(page.locator("#composer")).to_be_visible()
    before = await page.locator(".composer .thumb").count()
    await page.set_input_files("#files", [sample(name) for name in names])
    await expect(page.locator(".composer .thumb")).to_have_count(before + len(names))


async def ask(
    page: Page, helpdesk: FakeHelpdesk, text: str = QUESTION, *names: str
) -> Asked:
    """Ask *text* about samples; return what the server heard."""
    turns = await page.locator(".turn").count()
    if names or not turns:
        await pick(page, *(names or ("error.png",)))
    await page.fill("#text", text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".turn")).to_have_count(turns + 1)
    return helpdesk.last()


async def at_rest(page: Page) -> None:
    """Return once nothing moves that ever ends: what moves has no place yet.

    A page that is about to scroll moves as well; it rests once some frames in a row
    showed it where it was.
    """
    await page.evaluate(
        """async () => {
            await Promise.all(document.getAnimations()
                .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
                .map((one) => one.finished));
            const place = () => [
                ...[...document.querySelectorAll("h2, .composer, form")]
                    .map((one) => one.getBoundingClientRect().top),
                document.documentElement.scrollHeight,
            ].join();
            for (let last = place(), same = 0; same < 10; ) {
                await new Promise(requestAnimationFrame);
                const now = place();
                same = now === last ? same + 1 : 0;
                last = now;
            }
        }"""
    )


async def ask_and_answer(page: Page, helpdesk: FakeHelpdesk, places: int = 4) -> Asked:
    asked = await ask(page, helpdesk)
    helpdesk.answer(asked, an_answer(helpdesk, asked, places))
    await expect(page.locator(".said")).to_be_visible()
    return asked


async def drag(
    page: Page, frame: Locator, box: tuple[float, float, float, float]
) -> None:
    """Drag over *box*, fractions of what *frame* shows."""
    await frame.scroll_into_view_if_needed()
    area = await frame.bounding_box()
    assert area is not None
    left, top, right, bottom = box
    across, down = area["width"], area["height"]
    await page.mouse.move(area["x"] + left * across, area["y"] + top * down)
    await page.mouse.down()
    await page.mouse.move(
        area["x"] + right * across, area["y"] + bottom * down, steps=3
    )
    await page.mouse.up()


async def fractions(frame: Locator, part: Locator) -> tuple[float, float, float, float]:
    """Return where *part* lies in *frame*: left, top, right, bottom."""
    outer, inner = await frame.bounding_box(), await part.bounding_box()
    assert outer is not None
    assert inner is not None
    left = (inner["x"] - outer["x"]) / outer["width"]
    top = (inner["y"] - outer["y"]) / outer["height"]
    right = left + inner["width"] / outer["width"]
    return left, top, right, top + inner["height"] / outer["height"]
