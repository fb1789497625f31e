"""The gateway as the real client sees it: connections, sessions, replay."""

from __future__ import annotations

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
