"""A part of a picture as a picture of its own, and boxes in it taken back exactly."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart, Point, Series

_HELD = 0.5
"""Share of a line of text that must lie in a part to be a line of it."""


class Part(NamedTuple):
    """*box* is the place of *pixels* in the whole picture; text lies in the part."""

    pixels: Pixels
    text: TextReading
    closer: Closer
    box: Box


def part_of(whole: Part, box: Box) -> Part:
    """Return what lies in *box* of *whole*, cut at whole pixels."""
    tall, wide = whole.pixels.shape[:2]
    left, right = round(box.left * wide), max(round(box.right * wide), 1)
    top, bottom = round(box.top * tall), max(round(box.bottom * tall), 1)
    place = Box(left / wide, top / tall, right / wide, bottom / tall)

    def closer(region: Box) -> tuple[Line, ...]:
        return tuple(
            replace(line, box=within(line.box, place))
            for line in whole.closer(taken_back(region, place))
            if _is_held(line.box, place)
        )

    blocks = (
        Block(
            tuple(
                replace(line, box=within(line.box, place))
                for line in block.lines
                if _is_held(line.box, place)
            )
        )
        for block in whole.text.blocks
    )
    text = TextReading(tuple(block for block in blocks if block.lines))
    return Part(whole.pixels[top:bottom, left:right], text, closer, place)


def within(box: Box, place: Box) -> Box:
    """Return *box* of the whole picture in fractions of *place*, cut at its edges."""
    wide, tall = place.right - place.left, place.bottom - place.top
    return Box(
        max((box.left - place.left) / wide, 0.0),
        max((box.top - place.top) / tall, 0.0),
        min((box.right - place.left) / wide, 1.0),
        min((box.bottom - place.top) / tall, 1.0),
    )


def taken_back(box: Box, place: Box) -> Box:
    """Return *box* in fractions of *place* as one of the whole picture."""
    wide, tall = place.right - place.left, place.bottom - place.top
    return Box(
        place.left + box.left * wide,
        place.top + box.top * tall,
        min(place.left + box.right * wide, 1.0),
        min(place.top + box.bottom * tall, 1.0),
    )


def mapped(chart: Chart, place: Box) -> Chart:
    """Return *chart*, found in *place*, with its boxes in the whole picture."""

    def back(box: Box | None) -> Box | None:
        return box and taken_back(box, place)

    return replace(
        chart,
        box=taken_back(chart.box, place),
        series=tuple(_mapped_series(series, place) for series in chart.series),
        title_box=back(chart.title_box),
        legend=back(chart.legend),
        x_axis=back(chart.x_axis),
        y_axis=back(chart.y_axis),
    )


def _mapped_series(series: Series, place: Box) -> Series:
    points: tuple[Point, ...] = tuple(
        replace(point, box=taken_back(point.box, place)) for point in series.points
    )
    return replace(series, points=points)


def _is_held(box: Box, place: Box) -> bool:
    return box.overlap(place) > _HELD * box.area
