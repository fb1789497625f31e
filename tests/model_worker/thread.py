"""A conversation with the six steps, on a real queue and store, its readings given."""

from __future__ import annotations

import hashlib
import io

import msgspec
from PIL import Image

from bot.jobs import Answer, Box, Job, Picture, Step
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.rendering import marked_text
from bot.text_reading import Block, Line, TextReading
from model_worker.answering import Desk, answer
from model_worker.readings import KINDS, Aspect, Reading
from model_worker.seeing import Model, Reader, Readings
from tests.builders import a_job, a_picture, a_result

Lines = tuple[tuple[str, float, float], ...]
"""Text, its top, and how surely it was read."""


class Ear:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.heard: list[str] = []

    async def step(self, step: Step) -> None:
        self.steps.append(step)

    def words(self, words: str) -> None:
        self.heard.append(words)

    def is_gone(self) -> bool:
        return False


class NoReader:
    """Fails the test when a picture is read that was read before."""

    async def read(self, content: bytes, region: Box | None = None) -> TextReading:
        raise AssertionError("this reading was kept and need not be made again")

    async def see(self, aspect: Aspect, content: bytes, text: TextReading) -> Reading:
        return KINDS[aspect]()


class Thread:
    """A conversation with the six steps, on a real queue and store."""

    def __init__(
        self, queue: Queue, store: Store, reader: Reader | None = None
    ) -> None:
        """Without a *reader* everything that is read must be given."""
        self._queue = queue
        self._store = store
        self._readings = Readings(self._store, reader or NoReader())
        self.model: Model | None = None
        self.ear = Ear()

    async def picture(
        self, lines: Lines = (), colour: str = "white", **seen: Reading
    ) -> Picture:
        """Keep a picture of *colour* on which *lines* stand and the aspects *seen*."""
        buffer = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(buffer, "PNG")
        picture = a_picture(name=colour.encode().hex().ljust(64, "0"))
        await self._store.keep_picture(
            picture, buffer.getvalue(), a_job().address.thread_key
        )
        blocks = tuple(
            Block((Line(text, Box(0.1, top, 0.9, top + 0.05), sure),))
            for text, top, sure in lines
        )
        for kind, reading in {"text": TextReading(blocks), **seen}.items():
            await self._store.keep_reading(
                kind, picture.name, msgspec.json.encode(reading)
            )
        return picture

    async def shown(self, image: Image.Image) -> Picture:
        """Keep *image*, of which nothing is known yet."""
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        content = buffer.getvalue()
        picture = a_picture(
            name=hashlib.sha256(content).hexdigest(),
            width_px=image.width,
            height_px=image.height,
        )
        await self._store.keep_picture(picture, content, a_job().address.thread_key)
        return picture

    async def ask(self, text: str, *pictures: Picture, **fields: object) -> Answer:
        """Ask, answer and finish, so that the next question remembers this one."""
        job: Job = a_job(text=text, pictures=pictures, **fields)
        await self._queue.submit(job, f"event of {job.id}")
        (claim,) = await self._queue.claim("worker", 8, 1)
        desk = Desk(self._store, self._readings, self.model)
        said = await answer(job, desk, self.ear)
        await self._queue.finish([(claim, a_result(job, outcome=said))])
        return said


def words(said: Answer) -> str:
    return marked_text(said.spans)
