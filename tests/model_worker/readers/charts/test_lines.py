from __future__ import annotations

import math

import pytest

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Line
from model_worker.readers.charts.lines import line_charts
from model_worker.trends import trend
from tests.model_worker.readers.charts.drawn_lines import (
    BASE,
    DAYS,
    LEFT,
    STEP,
    LinePaper,
    column,
    level,
    values,
)
from tests.model_worker.readers.charts.paper import (
    BLUE,
    GREEN,
    ORANGE,
    Paper,
    closer_to_nothing,
)

HILL = (20, 30, 45, 90, 60, 50)
RISING = (10, 22, 30, 48, 60, 81)


def test_a_line_is_measured_at_every_name() -> None:
    paper = LinePaper()
    paper.line(HILL)
    chart = paper.chart
    assert chart.kind == "line"
    assert [point.label for point in chart.points] == list(DAYS)
    assert values(chart) == pytest.approx(HILL, abs=1)
    assert not is_unsure(chart.confidence)


def test_peak_valley_and_direction_follow_from_the_points() -> None:
    paper = LinePaper()
    paper.line(HILL)
    course = trend(paper.chart.series[0])
    assert (course.peak.label, course.valley.label) == ("Thu", "Mon")
    rising = LinePaper()
    rising.line(RISING)
    assert trend(rising.chart.series[0]).direction == "up"
    falling = LinePaper()
    falling.line(RISING[::-1])
    assert trend(falling.chart.series[0]).direction == "down"


def test_each_point_is_boxed_where_the_line_passes() -> None:
    paper = LinePaper()
    paper.line(HILL)
    box = paper.chart.points[3].box
    assert (box.left + box.right) / 2 * 600 == pytest.approx(column(3), abs=1)
    assert (box.top + box.bottom) / 2 * 400 == pytest.approx(level(90), abs=3)


def test_a_title_above_the_plot_is_read() -> None:
    paper = LinePaper()
    paper.write("Visitors of the museum", 200, 15)
    paper.line(HILL)
    assert paper.chart.title == "Visitors of the museum"


def test_lines_of_a_grid_are_no_line() -> None:
    paper = LinePaper()
    paper.grid()
    assert paper.charts == ()
    paper.line(HILL)
    chart = paper.chart
    assert values(chart) == pytest.approx(HILL, abs=1)
    assert not is_unsure(chart.confidence)


def test_a_level_line_on_a_grid_is_one_all_the_same() -> None:
    paper = LinePaper()
    paper.grid()
    paper.line((50, 51, 50, 49, 50, 50))
    assert values(paper.chart) == pytest.approx((50, 51, 50, 49, 50, 50), abs=1)


def test_markers_do_not_move_the_values() -> None:
    paper = LinePaper()
    paper.line(HILL)
    paper.dots(HILL)
    chart = paper.chart
    assert values(chart) == pytest.approx(HILL, abs=1)
    assert not is_unsure(chart.confidence)


def test_dots_without_a_line_are_no_line_chart() -> None:
    paper = LinePaper()
    paper.dots(HILL)
    assert all(is_unsure(chart.confidence) for chart in paper.charts)


def test_a_line_with_a_gap_is_not_sure_of_what_lies_in_it() -> None:
    paper = LinePaper()
    paper.line(HILL[:3])
    paper.line(HILL[4:], start=4)
    for chart in paper.charts:
        thursday = [point for point in chart.points if point.label == "Thu"]
        assert is_unsure(chart.confidence) or not thursday


def test_a_line_that_ends_early_is_doubted() -> None:
    paper = LinePaper()
    paper.line(HILL[:5])
    chart = paper.chart
    assert is_unsure(chart.confidence)
    assert "the line does not reach all labels" in chart.doubts


def test_several_lines_that_nothing_names_are_unsure() -> None:
    paper = LinePaper()
    paper.line(HILL, BLUE)
    paper.line(RISING, ORANGE)
    chart = paper.chart
    assert len(chart.series) == 2
    assert is_unsure(chart.confidence)
    assert "there are several lines" in chart.doubts


def test_lines_that_a_legend_names_are_told_apart() -> None:
    paper = LinePaper()
    paper.line((80, 82, 85, 84, 88, 90), BLUE)
    paper.line((20, 22, 25, 24, 28, 30), ORANGE)
    paper.legend(("North", "South"), (BLUE, ORANGE), at=(420, 180))
    named = {series.name: series.points for series in paper.chart.series}
    assert set(named) == {"North", "South"}
    assert named["South"][0].value == pytest.approx(20, abs=1)


def test_a_line_that_the_legend_names_and_nobody_found_is_missed() -> None:
    paper = LinePaper()
    paper.line(RISING, BLUE)
    paper.legend(("North", "South", "East"), (BLUE, ORANGE, GREEN), at=(120, 60))
    chart = paper.chart
    assert is_unsure(chart.confidence)
    assert "the legend names more lines than I found" in chart.doubts


def test_a_dark_theme_is_read_like_a_light_one() -> None:
    paper = LinePaper(ground=(20, 24, 32))
    paper.line(HILL, (255, 170, 60))
    chart = paper.chart
    assert values(chart) == pytest.approx(HILL, abs=1)
    assert not is_unsure(chart.confidence)


