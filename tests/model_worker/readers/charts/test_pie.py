from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.jobs import Box
from bot.marks import UNSURE_BELOW
from bot.text_reading import Line
from model_worker.readers.charts.pie import pie_charts
from model_worker.readers.pixels import Pixels
from model_worker.readings import Chart, Point
from tests.model_worker.readers.charts.paper import (
    BLUE,
    BROWN,
    COLOURS,
    GREEN,
    ORANGE,
    PURPLE,
    RED,
    Paper,
    closer_to_nothing,
    moved,
)

NAMES = ("Rent", "Food", "Travel", "Books")
SHARES = (0.4, 0.3, 0.2, 0.1)


def charts_on(paper: Paper, pixels: Pixels | None = None) -> tuple[Chart, ...]:
    seen = paper.pixels if pixels is None else pixels
    return pie_charts(seen, paper.text, closer_to_nothing)


def a_pie(
    shares: Sequence[float] = SHARES, names: Sequence[str] = NAMES, **drawn: Any
) -> Paper:
    """A pie with a legend."""
    paper = Paper()
    paper.wheel(shares, **drawn)
    paper.legend(names)
    return paper


def shares_of(chart: Chart) -> dict[str, float]:
    return {point.label: point.share or 0.0 for point in chart.points}


def sure(point: Point, chart: Chart) -> bool:
    return min(point.confidence, chart.confidence) >= UNSURE_BELOW


@pytest.mark.parametrize(
    "drawn",
    [
        {},
        {"start": 0.37},
        {"hole": 0.5},
        {"line": ("white", 2)},
        {"line": ("black", 1.5), "start": 0.6},
        {"hole": 0.6, "line": ("white", 3), "start": 0.13},
        {"radius": 60},
    ],
    ids=str,
)
def test_shares_are_measured_and_named_by_the_legend(drawn: dict[str, Any]) -> None:
    (chart,) = charts_on(a_pie(SHARES, NAMES, **drawn))

    assert chart.kind == ("donut" if "hole" in drawn else "pie")
    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.004
    )
    assert all(sure(point, chart) for point in chart.points)
    assert chart.doubts == ()


def test_compression_moves_shares_by_little() -> None:
    paper = a_pie(start=0.2)

    (chart,) = charts_on(paper, paper.jpeg)

    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.01
    )
    assert all(sure(point, chart) for point in chart.points)


@pytest.mark.parametrize(
    "pulled",
    [{3: 0.1}, {0: 0.15}, {0: 0.05, 1: 0.05, 2: 0.05, 3: 0.05}],
    ids=["the smallest", "the largest", "all"],
)
def test_slices_pulled_out_keep_their_shares(pulled: dict[int, float]) -> None:
    (chart,) = charts_on(a_pie(pulled=pulled, radius=90))

    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.006
    )
    assert all(sure(point, chart) for point in chart.points)


def test_points_come_clockwise_from_the_top_with_boxes_and_colours() -> None:
    (chart,) = charts_on(a_pie((0.25, 0.45, 0.2, 0.1)))

    assert [point.label for point in chart.points] == list(NAMES)
    assert [point.colour for point in chart.points] == [
        "blue",
        "orange",
        "green",
        "red",
    ]
    quarter = Box(150 / 400, 50 / 300, 250 / 400, 150 / 300)
    assert chart.points[0].box.iou(quarter) > 0.95
    assert chart.box.iou(Box(50 / 400, 50 / 300, 250 / 400, 250 / 300)) > 0.95
    assert chart.legend is not None
    assert chart.legend.left == pytest.approx(290 / 400, abs=0.01)


def test_labels_beside_slices_name_them_and_a_title_stands_above() -> None:
    paper = Paper()
    paper.wheel(SHARES, middle=(200, 170))
    for name, turn in zip(NAMES, (0.2, 0.55, 0.8, 0.95), strict=True):
        paper.label(name, turn, middle=(200, 170))
    paper.pen.text((110, 8), "Where money goes", fill="black", font_size=22)
    paper.has_read("Where money goes", (110, 8, 290, 34))

    (chart,) = charts_on(paper)

    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.004
    )
    assert all(sure(point, chart) for point in chart.points)
    assert chart.title == "Where money goes"


def test_a_title_close_above_takes_no_slices_name() -> None:
    paper = Paper()
    paper.wheel(SHARES, middle=(200, 160), start=0.775)
    for name, turn in zip(NAMES, (0.0, 0.325, 0.575, 0.725), strict=True):
        paper.label(name, turn, middle=(200, 160))
    paper.write("Test scores of class 7b", 110, 22)

    (chart,) = charts_on(paper)

    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.004
    )
    assert chart.title == "Test scores of class 7b"
    assert chart.doubts == ()


