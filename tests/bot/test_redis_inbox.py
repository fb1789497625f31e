from __future__ import annotations

import asyncio
from typing import Any

import pytest
import redis.asyncio

from bot.errors import QueueError
from bot.redis_connection import connect
from bot.redis_inbox import GROUP, Inbox, Letter
from bot.redis_keys import Keys
from bot.settings import RedisSettings, Settings
from tests.waiting import until

KEYS = Keys("sightline")
STREAM = KEYS("inbox", "slack")


@pytest.fixture
def inbox(client: redis.asyncio.Redis, settings: Settings) -> Inbox:
    return Inbox(client, settings)


async def put(inbox: Inbox, count: int) -> list[bytes]:
    """Put letters 0..*count*; return their bodies."""
    bodies = [b"%d" % number for number in range(count)]
    for number, body in enumerate(bodies):
        assert await inbox.put("slack", f"event-{number}", body)
    return bodies


async def let_leases_run_out(client: redis.asyncio.Redis, *letters: Letter) -> None:
    """Make it look as if whoever holds *letters* had fallen silent a minute ago."""
    entries: list[Any] = [letter.entry for letter in letters]
    await client.xclaim(STREAM, GROUP, "dead", 0, entries, idle=60_000, justid=True)


def bodies_of(letters: list[Letter]) -> list[bytes]:
    return [letter.body for letter in letters]


async def test_a_letter_comes_out_as_it_was_put_in(inbox: Inbox) -> None:
    body = bytes(range(256)) * 40
    assert await inbox.put("slack", "event", body)
    (letter,) = await inbox.take("slack", "one", 8, 0)
    assert (letter.body, letter.deliveries) == (body, 1)


