"""Which part of a picture each line of text belongs to, and which one is its title.

Lines join the part they stand nearest to, one after the other, so that an axis' title
comes after its labels. Pure; lengths are in heights of the picture.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.sides import Sides, sides

_REACH = 1.6
"""Line heights that a line may stand away from its part."""

_FAR = 0.4
"""Of a part's core: text does not reach further out."""

_HEAD = 0.3
"""Of a part: its title stands in so much of it from the top."""


class Part(NamedTuple):
    box: Box
    title: str


class _Joined(NamedTuple):
    core: Box
    lines: list[Line]


def parts(cores: list[Box], text: TextReading, aspect: float) -> list[Part]:
    """Return each of *cores* with the text around it; *aspect* is width / height."""
    joined = [_Joined(core, []) for core in cores]
    outside = [line for line in text.lines if not is_within(line, cores)]
    _join(joined, outside, aspect)
    headed = [part for part in joined if _above(part)]
    if 2 * len(headed) <= len(joined):
        for part in headed:
            part.lines[:] = [line for line in part.lines if line not in _above(part)]
    return [Part(_around(part), _title(part, text)) for part in joined]


def is_within(line: Line, cores: list[Box]) -> bool:
    return any(line.box.overlap(core) > line.box.area / 2 for core in cores)


def _join(joined: list[_Joined], waiting: list[Line], aspect: float) -> None:
    """Give each line to the part it stands nearest to, the nearest line first."""
    waiting = list(waiting)
    near = {id(line): _nearest(line, joined, aspect) for line in waiting}
    while waiting:
        line = min(waiting, key=lambda each: near[id(each)][0])
        waiting.remove(line)
        gap, place = near[id(line)]
        if gap > _REACH * _height(line, aspect):
            continue
        part = joined[place]
        if not _is_in_reach(line, part.core):
            continue
        part.lines.append(line)
        grown = sides(line.box, aspect)
        for other in waiting:
            gap = _gap(sides(other.box, aspect), grown)
            if gap < near[id(other)][0]:
                near[id(other)] = gap, place


def _nearest(line: Line, joined: list[_Joined], aspect: float) -> tuple[float, int]:
    own = sides(line.box, aspect)
    gaps = [_gap(own, sides(part.core, aspect)) for part in joined]
    gap = min(gaps)
    return gap, gaps.index(gap)


def _gap(one: Sides, other: Sides) -> float:
    return hypot(
        max(-one.shared_width(other), 0.0), max(-one.shared_height(other), 0.0)
    )


def _height(line: Line, aspect: float) -> float:
    place = sides(line.box, aspect)
    return min(place.width, place.height)


def _is_in_reach(line: Line, core: Box) -> bool:
    across, down = _FAR * (core.right - core.left), _FAR * (core.bottom - core.top)
    box = line.box
    return (
        box.left >= core.left - across
        and box.right <= core.right + across
        and box.top >= core.top - down
        and box.bottom <= core.bottom + down
    )


def _above(part: _Joined) -> list[Line]:
    core = part.core
    return [
        line
        for line in part.lines
        if not line.turned
        and (line.box.top + line.box.bottom) / 2 < core.top
        and core.left < (line.box.left + line.box.right) / 2 < core.right
    ]


def _around(part: _Joined) -> Box:
    box = part.core
    for line in part.lines:
        box = box.union(line.box)
    return box


def _title(part: _Joined, text: TextReading) -> str:
    above = [line for line in _above(part) if _is_wordy(line)]
    if above:
        lowest = max(above, key=lambda line: line.box.bottom)
        return lowest.text
    head = part.core.top + _HEAD * (part.core.bottom - part.core.top)
    inside = [
        line
        for line in text.lines
        if is_within(line, [part.core]) and line.box.bottom <= head and _is_wordy(line)
    ]
    return min(inside, key=lambda line: line.box.top).text if inside else ""


def _is_wordy(line: Line) -> bool:
    return any(letter.isalpha() for letter in line.text)
