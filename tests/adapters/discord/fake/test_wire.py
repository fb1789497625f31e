"""The gateway's manners towards a client that knows none, without compression."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.adapters.discord.fake import FakeDiscord

Socket = aiohttp.ClientWebSocketResponse
IDENTIFY = {"op": 2, "d": {"token": "MTIz.of.tests", "intents": 1, "properties": {}}}
RESUME = {"token": "MTIz.of.tests", "session_id": "none", "seq": 0}


@asynccontextmanager
async def socket(
    fake: FakeDiscord, query: str = "v=10&encoding=json"
) -> AsyncIterator[Socket]:
    url = f"{fake.gateway.url}?{query}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
        yield ws


async def closing(ws: Socket) -> int | None:
    """The code that the server closes with, after whatever it says."""
    async for _ in ws:
        pass
    return ws.close_code


async def test_a_plain_socket_is_greeted_in_plain_json(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        hello = await ws.receive_json()
        await ws.send_json({"op": 1, "d": None})
        ack = await ws.receive_json()
        await ws.send_json(IDENTIFY)
        ready, guild = await ws.receive_json(), await ws.receive_json()

    assert (hello["op"], ack["op"]) == (10, 11)
    assert hello["d"]["heartbeat_interval"] == fake.gateway.heartbeat_ms
    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert ready["d"]["guilds"] == [{"id": fake.main.id, "unavailable": True}]
    assert (guild["t"], guild["s"]) == ("GUILD_CREATE", 2)


WRONG: dict[str, tuple[list[Any], int]] = {
    "an unknown op": ([{"op": 77}], 4001),
    "no packet": ([{"d": 1}], 4002),
    "nobody yet": ([{"op": 8, "d": {}}], 4003),
    "a wrong token": ([{"op": 2, "d": {"token": "?", "intents": 0}}], 4004),
    "identified twice": ([IDENTIFY, IDENTIFY], 4005),
    "intents that are none": (
        [{"op": 2, "d": IDENTIFY["d"] | {"intents": 1 << 30}}],  # type: ignore[operator]
        4013,
    ),
}


@pytest.mark.parametrize(("packets", "code"), WRONG.values(), ids=WRONG.keys())
async def test_bad_manners_end_with_their_code(
    fake: FakeDiscord, packets: list[Any], code: int
) -> None:
    async with socket(fake) as ws:
        for packet in packets:
            await ws.send_json(packet)

        assert await closing(ws) == code


async def test_what_is_no_json_ends_with_4002(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        await ws.send_str("{")

        assert await closing(ws) == 4002


async def test_another_version_ends_with_4012(fake: FakeDiscord) -> None:
    async with socket(fake, "v=6&encoding=json") as ws:
        assert await closing(ws) == 4012


async def test_an_unknown_session_is_not_resumed(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        await ws.receive_json()
        await ws.send_json({"op": 6, "d": RESUME})

        assert await ws.receive_json() == {"op": 9, "d": False}


async def test_a_sequence_that_never_was_ends_with_4007(fake: FakeDiscord) -> None:
    async with socket(fake) as first:
        await first.receive_json()
        await first.send_json(IDENTIFY)
        session = (await first.receive_json())["d"]["session_id"]
        async with socket(fake) as second:
            await second.send_json(
                {"op": 6, "d": RESUME | {"session_id": session, "seq": 99}}
            )

            assert await closing(second) == 4007


async def test_the_addresses_before_are_put_back() -> None:
    before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)

    async with FakeDiscord() as fake:
        assert fake.api_url == Route.BASE

    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)
    assert before[0].startswith("https://discord.com")
    assert discord.__version__.startswith("2.7")
