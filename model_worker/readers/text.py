"""A picture -> all text in it, read in processes of their own.

This module never sees a pixel: it hands bytes to the processes, shares the lines of
one picture among them, and puts what comes back in order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers import reading_process
from model_worker.readers.layout import in_reading_order
from model_worker.readers.look_alikes import settled
from model_worker.readers.pool import ReadingPool
from model_worker.readers.tiles import Quad, bounds, is_aslant, levelled

if TYPE_CHECKING:
    from model_worker.readers.ocr import Found, Words

_LEGIBLE = 0.35
"""Textures of photographs were read as letters with up to this confidence."""

_SHARE = 16
"""Lines that are worth another process."""


async def text_reading(
    pool: ReadingPool, content: bytes, region: Box | None = None
) -> TextReading:
    """Return the text of a picture, or of *region*, read by *pool*.

    Boxes are fractions of the whole picture either way. Raises ReaderError.
    """
    found = await pool.call(reading_process.find, content, region)
    shares = _dealt(found.quads, pool.processes)
    read = await asyncio.gather(
        *(pool.call(reading_process.read, content, share) for share in shares)
    )
    words = list(chain.from_iterable(read))
    level = [each for each in words if not is_aslant(each.quad)]
    aslant = [each for each in words if is_aslant(each.quad)]
    # A screen full of table cells takes half a second to put in order.
    blocks = await asyncio.to_thread(
        in_reading_order,
        lines_of(level, found, region),
        found.width_px / found.height_px,
        lines_of(aslant, found, region),
    )
    return TextReading(blocks)


def lines_of(
    words: Iterable[Words], found: Found, region: Box | None = None
) -> list[Line]:
    """Return the lines that *words* make, those outside *region* left out."""
    lines = [_line(each, found) for each in words]
    return [line for line in lines if line and _is_inside(line.box, region)]


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
