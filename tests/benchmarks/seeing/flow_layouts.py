"""A plan and a look -> where every box, stroke and label of a flow chart lies."""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Box
from tests.benchmarks.seeing.flow_looks import Look
from tests.benchmarks.seeing.flow_plans import FlowPlan, Shape, Step, Way
from tests.benchmarks.seeing.samples import clipped
from tests.rendered import font

Spot = tuple[float, float]
MARGIN_PX = 44
TITLE_PX = 46
WRAPPED = 15
"""Letters from which a step is written in two lines."""

LANE_PX = 64
ACROSS_PX = 110


class Shown(Struct, frozen=True):
    """A box with its lines of text, in pixels: left, top, right, bottom."""

    lines: tuple[str, ...]
    shape: Shape
    rect: tuple[float, float, float, float]

    @property
    def middle(self) -> Spot:
        left, top, right, bottom = self.rect
        return (left + right) / 2, (top + bottom) / 2


class Stroke(Struct, frozen=True):
    """A line through *points*, its head at the last; *label_at* is a middle."""

    points: tuple[Spot, ...]
    label: str
    label_at: Spot


class Layout(Struct, frozen=True):
    size: tuple[int, int]
    boxes: tuple[Shown, ...]
    strokes: tuple[Stroke, ...]

    def box(self, place: int) -> Box:
        box = clipped(*self.boxes[place].rect, self.size)
        if box is None:
            raise ValueError(f"box {place} lies outside the picture")
        return box


def laid_out(plan: FlowPlan, look: Look) -> Layout:
    return _Grid(plan, look).layout()


