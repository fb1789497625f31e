"""A question asked at a terminal, through the real queue, and once through it all."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import redis.asyncio
from msgspec import Struct

from bot.errors import SettingsError, UserError
from bot.jobs import Answer, Job
from bot.leases import LeaseKeeper
from bot.private_redis import find_server
from bot.redis_connection import connect_blocking
from bot.redis_queue import Queue
from bot.settings import Settings
from model_worker.answering import Ear
from model_worker.worker import Worker
from tests.builders import a_finding, an_answer
from tests.model_worker.readers.recall import recall
from tests.model_worker.readers.typed import SCREEN
from tests.processes import descendants, is_running
from tests.rendered import error_dialog
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
# Whoever runs the tests in the background may have Ctrl-C ignored by all they start.
SIGHTLINE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from bot.cli import main
sys.exit(main())
"""
SCREEN_FILE = ROOT.parent / "shared/data/pictures/kosmos-2.5-ocr_screen_input.png"
QUESTION = "What does the error say?"
Answering = Callable[[Job, Ear], Awaitable[Answer]]


class Said(Struct, frozen=True):
    code: int
    out: str
    err: str


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "screen.png"
    path.write_bytes(error_dialog().png())
    return path


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "SIGHTLINE_REDIS_URL": settings.redis.url,
        "PYTHONPATH": str(ROOT),
    }


async def started(
    folder: Path,
    environment: dict[str, str],
    *words: str | Path,
    err: int | None = None,
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SIGHTLINE, "ask", *map(str, words)),
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE if err is None else err,
    )


async def said(asking: asyncio.subprocess.Process) -> Said:
    out, err = await asyncio.wait_for(asking.communicate(), 100)
    return Said(asking.returncode or 0, out.decode(), (err or b"").decode())


async def answers(job: Job, _: Ear) -> Answer:
    name = job.pictures[0].name
    return an_answer(findings=(a_finding(picture=name),), pictures=(name,))


async def refuses(_: Job, __: Ear) -> Answer:
    raise UserError("blurred", "This is too blurred to read.")


async def ponders(_: Job, __: Ear) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError("nobody rings")


@asynccontextmanager
async def a_worker(
    client: redis.asyncio.Redis, settings: Settings, answering: Answering = answers
) -> AsyncIterator[None]:
    """A worker whose answers are known; everything about it is real but its mind."""
    queue = Queue(client, settings)
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "worker-1")
    worker = Worker("worker-1", queue, keeper, answering, jobs_max=4, drain_s=0.1)
    keeper.start()
    working = asyncio.create_task(worker.run())
    try:
        await until(queue.has_worker)
        yield
    finally:
        worker.stop()
        await working
        keeper.stop()


