"""A picture -> all text in it, read in processes of their own.

This module never sees a pixel: it hands bytes to the processes, shares the lines of
one picture among them, and puts what comes back in order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.errors import ReaderError
from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers import reading_process
from model_worker.readers.layout import in_reading_order
from model_worker.readers.look_alikes import settled
from model_worker.readers.tiles import Quad, bounds, levelled

if TYPE_CHECKING:
    from model_worker.readers.ocr import Found, Words

P = ParamSpec("P")
T = TypeVar("T")

_LEGIBLE = 0.35
"""Textures of photographs were read as letters with up to this confidence."""

_SHARE = 16
"""Lines that are worth another process."""


class TextReader:
    """Reads text in a pool of *processes*, each with an engine of about 0.5 GB.

    A process that dies is replaced and the reading tried once more. The processes end
    when `close` is called or this process dies, however it dies.
    """

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._context = get_context("spawn")
        self._their_end, self._our_end = self._context.Pipe(duplex=False)
        self._pool = self._new_pool()

    def warm(self) -> None:
        """Start the processes now, without waiting for them."""
        for _ in range(self._processes):
            self._submit(reading_process.get_ready)

    async def read(self, content: bytes, region: Box | None = None) -> TextReading:
        """Return the text of a PNG, JPEG or WebP, or of *region*, read enlarged.

        Boxes are fractions of the whole picture either way. Raises ReaderError.
        """
        found = await self._call(reading_process.find, content, region)
        shares = _dealt(found.quads, self._processes)
        read = await asyncio.gather(
            *(self._call(reading_process.read, content, share) for share in shares)
        )
        lines = [_line(words, found) for words in chain.from_iterable(read)]
        seen = [line for line in lines if line and _is_inside(line.box, region)]
        aspect = found.width_px / found.height_px
        # A screen full of table cells takes half a second to put in order.
        return TextReading(await asyncio.to_thread(in_reading_order, seen, aspect))

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._our_end.close()
        self._pool.shutdown(cancel_futures=True)
        self._their_end.close()

    async def _call(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        for _ in range(2):
            pool = self._pool
            try:
                return await asyncio.wrap_future(
                    self._submit(function, *args, **kwargs)
                )
            except BrokenProcessPool:
                self._replace(pool)
        raise ReaderError("two reading processes died on one picture")

    def _submit(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        if self._our_end.closed:
            raise ReaderError("the text reader was closed")
        return self._pool.submit(function, *args, **kwargs)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Put a new pool in the place of *broken*, unless another reading did."""
        if self._pool is broken and not self._our_end.closed:
            broken.shutdown(wait=False)
            self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            self._context,
            reading_process.begin,
            (self._their_end,),
        )


def _dealt(quads: Sequence[Quad], processes: int) -> list[Sequence[Quad]]:
    """Deal *quads* out so that each share has as many long lines as the others."""
    count = min(processes, -(-len(quads) // _SHARE))
    by_length = sorted(quads, key=_length_px)
    return [by_length[place::count] for place in range(count)]


def _length_px(quad: Quad) -> float:
    left, top, right, bottom = bounds(quad)
    return max(right - left, bottom - top)


def _line(words: Words, found: Found) -> Line | None:
    """Return the line *words* make, None where nothing can be read or seen."""
    text, confidence = settled(words.text, words.confidence)
    left, top, right, bottom = levelled(words.quad)
    width, height = found.width_px, found.height_px
    left, right = max(left, 0.0) / width, min(right, width) / width
    top, bottom = max(top, 0.0) / height, min(bottom, height) / height
    if not text or confidence < _LEGIBLE or left >= right or top >= bottom:
        return None
    return Line(text, Box(left, top, right, bottom), confidence, words.turned)


def _is_inside(box: Box, region: Box | None) -> bool:
    if region is None:
        return True
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= across <= region.right and region.top <= down <= region.bottom
