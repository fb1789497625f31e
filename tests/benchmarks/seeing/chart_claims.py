"""What people write under a chart: which is largest, how much one is, where it goes."""

from __future__ import annotations

import random

from bot.jobs import Box
from tests.benchmarks.seeing.claims import Claim, Claims, unseen
from tests.benchmarks.seeing.plans import written
from tests.benchmarks.seeing.samples import ChartTruth, PointTruth

NOT_VISIBLE = unseen(
    "The figures were published by the city council.",
    "The survey was paid for by a bank.",
    "A new manager was hired in May.",
    "Customers are very happy with the service.",
    "The results surprised everybody at the meeting.",
)
FAR = 1.25
"""A wrong number is at least this many times the true one."""


def chart_claims(truth: ChartTruth, chance: random.Random) -> Claims:
    points = list(truth.points)
    match truth.kind:
        case "pie" | "donut":
            right, wrong = _of_shares(truth, points, chance)
        case "bar":
            right, wrong = _of_bars(truth, points, chance)
        case _:
            right, wrong = _of_course(truth, points, chance)
    return Claims(tuple(right), tuple(wrong), NOT_VISIBLE)


def _of_shares(
    truth: ChartTruth, points: list[PointTruth], chance: random.Random
) -> tuple[list[Claim], list[Claim]]:
    one, other = chance.choice(points), _not(truth.peak, points, chance)
    share = round(100 * (one.share or 0.0))
    far = share + chance.choice((15, 20, 25))
    right: list[Claim] = [
        (f"{truth.peak} is the largest section.", _box(truth.peak, points)),
        (f"{truth.valley} has the smallest share.", _box(truth.valley, points)),
        (f"{one.label} makes up about {share} percent.", one.box),
    ]
    wrong: list[Claim] = [
        (f"{other.label} is the largest section.", _box(truth.peak, points)),
        (f"{truth.peak} has the smallest share.", _box(truth.peak, points)),
        (f"{one.label} makes up {far} percent.", one.box),
    ]
    return right, wrong


def _of_bars(
    truth: ChartTruth, points: list[PointTruth], chance: random.Random
) -> tuple[list[Claim], list[Claim]]:
    other = _not(truth.peak, points, chance)
    low, high = sorted(chance.sample(points, 2), key=lambda point: point.value)
    far = high.value * FAR * chance.uniform(1, 1.4)
    places = 0 if high.value == int(high.value) else 1
    right: list[Claim] = [
        (f"{truth.peak} has the highest value.", _box(truth.peak, points)),
        (f"{truth.valley} is the lowest of all.", _box(truth.valley, points)),
    ]
    wrong: list[Claim] = [
        (f"{other.label} has the highest value.", _box(truth.peak, points)),
        (f"{high.label} stands at {written(far, places)}.", high.box),
    ]
    if high.value > low.value * FAR:
        right.append((f"{high.label} is higher than {low.label}.", high.box))
        wrong.append((f"{low.label} is higher than {high.label}.", low.box))
    return right, wrong


def _of_course(
    truth: ChartTruth, points: list[PointTruth], chance: random.Random
) -> tuple[list[Claim], list[Claim]]:
    other = _not(truth.peak, points, chance)
    right: list[Claim] = [(f"The peak was in {truth.peak}.", _box(truth.peak, points))]
    wrong: list[Claim] = [(f"The peak was in {other.label}.", _box(truth.peak, points))]
    if truth.trend in ("up", "down"):
        is_up = truth.trend == "up"
        said = ("The numbers rise over the period.", "The values fall over time.")
        right.append((said[not is_up], None))
        wrong.append((said[is_up], None))
    return right, wrong


def _not(label: str, points: list[PointTruth], chance: random.Random) -> PointTruth:
    """Return a point that is called otherwise, and is clearly less."""
    peak = max(point.value for point in points)
    others = [point for point in points if point.label != label]
    clear = [point for point in others if point.value * FAR < peak]
    return chance.choice(clear or others)


def _box(label: str, points: list[PointTruth]) -> Box | None:
    return next((point.box for point in points if point.label == label), None)
