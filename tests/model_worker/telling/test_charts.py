from __future__ import annotations

import pytest

from bot.rendering import marked_text
from model_worker.draft import Draft
from model_worker.places.naming import meant
from model_worker.readings import Chart, Point, Series
from model_worker.scene import Scene
from model_worker.telling.charts import tell_chart
from model_worker.understanding import understood
from tests.model_worker.scenes import (
    a_line,
    a_line_chart,
    a_pie,
    charts,
    some_bars,
)


def told(text: str, chart: Chart) -> str:
    """Return what is said, "" where the chart holds no answer."""
    draft = Draft()
    request = understood(text)
    scene = Scene(charts=charts(chart))
    named = [t for m in request.mentions for t in meant(m, scene, {})]
    if not tell_chart(draft, request, chart, "picture", named):
        assert draft.is_empty
        return ""
    assert all(finding.source == "measured" for finding in draft.findings)
    return marked_text(draft.answer("ask").spans)


def test_the_largest_slice_is_said_with_its_share_and_its_place() -> None:
    assert told("What is the largest slice?", a_pie()) == (
        "The largest is “Rent” (45 %) [1]."
    )


def test_the_adjective_of_the_question_is_that_of_the_answer() -> None:
    said = told("Which bar is the tallest?", some_bars())
    assert said == "The tallest is “March” (42) [1]."


def test_two_equal_bars_are_a_tie() -> None:
    points = tuple(
        Point(label=label, box=box.box, confidence=0.9, value=7.0)
        for label, box in zip("AB", some_bars().points, strict=False)
    )
    chart = some_bars(series=(Series(points=points),))
    said = told("Which is the largest?", chart)
    assert said == "It is a tie. The largest are “A” (7) [1] and “B” (7) [2]."


def test_a_value_is_found_by_the_label_in_the_question() -> None:
    assert told("What is the value of March?", some_bars()) == "“March” (42) [1]."
    assert told("How much is fun?", a_pie()) == "“Fun” (20 %) [1]."


def test_a_value_is_found_by_what_the_words_point_at() -> None:
    assert told("what is left of the red bar?", some_bars()) == "“Feb” (20) [1]."


def test_a_label_that_is_not_there_has_no_value() -> None:
    assert told("What is the value of December?", some_bars()) == ""


def test_two_bars_are_compared_by_how_far_they_are_apart() -> None:
    assert told("compare the first and the last bar", some_bars()) == (
        "“Jan” (10) [1] and “May” (5) [2]. “Jan” is higher by 5, 2 times as much."
    )


def test_the_two_largest_are_compared_without_being_named() -> None:
    said = told("Compare the two largest", a_pie())
    assert said == (
        "“Rent” (45 %) [1] and “Food” (30 %) [2]. "
        "“Rent” is higher by 15 percentage points, 1.5 times as much."
    )


def test_bars_are_counted_and_named() -> None:
    assert told("How many bars are there?", some_bars()) == (
        "There are 5 bars in this bar chart [1]: "
        "“Jan”, “Feb”, “March”, “Apr” and “May”."
    )


def test_red_bars_are_counted_alone() -> None:
    said = told("How many red bars are there?", some_bars())
    assert said.startswith("There is 1 bar in ")


@pytest.mark.parametrize(
    ("values", "course"),
    [
        ((1.0, 3.0, 5.0, 8.0), "It goes up, from “Jan” (1) [1] to “Apr” (8) [2]."),
        ((8.0, 6.0, 3.0, 1.0), "It goes down, from “Jan” (8) [1] to “Apr” (1) [2]."),
    ],
)
def test_a_trend_is_said_from_the_first_place_to_the_last(
    values: tuple[float, ...], course: str
) -> None:
    assert told("What is the trend?", a_line_chart(a_line(*values))) == course


def test_what_swings_widely_is_not_called_level() -> None:
    swinging = a_line_chart(a_line(10, 45, 12, 44, 10))
    said = told("What is the trend?", swinging)
    assert said.startswith("It goes up and down around the same level, from ")
    calm = a_line_chart(a_line(50, 51, 49, 51, 50))
    assert told("What is the trend?", calm).startswith("It stays about level, from ")


def test_a_peak_between_the_ends_is_pointed_at() -> None:
    chart = a_line_chart(a_line(2, 9, 4, 1))
    assert told("Where is the peak?", chart) == "The highest is “Feb” (9) [1]."
    assert "with its highest at “Feb” (9) [3]" in told("what is the trend?", chart)


def test_each_of_two_lines_has_its_course() -> None:
    chart = a_line_chart(a_line(1, 5, 9, name="Tea"), a_line(9, 5, 1, name="Milk"))
    said = told("what is the trend", chart)
    assert "“Tea” goes up" in said
    assert "“Milk” goes down" in said
    assert told("what is the highest of Milk?", chart).startswith("The highest is “Jan")


def test_a_pie_has_no_trend() -> None:
    assert told("what is the trend", a_pie()) == ""


def test_a_description_names_the_kind_the_title_and_the_ends() -> None:
    assert told("describe this chart", a_pie()) == (
        "This is a pie chart, “Where the money goes” [1] with 4 slices. "
        "The largest is “Rent” (45 %) [2], followed by “Food” (30 %) [3]; "
        "the smallest is “Other” (5 %) [4]."
    )


def test_a_chart_that_is_not_sure_states_no_value() -> None:
    chart = some_bars(confidence=0.4, doubts=("grouped bars", "no axis"))
    said = told("Which bar is the tallest?", chart)
    assert said == (
        "I see a bar chart, “Sales” [1], but I cannot read its values reliably: "
        "grouped bars and no axis."
    )
