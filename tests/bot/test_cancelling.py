from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.cancelling import cancelled, side_by_side


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


async def test_what_runs_beside_one_that_failed_is_ended_for_certain() -> None:
    ended = asyncio.Event()

    async def broken() -> None:
        await asyncio.sleep(0)
        raise ValueError("broken")

    async def stubborn() -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(ValueError, match="broken"):
        await side_by_side(broken(), stubborn())
    assert ended.is_set()


async def test_the_end_of_one_is_the_end_of_all() -> None:
    async def soon_done() -> None:
        await asyncio.sleep(0)

    await side_by_side(soon_done(), asyncio.sleep(3600))
