"""Bars and lines between axes drawn by hand."""

from __future__ import annotations

import math
import random

from msgspec import Struct

from bot.jobs import Box
from tests.benchmarks.seeing.numbers import tick
from tests.benchmarks.seeing.paper import Area, Sheet, Spot, rgb_of
from tests.benchmarks.seeing.plans import Plan, written
from tests.benchmarks.seeing.samples import Rgb
from tests.benchmarks.seeing.truths import Drawn

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Scale(Struct, frozen=True):
    """Values on their way to pixels; *is_level* where they run from left to right."""

    low: float
    high: float
    step: float
    area: Area
    is_level: bool

    @property
    def numbers(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + n * self.step, 6) for n in range(count + 1)]

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        if self.is_level:
            return self.area.left + share * self.area.width
        return self.area.bottom - share * self.area.height


def bars(sheet: Sheet, area: Area, plan: Plan, chance: random.Random) -> Drawn:
    """Draw bars in *area*; return the colour and box of every bar, series by series."""
    scale = _axes(sheet, area, plan, chance, from_zero=True)
    thick = chance.uniform(0.45, 0.8)
    is_colourful = len(plan.series) == 1 and chance.random() < 0.25
    bases = [0.0] * len(plan.labels)
    drawn: Drawn = []
    for number, series in enumerate(plan.series):
        row = []
        for place, value in enumerate(series.values):
            colour = sheet.look.colours[place if is_colourful else number]
            base = bases[place] if plan.is_stacked else 0.0
            bar = _bar(scale, plan, (place, number), (base, base + value), thick)
            sheet.rectangle(bar, colour)
            row.append((rgb_of(colour), sheet.box(bar)))
            bases[place] += value
            if plan.has_value_labels and not plan.is_stacked:
                _value_at_bar(sheet, bar, plan, value)
        drawn.append(row)
    return drawn


def lines(sheet: Sheet, area: Area, plan: Plan, chance: random.Random) -> Drawn:
    """Draw lines in *area*; return the colour and box of every point."""
    from_zero = plan.trend == "flat" or chance.random() < 0.3
    scale = _axes(sheet, area, plan, chance, from_zero=from_zero)
    width = chance.choice((2, 3, 4))
    drawn: Drawn = []
    for number, series in enumerate(plan.series):
        colour = sheet.look.colours[number]
        spots: list[Spot] = [
            (_middle(scale, plan, place), scale.at(value))
            for place, value in enumerate(series.values)
        ]
        sheet.line(spots, colour, width)
        if plan.has_marks:
            for spot in spots:
                sheet.dot(spot, width * 1.8, colour)
        drawn.append([_point(sheet, spot, rgb_of(colour)) for spot in spots])
    return drawn


def _point(sheet: Sheet, spot: Spot, colour: Rgb) -> tuple[Rgb, Box | None]:
    x, y = spot
    return colour, sheet.box(Area(x - 6, y - 6, x + 6, y + 6))


def _axes(
    sheet: Sheet, area: Area, plan: Plan, chance: random.Random, *, from_zero: bool
) -> Scale:
    """Draw axes, numbers, names and perhaps a grid; return the scale of the values."""
    area = _legend(sheet, area, plan) if len(plan.series) > 1 else area
    if plan.y_title:
        area = _value_title(sheet, area, plan)
    low, high, step = _range(plan, from_zero=from_zero)
    is_level = plan.is_horizontal
    scale = Scale(low, high, step, _inner(sheet, area, plan, (low, high)), is_level)
    for number in scale.numbers:
        _number(sheet, scale, number, plan, is_dashed=plan.has_grid)
    inner, ink = scale.area, sheet.look.ink
    corner = (inner.left, inner.bottom)
    sheet.line([corner, (inner.right, inner.bottom)], ink, sheet.look.line_px)
    if chance.random() < 0.8 or is_level:
        sheet.line([corner, (inner.left, inner.top)], ink, sheet.look.line_px)
    for place, label in enumerate(plan.labels):
        _label(sheet, scale, plan, place, label)
    return scale


def _range(plan: Plan, *, from_zero: bool) -> tuple[float, float, float]:
    """Return round numbers below and above all values, and the step between ticks."""
    rows = [series.values for series in plan.series]
    tops = [sum(each) for each in zip(*rows, strict=True)] if plan.is_stacked else []
    top = max(tops or [value for row in rows for value in row])
    bottom = 0.0 if from_zero else min(value for row in rows for value in row)
    rough = (top - bottom) / 5
    size = 10 ** math.floor(math.log10(rough))
    step = next(each * size for each in STEPS if each * size >= rough)
    return (
        step * math.floor(bottom / step),
        step * math.ceil(top * 1.02 / step),
        step,
    )


