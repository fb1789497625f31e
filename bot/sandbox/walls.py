"""The walls around the child that decodes, and the cord to its parent.

Linux has all of them; elsewhere the limits that exist are set and the rest is left.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from bot.sandbox.wire import Limits

MEGABYTE = 1_000_000
IS_LINUX = sys.platform == "linux"

# <linux/prctl.h>
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38

_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """Have this process killed when *parent* ends, however it ends."""
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def enclose(limits: Limits, *, has_threads: bool) -> None:
    """Limit this process for good. What it has is kept, what it can add is little.

    No descriptor can be opened any more: no file, no socket. No process can be
    started either, except by root and by a decoder that needs threads, which count
    as processes.
    """
    if IS_LINUX:
        room = limits.memory_max_mb * MEGABYTE
        _limit(resource.RLIMIT_AS, _address_space_bytes() + room)
    _limit(resource.RLIMIT_CPU, limits.cpu_max_s, limits.cpu_max_s + 1)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if not has_threads:
        _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)
    _control(PR_SET_NO_NEW_PRIVS, 1)
    _control(PR_SET_DUMPABLE, 0)


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, or keep the one that is stricter already."""
    wanted = soft if hard is None else hard
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    resource.setrlimit(kind, (min(soft, wanted), wanted))


def _address_space_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _control(option: int, value: int) -> None:
    if IS_LINUX and _libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}, {value})")
