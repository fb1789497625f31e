"""One question is taken back as if it had never been asked."""

from __future__ import annotations

import redis.asyncio

from bot.jobs import Job, Picture
from bot.redis_keys import Keys
from bot.redis_queue import Queue
from bot.redis_store import Store
from tests.builders import a_job, a_picture, a_result, an_address

KEYS = Keys("sightline")
THREAD = an_address().thread_key
OTHER = an_address(thread="other").thread_key


def a_named_picture(letter: str) -> Picture:
    return a_picture(name=letter * 64)


async def asked(queue: Queue, store: Store, *letters: str, **fields: object) -> Job:
    """Ask with a picture for each of *letters*."""
    pictures = tuple(map(a_named_picture, letters))
    job = a_job(pictures=pictures, **fields)
    for picture in pictures:
        await store.keep_picture(picture, b"content", job.address.thread_key)
        await store.keep_reading("text", picture.name, b"words")
    await queue.submit(job, job.id)
    return job


async def answer(queue: Queue, job: Job) -> None:
    (claim,) = await queue.claim("worker", 1, 0)
    assert claim.job == job
    assert await queue.finish([(claim, a_result(job))]) == [True]


async def is_kept(store: Store, letter: str) -> bool:
    name = a_named_picture(letter).name
    content = await store.picture_content(name)
    assert (content is None) == (await store.reading("text", name) is None)
    return content is not None


async def test_the_next_question_knows_nothing_of_it(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    first = await asked(queue, store, "a")
    await answer(queue, first)
    taken_back = await asked(queue, store, "b")
    await answer(queue, taken_back)
    await store.retract(taken_back.id)
    assert [turn.job for turn in await store.turns(THREAD)] == [first]
    assert await client.lrange(KEYS("thread", THREAD), 0, -1) == [first.id.encode()]
    assert await is_kept(store, "a")
    assert not await is_kept(store, "b")
    assert await client.smembers(KEYS("pictures", THREAD)) == {b"a" * 64}
    assert await queue.status(taken_back.id) is None


async def test_pictures_of_other_questions_of_the_thread_stay(
    queue: Queue, store: Store
) -> None:
    taken_back = await asked(queue, store, "a", "b")
    await answer(queue, taken_back)
    await answer(queue, await asked(queue, store, "b", "c"))
    await store.retract(taken_back.id)
    assert not await is_kept(store, "a")
    assert await is_kept(store, "b")
    assert await is_kept(store, "c")


async def test_a_picture_that_another_thread_holds_stays_there(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    taken_back = await asked(queue, store, "a")
    await asked(queue, store, "a", thread="other")
    await store.retract(taken_back.id)
    assert await is_kept(store, "a")
    assert not await client.exists(KEYS("pictures", THREAD))
    assert await client.smembers(KEYS("holders", "a" * 64)) == {OTHER.encode()}


async def test_an_open_question_ends_unheard_and_the_next_has_its_turn(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    working, behind = await asked(queue, store, "a"), await asked(queue, store, "b")
    (claim,) = await queue.claim("worker", 8, 0)
    assert claim.job == working
    await store.retract(working.id)
    assert await queue.finish([(claim, a_result(working))]) == [False]
    assert not await client.exists(KEYS("outbox", "web"))
    (claim,) = await queue.claim("another", 8, 0)
    assert claim.job == behind
    assert await client.zrange(KEYS("open"), 0, -1) == [behind.id.encode()]


async def test_a_question_in_line_leaves_it(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    first, second, third = [await asked(queue, store, letter) for letter in "abc"]
    await store.retract(second.id)
    assert await client.lrange(KEYS("line", THREAD), 0, -1) == [
        first.id.encode(),
        third.id.encode(),
    ]
    assert await queue.waiting() == 2
    await answer(queue, first)
    await answer(queue, third)
    assert await client.hgetall(KEYS("tenants")) == {}


async def test_a_result_on_its_way_is_dropped(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    job = await asked(queue, store, "a")
    await answer(queue, job)
    await store.retract(job.id)
    assert await queue.outgoing("web", "page", 0) == []
    assert await client.xlen(KEYS("outbox", "web")) == 0


async def test_whoever_watches_hears_the_end(queue: Queue, store: Store) -> None:
    job = await asked(queue, store, "a")
    glimpses = queue.glimpses(job.id)
    assert (await anext(glimpses)).state == "queued"
    await store.retract(job.id)
    assert [told.state async for told in glimpses] == ["cancelled"]


async def test_its_event_is_still_known(queue: Queue, store: Store) -> None:
    job = await asked(queue, store, "a")
    assert await queue.job_of("web", job.id) == job.id
    await store.retract(job.id)
    assert (await queue.submit(job, job.id)).is_repeat
    assert await queue.claim("worker", 8, 0) == []


async def test_taking_back_twice_or_what_is_unknown_changes_nothing(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    kept, job = await asked(queue, store, "a"), await asked(queue, store, "b")
    await store.retract(job.id)
    before = await client.dbsize()
    await store.retract(job.id)
    await store.retract("unknown")
    assert await client.dbsize() == before
    assert [turn.job for turn in await store.turns(THREAD)] == [kept]
