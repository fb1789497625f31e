"""The real bolt app over Socket Mode, against the fake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, Upload
from tests.waiting import until

EVENTS = (
    "message",
    "app_mention",
    "app_home_opened",
    "app_context_changed",
    "agent_session_stopped",
    "app_uninstalled",
    "tokens_revoked",
    "reaction_added",
)


class App:
    """A bolt app that keeps every event it was told, and the retries it was given."""

    def __init__(self, slack: FakeSlack) -> None:
        client = AsyncWebClient(slack.bot_token, slack.api_url)
        self.bolt = AsyncApp(client=client, signing_secret=slack.signing_secret)
        self.bodies: list[dict[str, Any]] = []
        for kind in EVENTS:
            self.bolt.event(kind)(self._keep)

    async def _keep(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [body["event"] for body in self.bodies]

    @property
    def kinds(self) -> list[str]:
        return [f"{e['type']}/{e.get('subtype', '')}" for e in self.events]


@asynccontextmanager
async def connected(app: App, slack: FakeSlack) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app.bolt, slack.app_token, ping_interval=0.05)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[App]:
    app = App(slack)
    async with connected(app, slack):
        yield app


async def test_a_mention_with_a_picture_arrives_as_message_and_as_mention(
    slack: FakeSlack, app: App
) -> None:
    ana, support = slack.person(), slack.channel()
    ana.mentions_bring_files = False

    await ana.post(support, f"{slack.mention} what?", [Upload(b"\x89PNG")])
    await slack.settled()
    await until(lambda: len(app.events) == 2)

    assert sorted(app.kinds) == ["app_mention/", "message/file_share"]
    told = {e["type"]: e for e in app.events}
    assert told["message"]["files"][0]["mimetype"] == "image/png"
    assert "files" not in told["app_mention"]
    assert told["message"]["ts"] == told["app_mention"]["ts"]
    assert [a.reason for a in slack.acks] == ["", ""]


async def test_each_act_of_a_person_is_told(slack: FakeSlack, app: App) -> None:
    ana, support = slack.person(), slack.channel()
    slack.world.subscribed.add("reaction_added")
    root = await ana.post(support, "look")
    await ana.edit(root, "look here")
    await ana.unfurl(root)
    await ana.react(root)
    await ana.open_messages_tab()
    await ana.look_elsewhere(support)
    await ana.stop(support, root.ts)
    await ana.delete(root)
    await until(lambda: len(app.events) == 8)
    await ana.uninstall()

    await until(lambda: len(app.events) == 10)

    assert sorted(app.kinds) == [
        "agent_session_stopped/",
        "app_context_changed/",
        "app_home_opened/",
        "app_uninstalled/",
        "message/",
        "message/message_changed",
        "message/message_changed",
        "message/message_deleted",
        "reaction_added/",
        "tokens_revoked/",
    ]


async def test_an_unfurl_is_an_edit_without_other_words(
    slack: FakeSlack, app: App
) -> None:
    ana, support = slack.person(), slack.channel()
    await ana.unfurl(await ana.post(support, "https://x.test"))
    await until(lambda: len(app.events) == 2)

    (edit,) = [e for e in app.events if e.get("subtype") == "message_changed"]

    assert edit["message"]["text"] == edit["previous_message"]["text"]
    assert edit["channel_type"] == "channel"


async def test_where_the_bot_is_not_it_hears_nothing(
    slack: FakeSlack, app: App
) -> None:
    await slack.person().post(slack.channel(has_bot=False), slack.mention)
    await slack.settled()

    assert slack.acks == []


async def test_what_the_app_did_not_subscribe_to_is_not_sent(
    slack: FakeSlack, app: App
) -> None:
    slack.world.subscribed.remove("message.im")
    ana = slack.person()

    await ana.react(await ana.post(ana.direct, "look"))
    await slack.settled()

    assert slack.acks == []


async def test_the_bot_hears_itself(slack: FakeSlack, app: App) -> None:
    client = AsyncWebClient(slack.bot_token, slack.api_url)

    await client.chat_postMessage(channel=slack.channel().id, text="hello")
    await slack.settled()

    assert [a.event_type for a in slack.acks] == ["message"]


async def test_every_event_comes_as_often_as_asked(slack: FakeSlack, app: App) -> None:
    slack.deliveries.copies = 4

    await slack.person().post(slack.channel(), "look")
    await slack.settled()
    await until(lambda: len(app.events) == 4)

    assert len({body["event_id"] for body in app.bodies}) == 1


async def test_an_event_can_go_to_every_connection(slack: FakeSlack, app: App) -> None:
    slack.deliveries.to_all = True
    other = App(slack)
    async with connected(other, slack):
        await slack.person().post(slack.channel(), "look")
        await slack.settled()

        await until(lambda: bool(app.events and other.events))


async def test_an_unacked_event_is_sent_again(slack: FakeSlack) -> None:
    app = App(slack)
    slack.deliveries.ack_timeout_s = 0.05

    @app.bolt.middleware
    async def say_nothing(resp: BoltResponse) -> BoltResponse:
        resp.status = 503
        return resp

    async with connected(app, slack):
        await slack.person().post(slack.channel(), "look")
        await slack.settled()

    reasons = [a.reason for a in slack.acks]
    assert reasons == ["timeout"] * 4
    assert [a.attempt for a in slack.acks] == [0, 1, 2, 3]
    assert len(slack.deliveries.given_up) == 1


async def test_a_lost_ack_brings_the_event_again(slack: FakeSlack, app: App) -> None:
    slack.deliveries.lost_acks = 1
    acked: list[str] = []
    slack.deliveries.on_ack = lambda payload: acked.append(payload["event_id"])

    await slack.person().post(slack.channel(), "look")
    await slack.settled()

    assert [(a.attempt, a.reason) for a in slack.acks] == [(0, "timeout"), (1, "")]
    assert len(acked) == 2
    assert len(set(acked)) == 1


async def test_a_client_comes_again_when_asked_and_when_cut_off(
    slack: FakeSlack, app: App
) -> None:
    await slack.sockets.refresh()
    await slack.sockets.wait_connected()
    slack.sockets.drop()
    await until(lambda: slack.sockets.connections == [])
    await slack.sockets.wait_connected()

    await slack.person().post(slack.channel(), "look")
    await until(lambda: len(app.events) == 1)


async def test_an_event_waits_for_a_connection(slack: FakeSlack) -> None:
    await slack.person().post(slack.channel(), "look")

    app = App(slack)
    async with connected(app, slack):
        await until(lambda: len(app.events) == 1)


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
