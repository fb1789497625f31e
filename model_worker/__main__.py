"""`python -m model_worker`: plugs the worker together; the only place that knows all.

With --check it says what it would run with, a line each:
``ok|warn|bad<TAB>name<TAB>sentence``.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ModelError, SettingsError
from bot.leases import LeaseKeeper
from bot.ledger import keep_ledger
from bot.redis_connection import connect, connect_blocking
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings, WorkerSettings, load
from model_worker.answering import Desk, answer
from model_worker.knowledge.notes import Notes
from model_worker.readers.picture_reader import PictureReader
from model_worker.readiness import checks
from model_worker.seeing import Readings
from model_worker.worker import Worker

if TYPE_CHECKING:
    from model_worker.kosmos2.asking import Kosmos2

log = logging.getLogger("model_worker")


def main() -> int:
    parser = argparse.ArgumentParser(prog="sightline worker")
    parser.add_argument("--check", action="store_true", help="check and leave")
    is_check = parser.parse_args().check
    keep_ledger()
    try:
        settings = load()
        if is_check:
            return _check(settings)
        _need_redis(settings)
        model = _model(settings.worker)
    except (SettingsError, ModelError) as error:
        print(error, file=sys.stderr)
        return 2
    asyncio.run(_work(settings, model))
    return 0


def _need_redis(settings: Settings) -> None:
    if not settings.redis.url:
        raise SettingsError(
            "redis.url is empty: name a server, or run `sightline demo`, which starts "
            "a private one"
        )


def _model(settings: WorkerSettings) -> Kosmos2 | None:
    """Open the checkpoint, if there is one; torch is imported only then."""
    if not settings.checkpoint:
        log.info("no checkpoint: pictures are read, not seen")
        return None
    from model_worker.kosmos2.asking import Kosmos2  # noqa: PLC0415 - costs seconds

    model = Kosmos2.open(settings)
    log.info("looking with %s", model.describe())
    return model


def _notes(settings: WorkerSettings) -> Notes | None:
    return Notes(Path(settings.knowledge)) if settings.knowledge else None


async def _work(settings: Settings, model: Kosmos2 | None) -> None:
    name = f"{socket.gethostname()}-{os.getpid()}"
    redis = connect(settings.redis)
    store = Store(redis, settings)
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, name)
    reader = PictureReader(settings.worker.readers)
    desk = Desk(store, Readings(store, reader), model, _notes(settings.worker))
    worker = Worker(
        name,
        Queue(redis, settings),
        keeper,
        lambda job, ear: answer(job, desk, ear),
        jobs_max=settings.worker.jobs_max,
        drain_s=settings.worker.drain_s,
    )
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, worker.stop)
    keeper.start()
    reader.warm()
    try:
        await worker.run()
    finally:
        keeper.stop()
        reader.close()
        if model is not None:
            model.close()
        await redis.aclose()


def _check(settings: Settings) -> int:
    levels = []
    for check in checks(settings):
        print(check.level, check.name, check.sentence, sep="\t", flush=True)
        levels.append(check.level)
    return 1 if "bad" in levels else 0


if __name__ == "__main__":
    sys.exit(main())
