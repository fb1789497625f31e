from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import NARROW, OpenPage
from tests.page.fake_server import FakeHelpdesk
from tests.page.steps import ask, ask_and_answer

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_list_shows_each_thread_and_marks_the_shown_one(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask_and_answer(page, helpdesk)

    line = page.get_by_role("link", name="What does the error say? just now")
    await expect(line).to_have_attribute("aria-current", "page")
    await expect(page).to_have_url(re.compile(f"#/t/{asked.thread}$"))
    await expect(page).to_have_title("What does the error say? · Sightline")


async def test_a_thread_is_left_and_found_again(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    await page.get_by_role("link", name="New question").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Ask about")
    await expect(page.locator(".focus")).to_be_hidden()

    await page.get_by_role("link", name="What does the error say?").click()
    await expect(page.locator(".phrase")).to_have_count(4)
    await expect(page.locator(".focus .box")).to_have_count(4)


async def test_forgetting_asks_first_and_then_leaves_nothing(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask_and_answer(page, helpdesk)
    forget = page.get_by_role("button", name="Forget this thread")

    await forget.click()
    await page.get_by_role("button", name="Keep it").click()
    assert helpdesk.forgotten == []

    await forget.click()
    await page.get_by_role("button", name="Forget it").click()

    await expect(page.locator(".thread")).to_have_count(0)
    await expect(page.locator(".turn")).to_have_count(0)
    assert helpdesk.forgotten == [asked.thread]


async def test_a_thread_that_is_gone_says_so_and_is_no_dead_end(
    open_page: OpenPage,
) -> None:
    page = await open_page(path="/#/t/0123456789abcdef0123456789abcdef")

    await expect(page.get_by_text("This thread is gone")).to_be_visible()
    await page.get_by_role("link", name="Ask a new question").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Ask about")


async def test_a_question_may_follow_where_a_thread_is_gone(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(path="/#/t/0123456789abcdef0123456789abcdef")
    await expect(page.get_by_text("This thread is gone")).to_be_visible()

    await ask(page, helpdesk)

    await expect(page.get_by_text("This thread is gone")).to_have_count(0)
    await expect(page.get_by_role("button", name="Forget this thread")).to_be_visible()


async def test_where_it_is_narrow_the_list_is_a_drawer(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW)
    await ask_and_answer(page, helpdesk)
    drawer, menu = page.get_by_role("navigation"), page.locator("#menu")
    await expect(drawer).to_be_hidden()

    await menu.click()
    await expect(drawer.get_by_role("link", name="What does the error")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(drawer).to_be_hidden()
    await expect(menu).to_be_focused()


async def test_a_site_with_tokens_asks_for_one_first(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    helpdesk.token = "open sesame"
    page = await open_page()
    await page.get_by_label("Access token").fill("wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("does not fit")

    await page.get_by_label("Access token").fill("open sesame")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", level=1)).to_contain_text("Ask about")
    await expect(page.locator("#composer")).to_be_visible()


async def test_the_chosen_theme_outlives_a_reload(page: Page) -> None:
    root = page.locator("html")
    await page.get_by_role("button", name="Dark theme").click()
    await expect(root).to_have_attribute("data-theme", "dark")

    await page.reload()

    await expect(root).to_have_attribute("data-theme", "dark")
    await page.get_by_role("button", name="Light theme").click()
    await expect(page.locator("body")).to_have_css(
        "background-color", "rgb(251, 250, 248)"
    )
