"""What people ask of a chart, in their words, and how its answer is judged."""

from __future__ import annotations

import random

from tests.benchmarks.seeing.judge_charts import (
    judge_extreme,
    judge_trend,
    judge_value,
)
from tests.benchmarks.seeing.samples import ChartTruth, PointTruth
from tests.benchmarks.seeing.verdicts import Judge

LARGEST = ("What is the largest section?", "Which slice is the largest?")
SMALLEST = ("Which section is the smallest?", "What is the smallest slice?")
TALLEST = ("Which bar is the tallest?", "What is the tallest bar?")
SHORTEST = ("Which bar is the shortest?", "What is the shortest bar?")
VALUE = ("What is the value of {}?", "How high is the bar of {}?", "How much is {}?")
TREND = ("What is the trend?", "Is it going up or down?", "How does it develop?")
PEAK = ("Where is the peak?", "When was it highest?", "Where is the highest point?")
VALLEY = ("Where is the lowest point?", "When was it lowest?")
OF_SERIES = "What is the value of {} in {}?"


def asked_of(truth: ChartTruth, chance: random.Random) -> tuple[str, Judge]:
    """Return one question about a chart, and its judge."""
    if truth.is_hard:
        point = chance.choice(truth.points)
        question = OF_SERIES.format(point.label, point.series)
        return question, judge_value(point)
    largest = judge_extreme(truth, _point(truth, truth.peak))
    smallest = judge_extreme(truth, _point(truth, truth.valley))
    options: list[tuple[tuple[str, ...], Judge]]
    match truth.kind:
        case "pie" | "donut":
            options = [(LARGEST, largest), (SMALLEST, smallest)]
        case "bar":
            point = chance.choice(truth.points)
            named = tuple(each.format(point.label) for each in VALUE)
            value = judge_value(point)
            options = [(TALLEST, largest), (SHORTEST, smallest), (named, value)]
        case _:
            options = [(PEAK, largest), (VALLEY, smallest)]
            if truth.trend:
                options += [(TREND, judge_trend(truth.trend))] * 2
    questions, judge = chance.choice(options)
    return chance.choice(questions), judge


def _point(truth: ChartTruth, label: str) -> PointTruth:
    return next(point for point in truth.points if point.label == label)
