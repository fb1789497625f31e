"""Buttons, forms, commands and the Stop button, with the real bolt app."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import Channel, FakeSlack, said
from tests.adapters.slack.fake.bolt import App
from tests.adapters.slack.fake.payloads import trigger
from tests.adapters.slack.fake.refused import refusal
from tests.waiting import until


async def test_a_button_a_form_and_a_command_are_answered(
    slack: FakeSlack, app: App
) -> None:
    ana, support = slack.person(), slack.channel()
    pressed: list[Any] = []
    asked: list[Any] = []
    bolt = app.bolt

    @bolt.action("ask:0")
    async def on_press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        pressed.append(body)

    @bolt.shortcut("ask_about_picture")
    async def on_shortcut(ack: AsyncAck, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @bolt.view("question")
    async def on_form(ack: AsyncAck, view: dict[str, Any]) -> None:
        asked.append(view["state"]["values"])
        await ack(response_action="errors", errors={"q": "too short"})

    @bolt.command("/sightline")
    async def on_command(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack("At once")
        await respond("Later")

    client = AsyncWebClient(slack.bot_token, slack.api_url)
    await client.chat_postMessage(channel=support.id, text="x", blocks=[BUTTONS])

    await ana.press(slack.answers(support)[0], "ask:0")
    view = await ana.shortcut(await ana.post(support, "look"))
    answer = await ana.submit_modal(view, "why?")
    reply = await ana.slash(support, "help")
    await until(lambda: len(reply.later) == 1)

    assert pressed[0]["actions"][0]["value"] == "job-1"
    assert pressed[0]["user"]["id"] == ana.id
    assert asked == [{"q": {"words": {"type": "plain_text_input", "value": "why?"}}}]
    assert answer["errors"] == {"q": "too short"}
    assert reply.said == "At once\nLater"


BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "ask:0",
            "value": "job-1",
            "text": {"type": "plain_text", "text": "Why?"},
        }
    ],
}
FORM = {
    "type": "modal",
    "callback_id": "question",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Ask"},
    "blocks": [
        {
            "type": "input",
            "block_id": "q",
            "label": {"type": "plain_text", "text": "Question"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}


async def test_a_thumb_says_which_it_was(
    slack: FakeSlack, app: App, client: AsyncWebClient, support: Channel
) -> None:
    values: list[str] = []

    @app.bolt.action("feedback")
    async def keep(ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        values.append(action["value"])

    await client.chat_postMessage(channel=support.id, text="x", blocks=[THUMBS])
    (answer,), ana = slack.answers(support), slack.person()

    await ana.press(answer, "feedback")
    await ana.press(answer, "feedback", is_positive=False)

    assert values == ["up", "down"]


async def test_an_answer_can_be_taken_away_by_its_response_url(
    slack: FakeSlack, app: App, client: AsyncWebClient, support: Channel
) -> None:
    @app.bolt.action("ask:0")
    async def remove(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    await client.chat_postMessage(channel=support.id, text="x", blocks=[BUTTONS])
    await slack.person().press(slack.answers(support)[0], "ask:0")

    await until(lambda: slack.visible(support) == [])


async def test_stop_ends_the_streams_of_its_thread(
    slack: FakeSlack, app: App, client: AsyncWebClient
) -> None:
    ana = slack.person()
    where, note = ana.direct, await ana.post(ana.direct, "hi")
    stream = await client.chat_startStream(channel=where.id, thread_ts=note.ts)

    await ana.stop(where, note.ts)
    await until(lambda: any(e["type"] == "agent_session_stopped" for e in app.events))

    (told,) = [e for e in app.events if e["type"] == "agent_session_stopped"]
    assert told["streaming_message_ts"] == [stream["ts"]]
    assert told["thread_ts"] == note.ts
    late = client.chat_stopStream(channel=where.id, ts=stream["ts"])
    assert await refusal(late) == "message_not_in_streaming_state"
    await client.chat_update(channel=where.id, ts=stream["ts"], text="Stopped")
    assert said(slack.answers(where)[0]) == "Stopped"


WRONG = {
    "long title": {"title": {"type": "plain_text", "text": "x" * 25}},
    "long metadata": {"private_metadata": "x" * 3001},
    "no submit": {"submit": None},
    "no modal": {"type": "home"},
}


@pytest.mark.parametrize("part", WRONG.values(), ids=WRONG.keys())
async def test_a_form_beyond_slacks_limits_is_refused(
    slack: FakeSlack, client: AsyncWebClient, part: dict[str, Any]
) -> None:
    form = client.views_open(trigger_id=trigger(slack.world), view=FORM | part)

    assert await refusal(form) == "invalid_arguments"
    assert slack.world.views == {}


async def test_a_trigger_opens_one_form_which_can_be_updated(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    name = trigger(slack.world)
    view = (await client.views_open(trigger_id=name, view=FORM))["view"]

    await client.views_update(view_id=view["id"], view=FORM | {"callback_id": "other"})

    assert slack.world.views[view["id"]]["callback_id"] == "other"
    again = client.views_open(trigger_id=name, view=FORM)
    assert await refusal(again) == "exchanged_trigger_id"
    made_up = client.views_open(trigger_id="1.2", view=FORM)
    assert await refusal(made_up) == "invalid_trigger"


def thumb(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


THUMBS = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": thumb("up"),
            "negative_button": thumb("down"),
        }
    ],
}
