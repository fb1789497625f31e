"""A picture -> the printed equations in it.

Two readers look at each line: the text engine, which reads words, and a small network,
which names single signs once bars, powers and roots were taken apart by their pixels.
Where they agree the line is sure; where neither is certain it is said to be unsure.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.equations.agreement import Agreement, agreement
from model_worker.readers.equations.cuts import Cut, cut
from model_worker.readers.equations.labels import label_of
from model_worker.readers.equations.pieces import Piece, digit_height
from model_worker.readers.equations.rows import is_tall, rows
from model_worker.readers.equations.sheets import Placed, sheet
from model_worker.readers.equations.signs import signs
from model_worker.readers.equations.structures import structured
from model_worker.readers.equations.tasks import task
from model_worker.readers.equations.zones import Zone, zones
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import EquationReading

_CERTAIN, _DOUBTFUL, _DISPUTED = 0.98, 0.5, 0.3
_ALONE = 0.85
"""Chance at which a sign that the text engine did not read is believed."""


def equation_reading(
    pixels: Pixels,
    text: TextReading,
    closer: Closer,  # noqa: ARG001 - a second look costs more than it settles
) -> EquationReading:
    """Return the equations in a picture whose *text* was read, from top to bottom."""
    height, width = pixels.shape[:2]
    found: list[Placed] = []
    labels: list[tuple[str, Box]] = []
    braces: list[Box] = []
    for zone in zones(text, width / height):
        cut_out = cut(pixels, zone.box, zone.digit * height)
        if cut_out is None:
            continue
        placed, alone, embracing = _read(*cut_out, zone, text.lines, height)
        found += placed
        labels += alone
        braces += embracing
    return sheet(found, labels, braces, text)


def _read(
    seen: Cut, parts: list[Piece], zone: Zone, lines: Sequence[Line], height_px: int
) -> tuple[list[Placed], list[tuple[str, Box]], list[Box]]:
    """Return the tasks of a zone, the numbers that stand alone, and the braces."""
    about = zone.digit * height_px * seen.scale
    prose = [seen.place(box) for box in zone.prose]
    parts = [part for part in parts if not _is_within(part, prose)]
    pieces = signs(parts, about)
    digit = digit_height(pieces, about)
    pieces = structured(pieces, digit)
    found: list[Placed] = []
    labels: list[tuple[str, Box]] = []
    for row in rows(pieces, digit):
        label, taken = label_of(row, digit)
        if taken == len(row):
            labels.append((label, seen.box(row)))
        elif made := task(row, digit):
            agreed = agreement(made.row, lines, seen)
            found.append(Placed(made, seen.box(made.row), _confidence(agreed)))
    braces = [seen.box([piece]) for piece in pieces if is_tall(piece, digit)]
    return found, labels, braces


def _is_within(
    part: Piece, places: Sequence[tuple[float, float, float, float]]
) -> bool:
    return any(
        left <= part.across <= right and top <= part.down <= bottom
        for left, top, right, bottom in places
    )


def _confidence(agreed: Agreement) -> float:
    """Return how sure a line is: what is disputed or doubtful makes it unsure."""
    if agreed.disputed:
        return _DISPUTED
    return min(agreed.least, _CERTAIN if agreed.least > _ALONE else _DOUBTFUL)
