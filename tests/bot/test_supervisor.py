from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import supervisor as module
from bot.children import Program
from bot.errors import ServiceError, SettingsError
from bot.supervisor import Supervisor, last_words, pause_s
from tests.waiting import until

SLEEP = "import time; time.sleep(60)"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
async def supervisor(told: list[str]) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(told.append)
    yield supervisor
    await supervisor.stop()


def a_program(
    folder: Path,
    code: str = SLEEP,
    name: str = "worker",
    *,
    is_needed: bool = True,
) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-c", code),
        environment=dict(os.environ),
        log=folder / f"{name}.log",
        is_needed=is_needed,
    )


def test_the_first_death_costs_no_wait_and_the_later_ones_ever_more() -> None:
    assert [pause_s(deaths) for deaths in (1, 2, 3, 4, 5)] == [0, 0.5, 1, 2, 4]
    assert pause_s(50) == 30


async def test_one_that_was_killed_is_started_again_at_once(
    tmp_path: Path, supervisor: Supervisor, told: list[str]
) -> None:
    supervisor.keep(a_program(tmp_path))
    await until(lambda: supervisor.pid("worker") is not None)
    first = supervisor.pid("worker")
    assert first is not None

    os.kill(first, signal.SIGKILL)

    await until(lambda: supervisor.pid("worker") not in {None, first})
    assert told == ["worker was ended by signal 9; starting it again"]


async def test_the_log_of_an_earlier_run_is_gone(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    program = a_program(tmp_path)
    program.log.write_text("last year's words\n")

    supervisor.keep(program)

    assert last_words(program) == ""


async def test_what_is_waited_for_comes_back(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    supervisor.keep(a_program(tmp_path))

    assert await supervisor.while_kept(asyncio.sleep(0, "done")) == "done"


async def test_one_that_refuses_its_settings_is_not_tried_again(
    tmp_path: Path, supervisor: Supervisor, told: list[str]
) -> None:
    code = "import sys; print('starting'); print('web.port: no'); sys.exit(2)"
    supervisor.keep(a_program(tmp_path, code))

    with pytest.raises(SettingsError, match=r"web\.port: no"):
        await supervisor.while_kept(asyncio.sleep(60))
    assert told == []


REFUSING = "import sys; print('token: no'); sys.exit(2)"


@pytest.mark.parametrize("is_settled", [False, True])
async def test_one_that_is_not_needed_is_left_alone_when_it_refuses_its_settings(
    tmp_path: Path,
    supervisor: Supervisor,
    told: list[str],
    is_settled: bool,  # noqa: FBT001 - a parameter
) -> None:
    if is_settled:
        supervisor.settle()
    supervisor.keep(a_program(tmp_path, name="web"))
    supervisor.keep(a_program(tmp_path, REFUSING, "slack", is_needed=False))

    await supervisor.while_kept(until(lambda: bool(told)))

    assert told == ["slack is off: token: no"]
    assert supervisor.refusal("slack") == "token: no"
    assert supervisor.refusal("web") == ""
    assert supervisor.pid("web") is not None


async def test_one_that_is_not_needed_is_started_again_and_never_given_up(
    tmp_path: Path,
    supervisor: Supervisor,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    program = a_program(tmp_path, "import sys; sys.exit(1)", is_needed=False)
    supervisor.keep(program)

    await supervisor.while_kept(until(lambda: len(told) > module.TRIES))

    assert set(told) == {"worker ended with code 1; starting it again"}


async def test_one_that_never_gets_up_is_given_up_with_its_last_words(
    tmp_path: Path, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    supervisor.keep(a_program(tmp_path, "raise MemoryError('too little')"))

    with pytest.raises(ServiceError, match="4 times before it was ready: MemoryError"):
        await supervisor.while_kept(asyncio.sleep(60))


async def test_once_all_was_well_nothing_is_given_up(
    tmp_path: Path,
    supervisor: Supervisor,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    supervisor.settle()
    supervisor.keep(a_program(tmp_path, "import sys; sys.exit(2)"))

    await until(lambda: len(told) > module.TRIES)


async def test_the_first_program_ends_after_the_others(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    code = (
        "import signal, sys, time\n"
        "def end(*_): open('{0}', 'a').write('{1} '); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); open('{0}.{1}', 'w'); time.sleep(60)"
    )
    order = tmp_path / "order"
    for name in ("redis", "worker", "web"):
        supervisor.keep(a_program(tmp_path, code.format(order, name), name))
    await until(lambda: len(list(tmp_path.glob("order.*"))) == 3)

    await supervisor.stop()

    first, *_, last = order.read_text().split()
    assert {first, last} <= {"web", "worker", "redis"}
    assert last == "redis"


async def test_asked_to_kill_nobody_gets_a_grace(
    tmp_path: Path, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE_S", 600.0)
    started = tmp_path / "started"
    code = (
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"open('{started}', 'w')\ntime.sleep(60)"
    )
    supervisor.keep(a_program(tmp_path, code))
    await until(started.exists)

    stopping = asyncio.create_task(supervisor.stop())
    await asyncio.sleep(0)
    supervisor.kill()

    await asyncio.wait_for(stopping, 20)


def test_last_words_are_the_last_line_that_says_something(tmp_path: Path) -> None:
    program = a_program(tmp_path)

    program.log.write_bytes(b"first\nlast \xff\n\n")

    assert last_words(program) == "last \N{REPLACEMENT CHARACTER}"


def test_whoever_said_nothing_has_no_last_words(tmp_path: Path) -> None:
    program = a_program(tmp_path)
    program.log.touch()

    assert last_words(program) == ""
