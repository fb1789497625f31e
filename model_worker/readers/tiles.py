"""Where to look for text: a large picture in overlapping tiles, joined again. Pure.

The detector shrinks what it looks at to 1280 pixels, so it never sees more than a
tile. Only the finding is done in tiles; a line is read whole, at full resolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.jobs import Box

SIDE_PX = 1600
OVERLAP_PX = 128
MARGIN = 0.15
_NOISE = 0.25
"""Share of its height that a level line may seem to fall or rise."""

_ASLANT = 0.27
"""How far text rises for each step to the side from an angle of 15 degrees on."""

Quad = tuple[tuple[float, float], ...]
"""Four corners in pixels of the whole picture, clockwise from the text's top left."""

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Tile(NamedTuple):
    """A rectangle in whole pixels; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int


def around(region: Box, width_px: int, height_px: int) -> Tile:
    """Return the pixels of *region* with a margin, so that no letter is cut."""
    across = MARGIN * (region.right - region.left)
    down = MARGIN * (region.bottom - region.top)
    return Tile(
        max(int((region.left - across) * width_px), 0),
        max(int((region.top - down) * height_px), 0),
        min(int((region.right + across) * width_px) + 1, width_px),
        min(int((region.bottom + down) * height_px) + 1, height_px),
    )


def tiles(area: Tile) -> list[Tile]:
    """Return tiles that cover *area*, row by row, neighbours overlapping."""
    return [
        Tile(left, top, right, bottom)
        for top, bottom in _stretches(area.top, area.bottom)
        for left, right in _stretches(area.left, area.right)
    ]


def joined(found: Iterable[Sequence[Quad]]) -> list[Quad]:
    """Return the quads of all tiles, a line seen by several of them once and whole."""
    lines: list[Quad] = []
    for quads in found:
        fresh = list(quads)
        known = []
        for line in lines:
            parts = [quad for quad in fresh if _is_same(line, quad)]
            fresh = [quad for quad in fresh if quad not in parts]
            known.append(_around_all([line, *parts]) if parts else line)
        lines = known + fresh
    return lines


def bounds(quad: Quad) -> Bounds:
    across, down = zip(*quad, strict=True)
    return min(across), min(down), max(across), max(down)


def levelled(quad: Quad) -> Bounds:
    """Return the sides of *quad*; one a little aslant is as high as its text."""
    left, top, right, bottom = bounds(quad)
    middle = (top + bottom) / 2
    high = (quad[0][1] + quad[1][1]) / 2
    low = (quad[2][1] + quad[3][1]) / 2
    if high < middle < low and 2 * (low - high) > bottom - top:
        return left, high, right, low
    return left, top, right, bottom


def straightened(quad: Quad) -> Quad:
    """Return *quad* upright where its slant is no more than a detector's noise."""
    left, top, right, bottom = levelled(quad)
    drift = max(abs(quad[0][1] - quad[1][1]), abs(quad[2][1] - quad[3][1]))
    if drift > _NOISE * (bottom - top):
        return quad
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def is_aslant(quad: Quad) -> bool:
    """Whether text climbs or falls too steeply for a page that was held askew."""
    across = abs(quad[1][0] - quad[0][0])
    down = abs(quad[1][1] - quad[0][1])
    return down > _ASLANT * max(across, 1.0) and straightened(quad) is quad


def _stretches(start: int, end: int) -> list[tuple[int, int]]:
    """Cut one side into equal stretches of at most SIDE_PX that overlap."""
    length = end - start
    if length <= SIDE_PX:
        return [(start, end)]
    count = -(-(length - OVERLAP_PX) // (SIDE_PX - OVERLAP_PX))
    step = -(-(length - OVERLAP_PX) // count)
    starts = range(start, end - OVERLAP_PX, step)
    return [(at, min(at + step + OVERLAP_PX, end)) for at in starts]


def _is_same(one: Quad, other: Quad) -> bool:
    """Whether two quads of different tiles are parts of one line."""
    left, top, right, bottom = bounds(one)
    left_2, top_2, right_2, bottom_2 = bounds(other)
    across = min(right, right_2) - max(left, left_2)
    down = min(bottom, bottom_2) - max(top, top_2)
    if across <= 0 or down <= 0:
        return False
    if max(right - left, right_2 - left_2) >= max(bottom - top, bottom_2 - top_2):
        return down >= 0.6 * min(bottom - top, bottom_2 - top_2)
    return across >= 0.6 * min(right - left, right_2 - left_2)


def _around_all(quads: Sequence[Quad]) -> Quad:
    """Return the largest quad where it holds the others, else one around them all."""
    sides = [bounds(quad) for quad in quads]
    left, top = min(s[0] for s in sides), min(s[1] for s in sides)
    right, bottom = max(s[2] for s in sides), max(s[3] for s in sides)
    for quad, side in zip(quads, sides, strict=True):
        if side == (left, top, right, bottom):
            return quad
    return ((left, top), (right, top), (right, bottom), (left, bottom))
