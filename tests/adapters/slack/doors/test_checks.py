"""Each thing that can be missing is named, with the place where it is added."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.slack.doors.checks import app_id, checks
from adapters.slack.doors.clients import session
from adapters.slack.doors.needs import COMMAND, EVENTS, SCOPES, SHORTCUT
from adapters.slack.doors.sealing import new_key
from adapters.slack.doors.seen import KIND, KINDS
from bot.checks import Check
from bot.errors import QueueError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import (
    APP,
    BOT,
    LoopbackSlack,
    MemoryNotes,
    loopback_slack,
)

MANIFEST = {
    "features": {
        "slash_commands": [{"command": COMMAND}],
        "shortcuts": [{"type": "message", "callback_id": SHORTCUT}],
    },
    "oauth_config": {"scopes": {"bot": list(SCOPES)}},
    "settings": {"event_subscriptions": {"bot_events": list(EVENTS)}},
}


class Desk:
    """A loopback Slack where all is well, and the settings of one workspace."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack
        self.notes: MemoryNotes | None = MemoryNotes()
        self.settings = SlackSettings(
            bot_token=BOT, app_token=APP, api_url=slack.api_url
        )
        slack.headers["auth.test"] = {"X-OAuth-Scopes": ",".join(SCOPES)}
        slack.answers["apps.manifest.export"] = {"ok": True, "manifest": MANIFEST}

    async def told(self, name: str, **changes: Any) -> Check:
        settings = replace(self.settings, **changes)
        async with session() as opened:
            found = [each async for each in checks(settings, opened, self.notes)]
        [check] = [each for each in found if each.name == name]
        assert "\t" not in check.sentence
        assert "\n" not in check.sentence
        return check


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with loopback_slack() as slack:
        yield Desk(slack)


async def test_all_is_well_where_all_is_there(desk: Desk) -> None:
    desk.notes = MemoryNotes()
    for kind in KINDS:
        await desk.notes.keep_note(KIND, kind, b"1")
    async with session() as opened:
        found = [each async for each in checks(desk.settings, opened, desk.notes)]

    assert [(each.level, each.name) for each in found] == [
        ("ok", "slack token"),
        ("ok", "slack scopes"),
        ("ok", "slack socket"),
        ("ok", "slack app"),
        ("ok", "slack events"),
    ]


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "set SIGHTLINE_SLACK_BOT_TOKEN"),
        ("xoxp-1", "is a person's token"),
        (APP, "is an app-level token"),
        ("xoxe.xoxp-1", "is a configuration or rotating token"),
        ("hello", "is no token of Slack's"),
    ],
)
async def test_a_token_of_another_kind_is_named(
    desk: Desk, token: str, told: str
) -> None:
    check = await desk.told("slack token", bot_token=token)

    assert check.level == "bad"
    assert told in check.sentence
    assert "OAuth & Permissions" in check.sentence
    assert "auth.test" not in desk.slack.methods


async def test_a_token_that_slack_refuses_is_bad(desk: Desk) -> None:
    desk.slack.answers["auth.test"] = {"ok": False, "error": "token_revoked"}

    check = await desk.told("slack token")

    assert check.level == "bad"
    assert "token_revoked" in check.sentence


async def test_a_slack_that_cannot_be_reached_is_bad(desk: Desk) -> None:
    away = "http://127.0.0.1:1/api/"

    for name in ("slack token", "slack socket"):
        check = await desk.told(name, api_url=away)
        assert check.level == "bad"
        assert f"{away} cannot be reached" in check.sentence


async def test_exactly_the_scopes_that_are_missing_are_named(desk: Desk) -> None:
    desk.slack.headers["auth.test"] = {
        "X-OAuth-Scopes": ",".join(
            scope for scope in SCOPES if scope not in {"files:read", "commands"}
        )
    }

    check = await desk.told("slack scopes")

    assert check.level == "bad"
    assert "missing: commands, files:read." in check.sentence
    assert "Bot Token Scopes" in check.sentence
    assert "Reinstall to Workspace" in check.sentence


@pytest.mark.parametrize(
    ("token", "told"),
    [("", "set SIGHTLINE_SLACK_APP_TOKEN"), (BOT, "is a bot's token")],
)
async def test_an_app_token_of_another_kind_is_named(
    desk: Desk, token: str, told: str
) -> None:
    check = await desk.told("slack socket", app_token=token)

    assert check.level == "bad"
    assert told in check.sentence
    assert "App-Level Tokens" in check.sentence


