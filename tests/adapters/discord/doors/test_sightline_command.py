"""`/sightline` as people use it: by the real client, on a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import redis.asyncio
from msgspec.structs import replace

from adapters.discord.doors.buttons import AnswerButton, Press
from adapters.discord.doors.sightline_command import Sightline
from adapters.discord.hearing.servers import Room, Server
from adapters.discord.notes import Where
from bot.redis_connection import connect
from bot.settings import DiscordSettings, RedisSettings, Settings
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN
from tests.adapters.discord.acts.kept import Kept
from tests.adapters.discord.campus import Campus, a_worksheet, button
from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Interaction,
    May,
    Person,
    said,
)
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.fake.places import Role
from tests.adapters.discord.test_acts_asking import asked
from tests.waiting import until

WORDS = ENGLISH.commands
MODERATOR = int(May.MANAGE_GUILD)


class Desk:
    """A client that has `/sightline`, people who use it, and what they leave."""

    def __init__(self, app: App, fake: FakeDiscord, kept: Kept) -> None:
        self.app = app
        self.fake = fake
        self.kept = kept

    async def open(self, **fields: Any) -> None:
        settings = DiscordSettings(**fields)
        self.sightline = Sightline(self.kept.commands, settings, ENGLISH)
        self.app.tree.add_command(self.sightline.group())
        await self.app.tree.sync()

    async def hears(
        self, by: Person, at: Channel, command: str, /, **options: Any
    ) -> str:
        """Return what they alone read in answer."""
        asked = by.slash(at, f"sightline {command}", **options)
        return await heard(asked)

    async def set_by(
        self, by: Person, at: Channel, command: str, /, **options: Any
    ) -> Server:
        await self.hears(by, at, f"settings {command}", **options)
        return await self.kept.servers.of(at.guild)


async def heard(asked: Interaction) -> str:
    await until(lambda: asked.is_answered, within_s=5)
    (message,) = asked.answers
    assert message.seen_by == asked.user.id
    assert message.pings == []
    return said(message)


@pytest.fixture
async def desk(
    app: App, fake: FakeDiscord, client: redis.asyncio.Redis, settings: Settings
) -> Desk:
    desk = Desk(app, fake, Kept(client, settings))
    await desk.open()
    return desk


@pytest.fixture
def mo(fake: FakeDiscord) -> Person:
    return fake.person("mo", may=MODERATOR)


def here(channel: Channel) -> Where:
    return Where(guild=channel.guild, channel=channel.id)


async def test_anybody_gets_help_wherever_they_are(
    desk: Desk, homework: Channel
) -> None:
    ana = desk.fake.person()
    far = desk.fake.channel("far", guild=desk.fake.guild("far", has_bot=False))

    for channel in (homework, ana.direct, far):
        assert ENGLISH.help_title in await desk.hears(ana, channel, "help")


async def test_status_tells_ones_place_in_line(desk: Desk, homework: Channel) -> None:
    ana = desk.fake.person()
    await desk.kept.asked(here(homework), "bob")
    await desk.kept.asked(here(homework), ana.id)

    told = await desk.hears(ana, homework, "status")

    assert told == " ".join(
        [ENGLISH.how_busy(2), ENGLISH.your_places([2]), ENGLISH.no_worker]
    )


async def test_forgetting_me_forgets_me_alone(desk: Desk, homework: Channel) -> None:
    ana, bob = desk.fake.person(), desk.fake.person("bob")
    mine = await desk.kept.asked(here(homework), ana.id)
    theirs = await desk.kept.asked(here(homework), bob.id)

    assert await desk.hears(ana, homework, "forget me") == ENGLISH.forgot_me
    assert not await desk.kept.is_kept(mine)
    assert await desk.kept.is_kept(theirs)


async def test_a_dm_is_forgotten_as_one_conversation(desk: Desk) -> None:
    ana = desk.fake.person()
    channel = ana.direct
    where = Where(channel=channel.id, is_direct=True)
    job = await desk.kept.asked(where, ana.id, root=channel.id)

    told = await desk.hears(ana, channel, "forget this-thread")

    assert told == ENGLISH.forgot_thread
    assert not await desk.kept.is_kept(job)


async def test_one_of_several_is_chosen_by_a_button(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    for words in ("what is this?", "what does it say?"):
        await asked(grounds, channel, ana, words)
    offered = ana.slash(channel, "sightline forget this-thread")
    assert ENGLISH.which_thread in await heard(offered)
    (choice,) = offered.answers
    before = await grounds.store.threads(f"discord:{channel.guild}:{ana.id}")

    pressed = ana.press(choice, button(choice, "forget", 2))
    await until(lambda: pressed.is_answered)

    assert said(choice) == ENGLISH.forgot_thread
    after = await grounds.store.threads(f"discord:{channel.guild}:{ana.id}")
    (left,) = after
    (turn,) = await grounds.store.turns(left.thread_key)
    assert left in before
    assert turn.job.text == "what does it say?"


@pytest.mark.parametrize("way", ["message", "command"])
async def test_the_bin_under_what_is_forgotten_is_still_ones_own(
    grounds: Campus, channel: Channel, ana: Person, way: str
) -> None:
    bob = grounds.fake.person("bob")
    if way == "message":
        await asked(grounds, channel, ana)
    else:
        ana.slash(channel, "ask", question="what?", picture=a_worksheet())
        await grounds.work()
    answer = await grounds.answered(channel)
    await heard(ana.slash(channel, "sightline forget me"))

    refused = bob.press(answer, button(answer, "bin"))
    assert await heard(refused) == ENGLISH.not_yours
    pressed = ana.press(answer, button(answer, "bin"))
    assert ENGLISH.delete_title in await heard(pressed)
    ana.press(pressed.answers[0], button(pressed.answers[0], "remove"))

    await until(lambda: answer.is_deleted)


async def test_a_stranger_sees_and_sets_nothing(desk: Desk, homework: Channel) -> None:
    may_delete = int(May.MANAGE_MESSAGES)
    for may in (None, 0, may_delete):
        ana = desk.fake.person(may=may)
        for command, options in COMMANDS:
            told = await desk.hears(ana, homework, f"settings {command}", **options)
            assert told == WORDS.no_moderator

    assert await desk.kept.servers.of(homework.guild) == Server()


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("show", {}),
    ("channel", {"tutor": True}),
    ("allow", {}),
    ("block", {}),
    ("unlist", {}),
    ("reset", {"where": "everything"}),
]


async def test_settings_are_a_servers_where_we_are_a_member(
    desk: Desk, mo: Person
) -> None:
    far = desk.fake.channel("far", guild=desk.fake.guild("far", has_bot=False))

    for command, options in COMMANDS:
        told = await desk.hears(mo, mo.direct, f"settings {command}", **options)
        assert told == WORDS.no_server
        assert await desk.hears(mo, far, f"settings {command}", **options) == (
            WORDS.no_guest
        )
    assert await desk.kept.servers.of(far.guild) == Server()


async def test_an_administrator_may_set(desk: Desk, homework: Channel) -> None:
    admin = desk.fake.person(may=discord.Permissions(administrator=True).value)

    assert (await desk.set_by(admin, homework, "channel", tutor=True)).rooms


async def test_a_channel_is_set_in_every_way(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    humans = desk.fake.channel("teachers")

    server = await desk.set_by(
        mo,
        homework,
        "channel",
        tutor=True,
        persona="Run by @everyone of\nhttps://a.example",
        language="de",
        thread=True,
        every_picture=False,
        follow="pictures",
        humans=humans.id,
    )

    assert server == Server(
        rooms={
            homework.id: Room(
                tutor=True,
                persona="Run by @everyone of https://a.example",
                language="de",
                has_thread=True,
                every_picture=False,
                follow="pictures",
                humans=humans.id,
            )
        }
    )


async def test_a_change_is_told_in_the_language_that_it_sets(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    told = await desk.hears(
        mo, homework, "settings channel", language="de", persona="@everyone <@5>"
    )

    assert f"**{GERMAN.commands.lists_title}**" in told
    assert "Sprache: **Deutsch** (für diesen Kanal eingestellt)" in told
    assert "@everyone" not in told
    assert "<@5>" not in told


async def test_the_whole_server_is_set_and_reset(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    there = {"where": "server"}

    server = await desk.set_by(mo, homework, "channel", tutor=True, **there)
    assert server == Server(default=Room(tutor=True))
    server = await desk.set_by(mo, homework, "channel", thread=True, **there)
    server = await desk.set_by(mo, homework, "reset", setting="tutor", **there)
    assert server == Server(default=Room(has_thread=True))


async def test_in_a_thread_its_channel_is_set(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    thread = mo.thread(mo.post(homework, "look"))

    assert [*(await desk.set_by(mo, thread, "channel", tutor=True)).rooms] == [
        homework.id
    ]


async def test_roles_people_and_channels_are_listed_and_unlisted(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    ana = desk.fake.person()
    role = Role(desk.fake.world.new_id(), "pupils")
    desk.fake.main.roles[role.id] = role
    thread = mo.thread(mo.post(homework, "look"))

    await desk.set_by(mo, homework, "allow", role=role.id)
    await desk.set_by(mo, homework, "block", person=ana.id)
    server = await desk.set_by(mo, homework, "block", channel=thread.id)
    assert server == Server(
        allow_roles=(role.id,), block_users=(ana.id,), block_channels=(thread.id,)
    )

    shown = await desk.hears(mo, homework, "settings show")
    for mention in (f"<@&{role.id}>", f"<@{ana.id}>", f"<#{thread.id}>"):
        assert mention in shown
    listed = {"role": role.id, "person": ana.id, "channel": thread.id}
    assert await desk.set_by(mo, homework, "unlist", **listed) == Server()


async def test_everyone_cannot_be_listed(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    told = await desk.hears(mo, homework, "settings allow", role=homework.guild)

    assert told == WORDS.everyone_named
    assert await desk.kept.servers.of(homework.guild) == Server()


async def test_two_moderators_at_once_both_have_their_way(
    desk: Desk, homework: Channel, mo: Person
) -> None:
    people = [desk.fake.person(f"p{number}") for number in range(6)]

    await asyncio.gather(
        *(desk.set_by(mo, homework, "block", person=each.id) for each in people)
    )

    server = await desk.kept.servers.of(homework.guild)
    assert sorted(server.block_users) == sorted(each.id for each in people)


@pytest.fixture
async def away(app: App, fake: FakeDiscord, settings: Settings) -> AsyncIterator[Desk]:
    """A desk whose Redis is not there."""
    nowhere = RedisSettings(url="unix:///nowhere/redis.sock")
    async with connect(nowhere) as client:
        desk = Desk(app, fake, Kept(client, replace(settings, redis=nowhere)))
        await desk.open()
        yield desk


async def test_while_redis_is_away_everybody_is_told_to_come_back(
    away: Desk, homework: Channel, mo: Person
) -> None:
    everything = [(f"settings {name}", options) for name, options in COMMANDS]
    names = ("help", "status", "forget me", "forget this-thread")
    everything += [(name, {}) for name in names]

    for command, options in everything:
        assert await away.hears(mo, homework, command, **options) == ENGLISH.busy_now


async def test_a_choice_stays_while_redis_is_away(
    away: Desk, homework: Channel, app: App
) -> None:
    class Choosing(discord.ui.LayoutView):
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

    press = Press("forget", "0" * 32, 1)
    choice = Choosing()
    choice.row.add_item(discord.ui.Button(label="1.", custom_id=press.custom_id))
    app.add_dynamic_items(AnswerButton)

    async def pressed(interaction: discord.Interaction[Any], press: Press) -> None:
        await away.sightline.forget_chosen(interaction, press.job_id)

    app.pressed = pressed  # type: ignore[attr-defined]
    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=choice)
    (message,) = away.fake.answers(homework)

    asked = away.fake.person().press(message, press.custom_id)

    assert await heard(asked) == ENGLISH.busy_now
    assert message.components


async def test_without_user_installs_the_command_is_for_servers_alone(
    app: App, fake: FakeDiscord, client: redis.asyncio.Redis, settings: Settings
) -> None:
    desk = Desk(app, fake, Kept(client, settings))
    await desk.open(user_installs=False)

    (command,) = fake.world.commands[""]
    assert command["integration_types"] == [0]  # servers', not people's own
