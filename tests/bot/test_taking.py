from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.cancelling import cancelled
from bot.errors import QueueError
from bot.redis_connection import connect
from bot.redis_inbox import GROUP, Inbox, Letter
from bot.redis_keys import Keys
from bot.settings import QueueSettings, RedisSettings, Settings
from bot.taking import HANDS, PARTINGS, PATIENCE_S, TRIES, Taking
from tests.redis_server import RedisServer
from tests.waiting import until

STREAM = Keys("sightline")("inbox", "slack")
LEASE_S = 1.0


@pytest.fixture
def inbox(client: redis.asyncio.Redis, settings: Settings) -> Inbox:
    return Inbox(client, replace(settings, queue=QueueSettings(lease_s=LEASE_S)))


class Handler:
    """Notes what is handled; holds on to *slow* letters until `let_through`."""

    def __init__(self, slow: bytes = b"slow") -> None:
        self.begun: list[bytes] = []
        self.handled: list[bytes] = []
        self.given_up: list[bytes] = []
        self.broken_off: list[bytes] = []
        self.failures: list[Exception] = []
        self._slow = slow
        self._gate = asyncio.Event()

    def let_through(self) -> None:
        self._gate.set()

    async def handle(self, letter: Letter) -> None:
        self.begun.append(letter.body)
        try:
            if letter.body.startswith(self._slow):
                await self._gate.wait()
        except asyncio.CancelledError:
            self.broken_off.append(letter.body)
            raise
        if self.failures:
            raise self.failures.pop(0)
        self.handled.append(letter.body)

    async def give_up(self, letter: Letter) -> None:
        self.given_up.append(letter.body)


@asynccontextmanager
async def taking(
    inbox: Inbox, handler: Handler, lease_s: float = LEASE_S, late_s: float = 0.0
) -> AsyncIterator[None]:
    """Take letters as one adapter's process does, until the block ends."""
    taking = Taking(
        "slack",
        "one",
        inbox,
        handler.handle,
        handler.give_up,
        lease_s,
        lambda: time.time() + late_s,
    )
    task = asyncio.create_task(taking.run())
    try:
        yield
    finally:
        await cancelled(task)


async def let_leases_run_out(
    client: redis.asyncio.Redis,
    consumer: str,
    deliveries: int = 1,
    idle_ms: int = 60_000,
) -> None:
    held = await client.xpending_range(STREAM, GROUP, "-", "+", 1000)
    entries: list[Any] = [each["message_id"] for each in held]
    await client.xclaim(
        STREAM,
        GROUP,
        consumer,
        0,
        entries,
        idle=idle_ms,
        retrycount=deliveries,
        justid=True,
    )


async def is_empty(client: redis.asyncio.Redis) -> bool:
    return bool(await client.xlen(STREAM) == 0)


