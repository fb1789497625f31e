from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.sending.sender import (
    LINE_MAX,
    Sender,
    SlackCrowdedError,
    SlackRefusedError,
    SlackSilentError,
    once,
)
from tests.adapters.slack.fake import Channel, FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            slack.bot_token,
            base_url=slack.api_url,
            session=session,
            retry_handlers=[],
        )


@pytest.fixture
def support(slack: FakeSlack) -> Channel:
    return slack.channel()


async def test_a_channels_messages_go_out_in_the_order_they_came(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    sender = Sender()
    slack.faults.rate_limit("chat.postMessage", times=2, retry_after_s=0)

    calls = [
        partial(client.chat_postMessage, channel=support.id, text=f"{number}")
        for number in range(5)
    ]
    await asyncio.gather(*(sender.send(support.id, call) for call in calls))

    assert [message.text for message in slack.answers(support)] == list("01234")


async def test_a_full_line_takes_no_more(slack: FakeSlack, support: Channel) -> None:
    sender, gate = Sender(), asyncio.Event()

    async def held() -> AsyncSlackResponse:
        await gate.wait()
        raise aiohttp.ClientError

    waiting = [
        asyncio.create_task(sender.send(support.id, held)) for _ in range(LINE_MAX)
    ]
    await asyncio.sleep(0)

    with pytest.raises(SlackCrowdedError):
        await sender.send(support.id, held)
    gate.set()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(each) for each in ended} == {SlackSilentError}


async def test_who_has_no_patience_left_is_told_so(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    sender = Sender()
    slack.faults.rate_limit("chat.postMessage", retry_after_s=30)

    async def call() -> AsyncSlackResponse:
        return await client.chat_postMessage(channel=support.id, text="hello")

    with pytest.raises(SlackCrowdedError):
        await sender.send(support.id, call, patience_s=1)
    assert not sender.is_idle(support.id)
    assert sender.is_idle("another")


async def test_what_slack_refuses_is_definite_and_what_breaks_is_not(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    async def call() -> AsyncSlackResponse:
        return await client.chat_postMessage(channel=support.id, text="hello")

    slack.faults.refuse("chat.postMessage", "is_archived")
    with pytest.raises(SlackRefusedError) as refused:
        await once(call)
    slack.faults.fail("chat.postMessage", status=500)
    with pytest.raises(SlackSilentError):
        await once(call)
    slack.faults.lose_reply("chat.postMessage")
    with pytest.raises(SlackSilentError):
        await once(call)
    slack.faults.rate_limit("chat.postMessage", retry_after_s=30)
    with pytest.raises(SlackRefusedError, match="ratelimited"):
        await once(call)

    assert refused.value.is_final
    assert len(slack.answers(support)) == 1  # the reply alone was lost
