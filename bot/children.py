"""Child processes that end when this one ends, however it ends.

A child leads a process group of its own: Ctrl-C in a terminal reaches this process
alone, which then ends its children in order; what a child has started ends with it.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from msgspec import Struct

from bot.settings import environment_with

PR_SET_PDEATHSIG = 1


class Program(Struct, frozen=True, kw_only=True):
    """What to run. *log* takes all it writes; *kept_open* are files it inherits.

    *orphaned* is the signal it gets when this process dies without a word. Without one
    that is not *needed* the others go on.
    """

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    kept_open: tuple[int, ...] = ()
    orphaned: int = signal.SIGKILL
    is_needed: bool = True


def python_program(
    name: str, module: str, folder: Path, changes: Mapping[str, str]
) -> Program:
    """Return ``python -m module``, which logs into *folder* and sees *changes*."""
    return Program(
        name=name,
        command=(sys.executable, "-m", module),
        environment=environment_with(changes),
        log=folder / f"{name}.log",
    )


class Child:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, program: Program) -> Self:
        """Start *program*; call from the main thread, whose death is the parent's."""
        with program.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *program.command,
                env=program.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=program.kept_open,
                process_group=0,
                preexec_fn=_ending_with_parent(program.orphaned),
            )
        return cls(process)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ended(self) -> int:
        """Return the exit code, once nothing of its group is left."""
        code = await self._process.wait()
        self._signal_group(signal.SIGKILL)
        return code

    async def stop(self, grace_s: float) -> None:
        """Ask it to end, and end it when it has not within *grace_s*."""
        if self._process.returncode is None:
            self._process.terminate()
        try:
            await asyncio.wait_for(self.ended(), grace_s)
        except TimeoutError:
            self.kill()
            await self.ended()

    def kill(self) -> None:
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def _ending_with_parent(number: int) -> Callable[[], None] | None:
    """Return what the child does first so that *number* reaches it as an orphan."""
    if sys.platform != "linux":
        return None
    set_process_option = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask_the_kernel() -> None:
        set_process_option(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # it died before it could be asked
            os._exit(1)

    return ask_the_kernel
