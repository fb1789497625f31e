"""How the lines of a chart go, said from their first place to their last. Pure."""

from __future__ import annotations

from model_worker.draft import Draft
from model_worker.readings import Chart, Series
from model_worker.telling.chart_words import say_point
from model_worker.telling.quoting import quoted
from model_worker.trends import trend

_SERIES_MAX = 4
_VERBS = {
    "up": "goes up",
    "down": "goes down",
    "flat": "stays about level",
    "mixed": "goes up and down",
}
_AROUND = "goes up and down around the same level"
_SWING = 0.2
"""Share of its farthest value by which a line swings that nobody calls level."""


def say_courses(draft: Draft, chart: Chart, picture: str) -> None:
    """Say the course of each series, its peak and its valley where they lie between."""
    shown = [series for series in chart.series if series.points][:_SERIES_MAX]
    for place, series in enumerate(shown):
        draft.say(" " if place else "")
        _say_course(draft, series, chart, picture)


def _say_course(draft: Draft, series: Series, chart: Chart, picture: str) -> None:
    course = trend(series)
    name = quoted(series.name) if series.name else "It"
    is_swinging = course.direction == "flat" and course.swing > _SWING
    verb = _AROUND if is_swinging else _VERBS[course.direction]
    draft.say(f"{name} {verb}, from ")
    say_point(draft, course.first, chart, picture)
    draft.say(" to ")
    say_point(draft, course.last, chart, picture)
    ends = (course.first, course.last)
    if course.peak not in ends:
        draft.say(", with its highest at ")
        say_point(draft, course.peak, chart, picture)
    if course.valley not in ends:
        draft.say(", its lowest at ")
        say_point(draft, course.valley, chart, picture)
    draft.say(".")
