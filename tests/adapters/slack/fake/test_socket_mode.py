"""The real bolt app over Socket Mode, against the fake."""

from __future__ import annotations

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, Upload
from tests.adapters.slack.fake.bolt import App, connected
from tests.waiting import until


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
