from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.categories import Categories, category_labels

SIZE = (1000, 1000)
PLOT = Box(0.2, 0.2, 0.8, 0.7)
PLACES = (300.0, 500.0, 700.0)


def at(
    text: str,
    x: float,
    y: float,
    *,
    width: float = 80,
    height: float = 20,
    turned: int = 0,
) -> Line:
    """Text whose upper edge has its middle at a pixel."""
    left, right = (x - width / 2) / 1000, (x + width / 2) / 1000
    return Line(text, Box(left, y / 1000, right, (y + height) / 1000), 0.9, turned)


def below(*lines: Line) -> Categories:
    return category_labels(lines, PLOT, SIZE, PLACES, is_vertical=False)


def texts(found: Categories) -> list[str | None]:
    return [None if name is None else name.text for name in found.names]


def test_each_place_gets_the_name_below_it() -> None:
    found = below(at("A", 300, 710), at("B", 505, 710), at("C", 695, 710))
    assert texts(found) == ["A", "B", "C"]


def test_a_place_without_a_name_gets_none() -> None:
    assert texts(below(at("A", 300, 710), at("C", 700, 710))) == ["A", None, "C"]


def test_a_title_below_the_names_is_none_of_them() -> None:
    names = [at("A", 300, 710), at("B", 500, 710), at("C", 700, 710)]
    assert texts(below(*names, at("Group", 500, 735))) == ["A", "B", "C"]


def test_names_of_two_lines_are_joined() -> None:
    first = [at("North", 300, 710), at("South", 500, 710), at("East", 700, 710)]
    second = [at("Sea", 300, 732), at("End", 500, 732), at("Gate", 700, 732)]
    assert texts(below(*first, *second)) == ["North Sea", "South End", "East Gate"]


def test_slanted_names_hang_by_their_upper_right_ends() -> None:
    slanted = [
        at(text, place - wide / 2, 710, width=wide, height=wide)
        for text, place, wide in zip(
            ("Anna", "Bernadette", "Christopher"), PLACES, (60, 110, 120), strict=True
        )
    ]
    assert texts(below(*slanted)) == ["Anna", "Bernadette", "Christopher"]


def test_a_line_across_several_places_names_none() -> None:
    merged = at("A B", 400, 710, width=280)
    assert texts(below(merged, at("C", 700, 710))) == [None, None, "C"]


def test_a_name_where_no_bar_is_leaves_its_place_to_be_looked_at() -> None:
    names = [at(text, place, 710) for text, place in zip("ABC", PLACES, strict=True)]
    found = category_labels(names, PLOT, SIZE, PLACES[:2], is_vertical=False)
    assert texts(found) == ["A", "B"]
    assert found.spare_px == pytest.approx((700,))


def test_names_at_the_left_belong_to_bars_that_lie() -> None:
    lines = [at("A", 150, 290), at("B", 150, 490), at("C", 150, 690)]
    found = category_labels(lines, PLOT, SIZE, PLACES, is_vertical=True)
    assert texts(found) == ["A", "B", "C"]


def test_a_turned_title_at_the_left_is_no_name() -> None:
    lines = [at("A", 150, 290), at("B", 150, 490), at("C", 150, 690)]
    title = at("Towns", 180, 460, width=20, height=100, turned=1)
    found = category_labels([*lines, title], PLOT, SIZE, PLACES, is_vertical=True)
    assert texts(found) == ["A", "B", "C"]
