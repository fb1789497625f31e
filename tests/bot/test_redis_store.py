from __future__ import annotations

from typing import Any

import pytest
import redis.asyncio

from bot.errors import QueueError
from bot.jobs import Picture
from bot.redis_connection import connect
from bot.redis_keys import Keys
from bot.redis_queue import Queue
from bot.redis_store import Feedback, Store, ThreadEntry
from bot.settings import RedisSettings, Settings
from tests.builders import a_job, a_picture, a_result, an_address
from tests.waiting import Clock

KEYS = Keys("sightline")
THREAD = an_address().thread_key
USER = an_address().user_key


def a_named_picture(letter: str) -> Picture:
    return a_picture(name=letter * 64)


async def answered(queue: Queue, **fields: object) -> str:
    """Ask and answer a question; return its job's id."""
    job = a_job(**fields)
    await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    await queue.finish([(claim, a_result(job))])
    return job.id


async def test_a_picture_is_kept_by_its_name_for_a_day(
    client: redis.asyncio.Redis, store: Store
) -> None:
    picture = a_picture()
    await store.keep_picture(picture, b"\x89PNG\x00\xff", THREAD)
    assert await store.picture_content(picture.name) == b"\x89PNG\x00\xff"
    assert await store.picture_content("unknown") is None
    assert 86_000 < await client.ttl(KEYS("picture", picture.name)) <= 86_400


async def test_readings_are_kept_by_kind_beside_their_picture(store: Store) -> None:
    picture = a_picture()
    await store.keep_picture(picture, b"content", THREAD)
    await store.keep_reading("text", picture.name, b"words")
    await store.keep_reading("latents", picture.name, b"\x00\x01")
    assert await store.reading("text", picture.name) == b"words"
    assert await store.reading("latents", picture.name) == b"\x00\x01"
    assert await store.reading("charts", picture.name) is None
    assert await store.reading("text", "unknown") is None


async def test_turns_are_told_oldest_first_open_ones_included(
    queue: Queue, store: Store
) -> None:
    first, second = a_job(), a_job()
    for job in (first, second):
        await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    result = a_result(first)
    await queue.finish([(claim, result)])
    turns = await store.turns(THREAD)
    assert [turn.job for turn in turns] == [first, second]
    assert [turn.outcome for turn in turns] == [result.outcome, None]
    assert await store.turns(THREAD, 1) == turns[1:]
    assert await store.turns(THREAD, 0) == ()
    assert await store.turns("unknown") == ()


