"""`sightline ask`: the adapter of the terminal, through the same gate, queue and exit.

Where redis.url leads to a live worker, that one answers. Else a private Redis and one
worker run for as long as the question does.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.children import python_program
from bot.errors import ServiceError, UserError
from bot.intake import Accepted, Intake, Refused
from bot.jobs import Address, Failure
from bot.pictures import PictureOpener
from bot.private_redis import PrivateRedis
from bot.questions import Attachment, Question
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.settings import Settings
from bot.supervisor import Supervisor
from bot.terminal_reply import answer_json, answer_words, save, save_files
from bot.terminal_waiting import Waiting

SPARE_S = 15.0
"""The queue itself ends what is overdue; this is for when even that is not heard of."""

NO_ANSWER = "No answer came in time; `sightline doctor` says what may be missing."


class Asked(Struct, frozen=True, kw_only=True):
    """What the command line said. *save* is the folder for the drawings, if any."""

    pictures: tuple[Path, ...]
    question: str
    is_json: bool = False
    save: Path | None = None
    timeout_s: float | None = None


def run(settings: Settings, asked: Asked) -> int:
    """Ask, print the answer, return 0; 1 with a sentence on stderr, 2 wrongly asked."""
    try:
        attachments = _read(asked.pictures)
        if asked.save is not None:
            asked.save.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    outcome = _outcome(_patient(settings, asked), asked.question, attachments)
    if isinstance(outcome, Failure):
        print(outcome.sentence, file=sys.stderr)
        return 1
    _print(outcome, asked)
    return 0


def _outcome(
    settings: Settings, text: str, attachments: tuple[Attachment, ...]
) -> Reply | Failure:
    """Return the reply, or what there is instead of one."""
    try:
        reply = asyncio.run(_ask(settings, text, attachments))
    except UserError as error:
        return Failure(error.code, error.sentence)
    except ServiceError as error:
        return Failure("broken", str(error))
    except TimeoutError:
        return Failure("late", NO_ANSWER)
    except asyncio.CancelledError:
        return Failure("stopped", "Stopped.")
    return reply.failure or reply


def _read(paths: Sequence[Path]) -> tuple[Attachment, ...]:
    return tuple(Attachment(path.name, path.read_bytes()) for path in paths)


def _print(reply: Reply, asked: Asked) -> None:
    paths: dict[str, list[str]] = {"annotated": [], "crops": [], "files": []}
    if asked.save is not None:
        paths = save(reply.drawn, asked.save)
        paths["files"] = save_files(reply.files, asked.save)
    if asked.is_json:
        print(answer_json(reply, paths).decode())
    else:
        print(answer_words(reply, paths))


def _patient(settings: Settings, asked: Asked) -> Settings:
    """Return *settings* with the deadline that was asked for."""
    if asked.timeout_s is None:
        return settings
    return replace(settings, queue=replace(settings.queue, deadline_s=asked.timeout_s))


async def _ask(
    settings: Settings, text: str, attachments: tuple[Attachment, ...]
) -> Reply:
    """Return the reply to one question. Raises UserError where it is refused.

    SIGTERM ends it as Ctrl-C does, so that nothing is left behind.
    """
    if task := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    supervisor = Supervisor(_tell)
    async with _worker_place(settings, supervisor) as where:
        return await supervisor.while_kept(_asked_there(where, text, attachments))


@asynccontextmanager
async def _worker_place(
    settings: Settings, supervisor: Supervisor
) -> AsyncIterator[Settings]:
    """Enter with settings whose Redis a worker listens to, a private one if need be."""
    if settings.redis.url:
        if await _has_worker(settings):
            yield settings
            return
        _tell("No worker answers at redis.url; one is started for this question.")
    with tempfile.TemporaryDirectory(prefix="sightline-") as name:
        folder = Path(name)
        with PrivateRedis(folder, is_kept=False) as redis:
            try:
                supervisor.keep(redis.program)
                await supervisor.while_kept(redis.ready())
                changes = {"SIGHTLINE_REDIS_URL": redis.url}
                supervisor.keep(
                    python_program("worker", "model_worker", folder, changes)
                )
                yield replace(settings, redis=replace(settings.redis, url=redis.url))
            finally:
                await supervisor.stop()


async def _has_worker(settings: Settings) -> bool:
    async with connect(settings.redis) as redis:
        return await Queue(redis, settings).has_worker()


async def _asked_there(
    settings: Settings, text: str, attachments: tuple[Attachment, ...]
) -> Reply:
    """Let the question in, wait for its reply, leave nothing of it in the store."""
    question = _question(text, attachments)
    async with (
        connect(settings.redis) as redis,
        PictureOpener(settings.pictures) as opener,
    ):
        queue, store = Queue(redis, settings), Store(redis, settings)
        try:
            match await Intake(queue, store, opener, settings).accept(question):
                case Refused() as refused:
                    raise UserError(refused.code, refused.sentence)
                case Accepted() as accepted:
                    async with asyncio.timeout(settings.queue.deadline_s + SPARE_S):
                        return await Waiting(queue, store, accepted).reply()
        finally:
            with suppress(ServiceError):
                await store.forget_thread(question.address.thread_key)


def _question(text: str, attachments: tuple[Attachment, ...]) -> Question:
    address = Address(
        platform="terminal",
        tenant="terminal",
        channel="ask",
        thread=secrets.token_hex(8),
        user=str(os.getuid()),
    )
    return Question(
        event_id=secrets.token_hex(16),
        address=address,
        text=text,
        attachments=attachments,
    )


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)