async def test_what_was_handled_is_done(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    async with taking(inbox, handler):
        for number in range(3):
            await inbox.put("slack", f"event-{number}", b"%d" % number)
        await until(lambda: is_empty(client))
    assert sorted(handler.handled) == [b"0", b"1", b"2"]


async def test_a_slow_letter_holds_up_nobody(inbox: Inbox) -> None:
    handler = Handler()
    async with taking(inbox, handler):
        await inbox.put("slack", "event-1", b"slow")
        await until(lambda: handler.begun == [b"slow"])
        await inbox.put("slack", "event-2", b"quick")
        await until(lambda: handler.handled == [b"quick"])
        handler.let_through()
        await until(lambda: handler.handled == [b"quick", b"slow"])


async def test_a_slow_letter_is_held_on_its_lease_uncounted(
    client: redis.asyncio.Redis, settings: Settings, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"slow")

    async def held() -> dict[str, Any]:
        (each,) = await client.xpending_range(STREAM, GROUP, "-", "+", 10)
        return each

    async def is_renewed() -> bool:
        return int((await held())["time_since_delivered"]) < 11_000

    # the inbox leases for longer than the hands believe, so that nobody takes over
    patient = replace(settings, queue=QueueSettings(lease_s=12))
    async with taking(Inbox(client, patient), handler):
        await until(lambda: handler.begun == [b"slow"])
        for _ in range(2):
            await let_leases_run_out(client, "one", idle_ms=11_000)
            assert not await is_renewed()
            await until(is_renewed)
        assert (await held())["times_delivered"] == 1


async def test_a_letter_that_comes_again_in_hand_is_not_handled_twice(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    async with taking(inbox, handler, lease_s=60):
        await inbox.put("slack", "event", b"slow")
        await until(lambda: handler.begun == [b"slow"])
        await let_leases_run_out(client, "one")

        async def has_come_again() -> bool:
            (held,) = await client.xpending_range(STREAM, GROUP, "-", "+", 10)
            return int(held["times_delivered"]) > 1

        await until(has_come_again)
        await inbox.put("slack", "last", b"last")
        await until(lambda: b"last" in handler.begun)
        assert handler.begun == [b"slow", b"last"]


async def test_no_more_is_taken_than_there_are_hands(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await asyncio.gather(
        *(inbox.put("slack", f"event-{n}", b"slow-%d" % n) for n in range(HANDS + 1))
    )
    async with taking(inbox, handler):
        await until(lambda: len(handler.begun) == HANDS)
        (left,) = await inbox.take("slack", "another", 8, 0)
        await inbox.done("slack", [left])
        handler.let_through()
        await until(lambda: is_empty(client))
    assert left.body not in handler.begun


@pytest.mark.parametrize("failure", [QueueError("away"), KeyError("broken")])
async def test_what_failed_comes_again_after_its_lease(
    client: redis.asyncio.Redis, inbox: Inbox, failure: Exception
) -> None:
    handler = Handler()
    handler.failures = [failure]
    await inbox.put("slack", "event", b"body")
    async with taking(inbox, handler, lease_s=60):
        await until(lambda: handler.begun == [b"body"])
        await until(lambda: not handler.failures)
        await let_leases_run_out(client, "one")
        await until(lambda: is_empty(client))
    assert handler.handled == [b"body"]


async def test_a_letter_that_was_tried_too_often_is_given_up(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"body")
    await inbox.take("slack", "dead", 1, 0)
    await let_leases_run_out(client, "dead", TRIES)
    async with taking(inbox, handler):
        await until(lambda: is_empty(client))
    assert (handler.begun, handler.given_up) == ([], [b"body"])


async def test_a_letter_is_tried_as_often_as_that(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"body")
    await inbox.take("slack", "dead", 1, 0)
    await let_leases_run_out(client, "dead", TRIES - 1)
    async with taking(inbox, handler):
        await until(lambda: is_empty(client))
    assert (handler.handled, handler.given_up) == ([b"body"], [])


async def test_a_letter_that_cannot_even_be_given_up_leaves_the_inbox_in_the_end(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"body")
    await inbox.take("slack", "dead", 1, 0)
    await let_leases_run_out(client, "dead", TRIES + PARTINGS)
    async with taking(inbox, handler):
        await until(lambda: is_empty(client))
    assert (handler.begun, handler.given_up) == ([], [])


async def test_a_platform_that_puts_off_costs_a_letter_no_try(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    handler.failures = [QueueError("later")]

    async def is_uncounted() -> bool:
        held = await client.xpending_range(STREAM, GROUP, "-", "+", 10)
        return bool(held) and held[0]["times_delivered"] == 0

    await inbox.put("slack", "event", b"put off")
    async with taking(inbox, handler):
        await until(lambda: bool(handler.begun))
        await until(is_uncounted)
        await until(lambda: is_empty(client))
    assert (handler.handled, handler.given_up) == ([b"put off"], [])


async def test_a_letter_that_was_put_off_for_too_long_is_given_up(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"old")
    async with taking(inbox, handler, late_s=PATIENCE_S + 5):
        await until(lambda: is_empty(client))
    assert (handler.handled, handler.given_up) == ([], [b"old"])


async def test_whoever_is_stopped_breaks_off_and_leaves_the_letter(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    handler = Handler()
    await inbox.put("slack", "event", b"slow")
    async with taking(inbox, handler):
        await until(lambda: handler.begun == [b"slow"])
    assert handler.broken_off == [b"slow"]
    assert await client.xlen(STREAM) == 1


async def test_redis_may_come_and_go() -> None:
    with RedisServer(appendonly="yes", appendfsync="always") as server:
        settings = Settings(redis=RedisSettings(url=server.url, timeout_s=1))
        async with connect(settings.redis) as client:
            inbox, handler = Inbox(client, settings), Handler()
            await inbox.put("slack", "event-1", b"first")
            async with taking(inbox, handler):
                await until(lambda: is_empty(client))
                server.kill()
                with pytest.raises(QueueError):
                    await inbox.put("slack", "event-2", b"second")
                server.start()
                assert await inbox.put("slack", "event-2", b"second")
                await until(lambda: handler.handled == [b"first", b"second"])
