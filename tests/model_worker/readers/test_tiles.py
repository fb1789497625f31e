from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from model_worker.readers.tiles import (
    OVERLAP_PX,
    SIDE_PX,
    Quad,
    Tile,
    around,
    bounds,
    is_aslant,
    joined,
    levelled,
    straightened,
    tiles,
)

SIDES = st.integers(1, 9000)


def a_quad(left: float, top: float, right: float, bottom: float) -> Quad:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def seen(quad: Quad, tile: Tile) -> list[Quad]:
    """What a detector that looks at *tile* finds of *quad*."""
    left, top, right, bottom = bounds(quad)
    left, right = max(left, tile.left), min(right, tile.right)
    top, bottom = max(top, tile.top), min(bottom, tile.bottom)
    return [a_quad(left, top, right, bottom)] if left < right and top < bottom else []


def test_a_picture_of_usual_size_is_one_tile() -> None:
    assert tiles(Tile(0, 0, 1280, 800)) == [Tile(0, 0, 1280, 800)]


@given(SIDES, SIDES)
def test_tiles_cover_the_picture_and_stay_small(width: int, height: int) -> None:
    found = tiles(Tile(0, 0, width, height))
    assert min(tile.left for tile in found) == min(tile.top for tile in found) == 0
    assert max(tile.right for tile in found) == width
    assert max(tile.bottom for tile in found) == height
    for tile in found:
        assert 0 < tile.right - tile.left <= SIDE_PX
        assert 0 < tile.bottom - tile.top <= SIDE_PX
    lefts = sorted({(tile.left, tile.right) for tile in found})
    for before, after in pairwise(lefts):
        assert before[1] - after[0] >= OVERLAP_PX


@given(st.integers(0, 3000), st.integers(20, 900), st.integers(0, 1900))
def test_a_line_that_tiles_cut_is_joined_again(left: int, width: int, top: int) -> None:
    line = a_quad(left, top, left + width, top + 30)
    cut = [seen(line, tile) for tile in tiles(Tile(0, 0, 4000, 2000))]
    whole = [quad for quad in joined(cut) if bounds(quad) == bounds(line)]
    assert len(whole) == 1


def test_lines_below_each_other_stay_apart_though_they_touch() -> None:
    upper, lower = a_quad(10, 10, 400, 34), a_quad(10, 32, 400, 56)
    assert joined([[upper], [lower]]) == [upper, lower]


def test_an_aslant_line_seen_twice_is_kept_aslant_once() -> None:
    slant = ((100.0, 50.0), (300.0, 60.0), (299.0, 80.0), (99.0, 70.0))
    assert joined([[slant], [slant]]) == [slant]


def test_a_line_a_little_aslant_is_as_high_as_its_text() -> None:
    slant = ((100.0, 50.0), (500.0, 60.0), (500.0, 80.0), (100.0, 70.0))
    assert levelled(slant) == (100, 55, 500, 75)
    steep = ((100.0, 100.0), (200.0, 0.0), (220.0, 20.0), (120.0, 120.0))
    assert levelled(steep) == bounds(steep)


def test_a_word_a_little_aslant_is_straightened() -> None:
    word = ((588.0, 424.0), (648.0, 428.0), (645.0, 460.0), (585.0, 456.0))
    assert straightened(word) == a_quad(585, 426, 648, 458)
    line = ((100.0, 50.0), (500.0, 60.0), (500.0, 80.0), (100.0, 70.0))
    assert straightened(line) == line


def test_labels_written_aslant_are_told_from_a_page_held_askew() -> None:
    label = ((588.0, 420.0), (648.0, 360.0), (662.0, 374.0), (602.0, 434.0))
    falling = ((109.0, 230.0), (180.0, 270.0), (170.0, 286.0), (99.0, 246.0))
    assert is_aslant(label)
    assert is_aslant(falling)
    askew = ((100.0, 50.0), (500.0, 110.0), (497.0, 130.0), (97.0, 70.0))
    assert not is_aslant(askew)
    short_word = ((100.0, 50.0), (112.0, 54.0), (110.0, 70.0), (98.0, 66.0))
    assert not is_aslant(short_word)


@given(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_surroundings_of_a_region_hold_it_and_stay_inside(
    left: float, top: float, width: float, height: float
) -> None:
    region = Box(left, top, min(left + width, 1), min(top + height, 1))
    area = around(region, 640, 480)
    assert 0 <= area.left <= region.left * 640
    assert 0 <= area.top <= region.top * 480
    assert region.right * 640 - 1 <= area.right <= 640
    assert region.bottom * 480 - 1 <= area.bottom <= 480
