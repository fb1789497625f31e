"""The whole product on one core: a question and a picture in, an answer out, timed."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
from msgspec import Struct
from msgspec.structs import replace

from bot.errors import ServiceError, UserError
from bot.jobs import Answer, Picture, Span
from bot.pictures import PictureOpener
from bot.questions import Attachment
from bot.settings import PictureSettings
from model_worker.answering import Desk, answer
from model_worker.readers.picture_reader import PictureReader
from model_worker.readings import ChartReading
from model_worker.scoring.asking import Deaf
from model_worker.scoring.memory import Memory
from model_worker.seeing import Readings
from tests.benchmarks.seeing.samples import Sample
from tests.benchmarks.seeing.verdicts import Seen
from tests.builders import a_job


class Timed(Struct, frozen=True):
    """*cold_s* is by the clock, *busy_s* and *cached_s* what the processors worked.

    On a machine with other work the latter are what an idle core would have taken.
    """

    seen: Seen
    cold_s: float
    busy_s: float
    cached_s: float


class Kept(Memory):
    """A memory that also keeps what was read of text in *folder*, between runs."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._folder = folder

    async def reading(self, kind: str, name: str) -> bytes | None:
        path = self._path(kind, name)
        if path is not None and path.exists():
            return path.read_bytes()
        return await super().reading(kind, name)

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None:
        await super().keep_reading(kind, name, content)
        path = self._path(kind, name)
        if path is not None:
            path.write_bytes(content)

    def _path(self, kind: str, name: str) -> Path | None:
        is_text = kind.startswith("text")
        return self._folder / f"{name}.{kind}" if self._folder and is_text else None


class Product:
    def __init__(
        self, opener: PictureOpener, memory: Memory, reader: PictureReader
    ) -> None:
        self._opener = opener
        self._memory = memory
        self._readings = Readings(memory, reader)
        self._desk = Desk(memory, self._readings)

    async def asked(self, sample: Sample, question: str, *, see_charts: bool) -> Timed:
        """Ask twice: once with nothing known of the picture, once with it read."""
        ending = "jpg" if sample.is_lossy else "png"
        attachment = Attachment(f"{sample.name}.{ending}", sample.content)
        opened = await self._opener.open(attachment)
        picture = opened.picture
        self._memory.keep_picture(picture.name, opened.content)
        start, busy = time.perf_counter(), _busy_s()
        said = await self._answered(question, picture)
        cold, busy = time.perf_counter() - start, _busy_s() - busy
        start = time.process_time()  # nothing is left to do for other processes
        await self._answered(question, picture)
        cached = time.process_time() - start
        charts = ChartReading()
        if see_charts:
            read = await self._readings.aspect("charts", picture)
            charts = read if isinstance(read, ChartReading) else charts
        return Timed(Seen(said, picture, charts), cold, busy, cached)

    async def _answered(self, question: str, picture: Picture) -> Answer:
        """Return the answer; what a person would hear where there is none."""
        job = a_job(text=question, pictures=(picture,))
        try:
            return await answer(job, self._desk, Deaf())
        except (UserError, ServiceError) as error:
            return Answer(
                spans=(Span(f"{type(error).__name__}: {error}"),), intent="ask"
            )


@asynccontextmanager
async def a_product(remembered: Path | None = None) -> AsyncIterator[Product]:
    """Yield the product; text is kept in *remembered*, if it is a folder."""
    reader = PictureReader(1)
    settings = replace(PictureSettings(), sandboxes=1)
    try:
        async with PictureOpener(settings) as opener:
            yield Product(opener, Kept(remembered), reader)
    finally:
        reader.close()


def _busy_s() -> float:
    own = psutil.Process()
    every = [own, *own.children(recursive=True)]
    return sum(sum(each.cpu_times()[:2]) for each in every)