def test_writing_on_slices_does_not_part_them() -> None:
    paper = a_pie(hole=0.55)
    for share, turn in zip(SHARES, (0.2, 0.55, 0.8, 0.95), strict=True):
        x, y = moved((150, 150), turn, 78)
        paper.write(f"{share:.0%}", x - 13, y - 8)

    (chart,) = charts_on(paper)

    assert shares_of(chart) == pytest.approx(
        dict(zip(NAMES, SHARES, strict=True)), abs=0.004
    )
    assert all(sure(point, chart) for point in chart.points)


def test_a_printed_percentage_that_disagrees_makes_its_slice_unsure() -> None:
    paper = a_pie()
    x, y = moved((150, 150), 0.2, 60)
    paper.write("55%", x - 13, y - 8)

    (chart,) = charts_on(paper)

    assert [sure(point, chart) for point in chart.points] == [False, True, True, True]


def test_slices_too_thin_to_name_leave_a_doubt() -> None:
    paper = a_pie((0.5, 0.3, 0.2), ("Rent", "Food", "Travel", "Stamps"))

    (chart,) = charts_on(paper)

    assert chart.confidence < UNSURE_BELOW
    assert "more parts are named than were found" in chart.doubts


def test_two_neighbours_of_one_colour_are_noticed_by_their_labels() -> None:
    paper = Paper()
    colours = (BLUE, BLUE, ORANGE, GREEN)
    paper.wheel((0.3, 0.3, 0.25, 0.15), colours, middle=(200, 150))
    for name, turn in zip(NAMES, (0.15, 0.45, 0.725, 0.925), strict=True):
        paper.label(name, turn, middle=(200, 150))

    (chart,) = charts_on(paper)

    assert chart.confidence < UNSURE_BELOW
    assert chart.doubts


def test_a_legend_over_the_border_of_two_slices_leaves_a_doubt() -> None:
    paper = Paper()
    paper.wheel(SHARES)
    paper.pen.rectangle((150, 150, 310, 260), fill="white", outline="grey")
    paper.legend(NAMES, at=(180, 160))

    (chart,) = charts_on(paper)

    assert chart.confidence < UNSURE_BELOW
    assert "a legend or writing covers a part of it" in chart.doubts


def test_a_legend_over_no_border_leaves_the_shares_as_they_are() -> None:
    paper = Paper()
    paper.wheel(SHARES)
    paper.pen.rectangle((215, 40, 310, 140), fill="white", outline="grey")
    paper.legend(NAMES, at=(225, 45))

    (chart,) = charts_on(paper)

    assert [point.share for point in chart.points] == pytest.approx(SHARES, abs=0.01)
    assert chart.confidence >= UNSURE_BELOW


def test_a_label_cut_off_by_the_edge_is_unsure() -> None:
    paper = Paper(280)
    paper.wheel(SHARES)
    for name, turn in zip(NAMES[1:], (0.55, 0.8, 0.95), strict=True):
        paper.label(name, turn)
    paper.has_read("Re", (258, 110, 280, 126))

    (chart,) = charts_on(paper)

    assert not sure(chart.points[0], chart)
    assert sure(chart.points[1], chart)


def test_a_name_hardly_read_is_unsure() -> None:
    paper = a_pie()
    line = paper.lines[0]
    paper.lines[0] = Line("Pent", line.box, 0.75)

    (chart,) = charts_on(paper)

    assert [sure(point, chart) for point in chart.points] == [False, True, True, True]


def test_names_that_were_missed_are_read_by_a_closer_look() -> None:
    paper = a_pie()
    missed = paper.lines.pop(2)
    looked_at: list[Box] = []

    def closer(region: Box) -> tuple[Line, ...]:
        looked_at.append(region)
        return (missed,)

    (chart,) = pie_charts(paper.pixels, paper.text, closer)

    assert [point.label for point in chart.points] == list(NAMES)
    assert looked_at[0].overlap(missed.box) > 0.9 * missed.box.area


def test_two_pies_side_by_side_are_two_charts() -> None:
    paper = Paper(600)
    for place in (0, 1):
        middle = (150 + 300 * place, 150)
        paper.wheel(SHARES, middle=middle, start=0.1 * place)
        for name, turn in zip(NAMES, (0.2, 0.55, 0.8, 0.95), strict=True):
            paper.label(name, turn + 0.1 * place, middle=middle)

    charts = charts_on(paper)

    assert len(charts) == 2
    assert charts[0].box.overlap(charts[1].box) == 0
    for chart in charts:
        assert shares_of(chart) == pytest.approx(
            dict(zip(NAMES, SHARES, strict=True)), abs=0.004
        )


def test_a_large_pie_that_nothing_names_is_told_by_its_colours() -> None:
    paper = Paper()
    paper.wheel(SHARES)

    (chart,) = charts_on(paper)

    assert [point.label for point in chart.points] == ["", "", "", ""]
    assert [point.colour for point in chart.points] == [
        "blue",
        "orange",
        "green",
        "red",
    ]


def a_flag_ball(paper: Paper) -> None:
    paper.pen.chord((50, 50, 250, 250), 215, 325, fill=RED)
    paper.pen.chord((50, 50, 250, 250), 35, 145, fill=BLUE)
    paper.pen.rectangle((68, 93, 232, 207), fill=ORANGE)


