"""Two numbers and two names: the score of a match, however it is laid out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.marks import is_unsure
from model_worker.posts.facts import SURE, Fact, Group, Label
from model_worker.posts.pieces import Piece
from model_worker.posts.quantities import Quantity
from model_worker.posts.words import telling_stems

_BARE = re.compile(r"\s*(\d{1,3})\s*[:\u2013\u2014-]\s*(\d{1,3})\s*")
_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_SIDES = 2
_INLINE = re.compile(
    r"(?P<home>[A-Z][^\d:]{1,40}?)\s*(?P<one>\d{1,3})\s*[:\u2013\u2014-]\s*"
    r"(?P<two>\d{1,3})\s*(?P<away>[A-Z][^\d:]{1,40})"
)


def is_score(piece: Piece, found: Sequence[Piece]) -> bool:
    return _named_score(piece, found) is not None


def score_group(piece: Piece, found: Sequence[Piece]) -> Group | None:
    """Return the score that *piece* is or begins, with the names beside it or in it."""
    named = _named_score(piece, found)
    if named is None or named[0].box != piece.box:
        return None
    return Group(facts=named, is_score=True, is_whole=True)


def _named_score(piece: Piece, found: Sequence[Piece]) -> tuple[Fact, Fact] | None:
    if match := _INLINE.fullmatch(piece.text.strip()):
        sides = match["home"].strip(), match["away"].strip()
        numbers = (match["one"], piece), (match["two"], piece)
    elif (match := _BARE.fullmatch(piece.text)) and (names := _sides(piece, found)):
        sides = names[0].text, names[1].text
        numbers = (match[1], piece), (match[2], piece)
    elif board := _board(piece, found):
        home, one, two, away = board
        sides = home.text, away.text
        numbers = (one.text, one), (two.text, two)
    else:
        return None
    if not all(map(telling_stems, sides)):
        return None
    first, second = (
        _fact(number, name, place)
        for (number, place), name in zip(numbers, sides, strict=True)
    )
    return first, second


def _board(
    piece: Piece, found: Sequence[Piece]
) -> tuple[Piece, Piece, Piece, Piece] | None:
    """Return a row of a name, two bare numbers and a name, whose colon went unread.

    Numbers with others over or under them are a table's.
    """
    if not _NUMBER.fullmatch(piece.text):
        return None
    beside = [o for o in found if o is piece or piece.is_beside(o)]
    row = sorted(
        (o for o in beside if not is_unsure(o.confidence)),
        key=lambda other: other.box.left,
    )
    if len(row) != _SIDES + 2 or not (row[0].is_label and row[-1].is_label):
        return None
    home, one, two, away = row
    is_free = not any(
        other.is_across(number) and _NUMBER.fullmatch(other.text)
        for other in found
        if other not in row and not is_unsure(other.confidence)
        for number in (one, two)
    )
    is_pair = all(_NUMBER.fullmatch(number.text) for number in (one, two))
    return (home, one, two, away) if is_pair and is_free else None


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


def _fact(number: str, name: str, piece: Piece) -> Fact:
    label = Label(stems=telling_stems(name), role="row", text=name, box=piece.box)
    return Fact(
        text=number,
        labels=(label,),
        box=piece.box,
        confidence=piece.confidence,
        is_sure=piece.confidence >= SURE,
        quantity=Quantity(value=float(number)),
    )
