"""Keeps programs running: whatever ends by itself is started again, if need be slowly.

It knows nothing of what the programs do; their logs alone tell why one ended.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from bot.cancelling import cancelled
from bot.children import Child, Program
from bot.errors import ServiceError, SettingsError

STEADY_S = 20.0
"""Whoever ran this long was well; its next death counts as the first."""

PAUSE_S = 0.5
PAUSE_MAX_S = 30.0
GRACE_S = 8.0
TRIES = 4
REFUSED = 2
"""The exit code of a program that cannot run as it is set up: do not try again."""

LOG_TAIL_BYTES = 4096

Tell = Callable[[str], None]
Waited = TypeVar("Waited")


class Supervisor:
    """Tells *tell* each death in a sentence. Until `settle` it gives up early.

    A program that is not needed and refuses its settings is left alone instead.
    Made inside the event loop that it will run on.
    """

    def __init__(self, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._keepers: list[asyncio.Task[None]] = []
        self._given_up = asyncio.get_running_loop().create_future()
        self._children: dict[str, Child] = {}
        self._refusals: dict[str, str] = {}
        self._is_settled = False

    def keep(self, program: Program) -> None:
        """Run *program* from now on; its log begins anew."""
        program.log.write_bytes(b"")
        task = asyncio.create_task(self._keep(program))
        task.add_done_callback(self._notice)
        self._keepers.append(task)

    def settle(self) -> None:
        """All programs were well once: from now on never give up on one."""
        self._is_settled = True

    def pid(self, name: str) -> int | None:
        child = self._children.get(name)
        return child.pid if child else None

    def refusal(self, name: str) -> str:
        """Return why *name* was left alone, "" where it was not."""
        return self._refusals.get(name, "")

    async def while_kept(self, waiting: Coroutine[Any, Any, Waited]) -> Waited:
        """Return what *waiting* does, unless a program has to be given up before.

        Raises SettingsError for one that refuses its settings, ServiceError for one
        that does not stay alive.
        """
        waiter = asyncio.create_task(waiting)
        try:
            ends: list[asyncio.Future[Any]] = [waiter, self._given_up]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if not waiter.done():
                self._given_up.result()
            return await waiter
        finally:
            waiter.cancel()
            await asyncio.wait([waiter], timeout=GRACE_S)
            await cancelled(waiter)

    async def stop(self) -> None:
        """End the programs beside each other, but the first one after the others."""
        await _cancelled_once(self._keepers[1:])
        await _cancelled_once(self._keepers[:1])
        self._given_up.cancel()

    def kill(self) -> None:
        """End all at once and without grace; `stop` still has to be awaited."""
        for child in self._children.values():
            child.kill()

    def _notice(self, task: asyncio.Task[None]) -> None:
        """The first program that is given up ends the wait for all of them."""
        if task.cancelled() or self._given_up.done():
            return
        if error := task.exception():
            self._given_up.set_exception(error)

    async def _keep(self, program: Program) -> None:
        deaths = 0
        while True:
            began = self._clock()
            code = await self._run(program)
            is_early = self._clock() - began < STEADY_S
            deaths = deaths + 1 if is_early else 1
            if code == REFUSED and not program.is_needed:
                self._leave(program)
                return
            self._judge(program, code, deaths)
            self._tell(f"{program.name} {_ended(code)}; starting it again")
            await asyncio.sleep(pause_s(deaths))

    async def _run(self, program: Program) -> int:
        child = await Child.start(program)
        self._children[program.name] = child
        try:
            return await child.ended()
        except asyncio.CancelledError:
            await child.stop(GRACE_S)
            raise
        finally:
            del self._children[program.name]

    def _leave(self, program: Program) -> None:
        self._refusals[program.name] = _refused(program)
        self._tell(f"{program.name} is off: {_refused(program)}")

    def _judge(self, program: Program, code: int, deaths: int) -> None:
        if self._is_settled or not program.is_needed:
            return
        if code == REFUSED:
            raise SettingsError(_refused(program))
        if deaths >= TRIES:
            raise ServiceError(
                f"{program.name} {_ended(code)} {deaths} times before it was ready: "
                f"{last_words(program) or 'it said nothing'} (see {program.log})"
            )


def pause_s(deaths: int) -> float:
    """Return how long to wait after that many deaths in a row; the first is free."""
    return 0.0 if deaths <= 1 else min(PAUSE_S * 2.0 ** (deaths - 2), PAUSE_MAX_S)


def last_words(program: Program) -> str:
    """Return the last line that *program* wrote, "" where there is none."""
    with program.log.open("rb") as log:
        log.seek(0, 2)
        log.seek(max(log.tell() - LOG_TAIL_BYTES, 0))
        lines = log.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _refused(program: Program) -> str:
    return last_words(program) or f"{program.name} refused to start"


def _ended(code: int) -> str:
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"


async def _cancelled_once(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel each once: a second time would cut short how it ends its child."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
