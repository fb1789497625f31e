"""The generators: the same seed draws the same, and the truth is what was drawn."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from tests.benchmarks.seeing.charts_matplotlib import charts as matplotlib_charts
from tests.benchmarks.seeing.charts_pillow import charts as pillow_charts
from tests.benchmarks.seeing.dumping import Charts
from tests.benchmarks.seeing.exercises import EXERCISES
from tests.benchmarks.seeing.flow_layouts import laid_out
from tests.benchmarks.seeing.flow_looks import look_of
from tests.benchmarks.seeing.flow_plans import planned
from tests.benchmarks.seeing.flow_questions import asked_of as flow_asked_of
from tests.benchmarks.seeing.notations import Plain
from tests.benchmarks.seeing.plans import trend_of
from tests.benchmarks.seeing.samples import ChartTruth, chance_of
from tests.benchmarks.seeing.sums import NotSumsError, value_of

DRAWN = (matplotlib_charts, pillow_charts)


@pytest.mark.parametrize("charts", DRAWN)
def test_a_seed_draws_the_same_again_and_another_one_does_not(charts: Charts) -> None:
    first, again, other = (next(charts(seed, 1)) for seed in (5, 5, 6))

    assert first == again
    assert first.content != other.content


@pytest.mark.parametrize("charts", DRAWN)
def test_every_bar_has_its_colour_where_its_box_is(charts: Charts) -> None:
    sample = next(charts(3, 1, kinds=("bar",)))
    assert isinstance(sample.truth, ChartTruth)

    with Image.open(BytesIO(sample.content)) as image:
        for point in sample.truth.points:
            assert point.box
            x = round((point.box.left + point.box.right) / 2 * image.width)
            y = round((point.box.top + point.box.bottom) / 2 * image.height)
            pixel = image.convert("RGB").getpixel((x, y))
            assert isinstance(pixel, tuple)
            near = zip(pixel, point.colour, strict=True)
            assert all(abs(one - other) < 12 for one, other in near)


def test_shares_sum_to_one_and_the_ends_are_told_apart() -> None:
    for sample in matplotlib_charts(9, 4, kinds=("pie",)):
        assert isinstance(sample.truth, ChartTruth)
        shares = [point.share or 0 for point in sample.truth.points]
        assert sum(shares) == pytest.approx(1)
        assert sample.truth.peak
        assert sample.truth.valley


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ((1, 2, 3, 4), "up"),
        ((4, 2, 3, 1), "down"),
        ((5, 6, 5, 6, 5), "flat"),
        ((1, 5, 1), ""),
        ((1, 5, 2, 6, 1), "flat"),
        ((3, 3), "flat"),
        ((1, 9, 8, 2, 4), ""),
    ],
)
def test_a_trend_is_a_line_that_covers_most_of_the_height(
    values: tuple[float, ...], trend: str
) -> None:
    assert trend_of(values) == trend


def test_jpeg_makes_a_sample_lossy() -> None:
    lossy = next(pillow_charts(1, 1)).as_jpeg()

    assert lossy.is_lossy
    assert lossy.content.startswith(b"\xff\xd8")


def test_every_exercise_has_the_results_that_its_lines_say() -> None:
    for number in range(80):
        exercise = EXERCISES[number % len(EXERCISES)](chance_of(2, number))
        known = {name: float(value) for name, value in exercise.results if name}
        if not known or exercise.kind == "quadratic":
            continue
        for line in exercise.lines(Plain()):
            left, right = line.split("=")
            assert value_of(left, known) == pytest.approx(value_of(right, known))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 \u00b7 4", 14),
        ("(2 + 3)(4 \u2212 1)", 15),
        ("\u22123\u00b2", -9),
        ("3/4 + 1/6", 11 / 12),
        ("2x\u00b2 \u2212 x", 15),
        ("(1 + \u221a25) : 2", 3),
        ("2^3^2", 512),
    ],
)
def test_sums_are_worked_out(text: str, value: float) -> None:
    assert value_of(text, {"x": 3}) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "2 +", "(3", "y", "1/0", "two"])
def test_what_is_no_sum_says_so(text: str) -> None:
    with pytest.raises(NotSumsError):
        value_of(text, {"x": 3})


def test_a_flow_chart_has_its_boxes_apart_and_in_the_picture() -> None:
    for number in range(20):
        chance = chance_of(4, number)
        plan, look = planned(number, chance), look_of(chance)
        layout = laid_out(plan, look)
        boxes = [layout.box(place) for place in range(len(plan.steps))]
        assert all(a.overlap(b) == 0 for a, b in combinations(boxes, 2))


def test_a_question_of_a_flow_chart_has_the_boxes_that_its_arrows_say() -> None:
    for number in range(40):
        chance = chance_of(5, number)
        plan, look = planned(number, chance), look_of(chance)
        asked = flow_asked_of(plan, laid_out(plan, look), chance)
        truth = asked.truth
        assert asked.question
        assert truth.count == len(plan.steps) or truth.wanted
        assert {*truth.wanted} <= {*range(len(truth.steps))}
