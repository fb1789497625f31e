from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page, expect

from tests.page.conftest import NARROW, WIDE, OpenPage
from tests.page.fake_server import FakeHelpdesk
from tests.page.steps import ask, ask_and_answer, drag, pick

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMALL_TARGETS = """
() => [...document.querySelectorAll("button, a, input, [role=button]")]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .filter((node) => {
    const parts = [...node.getClientRects()];
    const under = getComputedStyle(node, "::before");
    const grown = under.position === "absolute" ? -2 * parseFloat(under.top) : 0;
    return parts.some(({ height }) => height + grown < 44);
  })
  .map((node) => node.outerHTML.slice(0, 90))
"""


async def assert_for_everyone(page: Page) -> None:
    """Hold what is shown against axe-core; transitions have to have ended."""
    await page.evaluate(
        "() => Promise.all(document.getAnimations().map((one) => one.finished))"
    )
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, (820, 1100), NARROW])
async def test_axe_finds_nothing_in_any_state(
    open_page: OpenPage, helpdesk: FakeHelpdesk, size: tuple[int, int], scheme: str
) -> None:
    page = await open_page(size, scheme)
    await expect(page.locator(".sample")).to_have_count(3)
    await assert_for_everyone(page)

    await pick(page, "error.png", "chart.png")
    await assert_for_everyone(page)

    await ask_and_answer(page, helpdesk)
    await assert_for_everyone(page)

    await page.locator(".phrase").first.click()
    await assert_for_everyone(page)
    await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Not helpful").click()
    await expect(page.get_by_label("What was wrong")).to_be_focused()
    second = await ask(page, helpdesk, "And now?")
    await assert_for_everyone(page)
    helpdesk.fail(second, "model_down", "The worker is not running. Try again soon.")
    await expect(page.locator(".failure")).to_be_visible()
    await assert_for_everyone(page)


async def test_axe_finds_nothing_at_the_door(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    helpdesk.token = "open sesame"
    page = await open_page()
    await expect(page.get_by_label("Access token")).to_be_visible()

    await assert_for_everyone(page)


async def test_every_target_is_large_enough_for_a_finger(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW, has_touch=True)
    await ask_and_answer(page, helpdesk)
    await pick(page, "error.png", "chart.png")

    assert await page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", [320, 380, 820, 1024, 1440])
async def test_nothing_is_wider_than_the_screen(
    open_page: OpenPage, helpdesk: FakeHelpdesk, width: int
) -> None:
    page = await open_page((width, 800))
    await ask(page, helpdesk, "A" * 120 + " " + "what is this? " * 20, "error.png")
    await pick(page, "error.png", "chart.png", "worksheet.png")

    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_the_whole_trip_is_made_with_the_keyboard(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "error.png")
    await page.keyboard.type("What does it say?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".turn")).to_have_count(1)
    await page.keyboard.type("Next question")
    await expect(page.locator("#text")).to_have_value("Next question")

    await page.get_by_role("button", name="Forget this thread").focus()
    reached = []
    for _ in range(4):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.className"))
    assert "thumb-button" in reached
    assert "plain-button" in reached  # Stop


async def test_the_skip_link_leads_to_the_field(page: Page) -> None:
    await expect(page.locator("#composer")).to_be_visible()
    await page.locator("#skip").focus()
    await page.keyboard.press("Enter")

    await expect(page.locator("#text")).to_be_focused()


async def test_nothing_moves_for_who_wants_no_motion(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page()
    await page.emulate_media(reduced_motion="reduce")
    await ask_and_answer(page, helpdesk)

    await page.locator(".phrase").first.hover()

    assert await page.evaluate("document.getAnimations().length") == 0


async def test_a_place_is_marked_wherever_the_page_was_scrolled(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page((1024, 500))
    await ask_and_answer(page, helpdesk)
    await page.mouse.wheel(0, 400)

    await drag(page, page.locator(".focus .frame"), (0.1, 0.1, 0.3, 0.3))

    await expect(page.locator(".place-chip")).to_be_visible()
