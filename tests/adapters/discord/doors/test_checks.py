"""Each thing that can be missing is named, with the place where it is added."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest
from msgspec.structs import replace

from adapters.discord.__main__ import our_commands
from adapters.discord.doors.checks import checks
from adapters.discord.doors.identifying import KIND, NAME
from bot.checks import Check
from bot.errors import QueueError
from bot.settings import DiscordSettings, Settings
from tests.adapters.discord.campus import discord_settings
from tests.adapters.discord.fake import FakeDiscord, May
from tests.adapters.discord.fake.conftest import fake

__all__ = ["fake"]


class MemoryNotes:
    def __init__(self, *times: float) -> None:
        self.times = times

    async def note(self, kind: str, name: str) -> bytes | None:
        assert (kind, name) == (KIND, NAME)
        return msgspec.json.encode(self.times) if self.times else None

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool:
        raise AssertionError("a check changes nothing")


class Office:
    """A fake Discord where all is well, and the settings that lead to it."""

    def __init__(self, fake: FakeDiscord, session: aiohttp.ClientSession) -> None:
        self.fake = fake
        self.session = session
        self.notes: Any = MemoryNotes()
        self.settings = discord_settings(fake)

    def ours(self, settings: DiscordSettings) -> list[Any]:
        return our_commands(Settings(discord=settings), self.session)

    def sync(self, commands: list[Any]) -> None:
        """Discord tells what it has with what it adds by itself."""
        more = {"id": "1", "version": "2", "name_localizations": None}
        self.fake.world.commands[""] = [each | more for each in commands]

    async def told(self, **changes: Any) -> list[Check]:
        settings = replace(self.settings, **changes)
        ours = self.ours(settings)
        found = [
            each async for each in checks(settings, self.session, ours, self.notes)
        ]
        for check in found:
            assert "\t" not in check.sentence
            assert "\n" not in check.sentence
            assert settings.token not in check.sentence or not settings.token
        return found

    async def check(self, name: str, **changes: Any) -> Check:
        [check] = [e for e in await self.told(**changes) if e.name == f"discord {name}"]
        return check


@pytest.fixture
async def office(fake: FakeDiscord) -> AsyncIterator[Office]:
    async with aiohttp.ClientSession() as session:
        office = Office(fake, session)
        office.sync(office.ours(office.settings))
        yield office


async def test_all_is_well_where_all_is_there(office: Office) -> None:
    found = await office.told()

    assert [(each.level, each.name.removeprefix("discord ")) for each in found] == [
        ("ok", "token"),
        ("ok", "app"),
        ("ok", "intents"),
        ("ok", "servers"),
        ("ok", "commands"),
        ("ok", "gateway"),
        ("ok", "starts"),
        ("ok", "invite"),
    ]
    assert {call.status for call in office.fake.calls()} == {200}


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "set SIGHTLINE_DISCORD_TOKEN"),
        ("0123456789abcdef", "is no bot's token"),
        ("Bot MTIz.of.tests", "is no bot's token"),
        ("a.b", "is no bot's token"),
    ],
)
async def test_what_cannot_be_a_token_is_not_shown_to_discord(
    office: Office, token: str, told: str
) -> None:
    [check] = await office.told(token=token)

    assert (check.level, check.name) == ("bad", "discord token")
    assert told in check.sentence
    assert "Reset Token" in check.sentence
    assert office.fake.calls() == []


async def test_a_token_that_discord_refuses_is_tried_once(office: Office) -> None:
    [check] = await office.told(token="MTIz.an.older")

    assert check.level == "bad"
    assert check.sentence.startswith("Discord refuses it (401)")
    assert "Reset Token" in check.sentence
    assert len(office.fake.invalid) == 1


async def test_a_discord_that_cannot_be_reached_is_bad(office: Office) -> None:
    [check] = await office.told(api_url="http://127.0.0.1:1/api")

    assert check.level == "bad"
    assert check.sentence == (
        "http://127.0.0.1:1/api cannot be reached (ClientConnectorError)"
    )


async def test_a_discord_in_an_outage_is_bad(office: Office) -> None:
    office.fake.faults.fail("me", status=503)

    check = await office.check("token")

    assert check.level == "bad"
    assert "out of order (503)" in check.sentence


async def test_a_missing_message_content_intent_is_bad_where_it_is_wanted(
    office: Office,
) -> None:
    office.fake.without_content_intent()

    check = await office.check("intents", message_content=True)

    assert check.level == "bad"
    assert "Privileged Gateway Intents" in check.sentence


async def test_without_the_intent_all_else_is_said_to_work(office: Office) -> None:
    office.fake.without_content_intent()

    check = await office.check("intents", message_content=False)

    assert check.level == "ok"
    assert "off, which is fine" in check.sentence
    assert "/ask" in check.sentence


async def test_an_intent_that_is_not_used_is_to_know(office: Office) -> None:
    check = await office.check("intents", message_content=False)

    assert check.level == "warn"
    assert "discord.message_content is false" in check.sentence


async def test_intents_that_nobody_needs_are_named(office: Office) -> None:
    office.fake.world.portal["flags"] = 1 << 19 | 1 << 15

    check = await office.check("intents")

    assert check.level == "ok"
    assert "Server Members Intent is not needed: turn it off" in check.sentence


async def test_exactly_the_permissions_that_a_server_denies_are_named(
    office: Office,
) -> None:
    office.fake.main.bot_may &= ~(May.ATTACH_FILES | May.CREATE_PUBLIC_THREADS)
    office.fake.guild("garden")

    found = [e for e in await office.told() if e.name == "discord servers"]

    assert [check.level for check in found] == ["warn", "ok"]
    assert "study lacks Create Public Threads, Attach Files: " in found[0].sentence
    assert "Server Settings, Roles" in found[0].sentence
    assert found[1].sentence == "2, of which 1 allow too little"


async def test_an_administrator_lacks_nothing(office: Office) -> None:
    office.fake.main.bot_may = May(1 << 3)

    assert (await office.check("servers")).level == "ok"


async def test_of_many_servers_the_first_twenty_that_deny_are_named(
    office: Office,
) -> None:
    for _ in range(25):
        office.fake.guild("the same name").bot_may = May(0)

    found = [e for e in await office.told() if e.name == "discord servers"]

    assert len(found) == 21
    assert found[-1].sentence == "26, of which 25 allow too little"


async def test_a_servers_name_is_shown_without_what_a_terminal_obeys(
    office: Office,
) -> None:
    office.fake.main.name = "\x1b[31mred\troom\n"
    office.fake.main.bot_may = May(0)

    found = [e for e in await office.told() if e.name == "discord servers"]

    assert found[0].sentence.startswith("[31mredroom lacks View Channels, ")


async def test_a_bot_on_no_server_is_led_to_the_invite(office: Office) -> None:
    office.fake.remove_from(office.fake.main)

    check = await office.check("servers")

    assert check.level == "warn"
    assert "none yet" in check.sentence


async def test_commands_that_discord_lacks_come_with_the_next_start(
    office: Office,
) -> None:
    ours = office.ours(office.settings)
    office.sync([each for each in ours if each["name"] != "ask"])

    check = await office.check("commands")

    assert check.level == "warn"
    assert check.sentence.startswith("missing: /ask. The next start")


async def test_commands_that_are_others_than_ours_are_named(office: Office) -> None:
    ours = office.ours(office.settings)
    ours[0] = ours[0] | {"options": []}
    office.sync([*ours, {"name": "old", "type": 1, "description": "gone"}])

    check = await office.check("commands")

    assert check.level == "warn"
    assert "older: /ask; to go: /old" in check.sentence


async def test_few_connections_left_are_told_with_when_there_are_more(
    office: Office,
) -> None:
    await office.told()
    office.fake.gateway.identifies.extend([None] * 801)  # type: ignore[list-item]

    check = await office.check("gateway")

    assert check.level == "warn"
    assert "199 of 1000 connections are left for the next 24 h" in check.sentence


async def test_more_servers_than_one_connection_may_hold_are_to_know(
    office: Office,
) -> None:
    office.fake.gateway.shards = 2

    check = await office.check("gateway")

    assert check.level == "warn"
    assert "from 2,500 servers on" in check.sentence


async def test_a_process_that_starts_again_and_again_is_to_know(
    office: Office,
) -> None:
    now = time.time()
    office.notes = MemoryNotes(now - 4000, *(now - 60 for _ in range(5)))

    check = await office.check("starts")

    assert check.level == "warn"
    assert "5 connections were begun within the hour: the next one" in check.sentence


async def test_without_redis_the_other_checks_go_on(office: Office) -> None:
    class Away(MemoryNotes):
        async def note(self, kind: str, name: str) -> bytes | None:
            raise QueueError("Redis is away")

    for notes, told in ((None, "redis.url is empty"), (Away(), "Redis is away")):
        office.notes = notes
        found = {each.name: each for each in await office.told()}
        assert found["discord starts"].level == "warn"
        assert told in found["discord starts"].sentence
        assert found["discord invite"].level == "ok"


async def test_the_invite_asks_for_no_more_than_is_needed(office: Office) -> None:
    check = await office.check("invite")

    assert check.sentence == (
        f"https://discord.com/oauth2/authorize?client_id={office.fake.world.bot.id}"
        "&permissions=309237746688&scope=bot+applications.commands"
    )


@pytest.mark.parametrize(
    ("field", "value", "name", "level", "told"),
    [
        ("interactions_endpoint_url", "https://a", "app", "bad", "Interactions End"),
        ("integration_types_config", {"1": {}}, "app", "bad", "Guild Install"),
        ("integration_types_config", {"0": {}}, "app", "warn", "User Install"),
        ("bot_require_code_grant", True, "invite", "bad", "Code Grant"),
        ("bot_public", False, "invite", "ok", "Public Bot is off"),
    ],
)
async def test_a_switch_of_the_portal_that_is_wrong_is_named(
    office: Office, field: str, value: Any, name: str, level: str, told: str
) -> None:
    office.fake.world.portal[field] = value

    check = await office.check(name)

    assert check.level == level
    assert told in check.sentence


async def test_what_discord_does_not_tell_ends_one_check_alone(office: Office) -> None:
    for route in ("guilds", "commands.list", "gateway"):
        office.fake.faults.fail(route, status=502)

    found = {each.name: each.level for each in await office.told()}

    assert found["discord servers"] == "warn"
    assert found["discord commands"] == "warn"
    assert found["discord gateway"] == "warn"
    assert found["discord invite"] == "ok"


def test_nothing_is_connected_to_know_our_commands() -> None:
    async def named() -> list[str]:
        async with aiohttp.ClientSession() as session:
            return [each["name"] for each in our_commands(Settings(), session)]

    assert asyncio.run(named()) == ["ask", "sightline", "Ask about this picture"]
