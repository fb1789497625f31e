"""How a message comes to stand on a platform that knows no "post this once".

A turn to post is taken in Redis first, what was posted is recorded, and who finds that
a former turn never came to its end looks on the platform before posting again. The
final form of a message is a name of its own (`final:` and the job's id): while somebody
writes it nobody else does, once it stands no late glimpse can overwrite it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.errors import SilentError
from bot.redis_posts import Place, Turn

POLL_S = 0.1
LOOKS = 3
LOOK_PAUSE_S = 0.7

Post = Callable[[], Awaitable[Place]]
"""Posts, and says where it stands. Raises SilentError where nobody knows."""

Look = Callable[[], Awaitable[Sequence[Place]]]
"""Returns what stands there and may be it, the likeliest first."""

log = logging.getLogger(__name__)


class Posts(Protocol):
    async def begin(self, name: str, lease_s: float) -> Place | Turn | None: ...

    def held(
        self, name: str, turn: Turn, lease_s: float
    ) -> AbstractAsyncContextManager[None]: ...

    async def placed(self, name: str, turn: Turn, place: Place) -> bool: ...

    async def give_up(self, name: str, turn: Turn) -> None: ...


class Speaking:
    """A turn is renewed by the living; a dead process's is free after *lease_s*."""

    def __init__(self, posts: Posts, lease_s: float) -> None:
        self._posts = posts
        self._lease_s = lease_s

    async def placed(self, name: str, post: Post, look: Look) -> tuple[Place, bool]:
        """Return where *name* stands, and whether what was just posted stands there.

        After a turn that did not end it may be what was posted in that one.
        Whatever *post* raises is passed on; nothing was posted then, unless it was a
        SilentError and *look* finds it.
        """
        while True:
            match await self._posts.begin(name, self._lease_s):
                case Place() as place:
                    return place, False
                case Turn() as turn:
                    async with self._posts.held(name, turn, self._lease_s):
                        return await self._take_turn(name, turn, post, look)
                case None:
                    await asyncio.sleep(POLL_S)

    async def _take_turn(
        self, name: str, turn: Turn, post: Post, look: Look
    ) -> tuple[Place, bool]:
        if turn.is_retry and (place := await self._found(name, turn, look)):
            return place, False
        try:
            place = await post()
        except SilentError:
            if found := await self._found(name, turn, look):
                return found, not turn.is_retry
            raise  # the turn stays begun: whoever comes next looks again, then posts
        except Exception:
            await self._posts.give_up(name, turn)
            raise
        await self._posts.placed(name, turn, place)
        return place, not turn.is_retry  # a platform may drop it as a repetition

    async def _found(self, name: str, turn: Turn, look: Look) -> Place | None:
        """Look for what was posted and not recorded; it may show a bit late."""
        for number in range(LOOKS):
            await asyncio.sleep(LOOK_PAUSE_S * min(number, 1))
            for place in await look():
                if await self._posts.placed(name, turn, place):
                    log.info("-- %s was found where it stands", name)
                    return place
        return None


def final(job_id: str) -> str:
    """Return the name under which the final form of a job's message is recorded."""
    return f"final:{job_id}"


def final_place(place: Place) -> Place:
    """Return the record of a final form: its message itself belongs to the job."""
    return Place(place.channel, final(place.message))


async def taken_pen(posts: Posts, name: str, lease_s: float) -> Turn | None:
    """Return the right to write a message, None once its final form stands."""
    while True:
        match await posts.begin(name, lease_s):
            case Place():
                return None
            case Turn() as pen:
                return pen
            case None:
                await asyncio.sleep(POLL_S)
