"""Ten thousand invalid requests in ten minutes ban an address: we stop long before."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from adapters.discord.doors import bans as module
from adapters.discord.doors.bans import Bans, HeldBackError
from adapters.discord.doors.client import DiscordClient
from bot.settings import Settings
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import Campus, a_worksheet, acknowledged, campus
from tests.adapters.discord.fake import Channel, FakeDiscord, said
from tests.adapters.discord.fake.conftest import fake, homework
from tests.adapters.discord.fake.places import May
from tests.adapters.discord.fake.refusals import missing_access, unauthorized
from tests.waiting import Clock

__all__ = ["fake", "homework"]
MAX = 5


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INVALID_MAX", MAX)


@pytest.fixture
def bans(clock: Clock) -> Bans:
    return Bans(clock)


@pytest.fixture
async def app(
    fake: FakeDiscord, homework: Channel, bans: Bans
) -> AsyncIterator[DiscordClient]:
    """A client that may call, and is not connected."""
    app = DiscordClient(bans, has_content=True)
    app.setup_hook = _nothing  # type: ignore[method-assign]
    async with app:
        await app.login(fake.token)
        yield app


async def _nothing() -> None:
    return None


async def say(app: DiscordClient, channel: Channel) -> None:
    await app.get_partial_messageable(int(channel.id)).send("hi")


async def test_what_discord_counts_is_counted(
    fake: FakeDiscord, homework: Channel, app: DiscordClient, bans: Bans
) -> None:
    fake.faults.refuse("messages.create", unauthorized())
    fake.faults.refuse("messages.create", missing_access())
    for _ in range(2):
        with pytest.raises(discord.HTTPException):
            await say(app, homework)
    fake.faults.rate_limit("messages.create", retry_after_s=0.01)
    await say(app, homework)

    assert bans.invalid == len(fake.invalid) == 3


async def test_what_others_did_is_not_counted(
    fake: FakeDiscord, homework: Channel, app: DiscordClient, bans: Bans
) -> None:
    fake.faults.rate_limit("messages.create", retry_after_s=0.01, is_shared=True)
    await say(app, homework)
    fake.faults.fail("messages.create", status=400)
    with pytest.raises(discord.HTTPException):
        await say(app, homework)

    assert bans.invalid == 0


async def test_at_the_bound_nothing_is_asked_until_the_window_falls(
    fake: FakeDiscord,
    homework: Channel,
    app: DiscordClient,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake.faults.refuse("messages.create", missing_access(), times=MAX)
    for _ in range(MAX):
        with pytest.raises(discord.Forbidden):
            await say(app, homework)
    before = len(fake.calls())
    for _ in range(20):
        with pytest.raises(HeldBackError):
            await say(app, homework)
    assert len(fake.calls()) == before

    clock.forward(module.WITHIN_S + 1)
    await say(app, homework)

    errors = [each for each in caplog.records if each.levelname == "ERROR"]
    assert len(errors) == 1


async def test_without_the_bound_it_would_go_on(
    fake: FakeDiscord,
    homework: Channel,
    app: DiscordClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The guard taken out."""
    monkeypatch.setattr(Bans, "check", lambda _: None)
    fake.faults.refuse("messages.create", missing_access(), times=20)
    for _ in range(20):
        with pytest.raises(discord.Forbidden):
            await say(app, homework)

    assert len(fake.invalid) == 20


async def test_the_gateway_and_a_persons_own_token_are_free_to_use(
    fake: FakeDiscord, bans: Bans
) -> None:
    async with aiohttp.ClientSession(trace_configs=[bans.trace()]) as session:
        for _ in range(MAX):
            async with session.get(f"{fake.api_url}/users/@me") as answer:
                assert answer.status == 401
        with pytest.raises(HeldBackError):
            await session.get(f"{fake.api_url}/users/@me")
        callback = f"{fake.api_url}/interactions/1/token/callback"
        async with session.post(callback, json={"type": 5}) as answer:
            assert answer.status == 404
        async with session.ws_connect(
            f"{fake.gateway.url}?v=10&encoding=json"
        ) as socket:
            assert (await socket.receive_json())["op"] == 10


async def test_at_the_bound_who_asks_by_a_command_is_told_so(
    settings: Settings,
) -> None:
    async with campus(settings) as grounds:
        channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
        ana.join(channel)
        await reach_the_bound(grounds)
        asked = await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))

        (told,) = asked.answers
        assert said(told) == ENGLISH.busy_now
        assert await grounds.queue.waiting() == 0


async def reach_the_bound(grounds: Campus) -> None:
    """Let other calls of this process be refused as often as may be."""
    grounds.fake.faults.refuse("channels.get", missing_access(), times=MAX)
    (adapter,) = grounds.adapters
    for _ in range(MAX):
        with pytest.raises(discord.Forbidden):
            await adapter.client.fetch_channel(1)


async def flooded(settings: Settings, times: int, *, refuses_dms: bool = False) -> int:
    """Ask *times* where we may not write; return how many requests were refused."""
    async with campus(settings) as grounds:
        channel = grounds.fake.channel("announcements", denied=May.SEND_MESSAGES)
        ana = grounds.fake.person("ana", refuses_dms=refuses_dms)
        picture = a_worksheet()
        for number in range(times):
            files = [] if number % 4 else [picture]
            ana.post(channel, f"{grounds.fake.mention} what?", files)
        await grounds.settled()

        assert await grounds.queue.waiting() == 0
        assert grounds.fake.answers(channel) == []
        told = grounds.fake.answers(ana.direct)
        assert len({said(each) for each in told}) == (0 if refuses_dms else 1)
        return len(grounds.fake.invalid)


async def test_a_flood_where_we_may_not_write_costs_one_refusal(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INVALID_MAX", 500)

    assert await flooded(settings, 200) == 1


async def test_a_flood_of_who_takes_no_direct_messages_costs_two(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INVALID_MAX", 500)

    assert await flooded(settings, 30, refuses_dms=True) == 2


async def test_without_remembering_each_question_of_a_flood_would_cost_two(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out."""
    monkeypatch.setattr(module, "INVALID_MAX", 500)
    monkeypatch.setattr("adapters.discord.sending.closed.CLOSED_S", 0.0)

    assert await flooded(settings, 30, refuses_dms=True) == 60
