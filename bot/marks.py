"""What a mark is before it is paint: its colour, its line, its frame in whole pixels.

Sees no picture; strokes.py paints what is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import zip_longest
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple, replace

from bot.colours import Colour, legend_colour
from bot.jobs import Box, Finding
from bot.rects import Rect, View

Line = Literal["solid", "double", "dashed"]

MARKS_MAX = 8
UNSURE_BELOW = 0.6


class Pen(Struct, frozen=True):
    """Widths in pixels, in step with the size of the canvas."""

    stroke: int
    halo: int
    font: int

    @classmethod
    def fit(cls, canvas: Rect) -> Pen:
        long, short = max(canvas.width, canvas.height), min(canvas.width, canvas.height)
        return cls(
            stroke=max(2, round(min(long / 420, short / 40))),
            halo=max(2, round(min(long / 900, short / 75))),
            font=max(15, round(min(long / 56, short / 4.5))),
        )

    @property
    def thin(self) -> int:
        """One of the two lines of a double one; a halo's width lies between them."""
        return max(2, round(self.stroke * 0.6))

    @property
    def radius(self) -> int:
        """Of a frame's inner corners and of a tag's."""
        return round(self.stroke * 1.3)

    @property
    def edge(self) -> int:
        """Everything around a line: its contour, which may be white, and its halo."""
        return self.halo + 1


class Mark(Struct, frozen=True):
    """One frame to paint: *frame* is what the line surrounds, *box* what was found."""

    number: int
    colour: Colour
    line: Line
    box: Rect
    frame: Rect
    line_px: int
    edge_px: int

    @property
    def rim(self) -> Rect:
        """The frame with its line."""
        return self.frame.grown(self.line_px)

    @property
    def outer(self) -> Rect:
        """The frame with its line, contour and halo."""
        return self.rim.grown(self.edge_px)


def is_unsure(confidence: float) -> bool:
    """Whether a finding is drawn dashed and said to be unsure, on every surface."""
    return confidence < UNSURE_BELOW


def line_of(finding: Finding) -> Line:
    if is_unsure(finding.confidence):
        return "dashed"
    return "double" if finding.source == "seen" else "solid"


def marks_on(view: View, findings: Sequence[Finding], pen: Pen) -> list[Mark]:
    """Return at most eight marks, by number; every one lies inside the canvas.

    The first eight numbers are marked: each with its first box, then, as long as
    there is room, with its further ones.
    """
    marks: list[Mark] = []
    for finding, place in _chosen(view, findings):
        line = line_of(finding)
        line_px = _line_px(line, pen)
        bounds = view.canvas.grown(-line_px - pen.edge)
        box = view.rect(place)
        least = 6 * pen.stroke
        frame = box.grown(pen.halo).cut_to(bounds).stretched(least, least)
        mark = Mark(
            number=finding.number,
            colour=legend_colour(finding.number),
            line=line,
            box=box,
            frame=frame.moved_into(bounds),
            line_px=line_px,
            edge_px=pen.edge,
        )
        marks.append(_apart_from(marks, mark, bounds))
    return marks


def joined_lines(boxes: Sequence[Box], aspect: float) -> tuple[Box, ...]:
    """Return the boxes of text lines with neighbouring ones made one.

    *aspect* is the picture's width / height. Neighbours are of like height and
    follow each other at less than a line's height, below or beside.
    """
    rest, joined = list(boxes), []
    while rest:
        together = [rest.pop(0)]
        for line in together:
            near = [other for other in rest if _are_neighbours(line, other, aspect)]
            rest = [other for other in rest if other not in near]
            together.extend(near)
        joined.append(reduce(Box.union, together))
    return tuple(joined)


def _are_neighbours(one: Box, other: Box, aspect: float) -> bool:
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    across = _gap(one.left, one.right, other.left, other.right) * aspect
    down = _gap(one.top, one.bottom, other.top, other.bottom)
    is_below = across < 0 and down < 0.9 * low
    is_beside = down < -0.5 * low and across < 1.5 * low
    return high < 2 * low and (is_below or is_beside)


def _gap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Return the way between two stretches, negative where they overlap."""
    return max(start, other_start) - min(end, other_end)


def _line_px(line: Line, pen: Pen) -> int:
    return 2 * pen.thin + pen.halo if line == "double" else pen.stroke


def _chosen(view: View, findings: Sequence[Finding]) -> list[tuple[Finding, Box]]:
    first = sorted((f for f in findings if f.boxes), key=lambda finding: finding.number)
    places = [
        [(finding, box) for box in _places(view, finding)]
        for finding in first[:MARKS_MAX]
    ]
    rounds = [pair for turn in zip_longest(*places) for pair in turn if pair]
    return sorted(rounds[:MARKS_MAX], key=lambda pair: pair[0].number)


def _places(view: View, finding: Finding) -> Sequence[Box]:
    if finding.source != "read":
        return finding.boxes
    width = view.area.width / (view.window.right - view.window.left)
    height = view.area.height / (view.window.bottom - view.window.top)
    return joined_lines(finding.boxes, width / height)


def _apart_from(marks: Sequence[Mark], mark: Mark, bounds: Rect) -> Mark:
    """Return *mark* wider, or where there is no room narrower, than its twins."""
    for step in sorted(range(-MARKS_MAX, MARKS_MAX), key=abs):
        frame = mark.frame.grown(step * (mark.line_px + mark.edge_px))
        is_whole = frame.cut_to(bounds) == frame and frame.width > 0 < frame.height
        if is_whole and not any(_are_twins(frame, other) for other in marks):
            return replace(mark, frame=frame)
    return mark


def _are_twins(frame: Rect, other: Mark) -> bool:
    """Whether two frames would be painted over each other on every side."""
    sides = zip(astuple(frame), astuple(other.frame), strict=True)
    return all(abs(one - two) < other.line_px + other.edge_px for one, two in sides)