async def test_the_answer_is_told_in_words(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    async with a_worker(client, settings):
        told = await said(await started(picture.parent, environment, picture, QUESTION))

    assert told.code == 0
    assert told.out.startswith("The error says “Disk full” [1].\n")
    assert told.err == ""


async def test_json_is_all_that_is_printed_and_the_drawings_are_saved(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    folder = picture.parent
    words = ("--json", "--save", "out", picture, QUESTION)
    async with a_worker(client, settings):
        told = await said(await started(folder, environment, *words))

    body = json.loads(told.out)
    assert body["text"] == "The error says “Disk full”."
    assert body["findings"][0]["boxes"] == [[0.1, 0.2, 0.5, 0.3]]
    assert body["annotated"] == ["out/annotated-1.png"]
    for path in (*body["annotated"], *body["crops"]):
        assert (folder / path).read_bytes().startswith(b"\x89PNG")


async def test_nothing_of_it_stays_in_a_shared_store(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    async with a_worker(client, settings):
        await said(await started(picture.parent, environment, picture, QUESTION))

    keys = [key.decode() async for key in client.scan_iter("*")]
    assert [key for key in keys if "picture" in key or "thread:" in key] == []


async def test_two_terminals_get_each_their_own_answer(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    async def echoes(job: Job, _: Ear) -> Answer:
        return an_answer(findings=(), follow_ups=(job.text,))

    async with a_worker(client, settings, echoes):
        askings = [
            await started(picture.parent, environment, "--json", picture, question)
            for question in ("One?", "Two?", "Three?")
        ]
        told = await asyncio.gather(*map(said, askings))

    follow_ups = [json.loads(each.out)["follow_ups"] for each in told]
    assert follow_ups == [["One?"], ["Two?"], ["Three?"]]


async def test_a_failure_is_one_sentence_and_one(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    async with a_worker(client, settings, refuses):
        told = await said(
            await started(picture.parent, environment, "--json", picture, QUESTION)
        )

    assert told == Said(1, "", "This is too blurred to read.\n")


async def test_a_refused_file_is_one_sentence_and_one(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    no_picture = tmp_path / "notes.txt"
    no_picture.write_text("only words")
    async with a_worker(client, settings):
        told = await said(await started(tmp_path, environment, no_picture, QUESTION))

    assert told.code == 1
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


async def test_a_missing_file_is_wrongly_asked(
    environment: dict[str, str], tmp_path: Path
) -> None:
    told = await said(await started(tmp_path, environment, "none.png", QUESTION))

    assert told == Said(2, "", "none.png: No such file or directory\n")


async def test_a_folder_that_cannot_be_made_is_told_before_it_asks(
    environment: dict[str, str], picture: Path
) -> None:
    words = ("--save", picture / "out", picture, QUESTION)

    told = await said(await started(picture.parent, environment, *words))

    assert told == Said(2, "", f"{picture / 'out'}: Not a directory\n")


async def test_without_a_worker_at_hand_it_starts_one_and_says_so(
    environment: dict[str, str], picture: Path
) -> None:
    told = await said(await started(picture.parent, environment, picture, QUESTION))

    assert told.code == 0
    assert told.err.startswith("No worker answers at redis.url")


async def test_what_takes_too_long_is_told(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    words = ("--timeout", "1", picture, QUESTION)
    async with a_worker(client, settings, ponders):
        told = await said(await started(picture.parent, environment, *words))

    assert told.code == 1
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 1)]
)
async def test_leaving_ends_the_question_too(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
    number: int,
    code: int,
) -> None:
    heard: list[Job] = []

    async def listens(job: Job, ear: Ear) -> Answer:
        heard.append(job)
        return await ponders(job, ear)

    async with a_worker(client, settings, listens):
        asking = await started(picture.parent, environment, picture, QUESTION)
        await until(lambda: bool(heard))
        asking.send_signal(number)
        told = await said(asking)

    status = await Queue(client, settings).status(heard[0].id)
    assert told.code == code
    assert status is None or status.state == "cancelled"


async def test_a_terminal_sees_how_it_goes(
    client: redis.asyncio.Redis,
    settings: Settings,
    environment: dict[str, str],
    picture: Path,
) -> None:
    async def slowly(job: Job, ear: Ear) -> Answer:
        await until(lambda: b"at work" in seen)
        await ear.step("reading")
        await until(lambda: b"reading the text" in seen)
        return await answers(job, ear)

    ours, theirs = os.openpty()
    seen = bytearray()
    loop = asyncio.get_running_loop()
    loop.add_reader(ours, lambda: seen.extend(os.read(ours, 4096)))
    try:
        async with a_worker(client, settings, slowly):
            told = await said(
                await started(
                    picture.parent, environment, picture, QUESTION, err=theirs
                )
            )
        await until(lambda: seen.endswith(b"\r\x1b[K"))
    finally:
        loop.remove_reader(ours)
        os.close(ours)
        os.close(theirs)

    assert told.code == 0
    assert b"reading the text" in seen
    assert "\x1b" not in told.out


@pytest.fixture
def alone() -> dict[str, str]:
    """An environment that names no Redis, where one can be started."""
    try:
        find_server()
    except SettingsError as error:
        pytest.skip(str(error))
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SIGHTLINE_")}
    return clean | {"PYTHONPATH": str(ROOT)}


async def test_without_any_redis_it_brings_its_own_and_a_worker(
    alone: dict[str, str], picture: Path
) -> None:
    asking = await started(picture.parent, alone, "--json", picture, QUESTION)
    family: set[int] = set()
    telling = asyncio.create_task(said(asking))
    while not telling.done():
        family |= descendants(asking.pid)
        await asyncio.wait([telling], timeout=0.1)
    told = await telling

    assert told.code == 0, told.err
    read = " ".join(f["phrase"] for f in json.loads(told.out)["findings"])
    assert set(error_dialog().words) & set(read.split())
    assert family
    await until(lambda: not any(map(is_running, family)))


async def test_a_screen_full_of_words_is_read(
    alone: dict[str, str], tmp_path: Path
) -> None:
    if not SCREEN_FILE.exists():
        pytest.skip(f"{SCREEN_FILE.name} is not at hand")

    words = ("--json", SCREEN_FILE, "read the text")
    told = await said(await started(tmp_path, alone, *words))

    assert told.code == 0, told.err
    assert recall(SCREEN, json.loads(told.out)["text"]) >= 0.9