class _Grid:
    """Places in pixels along the flow and across it; turned only at the end."""

    def __init__(self, plan: FlowPlan, look: Look) -> None:
        self._plan = plan
        self._look = look
        self._lines = [_lines(step.text) for step in plan.steps]
        self._extents = [self._extent(place) for place in range(len(plan.steps))]
        self._along = self._middles([step.level for step in plan.steps], 0, self._gap())
        across = ACROSS_PX if look.is_down else look.gap_px
        self._across = self._middles([step.lane for step in plan.steps], 1, across)

    def layout(self) -> Layout:
        low = min(self._side(place)[0] for place in range(len(self._plan.steps)))
        has_lane = any(self._is_back(way) for way in self._plan.ways)
        self._lane = low - LANE_PX
        start = self._lane - 24 if has_lane else low
        top = TITLE_PX if self._look.has_title else 0
        shift = (MARGIN_PX, MARGIN_PX - start)
        boxes = [self._shown(place, shift, top) for place in range(len(self._lines))]
        strokes = [self._stroke(way, shift, top) for way in self._plan.ways]
        titled = 0.0
        if self._look.has_title:
            titled = 24 + font(self._look.text_px + 8).getlength(self._plan.title) * 1.2
        right = max(titled, *(box.rect[2] for box in boxes)) + MARGIN_PX
        bottom = max(box.rect[3] for box in boxes) + MARGIN_PX
        return Layout((round(right), round(bottom)), tuple(boxes), tuple(strokes))

    def _gap(self) -> float:
        is_labelled = any(way.label for way in self._plan.ways)
        least = 90 if is_labelled and not self._look.is_down else 0
        return max(self._look.gap_px, least)

    def _extent(self, place: int) -> tuple[float, float]:
        """Return how long a box is along the flow and across it."""
        face = font(self._look.text_px)
        lines = self._lines[place]
        wide = max(face.getlength(line) for line in lines) + 34
        high = len(lines) * 1.3 * self._look.text_px + 24
        shape = self._plan.steps[place].shape
        if shape == "diamond":
            wide, high = 1.45 * wide + 10, 2 * high
        elif shape == "ellipse":
            wide, high = 1.3 * wide, 1.25 * high
        return (high, wide) if self._look.is_down else (wide, high)

    def _middles(self, places: list[int], side: int, gap: float) -> dict[int, float]:
        """Return the middle of each level or lane, one after the other."""
        middles: dict[int, float] = {}
        end = -gap
        for each in sorted(set(places)):
            longest = max(
                extent[side]
                for extent, place in zip(self._extents, places, strict=True)
                if place == each
            )
            middles[each] = end + gap + longest / 2
            end += gap + longest
        return middles

    def _middle(self, place: int) -> Spot:
        step = self._plan.steps[place]
        return self._along[step.level], self._across[step.lane]

    def _side(self, place: int) -> Spot:
        middle = self._middle(place)[1]
        half = self._extents[place][1] / 2
        return middle - half, middle + half

    def _ends(self, place: int) -> Spot:
        middle = self._middle(place)[0]
        half = self._extents[place][0] / 2
        return middle - half, middle + half

    def _turned(self, spot: Spot, shift: Spot, top: float) -> Spot:
        along, across = spot[0] + shift[0], spot[1] + shift[1]
        return (across, along + top) if self._look.is_down else (along, across + top)

    def _shown(self, place: int, shift: Spot, top: float) -> Shown:
        (start, end), (low, high) = self._ends(place), self._side(place)
        one = self._turned((start, low), shift, top)
        other = self._turned((end, high), shift, top)
        return Shown(self._lines[place], self._plan.steps[place].shape, (*one, *other))

    def _is_back(self, way: Way) -> bool:
        """Whether *way* leads back beside the boxes of its own lane."""
        start, end = self._step(way.start), self._step(way.end)
        return end.level <= start.level and start.lane == end.lane

    def _step(self, place: int) -> Step:
        return self._plan.steps[place]

    def _stroke(self, way: Way, shift: Spot, top: float) -> Stroke:
        points = self._route(way)
        turned = [self._turned(point, shift, top) for point in points]
        turned[-1] = _short(turned[-2], turned[-1], self._look.short_px)
        return Stroke(tuple(turned), way.label, self._label_at(way, turned))

    def _route(self, way: Way) -> list[Spot]:
        (along, across), (to, lane) = self._middle(way.start), self._middle(way.end)
        low, high = self._side(way.start)
        end_low, end_high = self._side(way.end)
        start, end = self._step(way.start), self._step(way.end)
        if self._is_back(way):
            return [(along, low), (along, self._lane), (to, self._lane), (to, end_low)]
        if start.level == end.level:
            is_up = lane > across
            return [
                (along, high if is_up else low),
                (along, end_low if is_up else end_high),
            ]
        if end.level < start.level:  # from a box aside back to one before
            return [(self._ends(way.start)[0], across), (to, across), (to, end_high)]
        leave, arrive = self._ends(way.start)[1], self._ends(way.end)[0]
        if across == lane or not self._look.is_elbowed:
            return [(leave, across), (arrive, lane)]
        half = (leave + arrive) / 2
        return [(leave, across), (half, across), (half, lane), (arrive, lane)]

    def _label_at(self, way: Way, points: list[Spot]) -> Spot:
        """Return where a label stands: beside a stroke down, above one across."""
        (x, y), (to_x, to_y) = points[0], points[1]
        letter = self._look.text_px
        if abs(to_x - x) < abs(to_y - y):
            wide = font(letter - 2).getlength(way.label)
            return x + wide / 2 + 8, y + (to_y - y) * 0.42
        away = 10 + font(letter - 2).getlength(way.label) / 2
        return x + (away if to_x > x else -away), y - 0.7 * letter


def _short(before: Spot, tip: Spot, by: float) -> Spot:
    far = max(((tip[0] - before[0]) ** 2 + (tip[1] - before[1]) ** 2) ** 0.5, 1.0)
    return (
        tip[0] - (tip[0] - before[0]) * by / far,
        tip[1] - (tip[1] - before[1]) * by / far,
    )


def _lines(text: str) -> tuple[str, ...]:
    words = text.split()
    if len(text) <= WRAPPED or len(words) == 1:
        return (text,)
    cut = min(
        range(1, len(words)),
        key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))),
    )
    return " ".join(words[:cut]), " ".join(words[cut:])
