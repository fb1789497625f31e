"""Bodies with missing, wrong and absurd fields: through the handlers, through HTTP.

Whatever comes, no handler raises, nothing odd lies in the inbox, no door answers 500.
"""

from __future__ import annotations

import copy
import json
import logging
import random
import re
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from adapters.slack.acts.commands import Commands
from adapters.slack.doors.clients import Clients, session
from adapters.slack.doors.needs import TAKEN
from adapters.slack.listening import Listening
from adapters.slack.notes import Message, Note, decode_note
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import RedisSettings, Settings
from tests.adapters.slack.doors.loopback import MemoryNotes
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.fake.signed import FORM, JSON, encoded
from tests.adapters.slack.office import Office, office, slack_settings
from tests.redis_server import RedisServer
from tests.waiting import until

Body = dict[str, Any]
JOB = "0123456789abcdef" * 2
TS, LATER = "1800000000.000100", "1800000001.000100"
FILE: Body = {
    "id": "F1",
    "name": "cat.png",
    "title": "Cat",
    "mode": "hosted",
    "url_private": "https://files.slack.com/files-pri/T1-F1/cat.png",
    "url_private_download": "https://files.slack.com/files-pri/T1-F1/cat.png",
    "mimetype": "image/png",
    "size": 10,
    "is_external": False,
    "file_access": "visible",
}
SAID: Body = {
    "type": "message",
    "channel": "C1",
    "channel_type": "channel",
    "user": "U1",
    "team": "T0SHOP",
    "text": "what is this?",
    "ts": TS,
    "thread_ts": TS,
    "event_ts": TS,
    "files": [FILE],
}
EVENTS: dict[str, Body] = {
    "message": SAID,
    "mention": SAID | {"type": "app_mention"},
    "changed": {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C1",
        "ts": LATER,
        "event_ts": LATER,
        "message": SAID | {"text": "and now?", "edited": {"user": "U1", "ts": LATER}},
        "previous_message": SAID,
    },
    "deleted": {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "C1",
        "ts": LATER,
        "deleted_ts": TS,
        "previous_message": SAID,
    },
    "stopped": {
        "type": "agent_session_stopped",
        "channel": "C1",
        "user": "U1",
        "thread_ts": TS,
        "event_ts": LATER,
        "streaming_message_ts": [TS],
    },
    "opened": {
        "type": "app_home_opened",
        "tab": "messages",
        "channel": "D1",
        "user": "U1",
    },
    "looked": {
        "type": "app_context_changed",
        "channel": "D1",
        "user": "U1",
        "context": {"entities": [{"type": "x", "value": "C1", "team_id": "T0SHOP"}]},
    },
    "revoked": {"type": "tokens_revoked", "tokens": {"oauth": ["U2"]}},
}
PLACE: Body = {
    "team": {"id": "T0SHOP", "domain": "shop"},
    "user": {"id": "U1", "team_id": "T0SHOP", "name": "ana"},
    "channel": {"id": "C1", "name": "support"},
    "trigger_id": "1.2.three",
    "response_url": "http://127.0.0.1:9/response/R1",
}
PEOPLE: dict[str, Body] = {
    "shortcut": PLACE
    | {"type": "message_action", "callback_id": "ask_about_picture", "message": SAID},
    "submitted": PLACE
    | {
        "type": "view_submission",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": "ask_about_picture",
            "private_metadata": json.dumps({"channel": "C1", "ts": TS}),
            "state": {"values": {"q": {"question": {"value": "why?"}}}},
        },
    },
    "pressed": PLACE
    | {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": TS, "channel_id": "C1"},
        "message": SAID,
        "actions": [
            {
                "type": "button",
                "action_id": "ask:0",
                "block_id": "b1",
                "value": JOB,
                "action_ts": LATER,
            }
        ],
    },
    "judged": PLACE
    | {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": TS, "channel_id": "C1"},
        "actions": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "value": f"up:{JOB}",
                "block_id": "b1",
            }
        ],
    },
    "forgot": PLACE
    | {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": TS, "channel_id": "C1"},
        "actions": [
            {"type": "button", "action_id": "forget:0", "value": TS, "block_id": "b1"}
        ],
    },
}
COMMAND: Body = {
    "command": "/sightline",
    "text": "status",
    "team_id": "T0SHOP",
    "channel_id": "C1",
    "user_id": "U1",
    "response_url": "http://127.0.0.1:9/response/R1",
    "trigger_id": "1.2.three",
}
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    "",
    "x" * 3000,
    "\ud800",
    "\x00",
    "<!channel>",
    "../../etc",
    "C1:C2",
    "C1\n",
    "C\u0661",
    "1\u0660.1",
    "*",
    [],
    {},
    [[[]]],
    {"id": "C1"},
    [None, 3, {"id": 3}],
    {"": {"": ""}},
)
SIZE = 25
ID, PRINTED = re.compile(r"[A-Z0-9]{0,40}"), re.compile(r"[0-9.]{0,40}")


