from __future__ import annotations

import pytest

from bot.jobs import Box
from model_worker.language.mentions import mentions
from model_worker.places.naming import meant
from model_worker.readings import ColourReading, Patch
from model_worker.scene import Scene
from tests.model_worker.scenes import (
    a_grid,
    a_pie,
    a_ring,
    a_table,
    charts,
    some_bars,
    some_text,
    tables,
)

GRID = Scene(panels=a_grid(2, 2))
BARS = Scene(charts=charts(some_bars()))
MENU = Scene(tables=tables(a_table("Item | Price", "Tea | 2", "Milk | 3", "Bun | 1")))


def names(text: str, scene: Scene, **numbered: Box) -> list[str]:
    """Return the names of what the one mention in *text* may mean."""
    (mention,) = mentions(text)
    boxes = {int(key[1:]): box for key, box in numbered.items()}
    return [thing.name for thing in meant(mention, scene, boxes)]


@pytest.mark.parametrize(
    ("text", "panels"),
    [
        ("the top left graph", ["A"]),
        ("the bottom right chart", ["D"]),
        ("the graphs on the left", ["A", "C"]),
        ("the third panel", ["C"]),
        ("the last plot", ["D"]),
        ("the graph called B", ["B"]),
        ("the middle graph", []),
        ("the fifth graph", []),
    ],
)
def test_a_panel_is_known_by_its_place_its_number_or_its_title(
    text: str, panels: list[str]
) -> None:
    assert names(text, GRID) == panels


def test_the_middle_of_one_row_is_the_middle_across() -> None:
    assert names("the middle graph", Scene(panels=a_grid(1, 3))) == ["B"]


def test_rows_of_a_grid_of_graphs_are_rows_too() -> None:
    (mention,) = mentions("the bottom row")
    (row,) = meant(mention, GRID, {})
    assert row.box.iou(Box(0, 0.5, 1, 1)) > 0.9


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the bottom row", ["Bun"]),
        ("the first row", ["Tea"]),
        ("row 2", ["Milk"]),
        ("the row for Milk", ["Milk"]),
        ("the second column", ["Price"]),
        ("column Price", ["Price"]),
        ("row 9", []),
    ],
)
def test_rows_and_columns_are_counted_and_named(text: str, found: list[str]) -> None:
    assert names(text, MENU) == found


def test_a_row_is_as_wide_as_its_table() -> None:
    (mention,) = mentions("the bottom row")
    (row,) = meant(mention, MENU, {})
    assert (row.box.left, row.box.right) == (0.1, 0.9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the red bar", ["March"]),
        ("the largest bar", ["March"]),
        ("the smallest bar", ["May"]),
        ("the second bar", ["Feb"]),
        ("the last bar", ["May"]),
        ("the left bar", ["Jan"]),
        ("the April bar", []),
        ("the Apr bar", ["Apr"]),
        ("what is left of the red bar?", ["Feb"]),
        ("what is right of the red bar?", ["Apr"]),
        ("the bar next to the last bar", ["Apr"]),
        ("the blue bars", ["Jan", "Feb", "Apr", "May"]),
        ("the green bar", []),
    ],
)
def test_a_bar_is_known_by_colour_size_number_label_and_neighbours(
    text: str, found: list[str]
) -> None:
    assert names(text, BARS) == found


def test_a_slice_is_counted_clockwise_and_known_by_its_share() -> None:
    pie = Scene(charts=charts(a_pie()))
    assert names("the second slice", pie) == ["Food"]
    assert names("the smallest section", pie) == ["Other"]
    assert names("the green slice", pie) == ["Fun"]


def test_what_stands_next_to_a_numbered_box_is_found() -> None:
    scene = Scene(text=some_text(Name=(0.1, 0.2), Ann=(0.3, 0.2), Date=(0.1, 0.5)))
    assert names("what is next to 1?", scene, _1=Box(0.1, 0.2, 0.2, 0.24)) == ["Ann"]
    assert names("what is below 1?", scene, _1=Box(0.1, 0.2, 0.2, 0.24)) == ["Date"]
    assert names("what is next to 7?", scene) == []


def test_the_text_in_a_ring_is_what_the_ring_is_drawn_around() -> None:
    ring = a_ring(Box(0.25, 0.15, 0.45, 0.3))
    scene = Scene(text=some_text(Name=(0.1, 0.2), Ann=(0.3, 0.2)), marks=ring)
    assert names("the text in the red circle", scene) == ["Ann"]
    assert names("what is circled?", scene) == ["the red ring"]
    assert names("the blue circle", scene) == []


def test_a_position_alone_is_a_part_of_the_picture() -> None:
    (mention,) = mentions("what is in the top right corner?")
    (corner,) = meant(mention, Scene(), {})
    assert corner.box == Box(0.6, 0.0, 1.0, 0.4)


def test_a_button_is_a_small_coloured_area_with_a_word() -> None:
    patches = (
        Patch("blue", Box(0.1, 0.8, 0.3, 0.9), 0.02),
        Patch("green", Box(0.6, 0.8, 0.8, 0.9), 0.02),
    )
    scene = Scene(
        text=some_text(Save=(0.15, 0.83), Cancel=(0.65, 0.83)),
        colours=ColourReading("white", patches),
    )
    assert names("the blue button", scene) == ["Save"]
    assert names("the Cancel button", scene) == ["Cancel"]
    assert names("the right button", scene) == ["Cancel"]
