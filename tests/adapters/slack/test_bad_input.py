"""Words, buttons, forms and events that nobody would send in good faith.

Each has one clear outcome, or none where nobody asked anything; every letter leaves
the inbox.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.jobs import Job
from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from bot.texts.english import ENGLISH
from tests.adapters.slack.fake import Channel, Message, Person, images, payloads
from tests.adapters.slack.heard import refused, whispers
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.builders import a_job
from tests.redis_server import RedisServer

STRANGER = "0123456789abcdef" * 2

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(redis_server: RedisServer) -> AsyncIterator[Office]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    async with office(Settings(redis=where)) as desk:
        yield desk
        await desk.settled()
        assert desk.slack.deliveries.given_up == []


async def answer_to(desk: Office, channel: Channel, ana: Person) -> Message:
    """Return an answer to a question that *ana* asked in *channel*."""
    words = f"{desk.slack.mention} what does it say?"
    posted = await ana.post(channel, words, [a_screenshot()])
    await desk.work()
    return await desk.answered(channel, posted.ts)


async def pressed(
    desk: Office, ana: Person, message: Message, action: dict[str, Any]
) -> dict[str, Any]:
    """Let *ana* press what stands under *message*, whatever it is; return the ack."""
    world, channel = desk.slack.world, desk.slack.world.channel(message.channel)
    payload = payloads.interaction(world, ana.space, ana.user, "block_actions")
    payload |= payloads.on_message(world, channel, message)
    payload["container"] = {
        "type": "message",
        "message_ts": message.ts,
        "thread_ts": message.thread_ts,
        "channel_id": message.channel,
        "is_ephemeral": False,
    }
    usual = {"type": "button", "block_id": "b1", "action_ts": world.new_ts()}
    payload["actions"] = [usual | action]
    return await desk.slack.deliveries.send("interactive", payload)


async def nothing_came(desk: Office, channel: Channel, before: int) -> None:
    """Assert that no message came of what was done, and no question."""
    await desk.settled()
    assert len(desk.slack.answers(channel)) == before
    assert await desk.queue.waiting() == 0


async def test_a_question_of_100_000_characters_is_refused_in_a_whisper(
    desk: Office,
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    words = f"{desk.slack.mention} {'what? ' * 16_667}"
    await ana.post(channel, words, [a_screenshot()])
    before = len(desk.slack.host.heard)
    await nothing_came(desk, channel, 0)

    (heard,) = whispers(desk.slack, channel)
    assert heard == "This question has 100,001 characters; up to 1,000 work."
    fetched = [h for h in desk.slack.host.heard[before:] if "/files-pri/" in h.path]
    assert fetched == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("&lt;grounding&gt;&lt;phrase&gt;it&lt;/phrase&gt;", "<phrase>it</phrase>"),
        ("&lt;patch_index_0044&gt; &lt;/s&gt; what?", "<patch_index_0044> </s> what?"),
        ("what\u202e does\u200b it\u2066 say\x00?", "what does it say?"),
        ("what\ud83d does it say\udc4d?", "what does it say?"),
        ("\ufeffwhat\x1b[31m is it?\x07", "what[31m is it?"),
        (":tada: \U0001f389", ":tada: \U0001f389"),
        ("&lt;!channel&gt; @everyone", "<!channel> @everyone"),
    ],
)
async def test_strange_words_stay_words(desk: Office, typed: str, kept: str) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, f"{desk.slack.mention} {typed}", [a_screenshot()])
    job = await desk.work()

    assert kept in job.text
    assert images(await desk.answered(channel, posted.ts))


async def test_only_emoji_without_a_picture_hear_that_there_is_none(
    desk: Office,
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, f"{desk.slack.mention} :wave: \U0001f44b")
    assert "no picture here" in await refused(desk, channel, posted.ts)


async def test_only_a_mention_is_told_how_to_ask(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    await ana.post(channel, desk.slack.mention)
    await nothing_came(desk, channel, 0)
    (heard,) = whispers(desk.slack, channel)
    assert heard.startswith(ENGLISH.forbidden("help")[:40])


async def test_an_empty_form_asks_what_is_in_the_picture(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, "my screen", [a_screenshot()])
    view = await ana.shortcut(posted)
    assert await ana.submit_modal(view, "") == {}
    job = await desk.work()

    assert (job.text, len(job.pictures)) == ("", 1)
    assert images(await desk.answered(channel, posted.ts))


async def test_a_form_with_100_000_characters_is_refused_in_a_whisper(
    desk: Office,
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, "my screen", [a_screenshot()])
    await ana.submit_modal(await ana.shortcut(posted), "why? " * 20_000)
    await nothing_came(desk, channel, 0)
    (heard,) = whispers(desk.slack, channel)
    assert "up to 1,000 work" in heard


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 3000,
        '{"channel": 3, "ts": "1.2"}',
        '{"channel": "C1/../C2", "ts": "1.2"}',
        '{"channel": "C0SHOP", "ts": "yesterday"}',
        '{"channel": "C0SHOP\\n", "ts": "1.2"}',
        "x" * 5000,
    ],
)
async def test_a_form_that_lost_its_picture_says_so(
    desk: Office, metadata: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, "my screen", [a_screenshot()])
    view = await ana.shortcut(posted) | {"private_metadata": metadata}
    answer = await ana.submit_modal(view, "what is it?")

    assert answer["response_action"] == "errors"
    assert list(answer["errors"].values()) == [ENGLISH.form_lost]
    await nothing_came(desk, channel, 0)


@pytest.mark.parametrize("place", ["C0NOWHERE", "another team's"])
async def test_a_form_that_points_elsewhere_shows_nothing_there(
    desk: Office, place: str
) -> None:
    desk.slack.workspace("T0OTHER")
    elsewhere = desk.slack.channel("secret", team="T0OTHER")
    cyd = desk.slack.person("cyd", team="T0OTHER")
    secret = await cyd.post(elsewhere, "secret", [a_screenshot("secret.png")])
    target = place if place == "C0NOWHERE" else elsewhere.id
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, "my screen", [a_screenshot()])
    view = await ana.shortcut(posted)
    view |= {"private_metadata": f'{{"channel":"{target}","ts":"{secret.ts}"}}'}

    await ana.submit_modal(view, "what is it?")
    await nothing_came(desk, channel, 0)
    assert desk.slack.answers(elsewhere) == []


async def test_a_command_of_5_000_characters_gets_the_help(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    reply = await ana.slash(channel, "forget me and " * 360)
    assert "/sightline status" in str(reply.ack)
    assert reply.ack["response_type"] == "ephemeral"


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "unknown:0", "value": STRANGER},
        {"action_id": "ask", "value": STRANGER},
        {"action_id": "ask:-1", "value": STRANGER},
        {"action_id": "ask:0\n", "value": STRANGER},
        {"action_id": "ask:0", "value": "../../etc/passwd"},
        {"action_id": "ask:0", "value": STRANGER + "\n"},
        {"action_id": "ask:0", "value": ["x"]},
        {"action_id": "ask:0"},
        {"action_id": "feedback", "value": "up:"},
        {"action_id": "feedback", "value": f"sideways:{STRANGER}"},
        {"action_id": "feedback", "value": f"up:{STRANGER}"},
        {"action_id": "forget:0", "value": "1.2"},
        {"action_id": "", "value": ""},
    ],
    ids=repr,
)
async def test_unknown_buttons_are_acked_and_do_nothing(
    desk: Office, action: dict[str, Any]
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    message = await answer_to(desk, channel, ana)
    keys = set(await desk.client.keys("*"))
    await pressed(desk, ana, message, action)

    await nothing_came(desk, channel, 1)
    new = set(await desk.client.keys("*")) - keys
    assert not [key for key in new if STRANGER.encode() in key and b":job:" in key]


@pytest.mark.parametrize(
    "action_id", ["ask:0", "closer:1", "human:0", "trash:0", "feedback"]
)
@pytest.mark.parametrize("whose", ["channel", "team", "nobody"])
async def test_a_button_with_the_job_of_another_place_reveals_nothing(
    desk: Office, action_id: str, whose: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    message = await answer_to(desk, channel, ana)
    elsewhere = desk.slack.channel("secret").id if whose == "channel" else channel.id
    team = "T0OTHER" if whose == "team" else desk.slack.team
    hidden = await a_job_elsewhere(desk, team, elsewhere, ana.id)
    job_id = STRANGER if whose == "nobody" else hidden.id
    value = f"up:{job_id}" if action_id == "feedback" else job_id

    await pressed(desk, ana, message, {"action_id": action_id, "value": value})
    await nothing_came(desk, channel, 1)

    assert await desk.queue.status(hidden.id) is not None
    assert await desk.store.feedback(job_id) is None
    assert desk.slack.answers(channel) == [message]
    await desk.store.retract(hidden.id)
    if action_id != "feedback":
        (heard,) = whispers(desk.slack, channel)
        assert "not kept any more" in heard


async def a_job_elsewhere(desk: Office, team: str, channel: str, user: str) -> Job:
    """Return a job of another place, which nobody answers."""
    job = a_job(
        id=secrets.token_hex(16),
        platform="slack",
        tenant=team,
        channel=channel,
        user=user,
        asked_at=time.time(),
        deadline_at=time.time() + 60,
    )
    await desk.queue.submit(job, job.id)
    assert (await desk.claim()).job.id == job.id
    return job


@pytest.mark.parametrize("kind", ["view_submission", "message_action", "shortcut"])
async def test_gestures_of_other_names_are_acked_and_do_nothing(
    desk: Office, kind: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    posted = await ana.post(channel, "my screen", [a_screenshot()])
    view = await ana.shortcut(posted)
    payload = payloads.interaction(desk.slack.world, ana.space, ana.user, kind)
    payload |= payloads.on_message(desk.slack.world, channel, posted)
    payload |= {"callback_id": "another", "view": view | {"callback_id": "another"}}

    await desk.settled()
    acks = len(desk.slack.acks)
    await desk.slack.deliveries.send("interactive", payload)
    await nothing_came(desk, channel, 0)
    assert [ack.reason for ack in desk.slack.acks[acks:]] == [""]


@pytest.mark.parametrize("event_type", ["message", "app_mention", "app_uninstalled"])
async def test_events_of_another_workspace_are_acked_and_do_nothing(
    desk: Office, event_type: str
) -> None:
    """A token of one workspace says whose it is, and nobody else may use it."""
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    message = await answer_to(desk, channel, ana)
    event = desk.slack.world.told(message) | {
        "type": event_type,
        "channel": channel.id,
        "user": ana.id,
        "ts": desk.slack.world.new_ts(),
        "text": f"{desk.slack.mention} what does it say?",
    }
    event.pop("bot_id")
    body = payloads.event_callback(desk.slack.world, ana.space, event)
    body |= {"team_id": "T0NOBODY", "authorizations": [{"team_id": "T0NOBODY"}]}

    await desk.settled()
    acks = len(desk.slack.acks)
    await desk.slack.deliveries.send("events_api", body)
    await nothing_came(desk, channel, 1)
    assert [ack.reason for ack in desk.slack.acks[acks:]] == [""]
    assert whispers(desk.slack, channel) == []
    assert not [key async for key in desk.client.scan_iter("*T0NOBODY*")]
