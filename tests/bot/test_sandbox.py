"""The sandbox under attack: its child does what a broken decoder could be made to."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace
from PIL import Image

from bot.jobs import Box
from bot.sandbox import process, wire
from bot.sandbox.process import Sandbox, SandboxError
from bot.sandbox.wire import Declined, Limits, Task
from bot.text_reading import Block, Line, TextReading, encode_reading
from tests.waiting import until

BODY_MAX = wire.CONTENT_MAX + wire.TEXT_MAX
A_LINE = Line("x", Box(0, 0, 1, 1), 1.0)
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(
    pixels_max=25_000_000,
    side_max_px=16_384,
    memory_max_mb=128,
    cpu_max_s=1,
    wall_max_s=5.0,
)
# A helper whose child obeys the file instead of decoding it.
OBEDIENT = f"""
import os, signal, socket, subprocess, sys
sys.path.append({str(ROOT)!r})
from bot.sandbox import opening, serving, wire
from bot.sandbox.wire import Declined

def possible(action):
    try:
        action()
    except OSError:
        return 0
    return 1

def obeyed(task, content):
    match content.decode():
        case "answer":
            return Declined(code="picture_broken", scans=42), b""
        case "hang":
            signal.pause()
        case "burn":
            while True:
                pass
        case "eat":
            bytes(200_000_000)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise RuntimeError("a decoder's own words")
        case "chatter":
            while True:
                os.write(1, bytes(1 << 16))
        case "stop halfway":
            os.write(1, wire.lengths(b"1234", bytes(1000)) + b"12")
            os._exit(0)
        case "lie":
            os.write(1, wire.lengths(b"{{}}", b"") + b"{{}}")
            os._exit(0)
        case "reach out":
            reached = possible(lambda: open("/etc/passwd"))
            reached += possible(lambda: open("/tmp/sightline", "w"))
            reached += possible(socket.socket)
            reached += possible(os.pipe)
            reached += possible(lambda: os.read(0, 1))
            reached += possible(lambda: os.write(2, b"x"))
            return Declined(code="picture_broken", scans=reached), b""

opening._opened = obeyed
serving.serve(parent=int(sys.argv[1]))
"""


def a_task(wall_max_s: float = LIMITS.wall_max_s) -> Task:
    limits = Limits(
        pixels_max=LIMITS.pixels_max,
        side_max_px=LIMITS.side_max_px,
        memory_max_mb=LIMITS.memory_max_mb,
        cpu_max_s=LIMITS.cpu_max_s,
        wall_max_s=wall_max_s,
    )
    return Task("PNG", limits)


ANSWER = (Declined(code="picture_broken", scans=42), b"")


@pytest.fixture
async def sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Sandbox]:
    program = tmp_path / "obedient.py"
    program.write_text(OBEDIENT)
    monkeypatch.setattr(process, "PROGRAM", program)
    sandbox = Sandbox()
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


def children(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children()
    return []


def is_gone(pid: int) -> bool:
    """Return whether a process runs no more; a zombie of another parent's is gone."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@contextlib.asynccontextmanager
async def hanging(sandbox: Sandbox) -> AsyncIterator[tuple[asyncio.Task[object], int]]:
    """A picture in the middle of being opened, and the child that is at it."""
    opening = asyncio.create_task(sandbox.open(a_task(60.0), b"hang"))
    helper = sandbox.pid
    assert helper is not None
    await until(lambda: bool(children(helper)))
    yield opening, children(helper)[0].pid


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("crash", "picture_broken"),
        ("raise", "picture_broken"),
        ("stop halfway", "picture_broken"),
        ("lie", "picture_broken"),
        ("chatter", "picture_broken"),
        ("die", "picture_too_heavy"),
        ("eat", "picture_too_heavy"),
        ("hang", "picture_too_slow"),
    ],
)
async def test_a_child_may_end_as_it_likes_and_the_helper_goes_on(
    sandbox: Sandbox, order: str, code: str
) -> None:
    helper = sandbox.pid
    wall_max_s = 0.2 if order == "hang" else LIMITS.wall_max_s

    verdict, content = await sandbox.open(a_task(wall_max_s), order.encode())

    assert isinstance(verdict, Declined)
    assert (verdict.code, content) == (code, b"")
    assert await sandbox.open(a_task(), b"answer") == ANSWER
    assert sandbox.pid == helper
    assert helper is not None
    assert children(helper) == []


async def test_a_child_that_burns_its_time_ends_long_before_its_wall(
    sandbox: Sandbox,
) -> None:
    async with asyncio.timeout(20.0):
        verdict, _ = await sandbox.open(a_task(60.0), b"burn")

    assert verdict == Declined(code="picture_too_slow")


@pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
async def test_a_child_reaches_no_file_no_network_and_no_pipe(
    sandbox: Sandbox,
) -> None:
    verdict, _ = await sandbox.open(a_task(), b"reach out")

    assert verdict == Declined(code="picture_broken", scans=0)


