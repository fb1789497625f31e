"""Which of a picture's charts a question is about, by the words it uses. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.jobs import Intent
from model_worker.language.grammar import TABLE
from model_worker.places.chart_points import asked_for
from model_worker.places.matching import content_words, is_same_word, words_of
from model_worker.posts.moments import moments
from model_worker.readings import Chart, ChartKind
from model_worker.requests import Request

_KINDS: tuple[tuple[re.Pattern[str], frozenset[ChartKind]], ...] = (
    (
        re.compile(r"\b(?:bars?|histogram|tallest|shortest)\b", re.IGNORECASE),
        frozenset({"bar"}),
    ),
    (
        re.compile(
            r"\b(?:pies?|do(?:ugh)?nuts?|slices?|sections?|wedges?|segments?|sectors?"
            r"|pieces?|share|percentage)\b",
            re.IGNORECASE,
        ),
        frozenset({"pie", "donut"}),
    ),
    (
        re.compile(
            r"\b(?:lines?|curves?|peaks?|valley|trough|trends?)\b", re.IGNORECASE
        ),
        frozenset({"line"}),
    ),
)
_TIME = re.compile(r"\b(?:which|what) (year|quarter|month|day)\b", re.IGNORECASE)
_TITLED = 0.5
"""Share of a title's words that name its chart."""

_OF_ONE_CHART: frozenset[Intent] = frozenset({"extreme", "trend", "compare"})
_OF_POINTS: frozenset[Intent] = frozenset({"value", "ask", "compare", "count"})


def charts_meant(request: Request, charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """Return those of *charts* that *request* may be about, all where it says nothing.

    A kind that it names, a title, and the labels of points leave out the others.
    """
    found = _titled(request.text, _of_kind(request, charts))
    found = _of_time(request.text, found)
    if request.intent in _OF_POINTS:
        holding = tuple(each for each in found if asked_for(request.text, each))
        found = holding or found
    return found


def are_ambiguous(request: Request, charts: Sequence[Chart]) -> bool:
    """Whether *request* wants something of one of *charts* and may mean several."""
    if len(charts) < 2 or TABLE.search(request.text):  # noqa: PLR2004 - one is clear
        return False
    if request.intent in _OF_ONE_CHART:
        return True
    return request.intent == "value" and all(asked_for(request.text, c) for c in charts)


def _of_kind(request: Request, charts: Sequence[Chart]) -> tuple[Chart, ...]:
    for words, kinds in _KINDS:
        found = tuple(chart for chart in charts if chart.kind in kinds)
        if found and words.search(request.text):
            return found
    if request.intent == "trend":
        return tuple(c for c in charts if c.kind == "line") or tuple(charts)
    return tuple(charts)


def _of_time(text: str, charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """Return the charts of months for "which *month* was best?", else all."""
    asked = _TIME.search(text)
    if asked is None:
        return tuple(charts)
    wanted = asked[1].lower().replace("day", "weekday")
    return tuple(c for c in charts if wanted in _moments_on(c)) or tuple(charts)


def _moments_on(chart: Chart) -> set[str]:
    """Return which moments the labels of *chart* name: months, years, weekdays."""
    named = [moments(point.label) for point in chart.points]
    return {found[0].finest for found in named if found}


def _titled(text: str, charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """Return the charts whose titles *text* names best, all where it names none."""
    said = words_of(text)
    scored = [(_likeness(said, chart.title), chart) for chart in charts]
    best = max((score for score, _ in scored), default=0.0)
    if best < _TITLED:
        return tuple(charts)
    return tuple(chart for score, chart in scored if score == best)


def _likeness(said: Sequence[str], title: str) -> float:
    wanted = content_words(title)
    hits = sum(any(is_same_word(word, each) for word in said) for each in wanted)
    return hits / len(wanted) if wanted else 0.0
