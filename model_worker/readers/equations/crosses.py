"""An x between two things: a multiplication sign or an unknown. Pure."""

from __future__ import annotations

import re

from msgspec.structs import replace

from model_worker.readers.equations.levels import Level, Line
from model_worker.readers.equations.pieces import DIGITS, Piece

TIMES, CROSS = "*", "\u00d7"


_CROSS_FOOT = 0.045
"""Digits' heights that a cross floats above the line and an x does not."""


_OPERAND_END = re.compile(r"[\dA-Za-z)]$")


def with_crosses(
    settled: list[tuple[Piece, Level]], line: Line
) -> list[tuple[Piece, Level]]:
    """Return *settled* with each cross told from each x by its neighbours and foot."""
    found = list(settled)
    for place, (piece, level) in enumerate(settled):
        if piece.text not in {"x", CROSS} or level != "line":
            continue
        before = found[place - 1] if place else None
        after = settled[place + 1] if place + 1 < len(settled) else None
        text = _cross_or_x(piece, before, after, line)
        chance = max(piece.chance, piece.chance_of("x", CROSS))
        found[place] = (replace(piece, text=text, chance=chance), level)
    return found


def _cross_or_x(
    piece: Piece,
    before: tuple[Piece, Level] | None,
    after: tuple[Piece, Level] | None,
    line: Line,
) -> str:
    has_left = before is not None and bool(_OPERAND_END.search(before[0].text))
    starts = after is not None and after[1] == "line"
    has_right = starts and after is not None and _begins(after[0])
    if not has_left or not has_right:
        return "x"
    if after is not None and after[0].text in DIGITS:
        return TIMES
    floats = (line.foot - piece.bottom) / line.digit > _CROSS_FOOT
    return TIMES if floats or piece.chance_of(CROSS) > piece.chance_of("x") else "x"


def _begins(piece: Piece) -> bool:
    """Whether *piece* can be what a product goes on with."""
    if piece.form in {"fraction", "root"}:
        return True
    return piece.form == "sign" and (
        piece.text[:1].isalnum() or piece.text in {"(", "√"}
    )
