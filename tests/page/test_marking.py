from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.jobs import Box
from tests.page.conftest import NARROW, OpenPage
from tests.page.fake_server import FakeHelpdesk
from tests.page.steps import ask, ask_and_answer, drag, fractions, pick

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRAME = ".focus .frame"
PLACE = (0.6, 0.1, 0.9, 0.3)


async def test_a_dragged_place_becomes_a_chip_and_is_asked_about(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    first = await ask_and_answer(page, helpdesk)

    await drag(page, page.locator(FRAME), PLACE)
    await expect(page.locator(".place-chip")).to_have_text("this place in the picture")
    asked = await ask(page, helpdesk, "What is this?")

    assert asked.picture == first.pictures[0]["name"]
    assert asked.region is not None
    assert Box(*asked.region).iou(Box(*PLACE)) > 0.95
    about = page.locator(".asked-place")
    await expect(about).to_have_text("about this place in the picture")
    await expect(page.locator(".place-chip")).to_have_count(0)


@pytest.mark.parametrize(
    "part", [".box[data-finding='2'] .stroke", ".tag[data-finding='2']"]
)
async def test_a_drag_that_starts_on_a_mark_marks_and_opens_nothing(
    page: Page, helpdesk: FakeHelpdesk, part: str
) -> None:
    await ask_and_answer(page, helpdesk)
    frame = page.locator(FRAME)

    left, top, right, bottom = await fractions(frame, frame.locator(part))
    await drag(page, frame, ((left + right) / 2, (top + bottom) / 2, 0.8, 0.9))

    await expect(page.locator(".place-chip")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_place_in_a_new_picture_makes_that_picture_the_first(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "error.png", "chart.png")
    await (
        page.locator(".composer")
        .get_by_role("button", name="Look at picture 2")
        .click()
    )

    await drag(page, page.locator(FRAME), PLACE)
    chip = page.locator(".place-chip")
    await expect(chip).to_have_text("this place in picture 1")
    asked = await ask(page, helpdesk, "What is this?", "worksheet.png")

    assert asked.files == ["chart.png", "error.png", "worksheet.png"]
    assert asked.picture is None
    assert asked.region is not None


async def test_a_marked_place_can_be_taken_away(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "error.png")
    await drag(page, page.locator(FRAME), PLACE)

    await page.get_by_role("button", name="Remove this place").click()
    await expect(page.locator(f"{FRAME} .place")).to_be_hidden()

    asked = await ask(page, helpdesk, "What is this?", "chart.png")
    assert asked.region is None


async def test_a_place_is_marked_with_the_keys_alone(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)
    button = page.locator(".focus").get_by_role("button", name="Mark a place")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("application")).to_be_focused()

    for key in ["ArrowLeft"] * 5 + ["ArrowUp"] * 40 + ["Shift+ArrowRight"] * 5:
        await page.keyboard.press(key)
    await expect(page.locator("#live")).to_contain_text("25 % from the left, 0 % from")
    await page.keyboard.press("Enter")

    await expect(page.locator(".place-chip")).to_be_visible()
    await expect(button).to_be_focused()
    asked = await ask(page, helpdesk, "What is this?")
    assert asked.region == pytest.approx([0.25, 0, 0.65, 0.3])


async def test_escape_leaves_the_marking_as_it_was(page: Page) -> None:
    await pick(page, "error.png")
    await page.locator(".focus").get_by_role("button", name="Mark a place").click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Escape")

    await expect(page.locator(f"{FRAME} .place")).to_be_hidden()
    await expect(page.locator(".place-chip")).to_have_count(0)


async def test_a_finger_scrolls_until_it_is_told_to_mark(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW, has_touch=True)
    await pick(page, "error.png")
    frame = page.locator("#draft-stage .frame")
    await expect(frame).not_to_have_css("touch-action", "none")

    await page.locator("#draft-stage").get_by_role("button", name="Mark a place").tap()
    await expect(frame).to_have_css("touch-action", "none")
    await page.get_by_role("button", name="Use this place").tap()

    await expect(page.locator(".place-chip")).to_be_visible()