async def test_a_turn_whose_time_has_run_out_is_passed_over(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    jobs = [await answered(queue) for _ in range(2)]
    await client.delete(KEYS("job", jobs[0]))
    assert [turn.job.id for turn in await store.turns(THREAD)] == jobs[1:]


async def test_a_persons_threads_are_told_newest_first(
    queue: Queue, store: Store, clock: Clock
) -> None:
    began = clock()
    for thread in ("a", "b", "a"):
        await answered(queue, thread=thread)
        clock.forward(30)
    a, b = an_address(thread="a").thread_key, an_address(thread="b").thread_key
    assert await store.threads(USER) == [
        ThreadEntry(a, began + 60),
        ThreadEntry(b, began + 30),
    ]
    assert await store.threads("web:page:grace") == []


async def test_a_thread_leaves_the_list_when_its_time_has_run_out(
    queue: Queue, store: Store, clock: Clock
) -> None:
    await answered(queue, thread="a")
    clock.forward(20 * 3600)
    await queue.submit(a_job(thread="b", deadline_at=clock() + 120), "b")
    clock.forward(5 * 3600)
    assert [entry.thread_key[-1] for entry in await store.threads(USER)] == ["b"]


async def test_a_thread_is_owned_by_those_who_asked_in_it(
    queue: Queue, store: Store
) -> None:
    await answered(queue)
    assert await store.owns(USER, THREAD)
    assert not await store.owns("web:page:grace", THREAD)
    assert not await store.owns(USER, "web:page:helpdesk:other")


async def test_a_picture_may_be_seen_by_those_who_asked_in_its_thread(
    queue: Queue, store: Store
) -> None:
    picture = a_picture()
    await store.keep_picture(picture, b"content", THREAD)
    assert not await store.may_see(USER, picture.name)
    await answered(queue)
    assert await store.may_see(USER, picture.name)
    assert not await store.may_see("web:page:grace", picture.name)


async def test_a_drawn_picture_knows_its_thread(queue: Queue, store: Store) -> None:
    await answered(queue)
    await store.keep_drawn("drawn-1", b"png", THREAD)
    assert await store.drawn("drawn-1") == (b"png", THREAD)
    assert await store.drawn("unknown") is None


async def test_a_reply_is_kept_beside_its_job(queue: Queue, store: Store) -> None:
    job_id = await answered(queue)
    assert await store.reply(job_id) is None
    await store.keep_reply(job_id, b"{}")
    assert await store.reply(job_id) == b"{}"


async def test_the_last_feedback_counts(queue: Queue, store: Store) -> None:
    job_id = await answered(queue)
    assert await store.feedback(job_id) is None
    await store.keep_feedback(job_id, "up", "")
    await store.keep_feedback(job_id, "down", "the wrong box")
    assert await store.feedback(job_id) == Feedback("down", "the wrong box")


async def test_forgetting_a_thread_leaves_not_a_byte_of_it(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    picture = a_picture()
    await store.keep_picture(picture, b"canary", THREAD)
    await store.keep_reading("text", picture.name, b"canary")
    job_id = await answered(queue, text="canary")
    await store.keep_reply(job_id, b"canary")
    await store.keep_feedback(job_id, "down", "canary")
    await store.keep_drawn("drawn-1", b"canary", THREAD)
    await queue.submit(a_job(text="canary"), "open")
    assert await holding(client, b"canary")
    await store.forget_thread(THREAD)
    assert await holding(client, b"canary") == []
    assert await holding(client, THREAD.encode()) == []
    assert await store.threads(USER) == []


async def test_a_question_that_asks_to_forget_is_answered_and_what_follows_it_stays(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    old, new = a_picture(name="aa" * 32), a_picture(name="bb" * 32)
    for picture in (old, new):
        await store.keep_picture(picture, picture.name.encode(), THREAD)
    await answered(queue, text="canary", pictures=(old,))
    asking, after = a_job(text="forget this"), a_job(text="next", pictures=(new,))
    for job in (asking, after):
        await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    await store.forget_thread(THREAD, asking.id)
    assert await holding(client, b"canary") == []
    assert await store.picture_content(old.name) is None
    assert await store.picture_content(new.name) is not None
    assert [turn.job for turn in await store.turns(THREAD)] == [asking, after]
    assert await queue.finish([(claim, a_result(asking))]) == [True]
    assert len(await queue.outgoing("web", "page", 0)) == 1
    assert [each.job for each in await queue.claim("worker", 8, 0)] == [after]
    assert [entry.thread_key for entry in await store.threads(USER)] == [THREAD]


async def test_a_person_who_asks_to_be_forgotten_is_answered_too(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    await answered(queue, text="canary")
    asking = a_job(text="forget me", thread="other")
    await queue.submit(asking, "forget me")
    await store.forget_user(USER, asking)
    assert await holding(client, b"canary") == []
    assert [turn.job for turn in await store.turns(asking.address.thread_key)] == [
        asking
    ]


async def holding(client: Any, word: bytes) -> list[bytes]:
    """Return every key that holds *word* in its name or in what it keeps."""
    found = []
    async for key in client.scan_iter():
        dumped = [key, *await contents(client, key)]
        if any(word in each for each in dumped):
            found.append(key)
    return found


async def contents(client: Any, key: bytes) -> list[bytes]:
    match await client.type(key):
        case b"string":
            return [await client.get(key) or b""]
        case b"hash":
            pairs = await client.hgetall(key)
            return [*pairs.keys(), *pairs.values()]
        case b"list":
            return list(await client.lrange(key, 0, -1))
        case b"set":
            return list(await client.smembers(key))
        case b"zset":
            return list(await client.zrange(key, 0, -1))
        case _:
            entries = await client.xrange(key)
            return [value for _, fields in entries for value in fields.values()]


async def test_what_is_open_in_a_forgotten_thread_ends_unheard(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    working, in_line, elsewhere = a_job(), a_job(), a_job(thread="other")
    for job in (working, in_line):
        await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    await queue.submit(elsewhere, elsewhere.id)
    await store.forget_thread(THREAD)
    assert await queue.status(working.id) is None
    assert await queue.finish([(claim, a_result(working))]) == [False]
    assert await queue.outgoing("web", "page", 0) == []
    claims = await queue.claim("worker", 8, 0)
    assert [each.job for each in claims] == [elsewhere]
    assert await client.zcard(KEYS("open")) == 1


async def test_a_result_on_its_way_is_dropped_with_its_thread(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    await answered(queue)
    await store.forget_thread(THREAD)
    assert await queue.outgoing("web", "page", 0) == []
    assert await client.xlen(KEYS("outbox", "web")) == 0


async def test_whoever_watches_a_forgotten_job_hears_its_end(
    queue: Queue, store: Store
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    assert (await anext(glimpses)).state == "queued"
    await store.forget_thread(THREAD)
    assert [told.state async for told in glimpses] == ["cancelled"]


async def test_what_comes_in_after_forgetting_is_dropped(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    picture = a_picture()
    await store.keep_picture(picture, b"content", THREAD)
    job_id = await answered(queue)
    await store.forget_thread(THREAD)
    before = await client.dbsize()
    await store.keep_reading("text", picture.name, b"words")
    await store.keep_drawn("drawn-1", b"png", THREAD)
    await store.keep_reply(job_id, b"{}")
    await store.keep_feedback(job_id, "up", "")
    assert await client.dbsize() == before


async def test_a_picture_goes_with_the_last_thread_that_holds_it(
    queue: Queue, store: Store
) -> None:
    picture, other = a_picture(), an_address(thread="other").thread_key
    for thread_key in (THREAD, other):
        await store.keep_picture(picture, b"content", thread_key)
    await store.keep_reading("text", picture.name, b"words")
    await store.forget_thread(THREAD)
    assert await store.picture_content(picture.name) == b"content"
    assert await store.reading("text", picture.name) == b"words"
    await store.forget_thread(other)
    assert await store.picture_content(picture.name) is None
    assert await store.reading("text", picture.name) is None


async def test_a_thread_whose_time_has_run_out_holds_no_picture(
    client: redis.asyncio.Redis, store: Store
) -> None:
    picture, expired = a_picture(), an_address(thread="expired").thread_key
    for thread_key in (THREAD, expired):
        await store.keep_picture(picture, b"content", thread_key)
    await client.delete(KEYS("pictures", expired))  # as time does
    await store.forget_thread(THREAD)
    assert await store.picture_content(picture.name) is None


async def test_another_thread_is_left_alone(queue: Queue, store: Store) -> None:
    mine, other = a_named_picture("a"), a_named_picture("b")
    other_thread = an_address(thread="other").thread_key
    await store.keep_picture(mine, b"mine", THREAD)
    await store.keep_picture(other, b"other", other_thread)
    await answered(queue)
    job_id = await answered(queue, thread="other")
    await store.forget_thread(THREAD)
    assert [turn.job.id for turn in await store.turns(other_thread)] == [job_id]
    assert await store.picture_content(other.name) == b"other"
    assert await store.picture_content(mine.name) is None


async def test_forgetting_a_person_forgets_all_their_threads(
    queue: Queue, store: Store
) -> None:
    for thread in "ab":
        await answered(queue, thread=thread)
    await answered(queue, thread="c", user="grace")
    await store.forget_user(USER)
    assert await store.threads(USER) == []
    assert await store.turns(an_address(thread="a").thread_key) == ()
    assert len(await store.turns(an_address(thread="c").thread_key)) == 1


async def test_the_same_question_may_be_asked_anew_after_forgetting(
    queue: Queue, store: Store
) -> None:
    await answered(queue)
    await store.forget_thread(THREAD)
    job_id = await answered(queue)
    assert [turn.job.id for turn in await store.turns(THREAD)] == [job_id]


async def test_redis_away_is_a_queue_error() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        store = Store(client, nowhere)
        with pytest.raises(QueueError):
            await store.keep_picture(a_picture(), b"content", THREAD)
        with pytest.raises(QueueError):
            await store.picture_content("name")
        with pytest.raises(QueueError):
            await store.turns(THREAD)
        with pytest.raises(QueueError):
            await store.forget_thread(THREAD)
