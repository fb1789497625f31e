from __future__ import annotations

import pytest

from model_worker.readers.charts.edges import sharpened
from model_worker.readers.charts.rectangles import Area
from tests.model_worker.readers.charts.drawn_bars import BLACK, BLUE, GREY, paper


def test_a_blended_row_ends_a_bar_within_a_pixel() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLUE
    for channel in range(3):
        pixels[99, 50:90, channel] = round(0.7 * 255 + 0.3 * BLUE[channel])
    bar = sharpened(Area(50, 100, 90, 200, BLUE), pixels)
    assert bar.top == pytest.approx(99.7, abs=0.05)
    assert bar.bottom == pytest.approx(200)


def test_a_stroke_ends_a_bar_at_its_middle() -> None:
    pixels = paper()
    pixels[98:202, 48:92] = BLACK
    pixels[100:200, 50:90] = BLUE
    bar = sharpened(Area(50, 100, 90, 200, BLUE), pixels)
    assert bar.top == pytest.approx(99, abs=0.3)


def test_an_end_that_was_found_too_far_out_is_moved_in() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLUE
    assert sharpened(Area(50, 88, 90, 200, BLUE), pixels).top == pytest.approx(100)


def test_a_line_across_a_bar_does_not_end_it() -> None:
    pixels = paper()
    pixels[100:200, 50:90] = BLUE
    pixels[110:112] = GREY
    assert sharpened(Area(50, 100, 90, 200, BLUE), pixels).top == pytest.approx(100)


def test_a_bar_like_its_ground_stays_where_it_was_found() -> None:
    bar = Area(50, 100, 90, 200, (250, 250, 250))
    assert sharpened(bar, paper()) == bar
