"""kill -9 where it hurts: the person still gets exactly one answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from tests.adapters.web.browser import Browser
from tests.redis_server import PROGRAM
from tests.rendered import dark_error_dialog, error_dialog
from tests.stack import Stack
from tests.waiting import until

pytestmark = pytest.mark.timeout(240)
ENDED = {"answered", "failed", "cancelled"}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with Stack("[queue]\nlease_s = 2\n") as stack:
        yield stack


async def test_a_worker_killed_in_the_middle_of_a_job_costs_no_answer(
    stack: Stack,
) -> None:
    async with Browser(stack.url) as browser:
        asked = await browser.ask(error_dialog().png(), text="What does the error say?")
        await wait_for(browser, asked["id"], "working")
        stack.kill_worker()
        stack.start_worker()
        question = await wait_for(browser, asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(browser, question)


async def test_a_page_killed_between_202_and_the_answer_costs_no_answer(
    stack: Stack,
) -> None:
    async with Browser(stack.url) as browser:
        asked = await browser.ask(
            dark_error_dialog().png(), text="What does the error say?"
        )
        stack.kill_page()
        stack.start_page()
        stack.wait_until_served()
        question = await wait_for(browser, asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(browser, question)


async def test_a_page_killed_while_its_answer_waits_on_the_outbox_sends_it_later(
    stack: Stack,
) -> None:
    async with Browser(stack.url) as browser:
        asked = await browser.ask(dark_error_dialog().png(), text="read the text")
        stack.kill_page()
        await stack.wait_for_outbox("web")
        stack.start_page()
        stack.wait_until_served()
        question = await wait_for(browser, asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(browser, question)


async def wait_for(browser: Browser, question_id: str, *states: str) -> dict[str, Any]:
    """Return the question once it is in one of *states*; the page may be away."""
    seen: dict[str, Any] = {}

    async def is_there() -> bool:
        with suppress(aiohttp.ClientError):
            seen.update(await browser.question(question_id))
        return seen.get("state") in states

    await until(is_there, within_s=90)
    return seen


async def assert_answered_once(browser: Browser, question: dict[str, Any]) -> None:
    """The thread holds one question, it one answer, whose pictures can be fetched."""
    thread = (await browser.get(f"/api/threads/{question['thread']}")).json
    assert [each["id"] for each in thread["questions"]] == [question["id"]]
    answer = thread["questions"][0]["answer"]
    assert answer["findings"]
    for url in (*answer["annotated"], *answer["crops"]):
        assert (await browser.get(url)).body.startswith(b"\x89PNG")
