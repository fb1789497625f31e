from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.page.conftest import NARROW, OpenPage
from tests.page.fake_server import FakeHelpdesk
from tests.page.fake_values import an_answer
from tests.page.steps import ask, at_rest

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_place_in_line_is_told_and_then_the_steps(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    says = page.locator(".waiting-says")

    helpdesk.state(asked, state="queued", position=3, eta_s=6.2)
    await expect(says).to_have_text("3rd in line, about 6 s")

    helpdesk.state(asked, state="queued", position=1, eta_s=None)
    await expect(says).to_have_text("Next in line")

    helpdesk.state(asked, state="working", position=0, step="reading")
    await expect(page.locator(".step.is-now")).to_have_text("reading the text")

    helpdesk.state(asked, step="looking")
    await expect(page.locator(".step.is-now")).to_have_text("looking")
    await expect(page.locator(".step")).to_have_text(["reading the text", "looking"])


async def test_what_is_heard_is_newer_than_what_was_looked_up_before(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    may_arrive, has_left = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        response = await route.fetch()
        has_left.set()
        await may_arrive.wait()
        await route.fulfill(response=response)

    looked_up = re.compile(r"/api/questions/[^/]+$")
    await page.route(looked_up, hold)
    asked = await ask(page, helpdesk)
    await has_left.wait()
    says = page.locator(".waiting-says")
    helpdesk.state(asked, state="queued", position=3, eta_s=6.2)
    await expect(says).to_have_text("3rd in line, about 6 s")
    async with page.expect_response(looked_up):
        may_arrive.set()
    await page.evaluate("new Promise(requestAnimationFrame)")
    await expect(says).to_have_text("3rd in line, about 6 s")


async def test_words_stream_into_held_space_and_nothing_jumps(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    answer = an_answer(helpdesk, asked)
    helpdesk.state(asked, state="working", position=0, step="looking")
    stop = page.get_by_role("button", name="Stop")
    await expect(stop).to_be_visible()
    await at_rest(page)
    before = await stop.bounding_box()

    helpdesk.words(asked, "The dialog says Error")
    words = page.locator(".words")
    await expect(words).to_have_text("The dialog says Error")
    assert await stop.bounding_box() == before

    streamed = await words.bounding_box()
    helpdesk.answer(asked, answer)
    said = page.locator(".said")
    await expect(said).to_be_visible()
    settled = await said.bounding_box()
    assert streamed is not None
    assert settled is not None
    assert (settled["x"], settled["y"]) == (streamed["x"], streamed["y"])


async def test_an_answer_leaves_the_page_where_it_was_where_it_is_narrow(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW)
    asked = await ask(page, helpdesk)
    heading = page.locator(".turn h2")
    await expect(page.locator(".turn .frame")).to_be_visible()
    await at_rest(page)
    before = await heading.bounding_box()

    helpdesk.answer(asked, an_answer(helpdesk, asked))
    await expect(page.locator(".crop")).to_have_count(3)

    assert await heading.bounding_box() == before


async def test_stop_ends_the_question_visibly(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)

    await page.get_by_role("button", name="Stop").click()

    await expect(page.locator(".failure")).to_contain_text("Stopped.")
    assert asked.state == "cancelled"


async def test_a_lost_connection_is_told_and_mended_without_asking_twice(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    note = page.get_by_text("The connection is lost. Your question is kept")

    helpdesk.go_away()
    await expect(note).to_be_visible()
    helpdesk.come_back()
    await expect(note).to_be_hidden()

    helpdesk.answer(asked, an_answer(helpdesk, asked))
    await expect(page.locator(".said")).to_be_visible()
    assert len(helpdesk.keys) == 1


async def test_an_answer_given_while_the_connection_was_lost_is_found(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    helpdesk.go_away()
    await expect(page.get_by_text("The connection is lost")).to_be_visible()

    helpdesk.answer(asked, an_answer(helpdesk, asked))
    helpdesk.come_back()

    await expect(page.locator(".said")).to_be_visible()


async def test_a_reload_keeps_the_place_and_goes_on_listening(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    helpdesk.state(asked, state="queued", position=2, eta_s=4)

    await page.reload()
    await expect(page.locator(".waiting-says")).to_have_text("2nd in line, about 4 s")

    helpdesk.answer(asked, an_answer(helpdesk, asked))
    await expect(page.locator(".phrase")).to_have_count(4)


async def test_an_answer_is_announced_once(page: Page, helpdesk: FakeHelpdesk) -> None:
    await page.evaluate(
        """() => {
          window.said = [];
          const live = document.getElementById("live");
          const note = () => live.textContent && said.push(live.textContent);
          new MutationObserver(note).observe(live, { childList: true });
        }"""
    )
    asked = await ask(page, helpdesk)
    answer = an_answer(helpdesk, asked)
    helpdesk.words(asked, "The dialog")
    helpdesk.words(asked, "The dialog says")
    helpdesk.answer(asked, answer)

    await expect(page.locator("#live")).to_have_text(f"Answer ready: {answer['text']}")
    assert await page.evaluate("said") == [f"Answer ready: {answer['text']}"]


async def test_a_failure_says_what_to_do_and_is_tried_again_as_a_new_question(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk)
    sentence = "The worker is not running just now. Try again in a minute."
    helpdesk.fail(asked, "model_down", sentence)
    await expect(page.locator(".failure")).to_contain_text(sentence)

    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".turn")).to_have_count(2)

    again = helpdesk.last()
    assert (again.text, again.thread) == (asked.text, asked.thread)
    assert again.picture == asked.pictures[0]["name"]
    assert again.key != asked.key


async def test_many_open_questions_leave_the_browser_its_connections(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    for number in range(7):
        await ask(page, helpdesk, f"Question {number}")

    for asked in list(helpdesk.asked.values()):
        helpdesk.answer(asked, an_answer(helpdesk, asked))

    await expect(page.locator(".said")).to_have_count(7, timeout=20_000)