@pytest.mark.parametrize("error", ["missing_scope", "not_allowed_token_type"])
async def test_a_socket_that_slack_does_not_open_is_bad(desk: Desk, error: str) -> None:
    desk.slack.answers["apps.connections.open"] = {"ok": False, "error": error}

    check = await desk.told("slack socket")

    assert check.level == "bad"
    assert error in check.sentence
    assert "connections:write" in check.sentence


async def test_a_socket_without_a_hello_is_bad(desk: Desk) -> None:
    opened = desk.slack.answers["apps.connections.open"]
    desk.slack.answers["apps.connections.open"] = {
        **opened,
        "url": opened["url"].replace("/link", "/elsewhere"),
    }

    check = await desk.told("slack socket")

    assert check.level == "bad"
    assert "ticket" not in check.sentence


async def test_http_needs_its_signing_secret(desk: Desk) -> None:
    missing = await desk.told("slack http", mode="http")
    there = await desk.told(
        "slack http",
        mode="http",
        signing_secret="s",
        public_url="https://sightline.example",
    )

    assert missing.level == "bad"
    assert "SIGHTLINE_SLACK_SIGNING_SECRET" in missing.sentence
    assert there.level == "ok"
    assert "https://sightline.example/slack/events" in there.sentence


@pytest.mark.parametrize(
    ("changes", "level", "told"),
    [
        ({"client_secret": ""}, "bad", "SIGHTLINE_SLACK_CLIENT_SECRET"),
        ({"public_url": ""}, "bad", "slack.public_url"),
        ({"token_key": ""}, "bad", "set SIGHTLINE_SLACK_TOKEN_KEY"),
        ({"token_key": "weak"}, "bad", "no Fernet key"),
        ({"bot_token": BOT}, "warn", "unset SIGHTLINE_SLACK_BOT_TOKEN"),
        ({}, "ok", "https://sightline.example/slack/install"),
    ],
)
async def test_what_oauth_lacks_is_named(
    desk: Desk, changes: dict[str, str], level: str, told: str
) -> None:
    complete = {
        "bot_token": "",
        "client_id": "1.2",
        "client_secret": "s",
        "public_url": "https://sightline.example",
        "token_key": new_key(),
    }

    check = await desk.told("slack oauth", **{**complete, **changes})

    assert check.level == level
    assert told in check.sentence
    assert "weak" not in check.sentence


async def test_the_app_is_compared_with_what_we_need(desk: Desk) -> None:
    check = await desk.told("slack app", config_token="xoxe.xoxp-1")

    assert check.level == "ok"
    assert ("apps.manifest.export", {"app_id": "A1"}, "Bearer xoxe.xoxp-1") in (
        desk.slack.asked
    )


async def test_what_the_app_lacks_is_named(desk: Desk) -> None:
    desk.slack.answers["apps.manifest.export"] = {"ok": True, "manifest": {}}

    check = await desk.told("slack app", config_token="xoxe.xoxp-1")

    assert check.level == "bad"
    for name in (*EVENTS, *SCOPES, COMMAND, SHORTCUT, "Event Subscriptions"):
        assert name in check.sentence


async def test_a_manifest_that_slack_does_not_show_is_no_fault(desk: Desk) -> None:
    desk.slack.answers["apps.manifest.export"] = {"ok": False, "error": "token_expired"}

    check = await desk.told("slack app", config_token="xoxe.xoxp-1")

    assert (check.level, "token_expired" in check.sentence) == ("warn", True)


async def test_what_never_came_is_told_with_the_place_to_look(desk: Desk) -> None:
    assert desk.notes is not None
    for kind in KINDS:
        if kind != "message.im":
            await desk.notes.keep_note(KIND, kind, b"1")

    check = await desk.told("slack events")

    assert check.level == "warn"
    assert check.sentence.startswith("never came yet: message.im. ")
    assert "Event Subscriptions" in check.sentence


async def test_without_redis_nobody_knows_what_came(desk: Desk) -> None:
    desk.notes = None

    assert (await desk.told("slack events")).level == "warn"


async def test_a_redis_that_is_away_is_no_fault_of_slacks(desk: Desk) -> None:
    class Away(MemoryNotes):
        async def note(self, kind: str, name: str) -> bytes | None:
            raise QueueError("Redis is away")

    desk.notes = Away()

    assert "Redis is away" in (await desk.told("slack events")).sentence


def test_an_app_level_token_names_its_app() -> None:
    assert app_id("xapp-1-A0123-456-abc") == "A0123"
    assert app_id("xapp") == ""
