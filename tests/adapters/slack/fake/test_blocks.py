"""Blocks that Slack takes, and every kind that it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, buttons, images
from tests.adapters.slack.fake.refused import refusal

FEEDBACK: dict[str, Any] = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
    "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
}


def button(text: str = "Go", value: str = "j1", action_id: str = "ask:0") -> Any:
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "text": label, "value": value, "action_id": action_id}


def section(text: str) -> Any:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> Any:
    return {"type": "plain_text", "text": text}


def actions(*elements: Any) -> Any:
    return {"type": "actions", "elements": list(elements)}


def card(**parts: Any) -> Any:
    return {"type": "card", "title": {"type": "mrkdwn", "text": "t"}, **parts}


def image(**parts: Any) -> Any:
    return {"type": "image", "alt_text": "a", "image_url": "https://x.test/a"} | parts


REFUSED = {
    "too many blocks": [{"type": "divider"}] * 51,
    "long section": [section("x" * 3001)],
    "empty section": [section("")],
    "long header": [{"type": "header", "text": plain("x" * 151)}],
    "too many buttons": [actions(*[button(action_id=f"a{n}") for n in range(26)])],
    "long button": [actions(button(text="x" * 76))],
    "long value": [actions(button(value="x" * 2001))],
    "long action_id": [actions(button(action_id="x" * 256))],
    "same action_id": [actions(button(), button())],
    "same block_id": [{"type": "divider", "block_id": "b"}] * 2,
    "no alt": [image(alt_text="")],
    "long alt": [image(alt_text="x" * 2001)],
    "both sources": [image(slack_file={"id": "F1"})],
    "no source": [image(image_url="")],
    "unknown file": [image(image_url="", slack_file={"id": "F404"})],
    "long context": [{"type": "context", "elements": [plain("x")] * 11}],
    "many icons": [{"type": "context_actions", "elements": [FEEDBACK] * 6}],
    "one thumb": [
        {
            "type": "context_actions",
            "elements": [{k: v for k, v in FEEDBACK.items() if k[0] != "n"}],
        }
    ],
    "odd icon": [
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "star", "text": plain("x")}],
        }
    ],
    "no cards": [{"type": "carousel", "elements": []}],
    "many cards": [{"type": "carousel", "elements": [card()] * 11}],
    "long card": [card(title={"type": "mrkdwn", "text": "x" * 151})],
    "long body": [card(body={"type": "mrkdwn", "text": "x" * 201})],
    "bare hero": [card(hero_image={"type": "image", "image_url": "https://x.test"})],
    "long markdown": [{"type": "markdown", "text": "x" * 6001}] * 2,
    "unknown block": [{"type": "hologram"}],
}


@pytest.mark.parametrize("blocks", REFUSED.values(), ids=REFUSED.keys())
async def test_blocks_beyond_slacks_limits_are_refused(
    slack: FakeSlack, client: AsyncWebClient, blocks: list[Any]
) -> None:
    support = slack.channel()

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=support.id, text="x", blocks=blocks)

    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["response_metadata"]["messages"]
    assert slack.visible(support) == []


async def test_blocks_within_the_limits_are_taken(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    blocks = [
        section("x" * 3000),
        actions(button(), button(action_id="closer:2")),
        {"type": "carousel", "elements": [card(hero_image=image())]},
        {"type": "context_actions", "elements": [FEEDBACK, trash]},
    ]

    await client.chat_postMessage(channel=support.id, text="x", blocks=blocks)

    (message,) = slack.visible(support)
    assert set(buttons(message)) == {"ask:0", "closer:2", "feedback"}
    assert len(images(message)) == 1


async def test_a_text_over_40000_characters_is_refused(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    long = client.chat_postMessage(channel=slack.channel().id, text="x" * 40_001)

    assert await refusal(long) == "msg_too_long"