def callback(event: Any) -> Body:
    return {
        "token": "made-up",
        "team_id": "T0SHOP",
        "api_app_id": "A0SIGHTLINE",
        "type": "event_callback",
        "event_id": "Ev1",
        "event_time": 1_800_000_000,
        "authorizations": [{"team_id": "T0SHOP", "user_id": "UBOT", "is_bot": True}],
        "event": event,
    }


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the way to every value inside *value*."""
    inner: Any = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inner:
        yield (*at, key)
        yield from paths(each, (*at, key))


def with_odd(body: Body, path: tuple[Any, ...], odd: Any) -> Body:
    """Return *body* with *odd* at *path*; without what is there where it is a gap."""
    changed = copy.deepcopy(body)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    if odd is GAP:
        del holder[path[-1]]
    else:
        holder[path[-1]] = odd
    return changed


GAP = object()


def spoilt(body: Body, seed: int) -> Iterator[Body]:
    """Return *body* with each field gone, each odd in some way, and many at once."""
    chance = random.Random(seed)
    ways = list(paths(body))
    for path in ways:
        for odd in (GAP, *chance.sample(ODD, 6)):
            yield with_odd(body, path, odd)
    for _ in range(SIZE):
        worse = copy.deepcopy(body)
        for path in chance.sample(ways, 4):
            try:
                worse = with_odd(worse, path, chance.choice(ODD))
            except (LookupError, TypeError):
                continue
        yield worse


class Inbox:
    def __init__(self) -> None:
        self.notes: list[tuple[str, Note]] = []

    async def put(self, platform: str, event_id: str, body: bytes) -> bool:
        assert platform == "slack"
        self.notes.append((event_id, decode_note(body)))
        return True


class Bare:
    """Listening on its own, between a fake Slack and an inbox that lies open."""

    def __init__(self, slack: FakeSlack, listening: Listening, inbox: Inbox) -> None:
        self.slack = slack
        self.listening = listening
        self.inbox = inbox


@pytest_asyncio.fixture
async def bare(settings: Settings) -> AsyncIterator[Bare]:
    async with FakeSlack() as slack, session() as web, connect(settings.redis) as redis:
        queue, store = Queue(redis, settings), Store(redis, settings)
        commands = Commands(queue, store, MemoryNotes())
        clients, inbox = Clients(slack_settings(slack), web), Inbox()
        listening = Listening(inbox, queue, store, commands, clients, web)
        yield Bare(slack, listening, inbox)


def assert_sound(event_id: str, note: Note) -> None:
    """Assert that *note* names places and people with ids of Slack's, nothing else."""
    told = note.message if hasattr(note, "message") else note
    for field in ("team", "channel", "user", "user_team", "bot", "enterprise", "view"):
        assert ID.fullmatch(getattr(told, field, "")), (field, note)
    for field in ("ts", "thread_ts", "edited_at"):
        assert PRINTED.fullmatch(getattr(told, field, "")), (field, note)
    assert len(event_id) <= 200
    assert event_id.isascii()
    assert event_id.isprintable()
    if isinstance(told, Message):
        assert len(told.files) <= 100


