"""A picture -> its parts: charts, pictures or cards in rows and columns.

Gutters tell the parts; titles and labels go to the part they stand nearest to. A page
of text, a form, one chart are one piece.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.panels.cores import Core, cores
from model_worker.readers.panels.cuts import TOLERANCES
from model_worker.readers.panels.grid import Rows, is_regular, rows_of
from model_worker.readers.panels.text import is_within, parts
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.textless import shrunk, without_text
from model_worker.readings import Panel, PanelReading

_SIDE_PX = 1280
_PANELS_MAX = 25
_AS_LARGE = 0.05
_LINES = 2
"""Lines of text that a card without any graphic must hold to be a part."""

_COVERED = {"graphics": 0.05, "cards": 0.1, "irregular": 0.3}
"""Of the picture: what all parts together cover at least."""


class _Placed(NamedTuple):
    box: Box
    is_graphic: bool


def panel_reading(pixels: Pixels, text: TextReading, closer: Closer) -> PanelReading:
    """Return the parts row by row; none where the picture is one piece."""
    del closer
    bare = shrunk(without_text(pixels, text), _SIDE_PX)
    height, width = bare.shape[:2]
    aspect = width / height
    readings = [
        _reading([_placed(core, bare) for core in cores(bare, tolerance)], text, aspect)
        for tolerance in TOLERANCES
    ]
    return max(readings, key=_trust)


def _trust(reading: PanelReading) -> tuple[int, int]:
    """Order readings: none, irregular, regular; then by how many parts they have."""
    count = len(reading.panels)
    return (1 + reading.is_regular if count else 0), count


def _placed(core: Core, bare: Pixels) -> _Placed:
    height, width = bare.shape[:2]
    left, top, right, bottom = core.rect
    box = Box(left / width, top / height, right / width, bottom / height)
    return _Placed(box, core.kind == "graphic")


def _reading(found: list[_Placed], text: TextReading, aspect: float) -> PanelReading:
    graphics = [each.box for each in found if each.is_graphic]
    kept = [each for each in found if _is_kept(each, graphics, text)]
    if not 1 < len(kept) <= _PANELS_MAX:
        return PanelReading()
    rows = rows_of([each.box for each in kept])
    is_sure = is_regular(rows)
    if not _are_parts(rows, len(graphics), text, is_regular=is_sure):
        return PanelReading()
    whole = iter(parts([box for row in rows for box in row], text, aspect))
    panels = [
        Panel(box=part.box, row=row, column=column, title=part.title)
        for row, boxes in enumerate(rows, start=1)
        for column, part in zip(range(1, len(boxes) + 1), whole, strict=False)
    ]
    return PanelReading(tuple(panels), is_sure)


def _is_kept(each: _Placed, graphics: list[Box], text: TextReading) -> bool:
    """Whether something is shown in it, or would be but for an empty chart."""
    if each.is_graphic or _lines_in(each.box, text):
        return True
    return any(_is_as_large(each.box, graphic) for graphic in graphics)


def _lines_in(box: Box, text: TextReading) -> int:
    return sum(is_within(line, [box]) for line in text.lines)


def _is_as_large(one: Box, other: Box) -> bool:
    across = (one.right - one.left) / (other.right - other.left)
    down = (one.bottom - one.top) / (other.bottom - other.top)
    return max(abs(across - 1), abs(down - 1)) <= _AS_LARGE


def _are_parts(
    rows: Rows, graphics: int, text: TextReading, *, is_regular: bool
) -> bool:
    boxes = [box for row in rows for box in row]
    covered = sum(box.area for box in boxes)
    if not is_regular:
        return graphics > 1 and covered >= _COVERED["irregular"]
    if 2 * graphics >= len(boxes):
        return covered >= _COVERED["graphics"]
    is_filled = median(_lines_in(box, text) for box in boxes) >= _LINES
    return is_filled and len(rows[0]) > 1 and covered >= _COVERED["cards"]
