"""Pixels -> the pieces that gutters of the ground's colour cut a picture into.

A recursive X-Y cut (Nagy & Seth 1984). The picture has no letters any more, so that
titles and labels never hold two charts together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

TOLERANCES = (5, 14, 28)
"""Levels that a gutter's pixels may be off: as drawn, and as compression leaves them.

Dark cards stand out from their ground by some ten levels only. Where pictures are
compressed hard and gutters thin, only brightness along a gutter can be trusted.
"""

HARD = 20
_ALONG_PX = 9
_SAMPLED = 7
_SPECKS = {5: 0.0, 14: 0.001, 28: 0.004}
"""Share of a gutter's pixels that may be off: ringing where letters were."""

_CRUMB = 0.06
"""Of the picture's sides: shorter pieces are specks, lines and bars of buttons."""

_GUTTER = 0.002
_GUTTER_PX = 2

Mask = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)


class Rect(NamedTuple):
    """In pixels; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    def moved(self, across: int, down: int) -> Rect:
        return Rect(
            self.left + across,
            self.top + down,
            self.right + across,
            self.bottom + down,
        )

    def inner(self, share: float) -> Rect:
        """Return the rectangle without *share* of its sides on each side."""
        across, down = round(share * self.width), round(share * self.height)
        return Rect(
            self.left + across,
            self.top + down,
            self.right - across,
            self.bottom - down,
        )


class Sheet(NamedTuple):
    """What is not ground in *pixels*, as rows and as columns are judged by."""

    pixels: Pixels
    along_rows: Mask
    along_columns: Mask
    specks: float

    @property
    def whole(self) -> Rect:
        height, width = self.along_rows.shape
        return Rect(0, 0, width, height)


def cut_out(pixels: NDArray[T], rect: Rect) -> NDArray[T]:
    return pixels[rect.top : rect.bottom, rect.left : rect.right]


def sheet_of(view: Pixels, tolerance: int) -> Sheet | None:
    """Return *view* and its ground's negative; None where no colour is the ground."""
    if tolerance < HARD:
        ground = _ground(view, view, tolerance)
        if ground is None:
            return None
        ink = _ink(view, ground, tolerance)
        return Sheet(view, ink, ink, _SPECKS[tolerance])
    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    rows = np.asarray(cv2.blur(grey, (_ALONG_PX, 1)), np.uint8)[:, :, None]
    columns = np.asarray(cv2.blur(grey, (1, _ALONG_PX)), np.uint8)[:, :, None]
    ground = _ground(rows, columns, tolerance)
    if ground is None:
        return None
    ink, other = (_ink(lines, ground, tolerance) for lines in (rows, columns))
    return Sheet(view, ink, other, _SPECKS[tolerance])


def pieces(sheet: Sheet, region: Rect | None = None) -> Iterator[Rect]:
    """Yield the pieces of *region* that no gutter cuts any further."""
    region = sheet.whole if region is None else region
    down = cut_out(sheet.along_rows, region).mean(axis=1) > sheet.specks
    across = cut_out(sheet.along_columns, region).mean(axis=0) > sheet.specks
    rows = _stretches(down, sheet.whole.height)
    columns = _stretches(across, sheet.whole.width)
    if not rows or not columns:
        return
    left, top = region.left, region.top
    tight = Rect(
        left + columns[0][0], top + rows[0][0], left + columns[-1][1], top + rows[-1][1]
    )
    if len(rows) > 1:
        parts = [tight._replace(top=top + a, bottom=top + b) for a, b in rows]
    elif len(columns) > 1:
        parts = [tight._replace(left=left + a, right=left + b) for a, b in columns]
    elif tight != region:
        parts = [tight]
    else:
        yield region
        return
    for part in parts:
        yield from pieces(sheet, part)


def _ink(view: Pixels, ground: NDArray[np.int16], tolerance: int) -> Mask:
    low = np.clip(ground - tolerance, 0, 255).astype(np.uint8)
    high = np.clip(ground + tolerance, 0, 255).astype(np.uint8)
    return np.asarray(cv2.inRange(view, low, high) == 0)


def _ground(rows: Pixels, columns: Pixels, tolerance: int) -> NDArray[np.int16] | None:
    """Return the colour of most rows and columns that have one colour only."""
    colours: list[NDArray[np.int16]] = []
    for lines in (rows, columns.transpose(1, 0, 2)):
        some = lines[:, ::_SAMPLED]
        middle = np.median(some, axis=1).astype(np.int16)
        far = np.abs(some - middle[:, None, :]).max(axis=2) > tolerance
        colours.extend(middle[far.mean(axis=1) <= _SPECKS[tolerance]])
    if not colours:
        return None
    found = np.stack(colours)
    _, kinds, counts = np.unique(
        found // tolerance, axis=0, return_inverse=True, return_counts=True
    )
    most = found[kinds.ravel() == counts.argmax()]
    return np.asarray(np.median(most, axis=0), np.int16)


def _stretches(has_ink: Mask, side_px: int) -> list[tuple[int, int]]:
    """Return the inked stretches of a side, crumbs left out."""
    inked = np.flatnonzero(has_ink)
    if not len(inked):
        return []
    gaps = np.flatnonzero(np.diff(inked) > max(_GUTTER * side_px, _GUTTER_PX))
    starts = [int(inked[0]), *(int(inked[gap + 1]) for gap in gaps)]
    ends = [*(int(inked[gap]) + 1 for gap in gaps), int(inked[-1]) + 1]
    pairs = zip(starts, ends, strict=True)
    return [pair for pair in pairs if pair[1] - pair[0] >= _CRUMB * side_px]