def _inner(sheet: Sheet, area: Area, plan: Plan, ends: tuple[float, float]) -> Area:
    """Return the area that is left for the marks."""
    size = sheet.look.font_px
    numbers = max(sheet.length(tick(each, plan.ticks)) for each in ends) + size
    if plan.is_horizontal:
        beside = max(map(sheet.length, plan.labels)) + size
        return Area(
            area.left + beside, area.top, area.right - 4 * size, area.bottom - 2 * size
        )
    below = 2.0 * size
    if _is_crowded(sheet, area.width - numbers, plan):
        below = max(map(sheet.length, plan.labels)) * 0.72 + 1.5 * size
    return Area(area.left + numbers, area.top + size, area.right, area.bottom - below)


def _is_crowded(sheet: Sheet, width: float, plan: Plan) -> bool:
    return max(map(sheet.length, plan.labels)) * 1.15 > width / len(plan.labels)


def _number(
    sheet: Sheet, scale: Scale, number: float, plan: Plan, *, is_dashed: bool
) -> None:
    area, size = scale.area, sheet.look.font_px
    at, words = scale.at(number), tick(number, plan.ticks)
    if scale.is_level:
        start, end, stub = (at, area.bottom), (at, area.top), (at, area.bottom + 5)
        sheet.write((at, area.bottom + size * 0.6), words, "ma")
    else:
        start, end, stub = (area.left, at), (area.right, at), (area.left - 5, at)
        sheet.write((area.left - size * 0.6, at), words, "rm")
    if is_dashed:
        sheet.dashes(start, end, sheet.look.faint)
    sheet.line([start, stub], sheet.look.ink, sheet.look.line_px)


def _label(sheet: Sheet, scale: Scale, plan: Plan, place: int, label: str) -> None:
    middle, area, size = _middle(scale, plan, place), scale.area, sheet.look.font_px
    if scale.is_level:
        sheet.write((area.left - size * 0.6, middle), label, "rm")
    elif _is_crowded(sheet, area.width, plan):
        sheet.write((middle + size * 0.6, area.bottom + size * 0.5), label, turned=45)
    else:
        sheet.write((middle, area.bottom + size * 0.6), label, "ma")


def _middle(scale: Scale, plan: Plan, place: int) -> float:
    """Return where the place's label is centred, along the axis of names."""
    area, count = scale.area, len(plan.labels)
    if scale.is_level:
        return area.top + (place + 0.5) * area.height / count
    return area.left + (place + 0.5) * area.width / count


def _bar(
    scale: Scale,
    plan: Plan,
    which: tuple[int, int],
    values: tuple[float, float],
    thick: float,
) -> Area:
    """Return the pixels of one bar: *which* place of which series."""
    place, number = which
    side = scale.area.height if scale.is_level else scale.area.width
    many = 1 if plan.is_stacked else len(plan.series)
    width = thick * side / len(plan.labels) / many
    shift = 0.0 if plan.is_stacked else (number - (many - 1) / 2) * width
    middle = round(_middle(scale, plan, place) + shift)
    near, far = round(scale.at(values[0])), round(scale.at(values[1]))
    low, high = round(middle - width / 2), round(middle + width / 2)
    if scale.is_level:
        return Area(near, low, far, high)
    return Area(low, far, high, near)


def _value_at_bar(sheet: Sheet, bar: Area, plan: Plan, value: float) -> None:
    words = written(value, plan.places)
    if plan.is_horizontal:
        sheet.write((bar.right + 5, (bar.top + bar.bottom) / 2), words, "lm")
    else:
        sheet.write(((bar.left + bar.right) / 2, bar.top - 4), words, "mb")


def _value_title(sheet: Sheet, area: Area, plan: Plan) -> Area:
    size = sheet.look.font_px
    if plan.is_horizontal:
        sheet.write(((area.left + area.right) / 2, area.bottom), plan.y_title, "ms")
        return Area(area.left, area.top, area.right, area.bottom - 1.8 * size)
    length = sheet.length(plan.y_title)
    if length > area.height:
        return area
    top = (area.top + area.bottom - length) / 2
    sheet.write((area.left + size / 2, top), plan.y_title, turned=90)
    return Area(area.left + 1.6 * size, area.top, area.right, area.bottom)


def _legend(sheet: Sheet, area: Area, plan: Plan) -> Area:
    """Name the series at the right; return what is left."""
    size = sheet.look.font_px
    names = [series.name for series in plan.series]
    left = area.right - max(map(sheet.length, names)) - 1.6 * size
    for place, name in enumerate(names):
        y = area.top + (1 + 1.8 * place) * size
        patch = Area(left, y - size / 2, left + size, y + size / 2)
        sheet.rectangle(patch, sheet.look.colours[place])
        sheet.write((left + size * 1.6, y), name, "lm")
    return Area(area.left, area.top, left - size, area.bottom)
