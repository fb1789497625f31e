"""kill -9 where it hurts: the person still gets exactly one answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.person import ENDED, Person
from tests.redis_server import PROGRAM
from tests.rendered import dark_error_dialog, error_dialog
from tests.stack import Stack

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with Stack("[queue]\nlease_s = 2\n") as stack:
        yield stack


async def test_a_worker_killed_in_the_middle_of_a_job_costs_no_answer(
    stack: Stack,
) -> None:
    async with Person(stack.url) as person:
        asked = await person.ask("What does the error say?", error_dialog().png())
        await person.wait_for(asked["id"], "working")
        stack.kill_worker()
        stack.start_worker()
        question = await person.wait_for(asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(person, question)


async def test_a_page_killed_between_202_and_the_answer_costs_no_answer(
    stack: Stack,
) -> None:
    async with Person(stack.url) as person:
        asked = await person.ask("What does the error say?", dark_error_dialog().png())
        stack.kill_page()
        stack.start_page()
        stack.wait_until_served()
        question = await person.wait_for(asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(person, question)


async def test_a_page_killed_while_its_answer_waits_on_the_outbox_sends_it_later(
    stack: Stack,
) -> None:
    async with Person(stack.url) as person:
        asked = await person.ask("read the text", dark_error_dialog().png())
        stack.kill_page()
        await stack.wait_for_outbox("web")
        stack.start_page()
        stack.wait_until_served()
        question = await person.wait_for(asked["id"], *ENDED)
        assert question["state"] == "answered"
        await assert_answered_once(person, question)


async def assert_answered_once(person: Person, question: dict[str, object]) -> None:
    """The thread holds one question, it one answer, whose pictures can be fetched."""
    thread = await person.get(f"/api/threads/{question['thread']}")
    assert [each["id"] for each in thread["questions"]] == [question["id"]]
    answer = thread["questions"][0]["answer"]
    assert answer["findings"]
    for url in (*answer["annotated"], *answer["crops"]):
        assert (await person.fetch(url)).startswith(b"\x89PNG")
