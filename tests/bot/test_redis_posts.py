from __future__ import annotations

import asyncio

import pytest
import redis.asyncio

from bot.errors import QueueError
from bot.redis_connection import connect
from bot.redis_keys import Keys
from bot.redis_posts import Place, Posts, Turn
from bot.settings import RedisSettings, Settings
from tests.waiting import Clock

KEYS = Keys("sightline")
LEASE_S = 45.0
HERE = Place("C1", "100.1")
THERE = Place("C1", "200.2", is_stream=True)


@pytest.fixture
def posts(client: redis.asyncio.Redis, settings: Settings, clock: Clock) -> Posts:
    return Posts("slack", client, settings, clock)


async def a_turn(posts: Posts, name: str = "job") -> Turn:
    turn = await posts.begin(name, LEASE_S)
    assert isinstance(turn, Turn)
    return turn


async def post(posts: Posts, name: str, place: Place) -> None:
    assert await posts.placed(name, await a_turn(posts, name), place)


async def test_the_first_may_post_and_who_comes_meanwhile_waits(posts: Posts) -> None:
    turn = await a_turn(posts)
    assert not turn.is_retry
    assert await posts.begin("job", LEASE_S) is None
    assert not (await a_turn(posts, "another")).is_retry
    assert await posts.place("job") is None


