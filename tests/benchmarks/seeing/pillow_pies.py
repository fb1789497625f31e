"""Pies and donuts drawn slice by slice."""

from __future__ import annotations

import math
import random

from msgspec import Struct

from tests.benchmarks.seeing.paper import Anchor, Area, Sheet, Spot, rgb_of
from tests.benchmarks.seeing.plans import Plan
from tests.benchmarks.seeing.truths import Drawn

STEPS_PER_CIRCLE = 360
DARK_BELOW = 140
"""White words are legible on what is darker than this, of 255."""


class Slice(Struct, frozen=True):
    """A part of a ring: angles in radians, clockwise from three o'clock."""

    middle: Spot
    radius: float
    hole: float
    start: float
    end: float

    @property
    def spots(self) -> list[Spot]:
        """The outline, finely stepped."""
        turn = self.end - self.start
        steps = max(math.ceil(abs(turn) / (2 * math.pi) * STEPS_PER_CIRCLE), 2)
        angles = [self.start + turn * step / steps for step in range(steps + 1)]
        outer = [self.at(angle, 1.0) for angle in angles]
        inner = [self.at(angle, self.hole) for angle in reversed(angles)]
        return outer + (inner if self.hole else [self.middle])

    @property
    def area(self) -> Area:
        across, down = zip(*self.spots, strict=True)
        return Area(min(across), min(down), max(across), max(down))

    def at(self, angle: float, share: float) -> Spot:
        """Return the spot that far from the middle, 1 being the rim."""
        reach = self.radius * share
        return (
            self.middle[0] + reach * math.cos(angle),
            self.middle[1] + reach * math.sin(angle),
        )


def pie(sheet: Sheet, area: Area, plan: Plan, chance: random.Random) -> Drawn:
    """Draw a pie in *area*; return the colour and box of every slice."""
    area = _legend(sheet, area, plan, chance) if plan.names == "legend" else area
    row = []
    for place, part in enumerate(_slices(sheet, area, plan, chance)):
        colour = sheet.look.colours[place]
        sheet.polygon(part.spots, colour)
        _name(sheet, plan, place, part)
        row.append((rgb_of(colour), sheet.box(part.area)))
    return [row]


def _slices(sheet: Sheet, area: Area, plan: Plan, chance: random.Random) -> list[Slice]:
    middle = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    beside = 0.0
    if plan.names == "outside":
        beside = max(map(sheet.length, plan.labels)) + sheet.look.font_px
    above = 2.0 * sheet.look.font_px if plan.names == "outside" else 0.0
    radius = min(area.width / 2 - beside, area.height / 2 - above)
    hole = chance.choice((0.4, 0.55, 0.65)) if plan.kind == "donut" else 0.0
    turn = chance.choice((-math.pi / 2, -math.pi / 2, 0.0, 0.7))
    way = chance.choice((1, 1, -1))
    slices = []
    for value in plan.values:
        end = turn + way * 2 * math.pi * value / sum(plan.values)
        slices.append(Slice(middle, radius, hole, turn, end))
        turn = end
    return slices


def _name(sheet: Sheet, plan: Plan, place: int, part: Slice) -> None:
    """Write a slice's name at the rim and its percent in it."""
    angle = (part.start + part.end) / 2
    if plan.names == "outside":
        anchor: Anchor = "lm" if math.cos(angle) > 0 else "rm"
        gap = 1 + 0.8 * sheet.look.font_px / part.radius
        sheet.write(part.at(angle, gap), plan.labels[place], anchor)
    share = abs(part.end - part.start) / (2 * math.pi)
    digits = {"inside": 1, "whole": 0}.get(plan.percents)
    if digits is not None and _has_room(sheet, part, f"{100 * share:.{digits}f}%"):
        red, green, blue = rgb_of(sheet.look.colours[place])
        is_dark = 0.3 * red + 0.6 * green + 0.1 * blue < DARK_BELOW
        ink = "#ffffff" if is_dark else "#000000"
        deep = (1 + part.hole) / 2 if part.hole else 0.65
        sheet.write(part.at(angle, deep), f"{100 * share:.{digits}f}%", "mm", ink=ink)


def _has_room(sheet: Sheet, part: Slice, words: str) -> bool:
    arc = abs(part.end - part.start) * part.radius * 0.65
    return sheet.length(words) < min(arc, part.radius * (1 - part.hole))


def _legend(sheet: Sheet, area: Area, plan: Plan, chance: random.Random) -> Area:
    """Draw a legend at the right or at the bottom; return what is left."""
    size = sheet.look.font_px
    wide = [size * 1.6 + sheet.length(label) + size * 1.4 for label in plan.labels]
    if sum(wide) < area.width and chance.random() < 0.5:
        left = area.left + (area.width - sum(wide)) / 2
        for place, label in enumerate(plan.labels):
            _entry(sheet, (left, area.bottom - size), place, label)
            left += wide[place]
        return Area(area.left, area.top, area.right, area.bottom - 2.5 * size)
    left = area.right - max(wide)
    top = (area.top + area.bottom) / 2 - len(plan.labels) * 0.9 * size
    for place, label in enumerate(plan.labels):
        _entry(sheet, (left, top + place * 1.8 * size), place, label)
    return Area(area.left, area.top, left - size, area.bottom)


def _entry(sheet: Sheet, at: Spot, place: int, label: str) -> None:
    x, y = at
    size = sheet.look.font_px
    patch = Area(x, y - size * 0.5, x + size, y + size * 0.5)
    sheet.rectangle(patch, sheet.look.colours[place])
    sheet.write((x + size * 1.6, y), label, "lm")
