"""Where in a picture the label of a value stands: to its left, over it, or else under.

Pure geometry of the pieces of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model_worker.posts.facts import Label, Role
from model_worker.posts.pieces import Piece

_GAP = 2.2
"""A label stands over its value within as many heights of the taller one."""

_ALIGNED = 0.015
_UNCHANGED = re.compile(
    r"(?:unchanged|no change|flat|stable|steady|constant|\u00b1\s?0\s?%?)"
    r"(?:\s(?:vs|since|from|on)\b.{0,20})?",
    re.IGNORECASE,
)


def is_unchanged(piece: Piece) -> bool:
    """Whether *piece* says that nothing changed: a value in words."""
    return _UNCHANGED.fullmatch(piece.text.strip()) is not None


class Surroundings:
    """The pieces of one text; what stands over each of them is looked for once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._above: dict[Piece, Piece | None] = {}

    def labels_of(self, piece: Piece) -> list[Label]:
        """Return the labels to the left of *piece* and over it, or else under it."""
        labels = []
        if piece.is_value and (left := self._left(piece)):
            labels.append(_as_label(left, "row"))
        if not piece.is_prose and (over := self._over(piece)):
            labels.append(_as_label(over, "column"))
        if piece.is_value and not labels and (right := self._right(piece)):
            labels.append(_as_label(right, "row"))
        if piece.is_value and not labels and (under := self._under(piece)):
            labels.append(_as_label(under, "column"))
        return labels

    def _left(self, piece: Piece) -> Piece | None:
        """Return the nearest label on the left of *piece*, past other values."""
        row = [
            other
            for other in self._pieces
            if other.box.right <= piece.box.left + _ALIGNED
            and piece.is_beside(other)
            and _is_name(other)
        ]
        return max(row, key=lambda other: other.box.right, default=None)

    def _right(self, piece: Piece) -> Piece | None:
        """Return the label on the right of *piece*, if one is next to it."""
        row = [
            other
            for other in self._pieces
            if other.box.left >= piece.box.right - _ALIGNED and piece.is_beside(other)
        ]
        nearest = min(row, key=lambda other: other.box.left, default=None)
        is_label = nearest is not None and nearest.is_label and _is_name(nearest)
        return nearest if is_label else None

    def _over(self, piece: Piece) -> Piece | None:
        """Return the label over *piece*, past the values between; no gap is wide."""
        lower = piece
        while True:
            nearest = self._next_above(lower)
            if nearest is None or nearest.is_prose:
                return None
            gap = lower.box.top - nearest.box.bottom
            if gap > _GAP * max(_height(nearest), _height(lower)):
                return None
            if nearest.is_label and not is_unchanged(nearest):
                is_own = piece.is_value or is_unchanged(piece)
                return nearest if lower is not piece or is_own else None
            if not nearest.is_value:
                return None
            lower = nearest

    def _next_above(self, piece: Piece) -> Piece | None:
        if piece not in self._above:
            limit = piece.box.top + _height(piece) / 2
            above = [
                other
                for other in self._pieces
                if other.box.bottom <= limit and piece.is_across(other)
            ]
            nearest = max(above, key=lambda other: other.box.bottom, default=None)
            self._above[piece] = nearest
        return self._above[piece]

    def _under(self, piece: Piece) -> Piece | None:
        limit = piece.box.bottom - _height(piece) / 2
        below = [
            other
            for other in self._pieces
            if other.box.top >= limit and piece.is_across(other)
        ]
        nearest = min(below, key=lambda other: other.box.top, default=None)
        if nearest is None or not nearest.is_label or nearest.is_prose:
            return None
        return nearest if nearest.box.top - piece.box.bottom < _height(piece) else None


def _as_label(piece: Piece, role: Role) -> Label:
    return Label(stems=piece.names, role=role, text=piece.text, box=piece.box)


def _is_name(piece: Piece) -> bool:
    """Whether *piece* can be what a value is called by."""
    return bool(piece.names) and not piece.is_prose and not is_unchanged(piece)


def _height(piece: Piece) -> float:
    return piece.box.bottom - piece.box.top
