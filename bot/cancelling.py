"""Ending tasks for certain: one cancellation may be swallowed.

Before Python 3.12 asyncio.wait_for, on which redis-py is built, forgets a cancellation
that comes in the same moment as a result.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

AGAIN_S = 0.1


async def cancelled(*tasks: asyncio.Task[Any]) -> None:
    """Return when all *tasks* have ended, cancelling them as often as that takes."""
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=AGAIN_S)


async def side_by_side(*works: Coroutine[Any, Any, None]) -> None:
    """Run all *works* until one ends, then end the others; raise what it raised.

    A task group cancels each of them once, which may be once too few.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await cancelled(*tasks)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error
