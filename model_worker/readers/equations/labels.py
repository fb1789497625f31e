"""The number in front of a task, 3) or (b) or 12., told by its signs and gap. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.readers.equations.pieces import DIGITS, Piece

_DIGITS_MAX = 2
_GAP, _WIDE_GAP = 0.3, 0.45
"""Digits' heights behind a label; wider where the brackets could as well multiply."""

_POINT_PITCH, _WIDE_PITCH = 1.38, 2.15
"""Digits' heights from digit to digit with a decimal point between them, in usual print
and in that of typewriters.
"""

_EVEN = 0.25

_POINT = 0.46
_LOW = 0.2


def label_of(row: Sequence[Piece], digit: float) -> tuple[str, int]:
    """Return the label that *row* begins with, and of how many pieces it is."""
    is_open = bool(row) and _name(row[0]) == "("
    begin = int(is_open)
    text = _number(row[begin:], digit)
    end = begin + len(text)
    if not text or end >= len(row) or not _closes(row, end, digit, is_open=is_open):
        return "", 0
    end += 1
    if end < len(row) and not _is_apart(row, end, digit, is_open=is_open):
        return "", 0
    return text, end


def _number(row: Sequence[Piece], digit: float) -> str:
    """Return the one or two digits, or the letter, at the beginning of *row*."""
    text = ""
    for place, piece in enumerate(row[: _DIGITS_MAX + 1]):
        name = _name(piece)
        if place and row[place].left - row[place - 1].right > _GAP * digit:
            break
        if name not in DIGITS:
            break
        text += name
    if len(text) > _DIGITS_MAX:
        return ""
    if text or not row:
        return text
    name = _name(row[0])
    return name if len(name) == 1 and name.isalpha() else ""


def _closes(row: Sequence[Piece], place: int, digit: float, *, is_open: bool) -> bool:
    piece, before = row[place], row[place - 1]
    if _name(piece) == ")":
        return True
    is_point = not is_open and max(piece.height, piece.width) < _POINT * digit
    return is_point and abs(piece.bottom - before.bottom) < _LOW * digit


def _is_apart(row: Sequence[Piece], place: int, digit: float, *, is_open: bool) -> bool:
    """Whether what follows at *place* is no part of the label's own number."""
    gap = row[place].left - row[place - 1].right
    if is_open:
        is_operand = row[place].form not in {"bar", "equals"} or gap > digit
        return gap > _WIDE_GAP * digit and is_operand and _name(row[place]) != "+"
    if _name(row[place - 1]) == ")":
        return True
    return gap > _GAP * digit and not is_decimal(row[place - 2 : place + 1], digit)


def is_decimal(three: Sequence[Piece], digit: float) -> bool:
    """Whether a digit, a speck and a digit are close enough to be one number."""
    before, point, after = three
    if _name(before) not in DIGITS or _name(after) not in DIGITS:
        return False
    pitch = (after.across - before.across) / digit
    lead, gap = point.left - before.right, after.left - point.right
    is_even = gap - lead < _EVEN * digit  # as where every sign is as wide
    return pitch < _POINT_PITCH or (is_even and pitch < _WIDE_PITCH)


def _name(piece: Piece) -> str:
    if piece.form != "sign":
        return piece.form
    return "1" if piece.label == "l" else piece.label
