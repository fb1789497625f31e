"""The names below bars or points, each given to the place it stands at. Pure.

Names may be level, turned or slanted, and of several lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from statistics import median

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.hanging import anchors, hanging, nearest, step
from model_worker.readers.charts.margins import Label, Size, beside

_FAR = 0.25
"""Share of the picture that names may stand away from the bars."""

_ROW = 0.7
"""Text heights that the near edges of names may differ in one row."""

_LINE_GAP = 0.45
"""Text heights between two lines of one name; a title stands farther away."""

_OFF = 0.3
"""Steps between places that a name may stand off its own."""

_LEVEL = 3.0
"""Times its height that a label is long if it is neither short nor slanted."""

_APART_PX = 8.0
"""Lines of one name stand below each other, names of two places do not."""

_CENTRAL = 0.1
"""Steps between the middle of a title and that of the plot."""

_IN_STEP = 0.2
"""Steps that a name without a bar may stand from where a bar would be."""

_HALF = 0.5
_TICK = " -\u2013\u2014"
"""The mark of the axis behind a name is read as a dash."""


class Category(Struct, frozen=True):
    """A name, with the place of its text in the picture."""

    text: str
    box: Box
    confidence: float


class Categories(Struct, frozen=True):
    """One of *names* for each place, None where none is certainly its own.

    *spare_px* are the places of names in line with those, at which nothing was.
    """

    names: tuple[Category | None, ...]
    spare_px: tuple[float, ...] = ()


def category_labels(
    lines: Sequence[Line],
    plot: Box,
    size_px: Size,
    places_px: Sequence[float],
    *,
    is_vertical: bool,
) -> Categories:
    """Return the name at each of *places_px* below *plot*, or left of it.

    *is_vertical*: the places lie below each other, their names at the left.
    """
    length_px = size_px[1] if is_vertical else size_px[0]
    wide = _longer(plot, step(places_px) / length_px, is_vertical=is_vertical)
    labels = beside(lines, wide, size_px, is_vertical=is_vertical, far=_FAR)
    if is_vertical:
        given = _beside_each([one for one in labels if not one.line.turned], places_px)
    else:
        single = [label for label in labels if not spans_several(label, places_px)]
        given = _below_each(single, places_px)
    spare = [one for one in labels if not any(one in each for each in given)]
    return Categories(
        tuple(_category(each) for each in given),
        tuple(_spare(spare, given, places_px)),
    )


def _longer(plot: Box, step: float, *, is_vertical: bool) -> Box:
    """Return *plot* with room for one more place at each end."""
    across, down = (0.0, step) if is_vertical else (step, 0.0)
    return Box(
        max(plot.left - across, 0.0),
        max(plot.top - down, 0.0),
        min(plot.right + across, 1.0),
        min(plot.bottom + down, 1.0),
    )


def _spare(
    labels: Sequence[Label],
    given: Sequence[Sequence[Label]],
    places_px: Sequence[float],
) -> Iterator[float]:
    """Give the places, whole steps from the others, of labels in line with theirs."""
    named = [
        (label, place)
        for each, place in zip(given, places_px, strict=True)
        for label in each
    ]
    in_line = [
        (label, twin)
        for label in labels
        if (twin := next((one for one in named if _are_in_line(label, one[0])), None))
    ]
    middles = sorted(label.middle_px for label, _ in (*in_line, *named))
    apart = [b - a for a, b in pairwise(middles) if b - a > _APART_PX]
    step_px = min(apart, default=step(places_px))
    for label, (twin_label, twin_px) in in_line:
        steps = (label.middle_px - twin_label.middle_px) / step_px
        place = twin_px + label.middle_px - twin_label.middle_px
        is_free = all(abs(place - other) > _HALF * step_px for other in places_px)
        if abs(steps - round(steps)) <= _IN_STEP and is_free:
            yield place


def _are_in_line(one: Label, other: Label) -> bool:
    """Whether two labels hang from the plot alike, and are of one size."""
    off = min(abs(one.near_px - other.near_px), abs(one.far_px - other.far_px))
    sizes = sorted((one.text_px, other.text_px))
    return off <= _HALF * sizes[0] and sizes[1] <= 2 * sizes[0]


def spans_several(label: Label, places_px: Sequence[float]) -> bool:
    """Whether *label* is level and goes on below more places than its own."""
    spanned = sum(label.start_px < place < label.end_px for place in places_px)
    high_px = label.far_px - label.near_px
    is_level = label.end_px - label.start_px > _LEVEL * high_px
    return spanned > 1 and is_level and not label.line.turned


def _beside_each(
    labels: Sequence[Label], places_px: Sequence[float]
) -> list[list[Label]]:
    """Give each place the nearest label at its height and the lines it goes with."""
    given = []
    for place_px in places_px:
        reach = _HALF * step(places_px)
        level = [one for one in labels if abs(one.middle_px - place_px) <= reach]
        first = min(level, key=lambda one: (one.near_px, one.start_px), default=None)
        given.append(
            [] if first is None else [one for one in level if _is_over(one, first)]
        )
    return given


def _is_over(one: Label, other: Label) -> bool:
    return min(one.far_px, other.far_px) > max(one.near_px, other.near_px)


def _below_each(
    labels: Sequence[Label], places_px: Sequence[float]
) -> list[list[Label]]:
    row = _row(labels, len(places_px))
    given: list[list[Label]] = [[] for _ in places_px]
    if not row:
        return given
    anchor, shift_px = hanging(row, places_px)
    reach = _OFF * step(places_px)
    for label in row:
        place_px = anchors(label)[anchor] - shift_px
        at = nearest(places_px, place_px)
        if abs(places_px[at] - place_px) <= reach:
            given[at].append(label)
    if any(len(each) > 1 for each in given):
        return [each if len(each) == 1 else [] for each in given]
    further = []
    for label in labels:
        at = nearest(places_px, label.middle_px)
        is_there = abs(places_px[at] - label.middle_px) <= reach
        if is_there and _goes_on(label, given[at]):
            further.append((at, label))
    if len(further) > 1 or not any(_is_central(one, places_px) for _, one in further):
        for at, label in further:
            given[at].append(label)
    return given


def _is_central(label: Label, places_px: Sequence[float]) -> bool:
    """Whether *label* stands below the middle of all places, as a title would."""
    middle = (places_px[0] + places_px[-1]) / 2
    return abs(label.middle_px - middle) <= _CENTRAL * step(places_px)


def _row(labels: Sequence[Label], places: int) -> list[Label]:
    """Return the labels nearest to the plot that make a row, from left to right."""
    row: list[Label] = []
    for seed in sorted(labels, key=lambda label: label.near_px):
        reach = _ROW * min(seed.text_px, median(label.text_px for label in labels))
        found = [
            label for label in labels if 0 <= label.near_px - seed.near_px <= reach
        ]
        if 2 * len(found) >= places:
            return found
        row = max(row, found, key=len)
    return row


def _goes_on(label: Label, above: Sequence[Label]) -> bool:
    """Whether *label* is the next line of the name *above*."""
    if not above or label in above or label.line.turned:
        return False
    gap = label.near_px - max(one.far_px for one in above)
    return -_HALF * label.text_px <= gap <= _LINE_GAP * label.text_px


def _category(labels: Sequence[Label]) -> Category | None:
    if not labels:
        return None
    lines = [label.line for label in sorted(labels, key=_reading_order)]
    return Category(
        " ".join(line.text for line in lines).rstrip(_TICK),
        reduce(Box.union, [line.box for line in lines]),
        min(line.confidence for line in lines),
    )


def _reading_order(label: Label) -> tuple[float, float]:
    return label.line.box.top, label.line.box.left
