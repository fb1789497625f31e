"""Tables and measured values to take away, as RFC 4180 wants them. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from bot.jobs import TextFile
from model_worker.readings import Chart, Series, Table


def table_file(table: Table) -> TextFile:
    return _file("table.csv", ([cell.text for cell in row] for row in table.rows))


def chart_file(chart: Chart, number: int) -> TextFile:
    """Return the values of *chart*; *number* keeps the files of several apart."""
    return _file(f"chart-{number}.csv", value_rows(chart))


def value_rows(chart: Chart) -> Iterator[list[str]]:
    """Yield a header, then the values of each label in its order."""
    amount = "share" if chart.kind in {"pie", "donut"} else chart.y_title or "value"
    yield [chart.x_title or "label", *(each.name or amount for each in chart.series)]
    for label in dict.fromkeys(point.label for point in chart.points):
        yield [label, *(_written(each, label) for each in chart.series)]


def _written(series: Series, label: str) -> str:
    """Return the share or the value of the point called *label*, "" without one."""
    for point in series.points:
        size = point.value if point.share is None else point.share
        if point.label == label and size is not None:
            return f"{size:.3g}" if point.value is None else f"{size:.4g}"
    return ""


def _file(name: str, rows: Iterable[Iterable[str]]) -> TextFile:
    lines = StringIO(newline="")
    csv.writer(lines).writerows(rows)
    return TextFile(name, lines.getvalue())
