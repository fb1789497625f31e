from __future__ import annotations

import asyncio
import contextlib

from bot.cancelling import cancelled


async def test_a_task_that_swallows_a_cancellation_is_cancelled_again() -> None:
    swallowed = asyncio.Event()

    async def stubborn() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        swallowed.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await cancelled(task)
    assert swallowed.is_set()
    assert task.cancelled()


async def test_a_task_that_failed_by_itself_has_ended() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    task = asyncio.create_task(broken())
    await asyncio.wait([task])
    await cancelled(task)
    assert isinstance(task.exception(), ValueError)
