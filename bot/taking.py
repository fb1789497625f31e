"""The way in for platforms that want their ack at once: a letter is stored first, and
handled when there is a hand free.

A letter stays in the inbox until it was handled, so handling may happen twice and must
show once. One that breaks its handler again and again is given up, loudly.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
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

log = logging.getLogger(__name__)


class Inbox(Protocol):
    async def take(
        self, platform: str, consumer: str, room: int, wait_s: float
    ) -> list[Letter]: ...

    async def renew(
        self, platform: str, consumer: str, letters: Sequence[Letter]
    ) -> None: ...

    async def done(self, platform: str, letters: Sequence[Letter]) -> None: ...


class Taking:
    """Takes letters of one platform from its inbox and has them handled.

    *handle* returns once a letter needs nothing more; what it raises brings the letter
    back after a lease, *give_up* hears of one that was tried TRIES times.
    """

    def __init__(
        self,
        platform: str,
        consumer: str,
        inbox: Inbox,
        handle: Callable[[Letter], Awaitable[None]],
        give_up: Callable[[Letter], Awaitable[None]],
        lease_s: float,
    ) -> None:
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
            elif letter.deliveries > TRIES:
                log.error("! a letter of %s is given up", self._platform)
                await self._give_up(letter)
            else:
                await self._handle(letter)
            await self._inbox.done(self._platform, [letter])
        except ServiceError as error:
            log.warning("! a letter of %s waits: %s", self._platform, traced(error))
        except Exception as error:  # noqa: BLE001 - it stays, and is handled again
            log.error("! a letter of %s broke: %s", self._platform, traced(error))  # noqa: TRY400

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(self._renew_s)
            held = [letter for letter, _ in self._in_hand.values()]
            if held:
                try:
                    await self._inbox.renew(self._platform, self._consumer, held)
                except ServiceError as error:
                    log.warning("! letters cannot be renewed: %s", error)
