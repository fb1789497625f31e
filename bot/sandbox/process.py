"""The door of the sandbox: a helper process that opens one picture at a time.

Knows processes, not pictures. Nothing that comes out is trusted: its length is
bounded and the verdict decoded strictly.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from bot.errors import ServiceError
from bot.sandbox import wire
from bot.sandbox.wire import Declined, Task, Verdict

PROGRAM = Path(__file__).with_name("__main__.py")
START_S = 30.0
STOP_S = 1.0
GRACE_S = 5.0  # to carry a picture in and out, on top of the time to decode it
PIECE = 1 << 18


class SandboxError(ServiceError):
    """The helper does not start, or died under a picture."""


class Sandbox:
    """One helper, started when it is needed and not there.

    Linux kills the helper when the thread that started it ends: use it on an event
    loop whose thread stays.
    """

    def __init__(self) -> None:
        self._process: Process | None = None
        self._is_fit = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start a fresh helper and wait until it is warm. Raises SandboxError."""
        await self.stop()
        try:
            async with asyncio.timeout(START_S):
                self._process = process = await _helper()
                self._is_fit = await _read(process, len(wire.READY)) == wire.READY
        except (OSError, EOFError, TimeoutError) as error:
            await self.stop()
            raise SandboxError(
                f"the picture sandbox does not start: {error!r}"
            ) from error

    async def open(self, task: Task, content: bytes) -> tuple[Verdict, bytes]:
        """Return the verdict and the content to store. Raises SandboxError.

        A helper that was left in the middle of a picture is never used again.
        """
        if not self._is_fit or self._process is None:
            await self.start()
        process, self._is_fit = self._started(), False
        try:
            async with asyncio.timeout(task.limits.wall_max_s + GRACE_S):
                await _send(process, wire.encode(task), content)
                answer = await _answer(process)
            self._is_fit = True
        except TimeoutError:
            return Declined(code="picture_too_slow"), b""
        except (OSError, EOFError, ValueError) as error:
            raise SandboxError(f"a picture sandbox died: {error!r}") from error
        finally:
            if not self._is_fit:
                _terminate(process)
        return answer

    async def stop(self) -> None:
        """End the helper, gently first: it takes its child along."""
        process, self._process, self._is_fit = self._process, None, False
        if process is None:
            return
        for end in (_terminate, _kill):
            end(process)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STOP_S):
                    await _ended(process)
                return

    def _started(self) -> Process:
        if self._process is None:
            raise SandboxError("the picture sandbox was stopped")
        return self._process


async def _helper() -> Process:
    """Start the program with nothing of ours: no environment, no descriptors."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(PROGRAM),
        str(os.getpid()),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd="/",
        env={},
        start_new_session=True,
        limit=PIECE,
    )


async def _send(process: Process, head: bytes, body: bytes) -> None:
    """Write in pieces, so that no second copy of *body* piles up."""
    if (stdin := process.stdin) is None:
        raise OSError("the helper has no stdin")
    stdin.write(wire.lengths(head, body) + head)
    view = memoryview(body)
    for start in range(0, len(view), PIECE):
        stdin.write(view[start : start + PIECE])
        await stdin.drain()
    await stdin.drain()


async def _answer(process: Process) -> tuple[Verdict, bytes]:
    packed = await _read(process, wire.LENGTHS.size)
    head_length, body_length = wire.decode_lengths(packed)
    head, body = await _read(process, head_length), await _read(process, body_length)
    return wire.decode_verdict(head, body), body


async def _read(process: Process, length: int) -> bytes:
    if process.stdout is None:
        raise OSError("the helper has no stdout")
    return await process.stdout.readexactly(length)


def _terminate(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()


def _kill(process: Process) -> None:
    """Kill the helper's whole session: whatever it forked goes with it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


async def _ended(process: Process) -> None:
    """Wait for the end and let go of the pipes."""
    if process.stdin is not None:
        process.stdin.close()
    if process.stdout is not None:
        await process.stdout.read()
    await process.wait()
