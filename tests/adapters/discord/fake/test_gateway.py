"""The gateway as the real client sees it: connections, sessions, replay."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import discord
import pytest

from tests.adapters.discord.fake import Channel, FakeDiscord
from tests.adapters.discord.fake.announcing import PRIVILEGED
from tests.adapters.discord.fake.app import App, connected
from tests.adapters.discord.fake.gateway import KNOWN_INTENTS
from tests.waiting import until


async def test_the_real_client_connects_and_knows_its_guild(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    assert app.user is not None
    assert str(app.user.id) == fake.world.bot.id
    assert [guild.name for guild in app.guilds] == ["study"]
    known = app.get_channel(int(homework.id))
    assert isinstance(known, discord.TextChannel)
    assert known.permissions_for(app.guilds[0].me).send_messages
    assert len(fake.gateway.identifies) == 1
    assert fake.gateway.connections[0].is_compressed


async def test_heartbeats_are_sent_and_acked(fake: FakeDiscord) -> None:
    fake.gateway.heartbeat_ms = 20
    app = App()
    async with connected(app, fake):
        await until(lambda: fake.gateway.heartbeats > 3)

        assert app.latency < 1


async def test_a_wrong_token_is_refused_at_the_door(fake: FakeDiscord) -> None:
    app = App()

    with pytest.raises(discord.LoginFailure):
        await app.start("wrong")
    await app.close()

    assert [call.status for call in fake.invalid] == [401]


async def test_intents_that_are_not_switched_on_close_with_4014(
    fake: FakeDiscord,
) -> None:
    fake.gateway.allowed = KNOWN_INTENTS & ~PRIVILEGED
    app = App()

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await app.start(fake.token)
    await app.close()

    assert fake.gateway.closed_with == [4014]


async def test_a_dropped_connection_is_resumed_and_what_was_missed_replayed(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    ana.post(homework, "before")
    await until(lambda: len(app.heard) == 1)

    fake.gateway.drop()
    ana.post(homework, "meanwhile")
    await until(lambda: "RESUMED" in app.events)

    assert [message.content for message in app.heard] == ["before", "meanwhile"]
    assert len(fake.gateway.identifies) == 1
    assert len(fake.gateway.resumes) == 1


async def test_a_cut_in_the_middle_of_an_event_loses_nothing(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    fake.gateway.drop_after(2)

    for number in range(5):
        ana.post(homework, str(number))
    await until(lambda: len(app.heard) == 5)

    assert [message.content for message in app.heard] == list("01234")
    assert len(fake.gateway.resumes) == 1


async def test_a_resumable_invalid_session_and_op_7_are_resumed(
    fake: FakeDiscord, app: App
) -> None:
    fake.gateway.invalidate(is_resumable=True)
    await until(lambda: app.events.count("RESUMED") == 1)
    fake.gateway.ask_to_reconnect()
    await until(lambda: app.events.count("RESUMED") == 2)

    assert len(fake.gateway.identifies) == 1


async def test_an_invalid_session_begins_anew(fake: FakeDiscord, app: App) -> None:
    fake.gateway.invalidate(is_resumable=False)
    await until(lambda: app.events.count("READY") == 2)

    assert len(fake.gateway.identifies) == 2
    assert fake.gateway.resumes == []


async def test_a_session_that_was_forgotten_is_not_resumed(
    fake: FakeDiscord, app: App
) -> None:
    fake.gateway.forget_sessions()
    fake.gateway.drop()
    await until(lambda: len(fake.gateway.identifies) == 2)

    assert len(fake.gateway.resumes) == 1


async def test_a_second_identify_within_the_window_is_an_invalid_session(
    fake: FakeDiscord,
) -> None:
    fake.gateway.window_s = 1000.0
    async with connected(App(), fake):
        second = App()
        running = asyncio.create_task(second.start(fake.token))
        await until(lambda: len(fake.gateway.identifies) > 2)
        assert not second.is_ready()
        fake.gateway.window_s = 0.0
        await until(second.is_ready)
        await second.close()
        await running


async def test_a_close_code_that_ends_all_ends_the_client(
    fake: FakeDiscord, app: App
) -> None:
    await fake.gateway.close(4004)

    await until(app.is_closed)


async def test_an_event_can_come_twice(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.gateway.copies = 2

    fake.person().post(homework, "hi")
    await until(lambda: len(app.heard) == 2)

    assert app.heard[0].id == app.heard[1].id


async def test_a_guild_is_joined_and_left(fake: FakeDiscord, app: App) -> None:
    other = fake.guild("other", has_bot=False)
    fake.channel("lounge", guild=other)

    fake.add_to(other)
    await until(lambda: len(app.guilds) == 2)
    fake.remove_from(other)
    await until(lambda: len(app.guilds) == 1)


async def test_fifty_drops_during_traffic_lose_and_double_nothing(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()

    def is_resumed(times: int) -> Callable[[], bool]:
        return lambda: len(fake.gateway.resumes) >= times

    for number in range(50):
        ana.post(homework, str(number))
        if number % 2:
            fake.gateway.drop()
        else:
            fake.gateway.drop_after(0)
        ana.post(homework, f"{number} and more")
        await until(is_resumed(number + 1))
    await until(lambda: len(app.heard) == 100)

    heard = [message.content for message in app.heard]
    assert heard == [message.content for message in fake.visible(homework)]
    assert len(fake.gateway.identifies) == 1


async def test_a_guild_breaks_off_and_comes_back(fake: FakeDiscord, app: App) -> None:
    fake.break_off(fake.main)
    await until(lambda: app.guilds[0].unavailable)
    fake.break_off(fake.main, is_back=True)
    await until(lambda: not app.guilds[0].unavailable)


async def test_a_heartbeat_that_is_asked_for_comes(fake: FakeDiscord, app: App) -> None:
    before = fake.gateway.heartbeats

    fake.gateway.ask_for_heartbeat()

    await until(lambda: fake.gateway.heartbeats == before + 1)