@pytest.mark.parametrize("kind", EVENTS)
async def test_no_spoilt_event_raises_or_leaves_anything_odd(
    bare: Bare, kind: str
) -> None:
    for body in spoilt(callback(EVENTS[kind]), seed=len(kind)):
        await bare.listening.event(body)
    for event_id, note in bare.inbox.notes:
        assert_sound(event_id, note)
    is_kept = kind not in {"opened", "looked", "revoked"}
    assert bool(bare.inbox.notes) == is_kept


@pytest.mark.parametrize("kind", PEOPLE)
async def test_no_spoilt_gesture_raises_or_leaves_anything_odd(
    bare: Bare, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    clients = await bare.listening._clients.of("T0SHOP")
    for body in spoilt(PEOPLE[kind], seed=len(kind)):
        match kind:
            case "shortcut":
                await bare.listening.shortcut(body, clients)
            case "submitted":
                await bare.listening.submitted(body)
            case _:
                await bare.listening.pressed(body)
    for event_id, note in bare.inbox.notes:
        assert_sound(event_id, note)


async def test_no_spoilt_command_raises(bare: Bare) -> None:
    for body in spoilt(COMMAND, seed=1):
        answer = await bare.listening.command(body)
        assert answer["text"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(redis_server: RedisServer) -> AsyncIterator[Office]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    async with office(Settings(redis=where), mode="http", port=port) as desk:
        desk.slack.door.urls[""] = f"http://127.0.0.1:{port}/slack/events"
        await until(lambda: _is_open(port))
        yield desk


def _is_open(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", [*EVENTS, *PEOPLE, "command"])
async def test_no_spoilt_body_makes_the_door_answer_500(
    door: Office, kind: str
) -> None:
    statuses = set()
    for body, content_type in _requests(kind):
        answered = await door.slack.door.request(body, content_type=content_type)
        statuses.add(answered.status)
    assert {200} <= statuses <= {200, 400}
    await door.settled()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"3",
        b"[]",
        b'"x"',
        b"{}",
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": []}',
        b'{"type": "app_rate_limited", "team_id": "T0SHOP", "minute_rate_limited": 1}',
        b'{"type": "url_verification"}',
        b'{"type": "url_verification", "challenge": {"a": 1}}',
        b'{"type": "block_suggestion", "team": {"id": "T0SHOP"}}',
        b'{"type": "' + b"x" * 200_000 + b'"}',
        b"\xff\xfe{}",
        b"[" * 60_000,
        b'{"a":' * 30_000,
    ],
    ids=lambda body: body[:40],
)
@pytest.mark.parametrize("content_type", [JSON, FORM])
async def test_no_other_body_makes_the_door_answer_500(
    door: Office, body: bytes, content_type: str
) -> None:
    answered = await door.slack.door.request(body, content_type=content_type)
    assert answered.status in {200, 400}


def _requests(kind: str) -> Iterator[tuple[bytes, str]]:
    """Return every eighth spoilt body of *kind* as Slack would send it, signed."""
    if kind in EVENTS:
        for body in [*spoilt(callback(EVENTS[kind]), seed=2)][::8]:
            yield json.dumps(body).encode(), JSON
    elif kind in PEOPLE:
        for body in [*spoilt(PEOPLE[kind], seed=2)][::8]:
            yield encoded("interactive", body)
    else:
        for body in spoilt(COMMAND, seed=2):
            flat = {k: v for k, v in body.items() if _can_be_sent(v)}
            yield encoded("slash_commands", flat)
        for odd in ("payload=", "payload={", "payload=[]", "payload=3", "a&b", "=&="):
            yield odd.encode(), FORM


def _can_be_sent(value: Any) -> bool:
    return "\ud800" not in str(value)


def test_every_event_we_subscribe_to_is_spoilt() -> None:
    kinds = {event["type"] for event in EVENTS.values()}
    assert set(TAKEN) - {"app_uninstalled"} <= kinds
