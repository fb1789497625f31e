from __future__ import annotations

from model_worker.readers.charts.pieces import whole_bars
from model_worker.readers.charts.rectangles import Area, rectangles
from tests.model_worker.readers.charts.drawn_bars import BLACK, BLUE, GREY, paper


def test_pieces_between_level_lines_are_one_bar() -> None:
    pixels = paper()
    pixels[100:300, 50:90] = BLUE
    pixels[180:182] = GREY
    whole = whole_bars(rectangles(pixels), pixels)
    assert [(area.top, area.bottom) for area in whole if area.colour == BLUE] == [
        (100, 300)
    ]


def test_halves_beside_an_upright_line_are_one_bar() -> None:
    pixels = paper()
    pixels[100:300, 50:90] = BLUE
    pixels[50:310, 69:71] = GREY
    whole = whole_bars(rectangles(pixels), pixels)
    sides = {(area.left, area.right) for area in whole if area.colour == BLUE}
    assert sides == {(50, 90)}


def test_two_bars_of_one_height_a_hair_apart_stay_two() -> None:
    pixels = paper()
    pixels[100:300, 50:90] = BLUE
    pixels[100:300, 92:132] = BLUE
    assert len(whole_bars(rectangles(pixels), pixels)) == 2


def test_a_field_between_grid_lines_is_no_bar() -> None:
    pixels = paper()
    for at in (100, 200, 300):
        pixels[at] = GREY
        pixels[:, at] = GREY
    field = Area(101, 101, 200, 200, (255, 255, 255))
    assert whole_bars([field], pixels) == ()


def test_a_hollow_bar_is_a_bar() -> None:
    pixels = paper()
    pixels[100:300, 50:90] = BLACK
    pixels[102:298, 52:88] = (255, 255, 255)
    hollow = Area(52, 102, 88, 298, (255, 255, 255))
    assert whole_bars([hollow], pixels) == (hollow,)
