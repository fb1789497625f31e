"""A process that dies in the middle of a call, exactly there."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests.adapters.slack.fake import Channel, FakeSlack
from tests.adapters.slack.fake.faults import When

POSTS = """
import sys
from slack_sdk import WebClient
WebClient(sys.argv[1], base_url=sys.argv[2]).chat_postMessage(
    channel=sys.argv[3], text="x"
)
"""


@pytest.mark.parametrize(("when", "count"), [("before", 0), ("after", 1)])
async def test_a_process_is_killed_on_either_side_of_the_effect(
    slack: FakeSlack, support: Channel, when: When, count: int
) -> None:
    told = (slack.bot_token, slack.api_url, support.id)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", POSTS, *told)
    slack.cut("chat.postMessage", when, process.kill)

    code = await process.wait()

    assert code == -9
    assert len(slack.visible(support)) == count
