from __future__ import annotations

import numpy as np

from model_worker.readers.charts.rectangles import Area, rectangles
from model_worker.readers.pixels import Pixels
from tests.model_worker.readers.charts.drawn_bars import BLACK, BLUE, RED, paper


def test_a_flat_rectangle_is_found_with_its_colour() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLUE
    assert rectangles(pixels) == (Area(50, 100, 90, 200, BLUE),)


def test_rectangles_that_touch_are_told_apart_by_their_colours() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLUE
    pixels[100:200, 90:130] = RED
    found = {(area.left, area.right, area.colour) for area in rectangles(pixels)}
    assert found == {(50, 90, BLUE), (90, 130, RED)}


def corners(pixels: Pixels) -> list[tuple[float, float, float, float]]:
    return [(a.left, a.top, a.right, a.bottom) for a in rectangles(pixels)]


def test_a_hatched_rectangle_is_found_on_its_ground() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLACK
    rows, columns = np.mgrid[:98, :38]
    part = pixels[101:199, 51:89]
    part[(rows + columns) % 8 > 2] = 255
    assert (50, 100, 90, 200) in corners(pixels)


def test_a_shaded_rectangle_is_found_on_its_ground() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = np.linspace(20, 190, 100, dtype=np.uint8)[:, None, None]
    assert (50, 100, 90, 200) in corners(pixels)


def test_a_stack_of_flat_rectangles_is_not_one() -> None:
    pixels = paper()
    pixels[100:150, 50:90] = BLUE
    pixels[150:200, 50:90] = RED
    assert sorted(corners(pixels)) == [(50, 100, 90, 150), (50, 150, 90, 200)]


def test_a_disc_is_no_rectangle() -> None:
    pixels = paper()
    rows, columns = np.mgrid[:400, :600]
    pixels[(rows - 200) ** 2 + (columns - 300) ** 2 < 80**2] = BLUE
    assert rectangles(pixels) == ()


def test_lines_are_no_rectangles() -> None:
    pixels = paper()
    pixels[100:102, 50:500] = BLACK
    pixels[50:350, 60] = BLACK
    assert all(area.colour != BLACK for area in rectangles(pixels))


def test_an_area_is_turned_at_the_falling_diagonal() -> None:
    assert Area(1, 2, 3, 5, BLUE).turned == Area(2, 1, 5, 3, BLUE)