async def test_an_event_is_put_once_a_day(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    assert await inbox.put("slack", "event", b"first")
    assert not await inbox.put("slack", "event", b"again")
    assert await inbox.put("slack", "another", b"second")
    assert await inbox.put("discord", "event", b"third")
    assert bodies_of(await inbox.take("slack", "one", 8, 0)) == [b"first", b"second"]
    assert bodies_of(await inbox.take("discord", "one", 8, 0)) == [b"third"]
    assert 86_300 < await client.ttl(KEYS("letter", "slack:event")) <= 86_400


async def test_an_event_that_was_handled_is_known_for_the_day(inbox: Inbox) -> None:
    await inbox.put("slack", "event", b"body")
    await inbox.done("slack", await inbox.take("slack", "one", 8, 0))
    assert not await inbox.put("slack", "event", b"body")
    assert await inbox.take("slack", "one", 8, 0) == []


async def test_an_event_told_at_once_to_several_adapters_is_put_once(
    client: redis.asyncio.Redis, settings: Settings
) -> None:
    async with connect(settings.redis) as other:
        inboxes = [Inbox(client, settings), Inbox(other, settings)] * 4
        taken = await asyncio.gather(
            *(inbox.put("slack", "event", b"body") for inbox in inboxes)
        )
    assert sorted(taken) == [False] * 7 + [True]
    assert await client.xlen(STREAM) == 1


async def test_nothing_is_trimmed_while_nobody_takes(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    taken = await asyncio.gather(
        *(inbox.put("slack", f"event-{number}", b"body") for number in range(1500))
    )
    assert all(taken)
    assert await client.xlen(STREAM) == 1500


async def test_a_full_redis_takes_no_letter_and_no_part_of_one(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    await put(inbox, 1)
    await client.config_set("maxmemory", "1")
    try:
        for event in ("event-0", "event"):
            with pytest.raises(QueueError, match=r"OutOfMemory|OOM"):
                await inbox.put("slack", event, b"body")
        refused = await asyncio.gather(
            *(inbox.put("slack", f"late-{n}", b"body") for n in range(8)),
            return_exceptions=True,
        )
    finally:
        await client.config_set("maxmemory", "0")
    assert all(isinstance(each, QueueError) for each in refused)
    assert [key async for key in client.scan_iter(KEYS("letter", "*"))] == [
        KEYS("letter", "slack:event-0").encode()
    ]
    assert await client.xlen(STREAM) == 1
    assert await inbox.put("slack", "event", b"body")


async def test_what_lies_in_a_full_redis_can_be_handled(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    bodies = await put(inbox, 2)
    await client.config_set("maxmemory", "1")
    try:
        letters = await inbox.take("slack", "one", 8, 0)
        await inbox.renew("slack", "one", letters)
        await inbox.done("slack", letters)
    finally:
        await client.config_set("maxmemory", "0")
    assert bodies_of(letters) == bodies
    assert await client.xlen(STREAM) == 0


async def test_a_read_only_redis_takes_no_letter(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    await client.execute_command("REPLICAOF", "127.0.0.1", "1")  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(QueueError, match=r"ReadOnly|READONLY"):
            await inbox.put("slack", "event", b"body")
    finally:
        await client.execute_command("REPLICAOF", "NO", "ONE")  # type: ignore[no-untyped-call]


async def test_redis_away_is_a_queue_error() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    letters = [Letter("1-1", b"body")]
    async with connect(nowhere.redis) as client:
        inbox = Inbox(client, nowhere)
        with pytest.raises(QueueError):
            await inbox.put("slack", "event", b"body")
        with pytest.raises(QueueError):
            await inbox.take("slack", "one", 1, 0)
        with pytest.raises(QueueError):
            await inbox.renew("slack", "one", letters)
        with pytest.raises(QueueError):
            await inbox.done("slack", letters)


async def test_letters_are_handed_out_in_order_to_one_each(inbox: Inbox) -> None:
    bodies = await put(inbox, 5)
    first = await inbox.take("slack", "one", 2, 0)
    second = await inbox.take("slack", "two", 8, 0)
    assert bodies_of(first) == bodies[:2]
    assert bodies_of(second) == bodies[2:]
    assert await inbox.take("slack", "one", 8, 0) == []


async def test_a_letter_is_waited_for(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    assert await inbox.take("slack", "one", 8, 0.01) == []
    waiting = asyncio.create_task(inbox.take("slack", "one", 8, 30))

    async def is_blocked() -> bool:
        return bool((await client.info("clients"))["blocked_clients"])

    await until(is_blocked)
    await put(inbox, 1)
    assert len(await asyncio.wait_for(waiting, 0.9)) == 1


async def test_those_of_the_silent_come_first_and_are_counted(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    bodies = await put(inbox, 2)
    (lost,) = await inbox.take("slack", "dead", 1, 0)
    await let_leases_run_out(client, lost)
    first, second = await inbox.take("slack", "two", 8, 0)
    assert (first.entry, first.body, first.deliveries) == (lost.entry, bodies[0], 2)
    assert (second.body, second.deliveries) == (bodies[1], 1)


async def test_a_letter_taken_over_counts_for_the_room(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    bodies = await put(inbox, 3)
    (lost,) = await inbox.take("slack", "dead", 1, 0)
    await let_leases_run_out(client, lost)
    assert bodies_of(await inbox.take("slack", "two", 2, 0)) == bodies[:2]


async def test_a_renewed_letter_stays_where_it_is_uncounted(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    await put(inbox, 1)
    letters = await inbox.take("slack", "one", 8, 0)
    await let_leases_run_out(client, *letters)
    await inbox.renew("slack", "one", letters)
    await inbox.renew("slack", "one", [])
    assert await inbox.take("slack", "two", 8, 0) == []
    await let_leases_run_out(client, *letters)
    (letter,) = await inbox.take("slack", "two", 8, 0)
    assert letter.deliveries == 2


async def test_letters_that_are_held_do_not_hide_one_that_is_free(
    client: redis.asyncio.Redis, inbox: Inbox
) -> None:
    await put(inbox, 12)
    letters = await inbox.take("slack", "one", 12, 0)
    await let_leases_run_out(client, letters[-1])
    (free,) = await inbox.take("slack", "two", 1, 0)
    assert free.entry == letters[-1].entry


async def test_what_is_done_is_gone(client: redis.asyncio.Redis, inbox: Inbox) -> None:
    await put(inbox, 2)
    letters = await inbox.take("slack", "one", 8, 0)
    await inbox.done("slack", letters[:1])
    await inbox.done("slack", [])
    assert await client.xlen(STREAM) == 1
    assert (await client.xpending(STREAM, GROUP))["pending"] == 1
    await inbox.renew("slack", "one", letters)  # brings nothing back
    await let_leases_run_out(client, *letters)
    assert bodies_of(await inbox.take("slack", "two", 8, 0)) == [letters[1].body]
