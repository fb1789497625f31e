"""`/sightline settings`: who may, and what is set by it."""

from __future__ import annotations

import asyncio

import discord

from adapters.discord.hearing.servers import Room, Server
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN
from tests.adapters.discord.doors.desk import COMMANDS, Desk
from tests.adapters.discord.fake import (
    Channel,
    May,
    Person,
)
from tests.adapters.discord.fake.places import Role

WORDS = ENGLISH.commands


async def test_a_stranger_sees_and_sets_nothing(desk: Desk, homework: Channel) -> None:
    may_delete = int(May.MANAGE_MESSAGES)
    for may in (None, 0, may_delete):
        ana = desk.fake.person(may=may)
        for command, options in COMMANDS:
            told = await desk.hears(ana, homework, f"settings {command}", **options)
            assert told == WORDS.no_moderator

    assert await desk.kept.servers.of(homework.guild) == Server()


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