def a_ball(paper: Paper) -> None:
    paper.wheel([1 / 6] * 6, (RED, ORANGE, BLUE))
    paper.pen.ellipse((135, 135, 165, 165), fill="white")


def a_progress_ring(paper: Paper) -> None:
    paper.wheel((0.7, 0.3), (BLUE, "#dddddd"), hole=0.75)
    paper.write("70%", 135, 142)
    paper.write("Disk usage", 115, 260)


def a_clock(paper: Paper) -> None:
    paper.pen.ellipse((50, 50, 250, 250), fill="#fffbe6", outline="black", width=4)
    for hour in range(1, 13):
        x, y = moved((150, 150), hour / 12, 84)
        paper.write(str(hour), x - 6, y - 8)
    paper.pen.line((150, 150, 150, 80), fill="black", width=5)
    paper.pen.line((150, 150, 205, 165), fill="black", width=3)


def a_gauge(paper: Paper) -> None:
    paper.wheel((0.3, 0.2, 0.25, 0.25), (GREEN, ORANGE, RED, "white"), hole=0.6)
    paper.write("72", 142, 142)


def four_quarters(paper: Paper) -> None:
    paper.wheel([0.25] * 4, (RED, GREEN, BLUE, ORANGE), line=("white", 4))
    paper.write("Quadra", 130, 262)


def a_wheel_of_fortune(paper: Paper) -> None:
    paper.wheel([1 / 8] * 8, COLOURS[:4], line=("white", 2))
    for place in range(8):
        x, y = moved((150, 150), (place + 0.5) / 8, 70)
        paper.write(("100", "Win", "Lose", "Car")[place % 4], x - 12, y - 8)


def overlapping_circles(paper: Paper) -> None:
    for x, y, colour in ((120, 130, RED), (180, 130, GREEN), (150, 180, BLUE)):
        paper.wheel((1.0,), (colour,), middle=(x, y), radius=70)


def a_half_and_half(paper: Paper) -> None:
    paper.wheel((0.5, 0.5), (BLUE, ORANGE))
    paper.write("Contrast", 120, 262)


def a_mouth(paper: Paper) -> None:
    paper.wheel((0.35, 0.5), ["#ffe119"], start=0.33)


def a_small_icon(paper: Paper) -> None:
    paper.wheel((0.2, 0.35, 0.45), radius=28)
    paper.write("Reports", 190, 142)


def a_target(paper: Paper) -> None:
    for ring, colour in enumerate(("red", "white", "red", "white", "red")):
        paper.wheel((1.0,), [colour], radius=100 - 20 * ring)


def a_parasol(paper: Paper) -> None:
    paper.wheel(
        (0.11, 0.14, 0.12, 0.13, 0.12, 0.14, 0.11, 0.13), (PURPLE, ORANGE), start=0.1
    )


def a_brown_disc(paper: Paper) -> None:
    paper.wheel((1.0,), (BROWN,))
    paper.write("OK", 140, 142, "white")


@pytest.mark.parametrize(
    "draw",
    [
        a_flag_ball,
        a_ball,
        a_progress_ring,
        a_clock,
        a_gauge,
        four_quarters,
        a_wheel_of_fortune,
        overlapping_circles,
        a_half_and_half,
        a_mouth,
        a_small_icon,
        a_target,
        a_parasol,
        a_brown_disc,
    ],
)
def test_round_things_are_no_pies(draw: Callable[[Paper], None]) -> None:
    paper = Paper()
    draw(paper)

    assert charts_on(paper) == ()
    assert charts_on(paper, paper.jpeg) == ()


def test_a_page_without_anything_round_has_no_pie() -> None:
    paper = Paper()
    paper.pen.rectangle((40, 120, 80, 260), fill=BLUE)
    paper.pen.rectangle((100, 60, 140, 260), fill=BLUE)
    paper.write("Mon", 44, 265)
    paper.write("Tue", 104, 265)

    assert charts_on(paper) == ()


def a_half_read_pie() -> tuple[Paper, list[Line]]:
    """Two slices with small names on them that the first look did not read."""
    paper = Paper()
    paper.wheel((0.7, 0.3))
    for name, turn in (("Rent", 0.35), ("Food", 0.85)):
        x, y = moved((150, 150), turn, 55)
        paper.write(name, x - 14, y - 8, fill="white")
    unread, paper.lines = paper.lines, []
    return paper, unread


def test_two_slices_are_a_pie_once_a_closer_look_reads_their_names() -> None:
    paper, unread = a_half_read_pie()

    def closer(region: Box) -> tuple[Line, ...]:
        return tuple(line for line in unread if region.overlap(line.box) > 0)

    (chart,) = pie_charts(paper.pixels, paper.text, closer)

    assert [point.label for point in chart.points] == ["Rent", "Food"]


def test_two_slices_without_names_may_be_a_shining_button() -> None:
    paper, _ = a_half_read_pie()
    assert charts_on(paper) == ()
