"""Lines below each other -> the chains that make a paragraph, a label, a list. Pure.

Lengths are in line heights. A line follows another when it stands close below it, is
as high and begins or is centred where the other does.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.text_reading import Line
from model_worker.readers.sides import Sides, sides

_CLOSE = 0.75
"""The widest gap between lines of one paragraph."""

_FAR = 1.3
"""The widest gap between evenly spread lines."""

_OVERLAP = -0.5
_ODD = 1.3
"""A step so many times the one before or after it ends a paragraph."""

_EVEN = 1.1
_ALIKE = 1.5
_LOOSE = 2.0
"""How much higher one line's box may be that caught a part of its neighbours."""

_AS_WIDE = 1.25
_TELLING_LETTERS = 4
"""Letters that tell how wide one is."""

_CELL_LETTERS = 24
_LABEL_WORDS = 3


def linked(lines: Sequence[Line], aspect: float) -> list[list[Line]]:
    """Return upright *lines* as chains from top to bottom, each line in one."""
    places = [sides(line.box, aspect) for line in lines]
    below = _followers(lines, places)
    above = {j: i for i, j in below.items()}
    steps = {i: _step(places[i], places[j]) for i, j in below.items()}
    kept = {}
    for i, j in below.items():
        neighbours = [steps[k] for k in (above.get(i), j) if k in steps]
        off = max(_off(above.get(i), i, j, places), _off(i, j, below.get(j), places))
        if _is_kept(_gap(places[i], places[j]), steps[i], neighbours, off):
            kept[i] = j
    firsts = set(range(len(lines))) - set(kept.values())
    return [[lines[i] for i in _chain(first, kept)] for first in sorted(firsts)]


def _chain(first: int, below: dict[int, int]) -> list[int]:
    chain = [first]
    while chain[-1] in below:
        chain.append(below[chain[-1]])
    return chain


def _off(
    above: int | None, line: int, below: int | None, places: Sequence[Sides]
) -> float:
    """Return by how much *line* may be off its place between two others.

    A box that is higher than both has caught something above its line or below.
    """
    if above is None or below is None:
        return 0.0
    usual = max(places[above].height, places[below].height)
    return max(places[line].height - usual, 0.0) / 2


def _is_kept(gap: float, step: float, neighbours: list[float], off: float) -> bool:
    """Whether a link holds beside the links before and after it.

    *off*: what it may be too long and its neighbours too short.
    """
    least = min(neighbours, default=step)
    if gap <= _CLOSE:
        return step - off <= _ODD * (least + off)
    return bool(neighbours) and least / _EVEN <= step <= _EVEN * least


def _followers(lines: Sequence[Line], places: list[Sides]) -> dict[int, int]:
    """Return for each line the one below it, where each is the other's nearest."""
    cells = _cells(lines, places)
    found = []
    order = sorted(range(len(lines)), key=lambda i: places[i].top)
    for at, i in enumerate(order):
        reach = places[i].bottom + _FAR * _ALIKE * places[i].height
        for j in order[at + 1 :]:
            if places[j].top > reach:
                break
            if not (i in cells and j in cells):
                found += _pair(i, j, lines, places)
    below: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(found):
        if i not in below and j not in taken:
            below[i] = j
            taken.add(j)
    return below


def _pair(
    i: int, j: int, lines: Sequence[Line], places: list[Sides]
) -> list[tuple[float, int, int]]:
    one, other = places[i], places[j]
    gap = _gap(one, other)
    if not (_OVERLAP <= gap <= _FAR and _are_alike(i, j, lines, places)):
        return []
    return [(gap, i, j)] if _are_aligned(one, other) else []


def _are_alike(i: int, j: int, lines: Sequence[Line], places: list[Sides]) -> bool:
    """Whether both are of one size: as high, or as wide where a box is too high."""
    one, other = places[i], places[j]
    letters = [len(lines[k].text) for k in (i, j)]
    narrow, wide = sorted((one.width / letters[0], other.width / letters[1]))
    return one.is_as_high_as(other, _ALIKE) or (
        one.is_as_high_as(other, _LOOSE)
        and min(letters) >= _TELLING_LETTERS
        and wide <= _AS_WIDE * narrow
    )


def _are_aligned(one: Sides, other: Sides) -> bool:
    height = (one.height + other.height) / 2
    if one.shared_width(other) < 0.5 * min(one.width, other.width):
        return False
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return (
        abs(one.left - other.left) <= 2 * height
        or middles <= 0.75 * height
        or abs(one.right - other.right) <= 0.5 * height
    )


def _gap(one: Sides, other: Sides) -> float:
    """Return the empty space between two lines, as if both had all their letters.

    A line without descenders is lower, so the middles tell more than the edges.
    """
    return _step(one, other) / max(one.height, other.height) - 1


def _step(one: Sides, other: Sides) -> float:
    return (other.top + other.bottom - one.top - one.bottom) / 2


def _cells(lines: Sequence[Line], places: list[Sides]) -> set[int]:
    """Return labels and values: short lines side by side, one of a few words only.

    They are read across, so they never follow each other downwards.
    """
    words = [len(line.text.split()) for line in lines]
    short = [i for i, line in enumerate(lines) if len(line.text) <= _CELL_LETTERS]
    short.sort(key=lambda i: places[i].top)
    cells: set[int] = set()
    for at, i in enumerate(short):
        for j in short[at + 1 :]:
            if places[j].top > places[i].bottom:
                break
            are_apart = places[i].shared_width(places[j]) < 0
            is_label = min(words[i], words[j]) <= _LABEL_WORDS
            if are_apart and is_label and places[i].is_beside(places[j]):
                cells |= {i, j}
    return cells
