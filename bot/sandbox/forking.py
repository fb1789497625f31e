"""One child for one picture: born with the file in its memory, dead after its answer.

Whatever happens to the child, there is an answer; what it says is passed on whole or
not at all.
"""

from __future__ import annotations

import os
import select
import signal
import time
from io import BytesIO
from typing import NoReturn

from bot.sandbox import opening, walls, wire
from bot.sandbox.wire import Code, Declined, Format, Task

# Decoders that cannot work without threads of their own.
THREADED: frozenset[Format] = frozenset({"HEIF", "AVIF"})
ANSWER_MAX = wire.LENGTHS.size + wire.HEAD_MAX + wire.CONTENT_MAX + wire.TEXT_MAX
PIECE = 1 << 20


def answer_of_child(task: Task, content: bytes) -> tuple[bytes, bytes]:
    """Return head and body of the child's answer, or of the one that its end gives."""
    helper = os.getpid()
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        _open_and_leave(task, content, mouth, helper)
    os.close(mouth)
    try:
        said = _heard(ear, task.limits.wall_max_s)
    finally:
        os.close(ear)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer := _whole(said):
        return answer
    return wire.encode(Declined(code=_cause_of_silence(said, status))), b""


def _open_and_leave(task: Task, content: bytes, mouth: int, helper: int) -> NoReturn:
    """Never return: an error of any kind must not run the helper's code twice."""
    status = 1
    try:
        os.dup2(mouth, 1)
        os.closerange(2, mouth + 1)
        os.close(0)
        walls.die_with(helper)
        walls.enclose(task.limits, has_threads=task.format in THREADED)
        verdict, stored = opening.opened(task, content)
        with os.fdopen(1, "wb") as answer:
            wire.write(answer, wire.encode(verdict), stored)
        status = 0
    finally:
        os._exit(status)


def _heard(ear: int, wall_max_s: float) -> bytes | None:
    """Return all that was said, or the start of too much, or None where it is late."""
    deadline = time.monotonic() + wall_max_s
    said = bytearray()
    while len(said) <= ANSWER_MAX:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([ear], [], [], left)[0]:
            return None
        piece = os.read(ear, PIECE)
        if not piece:
            return bytes(said)
        said += piece
    return bytes(said)


def _whole(said: bytes | None) -> tuple[bytes, bytes] | None:
    """Return the answer that was said in full, None for a part of one or for none."""
    if said is None or len(said) > ANSWER_MAX:
        return None
    try:
        answer = wire.read(BytesIO(said))
        if answer is not None:
            wire.decode_verdict(*answer)
    except ValueError:
        return None
    return answer


def _cause_of_silence(said: bytes | None, status: int) -> Code:
    """Return what a child died of: of its limits, of want of memory, or of the file.

    A child that was neither late nor endless and was killed all the same fell to the
    kernel, which wanted its memory back.
    """
    end = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if said is None or end == signal.SIGXCPU:
        return "picture_too_slow"
    if end == signal.SIGKILL and len(said) <= ANSWER_MAX:
        return "picture_too_heavy"
    return "picture_broken"
