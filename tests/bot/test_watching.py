"""What a waiting person sees: each change once, and nothing after the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import redis.asyncio

from bot import watching as module
from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.jobs import Failure, Job, Progress, Result
from bot.redis_posts import Place, Posts, Turn
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings
from bot.speaking import final, final_place
from bot.tickets import Claim
from bot.watching import Watching
from tests.builders import a_job
from tests.waiting import until

EVERY_S = 0.01
PLACE = Place("channel", "1")


class Screen:
    def __init__(self) -> None:
        self.shown: list[tuple[str, str, int]] = []
        self.taken_away: list[Place] = []
        self.is_busy = False
        self.error: Exception | None = None

    def is_idle(self) -> bool:
        return not self.is_busy

    async def show(self, progress: Progress, position: int) -> None:
        if self.error is not None:
            raise self.error
        self.shown.append((progress.state, progress.words or "", position))

    async def take_away(self, place: Place) -> None:
        self.taken_away.append(place)


@pytest.fixture
def posts(client: redis.asyncio.Redis, settings: Settings) -> Posts:
    return Posts("discord", client, settings)


@pytest.fixture
async def watching(queue: Queue, posts: Posts) -> AsyncIterator[Watching]:
    watching = Watching(queue, posts, EVERY_S)
    yield watching
    await cancelled(*watching.tasks)


@pytest.fixture
def screen() -> Screen:
    return Screen()


async def asked(queue: Queue) -> Job:
    job = a_job(platform="discord")
    await queue.submit(job, job.id)
    return job


async def claimed(queue: Queue) -> Claim:
    (claim,) = await queue.claim("worker", 1, 5)
    return claim


async def stands(posts: Posts, name: str, place: Place) -> None:
    turn = await posts.begin(name, 5)
    assert isinstance(turn, Turn)
    await posts.placed(name, turn, place)


async def tell_until(queue: Queue, screen: Screen, told: Progress) -> None:
    """Tell it until it is seen: a glimpse before anybody listens is lost."""

    async def is_seen() -> bool:
        await queue.tell(told)
        return any(words == told.words for _, words, _ in screen.shown)

    await until(is_seen)


async def test_words_are_shown_as_they_come_and_each_once(
    queue: Queue, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    watching.watch(job.id, screen, 1)
    await claimed(queue)
    for words in ("It", "It says", "It says no"):
        told = Progress(job_id=job.id, state="working", words=words)
        await tell_until(queue, screen, told)

    assert len(set(screen.shown)) == len(screen.shown)
    assert screen.shown[-1] == ("working", "It says no", 1)


async def test_a_place_in_line_is_shown_when_it_changes(
    queue: Queue, watching: Watching, screen: Screen
) -> None:
    await asked(queue)
    job = await asked(queue)
    watching.watch(job.id, screen, 2)
    await claimed(queue)
    await until(lambda: bool(screen.shown))

    assert screen.shown[0] == ("queued", "", 1)


async def test_a_busy_screen_is_left_alone_and_told_the_latest(
    queue: Queue, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    screen.is_busy = True
    watching.watch(job.id, screen, 1)
    await claimed(queue)
    for words in ("It", "It says"):
        await queue.tell(Progress(job_id=job.id, state="working", words=words))
    assert screen.shown == []
    screen.is_busy = False
    told = Progress(job_id=job.id, state="working", words="It says no")
    await tell_until(queue, screen, told)

    assert screen.shown[-1][1] == "It says no"


async def test_nothing_is_shown_once_the_answer_stands(
    queue: Queue, posts: Posts, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    await stands(posts, final(job.id), final_place(PLACE))
    watching.watch(job.id, screen, 2)
    await until(lambda: not watching.tasks)

    assert screen.shown == []


async def test_it_ends_with_the_job_and_takes_nothing_away(
    queue: Queue, posts: Posts, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    await stands(posts, job.id, PLACE)
    watching.watch(job.id, screen, 1)
    claim = await claimed(queue)
    failure = Failure("broken", "It broke.")
    result = Result(job_id=job.id, address=job.address, outcome=failure)
    await queue.finish([(claim, result)])
    await until(lambda: not watching.tasks)

    assert screen.taken_away == []


async def test_the_placeholder_of_what_was_forgotten_is_taken_away(
    queue: Queue, store: Store, posts: Posts, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    await stands(posts, job.id, PLACE)
    watching.watch(job.id, screen, 1)
    await store.retract(job.id)
    await until(lambda: not watching.tasks)

    assert screen.taken_away == [PLACE]
    assert screen.shown == []
    assert await posts.place(job.id) is None


async def test_what_was_forgotten_is_noticed_though_no_glimpse_tells_of_it(
    queue: Queue, store: Store, posts: Posts, screen: Screen
) -> None:
    class Deaf:
        status = queue.status

        async def glimpses(self, job_id: str) -> AsyncIterator[Progress]:
            await asyncio.Event().wait()
            yield Progress(job_id=job_id, state="queued")

    job = await asked(queue)
    await stands(posts, job.id, PLACE)
    await store.retract(job.id)
    watching = Watching(Deaf(), posts, EVERY_S)
    watching.watch(job.id, screen, 1)
    await until(lambda: not watching.tasks)

    assert screen.taken_away == [PLACE]


async def test_a_screen_that_breaks_costs_its_glimpse_alone(
    queue: Queue, posts: Posts, watching: Watching, screen: Screen
) -> None:
    job = await asked(queue)
    screen.error = ServiceError("the platform would not")
    watching.watch(job.id, screen, 2)
    await until(lambda: not watching.tasks)

    assert isinstance(await posts.begin(final(job.id), 5), Turn)  # the pen is free


async def test_no_more_are_watched_than_there_is_room_for(
    queue: Queue, watching: Watching, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WATCHED_MAX", 2)
    for _ in range(3):
        watching.watch((await asked(queue)).id, screen, 1)

    assert len(watching.tasks) == 2
