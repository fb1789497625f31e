"""A picture as far as it was looked at; knows nothing of how it was. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readings import (
    Aspect,
    ChartReading,
    ColourReading,
    DiagramReading,
    EquationReading,
    MarkReading,
    PanelReading,
    TableReading,
)

LOSSY = 0.85
"""What is left of the sureness of measured things after compression with loss."""


class Scene(Struct, frozen=True, kw_only=True):
    """The readings of one picture; what was not called for is empty.

    So is what was *missed*: aspects whose readers broke on this picture.
    """

    text: TextReading = TextReading()
    colours: ColourReading = ColourReading()
    marks: MarkReading = MarkReading()
    panels: PanelReading = PanelReading()
    tables: TableReading = TableReading()
    charts: ChartReading = ChartReading()
    diagrams: DiagramReading = DiagramReading()
    equations: EquationReading = EquationReading()
    missed: tuple[Aspect, ...] = ()


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all of *boxes*, which are one or more."""
    return reduce(Box.union, boxes)


def is_inside(inner: Box, outer: Box) -> bool:
    """Whether the middle of *inner* lies in *outer*."""
    across, down = middle(inner)
    return outer.left <= across <= outer.right and outer.top <= down <= outer.bottom


def middle(box: Box) -> tuple[float, float]:
    """Return the middle of *box*, across and down."""
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def less_sure(scene: Scene) -> Scene:
    """Return *scene* as it was read in a picture that was compressed with loss.

    Blurred edges and false colours made one of 45 charts that called themselves sure
    wrong, where there was none without compression: what was measured on the verge of
    sureness is no longer sure.
    """
    charts = tuple(
        replace(chart, confidence=chart.confidence * LOSSY)
        for chart in scene.charts.charts
    )
    tables = tuple(
        replace(table, confidence=table.confidence * LOSSY)
        for table in scene.tables.tables
    )
    return replace(scene, charts=ChartReading(charts), tables=TableReading(tables))