def test_a_lossy_picture_moves_values_by_little() -> None:
    paper = LinePaper()
    paper.line(HILL, width=3)
    (chart,) = line_charts(paper.jpeg, paper.text, closer_to_nothing)
    assert values(chart) == pytest.approx(HILL, abs=2)


def test_a_curve_is_as_high_as_it_is_drawn() -> None:
    """Its sides are straight for a while, but meet far above its top."""
    paper = LinePaper()
    places = [n / 40 for n in range(201)]
    heights = [50 + 40 * math.cos(math.pi * place) for place in places]
    corners = zip(map(column, places), map(level, heights), strict=True)
    paper.stroke(list(corners), BLUE, 2)
    assert values(paper.chart) == pytest.approx((90, 10, 90, 10, 90, 10), abs=2)


def test_labels_without_a_line_are_a_table() -> None:
    assert LinePaper().charts == ()


def test_a_line_without_labels_is_a_drawing() -> None:
    paper = Paper(600, 400)
    paper.pen.line([(80, 300), (200, 120), (400, 200), (500, 40)], BLUE, 2)
    assert line_charts(paper.pixels, paper.text, closer_to_nothing) == ()


def test_a_label_missed_at_the_end_is_looked_for_again() -> None:
    paper = LinePaper()
    paper.line(HILL)
    missed = next(line for line in paper.lines if line.text == "Mon")
    paper.lines.remove(missed)

    def closer(region: Box) -> tuple[Line, ...]:
        return (missed,) if region.overlap(missed.box) > 0 else ()

    unread = paper.chart
    assert "a label at an end of the axis could not be read" in unread.doubts
    (chart,) = line_charts(paper.pixels, paper.text, closer)
    assert [point.label for point in chart.points] == list(DAYS)
    assert values(chart) == pytest.approx(HILL, abs=1)
    assert not is_unsure(chart.confidence)


def test_what_the_closer_look_finds_elsewhere_is_no_label() -> None:
    paper = LinePaper()
    paper.line(HILL)
    paper.lines = [line for line in paper.lines if line.text != "Mon"]
    footnote = Line(
        "Source: city", Box(0.02, BASE / 400 + 0.12, 0.2, BASE / 400 + 0.16), 0.99
    )
    (chart,) = line_charts(paper.pixels, paper.text, lambda _: (footnote,))
    assert is_unsure(chart.confidence)


def test_numbers_that_went_unread_at_the_base_do_not_hide_a_plot() -> None:
    """Lone digits are what a text reader passes over most."""
    paper = LinePaper()
    paper.line(HILL)
    paper.lines = [line for line in paper.lines if line.text not in {"0", "20"}]
    assert values(paper.chart) == pytest.approx(HILL, abs=1)


def test_the_zero_of_the_axis_is_no_name_though_it_stands_in_their_row() -> None:
    paper = LinePaper(())
    for place, day in enumerate(DAYS):
        paper.write(day, column(place) - 12, BASE + 1)
    paper.line(HILL)
    chart = paper.chart
    assert [point.label for point in chart.points] == list(DAYS)
    assert not is_unsure(chart.confidence)


def test_strokes_read_with_their_numbers_are_taken_off() -> None:
    paper = LinePaper(())
    paper.lines = []
    for value, text in zip(range(20, 81, 20), ("2k-", "4k", "6k+", "8k1"), strict=True):
        paper.has_read(text, (LEFT - 40, level(value) - 7, LEFT - 12, level(value) + 7))
    for place, day in enumerate(DAYS):
        x = column(place)
        paper.has_read(day, (x - 12, BASE + 12, x + 12, BASE + 26))
    paper.line(HILL)
    assert values(paper.chart) == pytest.approx([100 * v for v in HILL], abs=100)


def test_years_that_were_read_as_one_line_are_parted() -> None:
    years = ("2019", "2020", "2021", "2022", "2023", "2024")
    paper = LinePaper(years)
    paper.line(HILL)
    written = [line for line in paper.lines if line.text in years]
    whole = Line(
        " ".join(years), written[0].box.union(written[-1].box), written[0].confidence
    )
    paper.lines = [line for line in paper.lines if line not in written] + [whole]
    chart = paper.chart
    assert [point.label for point in chart.points] == list(years)
    assert values(chart) == pytest.approx(HILL, abs=1)


def test_a_step_between_the_names_is_what_a_bend_off_them_costs() -> None:
    """Values stand at names: a peak between two is told as such, not moved."""
    paper = LinePaper()
    paper.stroke(
        [
            (column(0), level(20)),
            (column(1.5), level(90)),
            (column(2.5), level(30)),
            (column(3.5), level(70)),
            (column(5), level(10)),
        ],
        BLUE,
        2,
    )
    peak = trend(paper.chart.series[0]).peak
    assert peak.label == "between Tue and Wed"
    middle = (peak.box.left + peak.box.right) / 2 * 600
    assert middle == pytest.approx(column(1.5), abs=STEP / 10)
