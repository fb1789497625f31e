"""Whatever the chart, the table or the equation: a guide never says the result."""

from __future__ import annotations

import random
from typing import get_args

import pytest

from bot.jobs import Box
from model_worker.readings import Chart, ChartKind, Point, Reading, Series
from tests.model_worker.scenes import a_table, charts, tables
from tests.model_worker.telling.test_maths import a_sheet, an_equation
from tests.model_worker.tutoring.asking import answers
from tests.model_worker.tutoring.withheld import given_away, results

SEEDS = range(24)
Asked = tuple[str, str, dict[str, Reading]]
"""A question, what may be known beside it, and what was seen."""

TOWNS = ("Oslo", "Lima", "Rome", "Cairo", "Delhi", "Quito", "Perth", "Kyoto")
OF_ANY = (
    "How high is {one}?",
    "Which is the largest?",
    "Which is the smallest?",
    "What are the two largest?",
    "Compare {one} and {other}",
    "Compare the two largest",
    "How many {noun}s are there?",
    "Give me the values as CSV",
)
NOUNS = {"bar": "bar", "line": "line", "pie": "slice", "donut": "slice"}
MATTERS = (*get_args(ChartKind), "table", "linear", "square")


def a_chart(kind: ChartKind, pick: random.Random) -> Chart:
    """A chart of three to eight towns, no two of one size."""
    labels = pick.sample(TOWNS, pick.randint(3, 8))
    sizes = [size + pick.random() for size in pick.sample(range(5, 95), len(labels))]
    is_round = kind in {"pie", "donut"}
    points = tuple(
        Point(
            label=label,
            box=Box(0.11 + at / 11, 0.85 - size / 140, 0.17 + at / 11, 0.86),
            confidence=0.95,
            share=size / sum(sizes) if is_round else None,
            value=None if is_round else size,
        )
        for at, (label, size) in enumerate(zip(labels, sizes, strict=True))
    )
    has_scale = not is_round and pick.random() < 0.7
    return Chart(
        kind=kind,
        box=Box(0.05, 0.05, 0.95, 0.95),
        series=(Series(points=points),),
        confidence=0.95,
        is_horizontal=kind == "bar" and pick.random() < 0.3,
        x_axis=Box(0.1, 0.88, 0.9, 0.93) if has_scale else None,
        y_axis=Box(0.05, 0.1, 0.09, 0.9) if has_scale else None,
        legend=Box(0.91, 0.1, 0.99, 0.3) if pick.random() < 0.3 else None,
    )


def of_a_chart(kind: ChartKind, pick: random.Random) -> list[Asked]:
    chart = a_chart(kind, pick)
    one, other = pick.sample([point.label for point in chart.points], 2)
    wanted = (*OF_ANY, "What is the trend?") if kind == "line" else OF_ANY
    asked = [w.format(one=one, other=other, noun=NOUNS[kind]) for w in wanted]
    return [(question, question, {"charts": charts(chart)}) for question in asked]


def of_a_table(pick: random.Random) -> list[Asked]:
    towns = pick.sample(TOWNS, pick.randint(3, 8))
    rows = [f"{town} | {pick.randint(100, 999)}" for town in towns]
    seen: dict[str, Reading] = {"tables": tables(a_table("Town | Visitors", *rows))}
    asked = (
        f"How many visitors did {towns[0]} have?",
        "Which town has the most visitors?",
        "Which town has the fewest visitors?",
        "What is the sum of visitors?",
        "What is the average of visitors?",
        "How many rows are there?",
        f"Compare {towns[0]} and {towns[1]}",
        "What is in the bottom row?",
    )
    # how a column is headed is where to look, no result
    return [(question, f"{question} Town Visitors", seen) for question in asked]


def of_an_equation(kind: str, pick: random.Random) -> list[Asked]:
    found, factor = pick.randint(11, 99), pick.randint(2, 9)
    if kind == "linear":
        more = pick.randint(101, 199)
        task = f"{factor}x + {more} = {factor * found + more}"
    else:
        other = pick.randint(101, 199)
        task = f"x^2 - {found + other}x + {found * other} = 0"
    sheet: dict[str, Reading] = {"equations": a_sheet(an_equation(task))}
    return [("Solve the equation", task, sheet), (f"Solve {task}", task, {})]


def asked_about(matter: str, seed: int) -> list[Asked]:
    pick = random.Random(f"{matter} {seed}")
    if matter == "table":
        return of_a_table(pick)
    if matter in {"linear", "square"}:
        return of_an_equation(matter, pick)
    return of_a_chart(matter, pick)  # type: ignore[arg-type]


@pytest.mark.parametrize("matter", MATTERS)
def test_no_result_is_given_away(matter: str) -> None:
    for seed in SEEDS:
        for question, known, seen in asked_about(matter, seed):
            plain, guide = answers(question, **seen)
            assert results(plain, known), question
            assert given_away(guide, plain, known) == set(), guide.text
            assert guide.follow_ups[-1:] == ("Show me the answer",), question
            assert not guide.files


@pytest.mark.parametrize("matter", MATTERS)
def test_the_plain_answers_give_all_of_it_away(matter: str) -> None:
    """Else the test above would prove nothing."""
    for question, known, seen in asked_about(matter, 0):
        plain, _ = answers(question, **seen)
        assert given_away(plain, plain, known) == results(plain, known)


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_the_winner_is_not_even_pointed_at(kind: ChartKind) -> None:
    for seed in SEEDS:
        pick = random.Random(f"{kind} {seed}")
        seen = {"charts": charts(a_chart(kind, pick))}
        plain, guide = answers("Which is the largest?", **seen)
        (winner,) = plain.findings[0].boxes
        assert all(winner not in finding.boxes for finding in guide.findings)
