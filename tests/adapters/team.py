"""The product as processes around a fake platform: adapters that a test may kill.

Redis is a real one; `answer_all` stands in for a worker where seconds of reading would
prove nothing, `start_worker` starts the real one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import redis.asyncio
from msgspec.structs import replace

from bot.cancelling import cancelled
from bot.jobs import Result
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import QueueSettings, RedisSettings, Settings
from bot.tickets import Claim
from tests.adapters.web.helpdesk import pointing
from tests.redis_server import RedisServer
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
LEASE_S = 1
Process = subprocess.Popen[bytes]


class Team:
    """Entered, it has a Redis and nobody at work yet.

    *toml* leads its processes to the fake platform, *secrets* are their environment's.
    """

    def __init__(self, platform: str, toml: str, secrets: dict[str, str]) -> None:
        self.redis = RedisServer()
        self._platform = platform
        self._module = f"adapters.{platform}"
        self._toml = toml
        self._secrets = secrets
        self._folder = tempfile.TemporaryDirectory(prefix="sightline-team-")
        self._processes: list[tuple[str, Process]] = []
        self._answering: asyncio.Task[None] | None = None
        self.client: redis.asyncio.Redis
        self.queue: Queue
        self.store: Store

    async def __aenter__(self) -> Self:
        self.redis.start()
        settings = Settings(
            redis=RedisSettings(url=self.redis.url),
            queue=QueueSettings(lease_s=LEASE_S),
        )
        self.client = connect(settings.redis)
        self.queue = Queue(self.client, settings)
        self.store = Store(self.client, settings)
        (Path(self._folder.name) / "sightline.toml").write_text(
            f"[queue]\nlease_s = {LEASE_S}\nuser_per_minute = 1000\n"
            "tenant_waiting = 5000\ntotal_waiting = 5000\n"
            f"[pictures]\nsandboxes = 1\n{self._toml}"
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._answering is not None:
            await cancelled(self._answering)
        for _, process in self._processes:
            process.kill()
            process.wait()
        await self.client.aclose()
        self.redis.stop()
        self._folder.cleanup()

    def start_adapter(self) -> Process:
        """Start one more adapter; `connected` says when it listens."""
        return self._start(self._module)

    def start_worker(self) -> Process:
        return self._start("model_worker")

    def answer_all(self) -> None:
        """Let every question be answered, as soon as it is asked."""
        self._answering = asyncio.create_task(self._answer())

    @property
    def adapters(self) -> list[Process]:
        return self._alive(self._module)

    def kill_adapters(self) -> None:
        """End all of them as the kernel does, and start a fresh one."""
        self.end_adapters()
        self.start_adapter()

    def end_adapters(self) -> None:
        for process in self.adapters:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def kill_worker(self) -> None:
        """End the worker as the kernel does when memory is out."""
        for process in self._alive("model_worker"):
            process.send_signal(signal.SIGKILL)
            process.wait()

    def log(self, module: str = "") -> str:
        name = f"{module or self._module}.log"
        return (Path(self._folder.name) / name).read_text()

    async def quiet(self) -> None:
        """Return once nothing waits anywhere: no letter, no job, no parcel."""
        boxes = (f"*}}:inbox:{self._platform}", f"*}}:outbox:{self._platform}")

        async def is_quiet() -> bool:
            keys = [k for box in boxes async for k in self.client.scan_iter(box)]
            lengths = [await self.client.xlen(key) for key in keys]
            return not any(lengths) and not await self.client.zcard("{sightline}:open")

        await until(is_quiet, 60)

    async def handled(self) -> None:
        """Return once every letter is handled."""

        async def is_empty() -> bool:
            box = f"*}}:inbox:{self._platform}"
            keys = [k async for k in self.client.scan_iter(box)]
            return not keys or not await self.client.xlen(keys[0])

        await until(is_empty, 120)

    async def is_at_work(self) -> bool:
        """Whether a worker has a job in its hands just now."""
        is_open = await self.client.zcard("{sightline}:open")
        return bool(is_open) and not await self.client.zcard("{sightline}:waiting")

    async def _answer(self) -> None:
        while True:
            for claim in await self.queue.claim("worker", 8, 1):
                await self._finish(claim)

    async def _finish(self, claim: Claim) -> None:
        job = claim.job
        if not job.pictures:
            turns = await self.store.turns(job.address.thread_key)
            pictures = next(t.job.pictures for t in turns if t.job.pictures)
            job = replace(job, pictures=pictures)
        result = Result(
            job_id=job.id,
            address=job.address,
            outcome=pointing(job),
            receipts=job.receipts,
        )
        await self.queue.finish([(claim, result)])

    def _alive(self, module: str) -> list[Process]:
        return [p for name, p in self._processes if name == module and p.poll() is None]

    def _start(self, module: str) -> Process:
        environment = os.environ | {
            "SIGHTLINE_REDIS_URL": self.redis.url,
            "SIGHTLINE_SETTINGS": f"{self._folder.name}/sightline.toml",
            "PYTHONUNBUFFERED": "1",
            **self._secrets,
        }
        with (Path(self._folder.name) / f"{module}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._processes.append((module, process))
        return process
