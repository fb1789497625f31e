"""Real processes, watched from outside through files they write."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.children import Child, Program
from tests.processes import is_running
from tests.waiting import until

STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
FAMILY = """
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1] + ".tmp").write_text(str(child.pid))
pathlib.Path(sys.argv[1] + ".tmp").rename(sys.argv[1])
child.wait()
"""
PARENT = """
import asyncio, pathlib, sys
from bot.children import Child, Program
async def main():
    child = await Child.start(Program(
        name="child",
        command=("sleep", "60"),
        environment={},
        log=pathlib.Path(sys.argv[2]),
    ))
    pathlib.Path(sys.argv[1] + ".tmp").write_text(str(child.pid))
    pathlib.Path(sys.argv[1] + ".tmp").rename(sys.argv[1])
    await asyncio.sleep(60)
asyncio.run(main())
"""


def a_program(folder: Path, code: str, *arguments: str) -> Program:
    return Program(
        name="program",
        command=(sys.executable, "-c", code, *arguments),
        environment=dict(os.environ),
        log=folder / "program.log",
    )


async def test_its_words_go_into_its_log_and_its_code_comes_back(
    tmp_path: Path,
) -> None:
    code = "import sys; print('out'); sys.stderr.write('err'); sys.exit(3)"
    program = a_program(tmp_path, code)

    child = await Child.start(program)

    assert await child.ended() == 3
    assert sorted(program.log.read_text().split()) == ["err", "out"]


async def test_one_that_listens_ends_when_asked(tmp_path: Path) -> None:
    child = await Child.start(a_program(tmp_path, "import time; time.sleep(60)"))

    await child.stop(20)

    assert await child.ended() == -signal.SIGTERM


async def test_one_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    started = tmp_path / "started"
    child = await Child.start(a_program(tmp_path, STUBBORN, str(started)))
    await until(started.exists)

    await child.stop(0.05)

    assert await child.ended() == -signal.SIGKILL


async def test_stopping_one_that_has_ended_does_nothing(tmp_path: Path) -> None:
    child = await Child.start(a_program(tmp_path, "pass"))
    await child.ended()

    await child.stop(1)


async def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = await Child.start(a_program(tmp_path, FAMILY, str(pid_file)))
    await until(pid_file.exists)
    grandchild = int(pid_file.read_text())

    os.kill(child.pid, signal.SIGKILL)
    await child.ended()

    await until(lambda: not is_running(grandchild))


async def test_ctrl_c_in_the_terminal_reaches_the_parent_alone(tmp_path: Path) -> None:
    child = await Child.start(a_program(tmp_path, "import time; time.sleep(60)"))

    assert os.getpgid(child.pid) == child.pid != os.getpgid(0)
    await child.stop(20)


@pytest.mark.skipif(sys.platform != "linux", reason="a service of Linux")
async def test_a_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    parent = await asyncio.create_subprocess_exec(
        *[sys.executable, "-c", PARENT, str(pid_file), str(tmp_path / "log")]
    )
    await until(pid_file.exists)
    child = int(pid_file.read_text())
    assert is_running(child)

    parent.kill()
    await parent.wait()

    await until(lambda: not is_running(child))
