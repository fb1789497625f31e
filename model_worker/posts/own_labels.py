"""The words of its own line that say what a value is of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model_worker.posts.facts import Label
from model_worker.posts.pieces import Piece, Value, masked
from model_worker.posts.words import telling, telling_stems

_RANGE = re.compile(r"[\s(]*(?:-|\u2013|\u2014|to|till|until)\s*")
FROM = Label(stems=("start", "from"), role="section")
TO = Label(stems=("end", "until"), role="section")
_STOPS = (". ", "; ", "! ")
_NEAR_BEFORE = 4
_NEAR_BEHIND = 2


def own_labels(
    piece: Piece, values: Sequence[Value], place: int, above: str = ""
) -> Iterator[Label]:
    """Yield the words of *piece* that belong to the value at *place*.

    *above* is the line before, where its sentence runs on into this piece.
    """
    value = values[place]
    start = values[place - 1].end if place else 0
    end = values[place + 1].start if place + 1 < len(values) else len(piece.text)
    before, behind = piece.text[start : value.start], piece.text[value.end : end]
    is_from = place + 1 < len(values) and _RANGE.fullmatch(behind) is not None
    is_to = place > 0 and _RANGE.fullmatch(before) is not None
    own = label_of(_words(piece, values, place, above))
    if is_to:
        own = next(own_labels(piece, values, place - 1, above), own)
    if own.stems:
        yield own
    if is_from or is_to:
        yield FROM if is_from else TO


def label_of(text: str) -> Label:
    shown = " ".join(text.split()).strip(" :,.-\u2013=\u2026")
    return Label(stems=telling_stems(text), role="own", text=shown)


def _words(piece: Piece, values: Sequence[Value], place: int, above: str) -> str:
    value = values[place]
    start = values[place - 1].end if place else 0
    end = values[place + 1].start if place + 1 < len(values) else len(piece.text)
    before, behind = piece.text[start : value.start], piece.text[value.end : end]
    if above or piece.is_prose:
        whole = masked(piece.text, values)
        lead = before if telling(before) else whole[: value.start]
        return _near(f"{above} {lead}" if not place else lead, behind)
    if len(values) == 1:
        return f"{before} {behind}"
    if telling(before) or telling(behind):
        return before if telling(before) else behind
    return masked(piece.text, values)[: value.start]


def _near(before: str, behind: str) -> str:
    """Return the words of a sentence that stand near to its value."""
    before = before[max(map(before.rfind, _STOPS)) + 1 :]
    ends = (behind.split(stop, maxsplit=1)[0] for stop in _STOPS)
    behind = min(ends, key=len)
    last = telling(before)[-_NEAR_BEFORE:]
    if len(last) >= _NEAR_BEHIND:
        return before[last[0].start :]
    first = telling(behind)[:_NEAR_BEHIND]
    return f"{before} {behind[: first[-1].end] if first else ''}"
