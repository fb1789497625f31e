"""Scenes as if they had been read, without a picture."""

from __future__ import annotations

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readings import (
    Cell,
    Chart,
    ChartReading,
    Mark,
    MarkReading,
    Panel,
    PanelReading,
    Point,
    Series,
    Table,
    TableReading,
)

PLOT = Box(0.1, 0.1, 0.9, 0.9)


def a_pie(confidence: float = 0.95, **shares: float) -> Chart:
    """A pie whose slices lie side by side, as boxes need not be round."""
    shares = shares or {"Rent": 0.45, "Food": 0.3, "Fun": 0.2, "Other": 0.05}
    colours = ("blue", "orange", "green", "red", "purple")
    points = tuple(
        Point(
            label=label,
            box=Box(0.1 + 0.15 * place, 0.2, 0.2 + 0.15 * place, 0.8),
            confidence=0.95,
            colour=colours[place],
            share=share,
        )
        for place, (label, share) in enumerate(shares.items())
    )
    return Chart(
        kind="pie",
        box=PLOT,
        series=(Series(points=points),),
        confidence=confidence,
        title="Where the money goes",
    )


def some_bars(confidence: float = 0.95, **fields: object) -> Chart:
    """Five bars on one base; the third is red, the others are blue."""
    values = {"Jan": 10.0, "Feb": 20.0, "March": 42.0, "Apr": 30.0, "May": 5.0}
    points = tuple(
        Point(
            label=label,
            box=Box(0.15 + 0.15 * at, 0.9 - value / 60, 0.25 + 0.15 * at, 0.9),
            confidence=0.95,
            colour="red" if label == "March" else "blue",
            value=value,
        )
        for at, (label, value) in enumerate(values.items())
    )
    chart = Chart(
        kind="bar",
        box=PLOT,
        title="Sales",
        series=(Series(points=points),),
        confidence=confidence,
    )
    return replace(chart, **fields)


def a_line(*values: float, name: str = "") -> Series:
    labels = ("Jan", "Feb", "March", "Apr", "May", "Jun")
    return Series(
        name=name,
        points=tuple(
            Point(
                label=label,
                box=Box(0.1 + 0.12 * at, 0.5, 0.14 + 0.12 * at, 0.54),
                confidence=0.95,
                value=value,
            )
            for at, (label, value) in enumerate(zip(labels, values, strict=False))
        ),
    )


def a_line_chart(*series: Series, confidence: float = 0.95) -> Chart:
    return Chart(kind="line", box=PLOT, series=series, confidence=confidence)


def a_table(*rows: str, **fields: object) -> Table:
    """Rows as "tea | 2.50"; the first is the header; cells fill the table's box."""
    split = [[text.strip() for text in row.split("|")] for row in rows]
    height, width = 0.8 / len(rows), 0.8 / len(split[0])
    cells = tuple(
        tuple(
            Cell(
                text,
                Box(
                    0.1 + width * column,
                    0.1 + height * row,
                    0.1 + width * (column + 1),
                    0.1 + height * (row + 1),
                ),
                0.97,
            )
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(split)
    )
    table = Table(box=PLOT, rows=cells, has_header=True, confidence=0.9)
    return replace(table, **fields)


def a_grid(rows: int, columns: int, *, is_regular: bool = True) -> PanelReading:
    """Panels that fill the picture, titled A, B, C ... row by row."""
    return PanelReading(
        tuple(
            Panel(
                box=Box(
                    column / columns + 0.01,
                    row / rows + 0.01,
                    (column + 1) / columns - 0.01,
                    (row + 1) / rows - 0.01,
                ),
                row=row + 1,
                column=column + 1,
                title=chr(ord("A") + row * columns + column),
            )
            for row in range(rows)
            for column in range(columns)
        ),
        is_regular,
    )


def some_text(**places: tuple[float, float]) -> TextReading:
    """Words at their left and top, each a block; underscores are spaces."""
    return TextReading(
        tuple(
            Block((Line(words.replace("_", " "), _at(left, top), 0.97),))
            for words, (left, top) in places.items()
        )
    )


def _at(left: float, top: float) -> Box:
    return Box(left, top, left + 0.1, top + 0.04)


def charts(*each: Chart) -> ChartReading:
    return ChartReading(each)


def tables(*each: Table) -> TableReading:
    return TableReading(each)


def a_ring(box: Box, colour: str = "red") -> MarkReading:
    return MarkReading((Mark(shape="ring", colour=colour, box=box, confidence=0.9),))
