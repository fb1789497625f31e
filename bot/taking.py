"""The way in for platforms that want their ack at once: a letter is stored first, and
handled when there is a hand free.

A letter stays in the inbox until it was handled, so handling may happen twice and must
show once. One that breaks its handler again and again is given up, loudly.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.ledger import traced
from bot.redis_inbox import Letter

WAIT_S = 2.0
PAUSE_S = 0.5
HANDS = 64
"""Letters handled at once: enough that one that waits for a download, or for a crowded
channel, holds up nobody."""

TRIES = 4
PARTINGS = 100
"""Times that giving it up is tried, with a lease between: a platform may be away."""

PATIENCE_S = 600.0
"""For so long a letter is tried while the platform or Redis has its bad minutes."""

log = logging.getLogger(__name__)


class Inbox(Protocol):
    async def take(
        self, platform: str, consumer: str, room: int, wait_s: float
    ) -> list[Letter]: ...

    async def renew(
        self, platform: str, consumer: str, letters: Sequence[Letter]
    ) -> None: ...

    async def put_back(self, platform: str, consumer: str, letter: Letter) -> None: ...

    async def done(self, platform: str, letters: Sequence[Letter]) -> None: ...


class Taking:
    """Takes letters of one platform from its inbox and has them handled.

    *handle* returns once a letter needs nothing more. A ServiceError of its brings the
    letter back soon, for up to PATIENCE_S; anything else after a lease, TRIES times.
    *give_up* hears of one that cannot be helped.
    """

    def __init__(
        self,
        platform: str,
        consumer: str,
        inbox: Inbox,
        handle: Callable[[Letter], Awaitable[None]],
        give_up: Callable[[Letter], Awaitable[None]],
        lease_s: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._clock = clock
        self._platform = platform
        self._consumer = consumer
        self._inbox = inbox
        self._handle = handle
        self._give_up = give_up
        self._renew_s = lease_s / 3
        self._in_hand: dict[str, tuple[Letter, asyncio.Task[None]]] = {}

    async def run(self) -> None:
        """Take letters until cancelled; Redis may come and go meanwhile."""
        renewing = asyncio.create_task(self._keep_renewing())
        try:
            while True:
                try:
                    await self._step()
                except ServiceError as error:
                    log.warning("! the inbox waits: %s", error)
                    await asyncio.sleep(PAUSE_S)
        finally:
            hands = [task for _, task in self._in_hand.values()]
            await cancelled(renewing, *hands)

    async def _step(self) -> None:
        room = HANDS - len(self._in_hand)
        if room == 0:
            tasks = [task for _, task in self._in_hand.values()]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return
        for letter in await self._inbox.take(
            self._platform, self._consumer, room, WAIT_S
        ):
            if letter.entry not in self._in_hand:
                task = asyncio.create_task(self._take(letter))
                self._in_hand[letter.entry] = (letter, task)
                task.add_done_callback(partial(self._let_go, letter.entry))

    def _let_go(self, entry: str, _: asyncio.Task[None]) -> None:
        del self._in_hand[entry]

    async def _take(self, letter: Letter) -> None:
        """Handle one letter. What cannot be done now stays, and comes again."""
        try:
            if letter.deliveries > TRIES + PARTINGS:
                log.error("! a letter of %s is lost", self._platform)
            elif letter.deliveries > TRIES or self._is_stale(letter):
                log.error("! a letter of %s is given up", self._platform)
                await self._give_up(letter)
            else:
                await self._handle(letter)
            await self._inbox.done(self._platform, [letter])
        except ServiceError as error:
            log.warning("! a letter of %s waits: %s", self._platform, traced(error))
            if not self._is_stale(letter):
                await self._put_back(letter)
        except Exception as error:  # noqa: BLE001 - it stays, and is handled again
            log.error("! a letter of %s broke: %s", self._platform, traced(error))  # noqa: TRY400

    def _is_stale(self, letter: Letter) -> bool:
        return self._clock() - letter.came_at > PATIENCE_S

    async def _put_back(self, letter: Letter) -> None:
        """Do not count a try that the platform alone put off."""
        with suppress(ServiceError):  # its lease brings it back all the same
            await self._inbox.put_back(self._platform, self._consumer, letter)

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(self._renew_s)
            held = [letter for letter, _ in self._in_hand.values()]
            if held:
                try:
                    await self._inbox.renew(self._platform, self._consumer, held)
                except ServiceError as error:
                    log.warning("! letters cannot be renewed: %s", error)
