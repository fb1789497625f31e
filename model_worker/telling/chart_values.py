"""A chart's measured values as a table to read and to take away. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.draft import Draft
from model_worker.readings import Chart
from model_worker.telling.chart_words import kind_of, say_chart, titled
from model_worker.telling.csv_files import chart_file, value_rows

_LINES_MAX = 12


def tell_values(draft: Draft, charts: Sequence[Chart], picture: str) -> None:
    """Say the values of *charts* line by line, and attach each as CSV."""
    draft.say("I see no table here, but I measured this: ")
    for number, chart in enumerate(charts, start=1):
        draft.say("\n\n" if number > 1 else "")
        _tell(draft, chart, picture)
        draft.attach(chart_file(chart, number))


def _tell(draft: Draft, chart: Chart, picture: str) -> None:
    say_chart(draft, f"a {kind_of(chart)}{titled(chart)}", chart, picture)
    draft.say(":")
    rows = list(value_rows(chart))
    for row in rows[: _LINES_MAX + 1]:
        draft.say("\n" + " | ".join(row))
    more = len(rows) - 1 - _LINES_MAX
    if more > 0:
        draft.say(f"\n... and {more} more {'row' if more == 1 else 'rows'}.")
