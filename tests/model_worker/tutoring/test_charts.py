from __future__ import annotations

from functools import reduce

from msgspec.structs import replace

from bot.jobs import Answer, Box
from bot.rendering import marked_text
from model_worker.readings import Chart, Point, Series
from tests.model_worker.scenes import a_line, a_line_chart, a_pie, charts, some_bars
from tests.model_worker.tutoring.asking import answers

BELOW, LEFT = Box(0.1, 0.92, 0.9, 0.97), Box(0.02, 0.1, 0.08, 0.9)
LEGEND = Box(0.8, 0.02, 0.99, 0.08)
BARS = some_bars(x_axis=BELOW, y_axis=LEFT)
LINE = replace(a_line_chart(a_line(5, 9, 7, 3)), x_axis=BELOW, y_axis=LEFT)


def guide(question: str, chart: Chart) -> Answer:
    _, guide = answers(question, charts=charts(chart))
    return guide


def steps(question: str, chart: Chart) -> list[str]:
    lines = marked_text(guide(question, chart).spans).splitlines()
    return [line[3:] for line in lines if line[:1].isdigit()]


def places(question: str, chart: Chart) -> list[Box]:
    return [box for f in guide(question, chart).findings for box in f.boxes]


def all_of(chart: Chart) -> Box:
    return reduce(Box.union, [point.box for point in chart.points])


def test_a_lying_bar_is_read_off_below_it() -> None:
    lying = replace(BARS, is_horizontal=True)
    assert steps("How much is March?", lying)[1] == (
        "From its end, go straight down to the scale [2]."
    )
    assert places("How much is March?", lying) == [BARS.points[2].box, BELOW]


def test_a_scale_at_the_right_is_looked_for_there() -> None:
    chart = replace(BARS, y_axis=Box(0.92, 0.1, 0.98, 0.9))
    assert "go straight right to the scale" in guide("How high is May?", chart).text


def test_without_a_scale_the_number_is_printed_there() -> None:
    assert steps("How high is March?", some_bars()) == [
        "Look at the bar “March” [1].",
        "Read the number printed there.",
    ]


def test_two_bars_are_read_off_and_taken_from_each_other() -> None:
    assert places("Compare Jan and May", BARS) == [
        BARS.points[0].box,
        LEFT,
        BARS.points[4].box,
    ]
    assert steps("Compare Jan and May", BARS)[3:] == [
        "Do the same for “May” [3].",
        "Take the smaller number away from the larger one.",
    ]


def test_ends_that_are_to_be_compared_have_to_be_found_first() -> None:
    assert places("Compare the two largest", BARS) == [all_of(BARS), LEFT]


def test_the_height_of_the_tallest_is_read_off_where_that_is_asked_too() -> None:
    assert places("How high is the tallest bar?", BARS) == [all_of(BARS), BELOW, LEFT]
    assert places("Which bar is the tallest?", BARS) == [all_of(BARS), BELOW]


def test_several_ends_are_found_one_after_the_other() -> None:
    said = guide("What are the two shortest bars?", BARS).text
    assert said.startswith("Let's find the shortest bars.")
    assert "look for the next one" in said


def test_a_point_of_a_line_is_found_from_below() -> None:
    assert steps("How much was it in March?", LINE)[:2] == [
        "Find “March” below the line and go up to the line [1].",
        "From there, go straight left to the scale [2].",
    ]


def test_both_ends_of_a_line_tell_which_way_it_goes() -> None:
    points = LINE.points
    assert places("What is the trend?", LINE) == [points[0].box, points[-1].box]


def test_of_several_lines_the_legend_tells_which_is_which() -> None:
    two = a_line_chart(a_line(5, 9, name="Cats"), a_line(2, 3, name="Dogs"))
    two = replace(two, legend=LEGEND)
    assert places("What is the trend?", two) == [LEGEND, all_of(two)]
    assert places("How many lines are there?", two) == [all_of(two), LEGEND]


def test_a_slice_is_found_by_its_colour() -> None:
    pie = replace(a_pie(), legend=LEGEND)
    assert steps("Which is the smallest slice?", pie) == [
        "Compare the slices [1].",
        "Which of them takes up the least of the circle?",
        "Look up its colour in the legend [2].",
    ]


def test_a_piece_of_a_stack_has_two_ends() -> None:
    lower = some_bars().series[0].points
    upper = tuple(replace(p, box=above(p)) for p in lower)
    stacks = some_bars(
        series=(Series(points=lower, name="2023"), Series(points=upper, name="2024")),
        is_stacked=True,
        legend=LEGEND,
        y_axis=LEFT,
    )
    question = "How much was March in 2023?"
    assert places(question, stacks) == [LEGEND, lower[2].box, LEFT]
    assert "Go from both of its ends to the scale [3]." in steps(question, stacks)


def test_all_values_are_written_down_by_oneself() -> None:
    assert places("Give me the values as CSV", BARS) == [all_of(BARS), LEFT]


def test_a_bar_that_was_named_by_its_colour_is_not_named_otherwise() -> None:
    said = guide("How high is the red bar?", BARS)
    assert "March" not in f"{said.text} {said.findings}"
    assert said.findings[0].boxes == (BARS.points[2].box,)


def above(point: Point) -> Box:
    box = point.box
    return Box(box.left, max(box.top - 0.1, 0), box.right, box.top)
