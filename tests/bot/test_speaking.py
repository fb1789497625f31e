"""A message is posted once, whoever breaks off, repeats or comes at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
import redis.asyncio

from bot import speaking
from bot.cancelling import cancelled
from bot.errors import ServiceError, SilentError
from bot.redis_posts import Place, Posts, Turn
from bot.settings import Settings
from bot.speaking import Speaking, final, final_place, taken_pen
from tests.waiting import Clock

LEASE_S = 5.0


class Platform:
    """Keeps what is posted; *silent* posts stand and say nothing, *hidden* looks miss.

    *refusal*: what the next post is refused with.
    """

    def __init__(self) -> None:
        self.stands: list[Place] = []
        self.silent = 0
        self.hidden = 0
        self.looks = 0
        self.refusal: Exception | None = None

    async def post(self) -> Place:
        if (refusal := self.refusal) is not None:
            self.refusal = None
            raise refusal
        self.stands.append(place := Place("channel", str(len(self.stands))))
        if self.silent:
            self.silent -= 1
            raise SilentError("no answer")
        return place

    async def look(self) -> Sequence[Place]:
        self.looks += 1
        if self.hidden:
            self.hidden -= 1
            return ()
        return tuple(self.stands)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "LOOK_PAUSE_S", 0.0)
    monkeypatch.setattr(speaking, "POLL_S", 0.001)


@pytest.fixture
def posts(client: redis.asyncio.Redis, settings: Settings, clock: Clock) -> Posts:
    return Posts("discord", client, settings, clock)


@pytest.fixture
def platform() -> Platform:
    return Platform()


async def placed(posts: Posts, platform: Platform) -> tuple[Place, bool]:
    speaking = Speaking(posts, LEASE_S)
    return await speaking.placed("job", platform.post, platform.look)


async def test_what_is_said_again_stands_where_it_stood(
    posts: Posts, platform: Platform
) -> None:
    first = await placed(posts, platform)
    again = await placed(posts, platform)

    assert first == (Place("channel", "0"), True)
    assert again == (Place("channel", "0"), False)
    assert len(platform.stands) == 1
    assert platform.looks == 0


async def test_of_many_at_once_one_posts(posts: Posts, platform: Platform) -> None:
    found = await asyncio.gather(*(placed(posts, platform) for _ in range(10)))

    assert {place for place, _ in found} == {Place("channel", "0")}
    assert sum(is_new for _, is_new in found) == 1
    assert len(platform.stands) == 1


async def test_a_post_that_said_nothing_is_found_where_it_stands(
    posts: Posts, platform: Platform
) -> None:
    platform.silent, platform.hidden = 1, 2

    assert await placed(posts, platform) == (Place("channel", "0"), True)
    assert platform.looks == 3


async def test_one_that_shows_late_is_looked_for_before_the_next_post(
    posts: Posts, platform: Platform, clock: Clock
) -> None:
    platform.silent, platform.hidden = 1, speaking.LOOKS
    with pytest.raises(SilentError):
        await placed(posts, platform)
    clock.forward(LEASE_S + 1)

    assert await placed(posts, platform) == (Place("channel", "0"), False)
    assert len(platform.stands) == 1


async def test_what_a_second_turn_posts_may_be_what_the_first_did(
    posts: Posts, platform: Platform, clock: Clock
) -> None:
    """A platform that drops repetitions answers with the old words: write them anew."""
    platform.silent, platform.hidden = 1, 2 * speaking.LOOKS
    with pytest.raises(SilentError):
        await placed(posts, platform)
    clock.forward(LEASE_S + 1)
    _, is_new = await placed(posts, platform)

    assert not is_new


async def test_what_is_refused_leaves_the_turn_to_the_next(
    posts: Posts, platform: Platform
) -> None:
    platform.refusal = ServiceError("no")
    with pytest.raises(ServiceError):
        await placed(posts, platform)

    assert await placed(posts, platform) == (Place("channel", "0"), True)
    assert platform.looks == 0


async def test_a_turn_is_held_for_as_long_as_a_post_takes(
    posts: Posts, platform: Platform
) -> None:
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow() -> Place:
        has_begun.set()
        await may_end.wait()
        return await platform.post()

    speaker = Speaking(posts, LEASE_S)
    first = asyncio.create_task(speaker.placed("job", slow, platform.look))
    await has_begun.wait()
    second = asyncio.create_task(placed(posts, platform))
    await asyncio.wait([first, second], timeout=0.05)
    assert not first.done()
    assert not second.done()
    may_end.set()

    assert await first == (Place("channel", "0"), True)
    assert await second == (Place("channel", "0"), False)


async def test_once_its_final_form_stands_nobody_gets_the_pen(posts: Posts) -> None:
    name = final("job")
    pen = await taken_pen(posts, name, LEASE_S)
    assert isinstance(pen, Turn)
    waiting = asyncio.create_task(taken_pen(posts, name, LEASE_S))
    await asyncio.wait([waiting], timeout=0.05)
    assert not waiting.done()
    await posts.placed(name, pen, final_place(Place("channel", "0")))

    assert await waiting is None
    await cancelled(waiting)


async def test_the_message_of_a_final_form_belongs_to_its_job(posts: Posts) -> None:
    place = Place("channel", "0")
    for name, where in (("job", place), (final("job"), final_place(place))):
        turn = await posts.begin(name, LEASE_S)
        assert isinstance(turn, Turn)
        assert await posts.placed(name, turn, where)

    assert await posts.name_at("channel", "0") == "job"
