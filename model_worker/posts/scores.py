"""Two numbers and two names: the score of a match, however it is laid out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model_worker.posts.facts import SURE, Fact, Group, Label
from model_worker.posts.pieces import Piece
from model_worker.posts.quantities import Quantity
from model_worker.posts.words import telling_stems

_BARE = re.compile(r"\s*(\d{1,3})\s*[:\u2013\u2014-]\s*(\d{1,3})\s*")
_INLINE = re.compile(
    r"(?P<home>[A-Z][^\d:]{1,40}?)\s*(?P<one>\d{1,3})\s*[:\u2013\u2014-]\s*"
    r"(?P<two>\d{1,3})\s*(?P<away>[A-Z][^\d:]{1,40})"
)


def is_score(piece: Piece, found: Sequence[Piece]) -> bool:
    return _named_score(piece, found) is not None


def score_group(piece: Piece, found: Sequence[Piece]) -> Group | None:
    """Return the score that *piece* is, with the names beside it or in it."""
    named = _named_score(piece, found)
    if named is None:
        return None
    return Group(facts=named, is_score=True, is_whole=True)


def _named_score(piece: Piece, found: Sequence[Piece]) -> tuple[Fact, Fact] | None:
    if match := _INLINE.fullmatch(piece.text.strip()):
        names = match["home"].strip(), match["away"].strip()
        numbers = match["one"], match["two"]
        labels = [_label(name, piece) for name in names]
    elif match := _BARE.fullmatch(piece.text):
        numbers = match[1], match[2]
        sides = _sides(piece, found)
        if sides is None:
            return None
        labels = [_label(side.text, side) for side in sides]
    else:
        return None
    if not all(label.stems for label in labels):
        return None
    one, two = (
        _fact(number, label, piece)
        for number, label in zip(numbers, labels, strict=True)
    )
    return one, two


def _sides(piece: Piece, found: Sequence[Piece]) -> tuple[Piece, Piece] | None:
    row = [o for o in found if o is not piece and piece.is_beside(o) and o.is_label]
    left = [o for o in row if o.box.right <= piece.box.left]
    right = [o for o in row if o.box.left >= piece.box.right]
    if not left or not right:
        return None
    return (
        max(left, key=lambda other: other.box.right),
        min(right, key=lambda other: other.box.left),
    )


def _label(name: str, piece: Piece) -> Label:
    return Label(stems=telling_stems(name), role="row", text=name, box=piece.box)


def _fact(number: str, label: Label, piece: Piece) -> Fact:
    return Fact(
        text=number,
        labels=(label,),
        box=piece.box,
        confidence=piece.confidence,
        is_sure=piece.confidence >= SURE,
        quantity=Quantity(value=float(number)),
    )
