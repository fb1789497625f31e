"""What Slack sends goes to its handler, in its workspace's name, before the ack."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from msgspec.structs import replace
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.doors.app import slack_app
from adapters.slack.doors.clients import Clients, Grant
from adapters.slack.doors.needs import TAKEN
from adapters.slack.doors.seen import Seen
from bot.errors import QueueError, SettingsError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import (
    BOT,
    Body,
    LoopbackSlack,
    MemoryNotes,
    Recorder,
    event_body,
    loopback_slack,
    message,
)


class Granted:
    """Installations that know two workspaces, and remember what was taken away."""

    def __init__(self) -> None:
        self.grants = {
            "T1": Grant("xoxb-of-t1", "UBOT1", "BBOT1"),
            "T2": Grant("xoxb-of-org", "UBOT2", "BBOT2", is_org_wide=True),
        }
        self.asked: list[tuple[str, str]] = []
        self.revoked: list[tuple[str, str, bool]] = []
        self.failure: Exception | None = None

    async def grant(self, team: str, enterprise: str = "") -> Grant | None:
        if self.failure is not None:
            raise self.failure
        self.asked.append((team, enterprise))
        return self.grants.get(team)

    async def revoke(self, team: str, enterprise: str, *, is_org_wide: bool) -> None:
        self.revoked.append((team, enterprise, is_org_wide))
        self.grants.pop(team, None)


class Bench:
    """An app and what stands around it; *installed*: workspaces came by OAuth."""

    def __init__(
        self, slack: LoopbackSlack, session: aiohttp.ClientSession, *, installed: bool
    ) -> None:
        self.slack = slack
        self.handlers = Recorder()
        self.granted = Granted()
        self.notes = MemoryNotes()
        settings = SlackSettings(bot_token=BOT, api_url=slack.api_url)
        if installed:
            settings = replace(settings, bot_token="")
        self.clients = Clients(settings, session, self.granted if installed else None)
        self.app: AsyncApp = slack_app(
            settings,
            self.clients,
            self.handlers,
            revoking=self.granted if installed else None,
            seen=Seen(self.notes),
        )

    async def sent(self, body: Body) -> BoltResponse:
        request = AsyncBoltRequest(body=body, mode="socket_mode")
        return await self.app.async_dispatch(request)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as slack:
        yield slack


@pytest.fixture
def one(slack: LoopbackSlack, session: aiohttp.ClientSession) -> Bench:
    return Bench(slack, session, installed=False)


@pytest.fixture
def many(slack: LoopbackSlack, session: aiohttp.ClientSession) -> Bench:
    return Bench(slack, session, installed=True)


def interaction(kind: str, **more: Any) -> Body:
    return {"type": kind, "team": {"id": "T1"}, "user": {"id": "U1"}, **more}


FORM_SENT = interaction(
    "view_submission", view={"type": "modal", "callback_id": "ask_about_picture"}
)


@pytest.mark.parametrize("kind", TAKEN)
async def test_every_event_we_subscribe_to_is_handed_over_whole(
    one: Bench, kind: str
) -> None:
    body = event_body({"type": kind, "user": "U1", "channel": "C1"})

    assert (await one.sent(body)).status == 200
    assert one.handlers.heard == [("event", body)]


@pytest.mark.parametrize(
    "subtype",
    [None, "file_share", "message_changed", "message_deleted", "bot_message", "me"],
)
async def test_a_message_of_any_subtype_is_handed_over(
    one: Bench, subtype: str | None
) -> None:
    event = message() if subtype is None else message(subtype=subtype)

    await one.sent(event_body(event))

    assert one.handlers.kinds == ["event"]


@pytest.mark.parametrize("own", [{"user": "UBOT"}, {"user": None, "bot_id": "BBOT"}])
async def test_our_own_messages_are_acked_and_go_no_further(
    one: Bench, own: dict[str, Any]
) -> None:
    assert (await one.sent(event_body(message(**own)))).status == 200
    assert one.handlers.heard == []


async def test_only_the_messages_tab_counts_as_opening_home(one: Bench) -> None:
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1"}

    await one.sent(event_body({**opened, "tab": "home"}))
    assert one.handlers.kinds == []

    await one.sent(event_body({**opened, "tab": "messages"}))
    assert one.handlers.kinds == ["home_opened"]
    assert one.handlers.tokens == [BOT]


async def test_the_shortcut_gets_a_client_that_can_open_its_form(many: Bench) -> None:
    asked = interaction("message_action", callback_id="ask_about_picture")

    assert (await many.sent(asked)).status == 200
    assert many.handlers.kinds == ["shortcut"]
    assert many.handlers.tokens == ["xoxb-of-t1"]


async def test_a_form_is_closed_or_told_what_is_wrong(one: Bench) -> None:
    assert (await one.sent(FORM_SENT)).body == ""

    errors = {"response_action": "errors", "errors": {"question": "Please ask."}}
    one.handlers.answer = errors
    answer = await one.sent(FORM_SENT)

    assert answer.status == 200
    assert answer.body == (
        '{"response_action": "errors", "errors": {"question": "Please ask."}}'
    )


async def test_any_button_is_handed_over(one: Bench) -> None:
    for action in ("ask:0", "closer:2", "feedback", "trash:0"):
        pressed = interaction(
            "block_actions", actions=[{"action_id": action, "block_id": "b"}]
        )
        assert (await one.sent(pressed)).status == 200

    assert one.handlers.kinds == ["pressed"] * 4


async def test_a_command_is_answered_to_its_asker_alone(one: Bench) -> None:
    answer = await one.sent({"command": "/sightline", "team_id": "T1", "text": "help"})

    assert answer.body == '{"text": "at your service", "response_type": "ephemeral"}'


@pytest.mark.parametrize(
    "body",
    [
        event_body(message()),
        event_body({"type": "app_home_opened", "tab": "messages", "user": "U1"}),
        interaction("message_action", callback_id="ask_about_picture"),
        FORM_SENT,
        interaction("block_actions", actions=[{"action_id": "a", "block_id": "b"}]),
        {"command": "/sightline", "team_id": "T1"},
    ],
)
async def test_nothing_is_acked_that_could_not_be_kept(one: Bench, body: Body) -> None:
    one.handlers.failure = QueueError("Redis is away")

    assert (await one.sent(body)).status == 503


@pytest.mark.parametrize(
    "body",
    [
        event_body({"type": "reaction_added", "user": "U1"}),
        event_body({"type": "app_context_changed", "user": "U1"}),
        interaction("shortcut", callback_id="another"),
        {"command": "/another", "team_id": "T1"},
        {"type": "never heard of"},
        {},
    ],
)
async def test_what_nobody_asked_for_is_acked_without_a_word(
    one: Bench, body: Body, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "adapters.slack")

    answer = await one.sent(body)

    assert (answer.status, answer.body) == (200, "")
    assert one.handlers.heard == []
    assert caplog.records == []


async def test_slack_is_asked_once_whose_the_token_is(one: Bench) -> None:
    """An ack that waited for a call to Slack would come too late."""
    for _ in range(3):
        await one.sent(event_body(message()))

    assert one.slack.methods == ["auth.test"]


async def test_while_slack_refuses_the_token_events_are_not_lost(one: Bench) -> None:
    one.slack.answers["auth.test"] = {"ok": False, "error": "invalid_auth"}
    assert (await one.sent(event_body(message()))).status == 503

    one.slack.answers["auth.test"] = {"ok": True, "user_id": "UBOT", "bot_id": "BBOT"}
    assert (await one.sent(event_body(message()))).status == 200


async def test_with_installations_no_ack_waits_for_slack(many: Bench) -> None:
    await many.sent(event_body(message()))
    await many.sent(event_body(message()))

    assert many.handlers.kinds == ["event", "event"]
    assert many.slack.methods == []
    assert many.granted.asked == [("T1", "")]


async def test_an_org_wide_install_is_looked_for_under_its_enterprise(
    many: Bench,
) -> None:
    org = {"team_id": "T2", "is_enterprise_install": True, "enterprise_id": "E1"}
    authorizations = [{"enterprise_id": "E1", "team_id": "T2", **org}]

    await many.sent(event_body(message(), **org, authorizations=authorizations))

    assert many.granted.asked == [("T2", "E1")]
    assert many.handlers.kinds == ["event"]


async def test_a_workspace_that_never_installed_the_app_is_acked_and_dropped(
    many: Bench,
) -> None:
    """It would come again for nothing."""
    answer = await many.sent(event_body(message(), team_id="T9"))

    assert (answer.status, answer.body) == (200, "")
    assert many.handlers.heard == []


@pytest.mark.parametrize("failure", [QueueError("away"), SettingsError("wrong key")])
async def test_while_tokens_cannot_be_read_events_are_not_acked(
    many: Bench, failure: Exception
) -> None:
    many.granted.failure = failure

    assert (await many.sent(event_body(message()))).status == 503


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["UBOT1"]}},
    ],
)
async def test_a_revoked_token_is_dropped_there_and_then(
    many: Bench, event: Body
) -> None:
    await many.sent(event_body(message()))

    assert (await many.sent(event_body(event))).status == 200

    assert many.granted.revoked == [("T1", "", False)]
    assert many.handlers.kinds == ["event", "event"]
    await many.sent(event_body(message()))
    assert many.handlers.kinds == ["event", "event"]


@pytest.mark.parametrize(
    "tokens", [{"oauth": ["U1"]}, {"bot": []}, {"bot": None}, {}, 7, None]
)
async def test_a_persons_revoked_token_is_nothing_to_us(
    many: Bench, tokens: Any
) -> None:
    body = event_body({"type": "tokens_revoked", "tokens": tokens})

    assert (await many.sent(body)).status == 200
    assert many.granted.revoked == []


async def test_a_token_is_not_dropped_before_its_note_is_kept(many: Bench) -> None:
    many.handlers.failure = QueueError("Redis is away")

    assert (await many.sent(event_body({"type": "app_uninstalled"}))).status == 503
    assert many.granted.revoked == []


async def test_kinds_that_came_are_remembered(one: Bench) -> None:
    await one.sent(event_body(message()))
    await one.sent(event_body(message(channel_type="im")))
    await one.sent({"command": "/sightline", "team_id": "T1"})
    await one.sent(interaction("message_action", callback_id="ask_about_picture"))
    await one.sent(event_body({"type": "not of ours"}))

    assert await Seen(one.notes).kinds() == {
        "message.channels",
        "message.im",
        "/sightline",
        "ask_about_picture",
    }


async def test_bolt_takes_no_settings_from_the_environment(
    slack: LoopbackSlack,
    session: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another-app")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "another")

    bench = Bench(slack, session, installed=True)
    await bench.sent(event_body({"type": "app_home_opened", "tab": "messages"}))

    assert bench.handlers.tokens == ["xoxb-of-t1"]


async def test_the_librarys_own_retries_are_off(many: Bench) -> None:
    assert many.app.client.retry_handlers == []
    assert (await many.clients.of("T1")).retry_handlers == []