async def test_a_helper_killed_under_a_picture_is_replaced(sandbox: Sandbox) -> None:
    async with hanging(sandbox) as (opening, child):
        killed = sandbox.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(SandboxError):
            await opening

    assert await sandbox.open(a_task(), b"answer") == ANSWER
    assert sandbox.pid != killed
    await until(lambda: is_gone(child))


async def test_a_picture_nobody_waits_for_is_dropped_with_its_child(
    sandbox: Sandbox,
) -> None:
    async with hanging(sandbox) as (opening, child):
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening

    await until(lambda: is_gone(child))
    assert await sandbox.open(a_task(), b"answer") == ANSWER


async def test_a_helper_that_does_not_react_is_killed_with_its_child(
    sandbox: Sandbox,
) -> None:
    async with hanging(sandbox) as (opening, child):
        helper = sandbox.pid
        assert helper is not None
        os.kill(helper, signal.SIGSTOP)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        await sandbox.stop()

    assert is_gone(helper)
    await until(lambda: is_gone(child))


async def test_a_stopped_sandbox_leaves_no_process_and_no_descriptor() -> None:
    own = psutil.Process()
    before = own.num_fds()
    sandbox = Sandbox()

    await sandbox.start()
    helper = sandbox.pid
    await sandbox.stop()

    assert helper is not None
    assert not psutil.pid_exists(helper)
    await until(lambda: own.num_fds() == before)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
async def test_a_helper_inherits_nothing(sandbox: Sandbox) -> None:
    helper = psutil.Process(sandbox.pid)

    assert helper.environ() == {}
    assert helper.num_fds() == 3
    assert helper.cwd() == "/"
    assert os.getsid(helper.pid) == helper.pid


@pytest.mark.skipif(sys.platform != "linux", reason="PDEATHSIG is Linux's")
async def test_a_helper_ends_with_its_parent_however_that_ends() -> None:
    service = f"""
import asyncio, sys
sys.path.append({str(ROOT)!r})
from bot.sandbox.process import Sandbox

async def run():
    sandbox = Sandbox()
    await sandbox.start()
    print(sandbox.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(run())
"""
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", service, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    helper = int(await parent.stdout.readline())

    parent.kill()
    await parent.communicate()

    await until(lambda: is_gone(helper))


async def test_a_program_that_does_not_start_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PROGRAM", tmp_path / "nowhere.py")

    with pytest.raises(SandboxError, match="does not start"):
        await Sandbox().start()


@pytest.mark.parametrize(
    "say",
    [
        lambda: wire.decode_lengths(wire.LENGTHS.pack(wire.HEAD_MAX + 1, 0)),
        lambda: wire.decode_lengths(
            wire.LENGTHS.pack(2, wire.CONTENT_MAX + wire.TEXT_MAX + 1)
        ),
        lambda: wire.decode_verdict(b"[]", b""),
        lambda: wire.decode_verdict(b'{"type":"declined","code":"own words"}', b""),
        lambda: wire.decode_verdict(wire.encode(ANSWER[0]), b"content"),
    ],
)
def test_the_parent_believes_no_answer_that_is_out_of_bounds(
    say: Callable[[], object],
) -> None:
    with pytest.raises(ValueError, match=r"too long|none|not what"):
        say()


def a_png(width: int = 2, height: int = 1) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (b"no reading", 10),
        (b'{"blocks":[]}', 12),
        (b'{"blocks":[]}', -1),
        (b"", 9_999),
        (encode_reading(TextReading((Block((A_LINE,) * 2_001),))), None),
        (
            encode_reading(TextReading((Block((replace(A_LINE, text="x" * 1_001),)),))),
            None,
        ),
        (b'{"blocks":[{"lines":[{"text":"x","box":[0,0,2,1],"confidence":1}]}]}', None),
    ],
    ids=["words", "cut", "negative", "missing", "many lines", "long", "outside"],
)
def test_a_page_that_brings_no_sound_text_is_refused(
    text: bytes, length: int | None
) -> None:
    said = wire.Decoded(
        width_px=2,
        height_px=1,
        media_type="image/png",
        is_lossy=False,
        text_length=len(text) if length is None else length,
    )
    with pytest.raises(ValueError, match=r"not what|a text of"):
        wire.decode_verdict(wire.encode(said), a_png() + text)


def test_a_page_is_parted_from_the_text_it_brings() -> None:
    text = encode_reading(TextReading((Block((A_LINE,)),)))
    said = wire.Decoded(
        width_px=2,
        height_px=1,
        media_type="image/png",
        is_lossy=False,
        text_length=len(text),
    )
    assert wire.decode_verdict(wire.encode(said), a_png() + text) == said
    assert wire.parted(said, a_png() + text) == (a_png(), text)


def test_content_that_is_not_the_picture_it_is_said_to_be_is_refused() -> None:
    said = wire.Decoded(width_px=1, height_px=1, media_type="image/png", is_lossy=False)
    bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (65_535).to_bytes(4, "big") * 2

    with pytest.raises(ValueError, match="not what"):
        wire.decode_verdict(wire.encode(said), bomb)
