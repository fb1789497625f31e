"""What can be found out about a picture: each thing once, only when it is called for.

Readings are kept by the picture's name, so the second question about a picture costs
no second look; two jobs that need the same reading at once share one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from bot.errors import PictureError, ReaderError
from bot.jobs import Box, Picture, Step
from bot.text_reading import TextReading
from model_worker.kosmos2.markup import Grounded
from model_worker.kosmos2.prompts import AskRegion, DescribeRegion, Task
from model_worker.language.needs import Need
from model_worker.places.closer_look import Cut, cut_out
from model_worker.places.letters import clipped
from model_worker.readings import KINDS, Aspect, Reading
from model_worker.scene import Scene, less_sure

T = TypeVar("T")
Reads = Callable[[bytes], Awaitable[T]]
log = logging.getLogger(__name__)

SECOND_LOOK_BELOW = 1 / 3
"""A region smaller than this share of the picture is worth a look of its own."""

_SURE = 0.85


class Reader(Protocol):
    async def read(self, content: bytes, region: Box | None = None) -> TextReading: ...

    async def see(
        self, aspect: Aspect, content: bytes, text: TextReading
    ) -> Reading: ...


class Model(Protocol):
    async def look(
        self,
        task: Task,
        picture_name: str,
        content: bytes,
        on_words: Callable[[str], None] | None = None,
        is_gone: Callable[[], bool] = ...,
    ) -> Grounded: ...


class Shelf(Protocol):
    async def picture_content(self, name: str) -> bytes | None: ...

    async def reading(self, kind: str, name: str) -> bytes | None: ...

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None: ...


class Readings:
    """The readings of pictures, shared by all jobs of a worker."""

    def __init__(self, shelf: Shelf, reader: Reader) -> None:
        self._shelf = shelf
        self._reader = reader
        self._under_way: dict[str, asyncio.Task[Any]] = {}

    async def text(self, picture: Picture, region: Box | None = None) -> TextReading:
        """Return the text of *picture*, or of *region*, its boxes in the whole.

        Raises ReaderError, or PictureError when the picture was forgotten.
        """
        kind = "text" if region is None else f"text@{_rounded(region)}"
        read = partial(self._reader.read, region=region)
        return await self._once(kind, picture, TextReading, read)

    async def aspect(self, aspect: Aspect, picture: Picture) -> Reading:
        """Return one *aspect* of *picture*. Raises as `text` does."""
        text = await self.text(picture)
        see = partial(self._reader.see, aspect, text=text)
        return await self._once(aspect, picture, KINDS[aspect], see)

    async def _once(
        self, kind: str, picture: Picture, shape: type[T], read: Reads[T]
    ) -> T:
        key = f"{kind} {picture.name}"
        if key not in self._under_way:
            task = asyncio.create_task(self._kept(kind, picture, shape, read))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        # One of several askers may be cancelled; the reading goes on for the others.
        read_once: T = await asyncio.shield(self._under_way[key])
        return read_once

    def _ended(self, key: str, task: asyncio.Task[Any]) -> None:
        self._under_way.pop(key, None)
        if not task.cancelled():
            task.exception()  # retrieved, even when every asker has gone

    async def _kept(
        self, kind: str, picture: Picture, shape: type[T], read: Reads[T]
    ) -> T:
        if stored := await self._shelf.reading(kind, picture.name):
            try:
                return msgspec.json.decode(stored, type=shape)
            except msgspec.ValidationError:
                log.info("a reading of %s of an older version is made anew", kind)
        reading = await read(await content_of(self._shelf, picture))
        await self._shelf.keep_reading(kind, picture.name, msgspec.json.encode(reading))
        return reading


class Sight:
    """Readings and model as one job uses them; it says what it is doing as it does."""

    def __init__(
        self,
        readings: Readings,
        shelf: Shelf,
        model: Model | None,
        tell: Callable[[Step], Awaitable[None]],
        is_gone: Callable[[], bool],
    ) -> None:
        self._readings = readings
        self._shelf = shelf
        self._model = model
        self._tell = tell
        self._is_gone = is_gone

    @property
    def can_see(self) -> bool:
        return self._model is not None

    async def scene(self, picture: Picture, called_for: Collection[Need]) -> Scene:
        """Return what is read in *picture*: no more than is *called_for*.

        Of a picture that came compressed, nothing measured is as sure. A reader that
        breaks leaves the others what they found. Raises ReaderError without text.
        """
        if not called_for:
            return Scene()
        await self._tell("reading")
        text = await self._readings.text(picture)
        seen: dict[str, Any] = {}
        missed: list[Aspect] = []
        for aspect in sorted(each for each in called_for if each != "text"):
            try:
                seen[aspect] = await self._readings.aspect(aspect, picture)
            except ReaderError as error:
                log.warning("! %s of a picture were not read: %s", aspect, error)
                missed.append(aspect)
        scene = Scene(text=text, missed=tuple(missed), **seen)
        return less_sure(scene) if picture.is_lossy else scene

    async def text(self, picture: Picture, region: Box | None = None) -> TextReading:
        """Return the text, or that in *region*, which is looked at again if small."""
        await self._tell("reading")
        whole = await self._readings.text(picture)
        if region is None:
            return whole
        inside = within(whole, region)
        is_sure = bool(inside.lines) and all(
            line.confidence >= _SURE for line in inside.lines
        )
        if is_sure or region.area >= SECOND_LOOK_BELOW:
            return inside
        closer = await self._readings.text(picture, region)
        return closer if closer.lines else inside

    async def look(
        self,
        task: Task,
        picture: Picture,
        on_words: Callable[[str], None],
        region: Box | None = None,
    ) -> Grounded:
        """Return what the model says; call only where `can_see`. Raises ModelError.

        A small *region* is cut out and looked at alone; boxes are those of the whole.
        """
        if self._model is None:
            raise ValueError("there is no model to look with")
        await self._tell("looking")
        content = await content_of(self._shelf, picture)
        if region is None or region.area >= SECOND_LOOK_BELOW:
            return await self._model.look(
                task, picture.name, content, on_words, self._is_gone
            )
        cut = await asyncio.to_thread(cut_out, content, region)
        seen = await self._model.look(
            _in_the_cut(task, cut),
            f"{picture.name}@{_rounded(cut.area)}",
            cut.content,
            on_words,
            self._is_gone,
        )
        return _in_the_whole(seen, cut)


def _in_the_cut(task: Task, cut: Cut) -> Task:
    match task:
        case DescribeRegion(box) | AskRegion(box=box):
            return replace(task, box=cut.inside(box))
        case _:
            return task


def _in_the_whole(seen: Grounded, cut: Cut) -> Grounded:
    segments = tuple(
        replace(segment, boxes=tuple(cut.back(box) for box in segment.boxes))
        for segment in seen.segments
    )
    return replace(seen, segments=segments)


def within(reading: TextReading, region: Box) -> TextReading:
    """Return what of the lines lies in *region*, their blocks kept."""
    blocks = []
    for block in reading.blocks:
        parts = (clipped(line, region) for line in block.lines)
        lines = tuple(part for part in parts if part is not None)
        if lines:
            blocks.append(type(block)(lines))
    return TextReading(tuple(blocks))


async def content_of(shelf: Shelf, picture: Picture) -> bytes:
    """Return the stored bytes. Raises PictureError when they were forgotten."""
    content = await shelf.picture_content(picture.name)
    if content is None:
        raise PictureError(
            "picture_forgotten", "I no longer have that picture; please send it again."
        )
    return content


def _rounded(box: Box) -> str:
    sides = (box.left, box.top, box.right, box.bottom)
    return ",".join(f"{side:.4f}" for side in sides)