async def test_of_many_at_once_one_has_the_turn(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    async with connect(settings.redis) as other:
        sides = [Posts("slack", each, settings, clock) for each in (client, other)]
        found = await asyncio.gather(
            *(posts.begin("job", LEASE_S) for posts in sides * 10)
        )
    assert [each for each in found if each is not None] == [
        each for each in found if isinstance(each, Turn) and not each.is_retry
    ]
    assert found.count(None) == 19


async def test_what_stands_is_told_to_all_who_come_later(posts: Posts) -> None:
    await post(posts, "job", THERE)
    assert await posts.begin("job", LEASE_S) == THERE
    assert await posts.place("job") == THERE
    assert await posts.name_at("C1", "200.2") == "job"
    assert await posts.name_at("C2", "200.2") is None


async def test_whoever_follows_one_that_fell_silent_knows_to_look_first(
    posts: Posts, clock: Clock
) -> None:
    await a_turn(posts)
    clock.forward(LEASE_S - 1)
    assert await posts.begin("job", LEASE_S) is None
    clock.forward(1)
    assert (await a_turn(posts)).is_retry
    clock.forward(LEASE_S)
    assert (await a_turn(posts)).is_retry


async def test_a_turn_that_was_lost_places_nothing(posts: Posts, clock: Clock) -> None:
    lost = await a_turn(posts)
    clock.forward(LEASE_S)
    turn = await a_turn(posts)
    assert not await posts.placed("job", lost, HERE)
    assert await posts.place("job") is None
    assert await posts.name_at("C1", "100.1") is None
    assert await posts.placed("job", turn, THERE)
    assert not await posts.placed("job", lost, HERE)
    assert await posts.place("job") == THERE


async def test_a_turn_past_its_time_still_places_while_nobody_took_it(
    posts: Posts, clock: Clock
) -> None:
    turn = await a_turn(posts)
    clock.forward(LEASE_S + 1)
    assert await posts.placed("job", turn, HERE)


async def test_a_turn_places_once(posts: Posts) -> None:
    turn = await a_turn(posts)
    assert await posts.placed("job", turn, HERE)
    assert not await posts.placed("job", turn, THERE)
    assert await posts.place("job") == HERE


async def test_where_another_stands_nothing_is_placed_and_the_turn_remains(
    posts: Posts,
) -> None:
    await post(posts, "another", HERE)
    turn = await a_turn(posts)
    assert not await posts.placed("job", turn, HERE)
    assert await posts.name_at("C1", "100.1") == "another"
    assert await posts.place("job") is None
    assert await posts.placed("job", turn, THERE)


async def test_of_two_who_found_the_same_message_one_has_it(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    async with connect(settings.redis) as other:
        sides = [Posts("slack", each, settings, clock) for each in (client, other)]
        turns = [await a_turn(side, f"job-{n}") for n, side in enumerate(sides)]
        found = await asyncio.gather(
            *(
                side.placed(f"job-{n}", turn, HERE)
                for n, (side, turn) in enumerate(zip(sides, turns, strict=True))
            )
        )
    assert sorted(found) == [False, True]


async def test_who_posted_nothing_for_certain_leaves_no_doubt(posts: Posts) -> None:
    await posts.give_up("job", await a_turn(posts))
    assert not (await a_turn(posts)).is_retry


async def test_only_ones_own_turn_can_be_given_up(posts: Posts, clock: Clock) -> None:
    lost = await a_turn(posts)
    clock.forward(LEASE_S)
    turn = await a_turn(posts)
    await posts.give_up("job", lost)
    assert await posts.begin("job", LEASE_S) is None
    assert await posts.placed("job", turn, HERE)
    await posts.give_up("job", turn)
    assert await posts.place("job") == HERE


async def test_an_edit_takes_the_place_over_without_its_marks(posts: Posts) -> None:
    await post(posts, "old", HERE)
    await posts.mark("old", "file:0", "F1")
    for _ in range(2):
        assert await posts.move("old", "new") == HERE
        assert await posts.place("new") == HERE
        assert await posts.place("old") is None
        assert await posts.name_at("C1", "100.1") == "new"
        assert await posts.marks("new") == await posts.marks("old") == {}
    assert await posts.begin("new", LEASE_S) == HERE


async def test_a_place_is_taken_over_from_whoever_was_about_to_post(
    posts: Posts,
) -> None:
    await post(posts, "old", HERE)
    turn = await a_turn(posts, "new")
    assert await posts.move("old", "new") == HERE
    assert not await posts.placed("new", turn, THERE)


async def test_what_stands_nowhere_leaves_nothing_to_take_over(posts: Posts) -> None:
    assert await posts.move("old", "new") is None
    await post(posts, "new", THERE)
    await post(posts, "old", HERE)
    assert await posts.move("old", "new") == THERE
    assert await posts.name_at("C1", "100.1") == "old"


async def test_marks_are_kept_beside_the_place(posts: Posts) -> None:
    await posts.mark("job", "final", "1")
    await post(posts, "job", HERE)
    await posts.mark("job", "file:0", "F1")
    await posts.mark("job", "file:0", "F2")
    assert await posts.marks("job") == {"final": "1", "file:0": "F2"}
    assert await posts.marks("unknown") == {}
    assert await posts.place("job") == HERE


async def test_what_is_dropped_may_be_posted_anew(posts: Posts) -> None:
    await post(posts, "job", HERE)
    await posts.mark("job", "final", "1")
    await posts.drop("job")
    assert await posts.name_at("C1", "100.1") is None
    assert await posts.marks("job") == {}
    assert not (await a_turn(posts)).is_retry


async def test_dropping_leaves_what_stands_there_by_now(
    client: redis.asyncio.Redis, posts: Posts
) -> None:
    await post(posts, "old", HERE)
    await client.set(KEYS("stands", "slack:C1:100.1"), "slack:new")
    await posts.drop("old")
    assert await posts.name_at("C1", "100.1") == "new"


async def test_the_latest_job_of_a_message_is_remembered(posts: Posts) -> None:
    assert await posts.job_of("C1:1.2") is None
    for job_id in ("job-1", "job-2"):
        await posts.remember("C1:1.2", job_id)
    assert await posts.job_of("C1:1.2") == "job-2"


async def test_platforms_know_nothing_of_each_other(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock, posts: Posts
) -> None:
    other = Posts("discord", client, settings, clock)
    await post(posts, "job", HERE)
    await posts.remember("C1:1.2", "job")
    assert await other.place("job") is None
    assert await other.name_at("C1", "100.1") is None
    assert await other.job_of("C1:1.2") is None
    await post(other, "another", HERE)
    assert await posts.name_at("C1", "100.1") == "job"


async def test_all_of_it_goes_after_a_day(
    client: redis.asyncio.Redis, posts: Posts
) -> None:
    await a_turn(posts, "begun")
    await post(posts, "job", HERE)
    await post(posts, "old", THERE)
    await posts.move("old", "new")
    await posts.mark("marked", "final", "1")
    await posts.remember("C1:1.2", "job")
    keys = [key async for key in client.scan_iter("*")]
    assert len(keys) == 7
    for key in keys:
        assert 86_300 < await client.ttl(key) <= 86_400


async def test_redis_away_is_a_queue_error() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        posts = Posts("slack", client, nowhere)
        with pytest.raises(QueueError):
            await posts.begin("job", LEASE_S)
        with pytest.raises(QueueError):
            await posts.place("job")
        with pytest.raises(QueueError):
            await posts.mark("job", "final", "1")


async def test_what_was_made_of_something_is_known_by_it(posts: Posts) -> None:
    await posts.link("T1:file:F1", "job-2")
    await posts.link("T1:file:F1", "job-1")

    assert await posts.linked("T1:file:F1") == ["job-1", "job-2"]
    assert await posts.linked("T1:file:F2") == []
