"""Lines -> blocks in reading order. Pure; knows nothing of how the lines were read.

Lengths are measured in heights of the picture: *aspect* is its width / height.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from msgspec.structs import astuple

from bot.text_reading import Block, Line
from model_worker.readers.paragraphs import linked
from model_worker.readers.rows import whole_lines
from model_worker.readers.sides import Sides, sides

_GUTTER = 1.0
"""Columns stand at least this many line heights apart."""

_BREAK = 2.5
"""An empty strip of so many line heights right across ends columns, too."""

_SLACK = 0.2
"""Line heights that a box may be too high above and below."""


class _Placed(NamedTuple):
    block: Block
    place: Sides


class _Cut(NamedTuple):
    gap: float
    halves: tuple[list[_Placed], list[_Placed]]


def in_reading_order(
    lines: Sequence[Line], aspect: float = 1.0, aslant: Sequence[Line] = ()
) -> tuple[Block, ...]:
    """Return every line in exactly one block, columns and headings apart.

    Pieces of one row that stand a word's gap apart become one line; *aslant* are lines
    that slanted text fills from corner to corner: what is beside one is another label.
    Turned lines, as on an axis, come last. The order in which lines come does not
    matter.
    """
    lines = sorted(lines, key=_from_the_left)
    turned = [line for line in [*lines, *aslant] if line.turned]
    rows = whole_lines([line for line in lines if not line.turned], aspect)
    rows += sorted((each for each in aslant if not each.turned), key=_from_the_left)
    rows.sort(key=_from_the_top)
    blocks = [Block(tuple(chain)) for chain in linked(rows, aspect)]
    placed = [_Placed(block, sides(block.box, aspect)) for block in blocks]
    height = median(sides(row.box, aspect).height for row in rows) if rows else 0.0
    ordered = [item.block for item in _ordered(placed, height)]
    return tuple(ordered + [Block((line,)) for line in turned])


def _from_the_left(line: Line) -> tuple[tuple[float, ...], str, float, int]:
    return astuple(line.box), line.text, line.confidence, line.turned


def _from_the_top(line: Line) -> tuple[float, float, str]:
    return line.box.top, line.box.left, line.text


def _ordered(blocks: list[_Placed], height: float) -> list[_Placed]:
    """Order by X-Y cuts, each half in turn; *height* is that of a usual line."""
    done: list[_Placed] = []
    waiting = [blocks]
    while waiting:
        part = waiting.pop()
        cut = _best_cut(part, height) if part else None
        if cut is None:
            done += sorted(part, key=lambda item: (item.place.top, item.place.left))
        else:
            waiting += reversed(cut.halves)
    return done


def _best_cut(blocks: list[_Placed], height: float) -> _Cut | None:
    """Cut where everything ends, else between columns of text, else where it can."""
    slack = _SLACK * height
    rows = _widest(blocks, lambda place: (place.top + slack, place.bottom - slack))
    if rows and rows.gap >= _BREAK * height:
        return rows
    columns = _widest(blocks, lambda place: (place.left, place.right))
    if columns and columns.gap >= _GUTTER * height and _are_columns(columns):
        return columns
    return rows or columns


def _widest(
    blocks: list[_Placed], stretch: Callable[[Sides], tuple[float, float]]
) -> _Cut | None:
    """Cut at the widest gap between stretches, the first of equals."""
    order = sorted(blocks, key=lambda item: stretch(item.place))
    cut = None
    reach = stretch(order[0].place)[1]
    for at, item in enumerate(order):
        start, end = stretch(item.place)
        if at and start >= reach and (cut is None or start - reach > cut.gap):
            cut = _Cut(start - reach, (order[:at], order[at:]))
        reach = max(reach, end)
    return cut


def _are_columns(cut: _Cut) -> bool:
    """Whether both halves hold running text, read downwards before across."""
    return all(any(len(item.block.lines) > 1 for item in half) for half in cut.halves)
