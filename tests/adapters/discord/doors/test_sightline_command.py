"""`/sightline` as people use it: by the real client, on a real Redis."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import redis.asyncio

from adapters.discord.doors.buttons import AnswerButton, Press
from adapters.discord.notes import Where
from bot.settings import Settings
from bot.texts.english import ENGLISH
from tests.adapters.discord.acts.kept import Kept
from tests.adapters.discord.campus import Campus, a_worksheet, button, campus
from tests.adapters.discord.doors.desk import COMMANDS, Desk, heard
from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Person,
    said,
)
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.test_acts_asking import asked
from tests.waiting import until


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


async def test_what_two_processes_hear_is_done_and_told_once(
    settings: Settings,
) -> None:
    async with campus(settings, adapters=2) as grounds:
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person()
        grounds.fake.gateway.copies = 2
        for count in range(1, 6):
            await asked(grounds, channel, ana)
            told = await heard(ana.slash(channel, "sightline forget this-thread"))
            assert told == ENGLISH.forgot_thread, count
        calls = grounds.fake.calls("interactions.callback")

    assert len(calls) == 5


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
