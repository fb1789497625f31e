from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model_worker.readers.diagrams.arrow_heads import (
    Floats,
    ending_at,
    groups,
    largest_hole,
    thick_px,
)

TIP = (150.0, 100.0)
TEXT_PX = 16.0
TURNS = range(0, 360, 45)


class Stroke:
    """Ink that ends at TIP, coming from the side of *turn* degrees."""

    def __init__(self, turn: float = 0, width: int = 3) -> None:
        self._image = Image.new("1", (300, 200))
        self._pen = ImageDraw.Draw(self._image)
        self._turn = math.radians(turn)
        self._width = width
        self._pen.line([TIP, self._at(80, 0)], 1, width)

    def _at(self, back: float, aside: float) -> tuple[float, float]:
        along, across = math.cos(self._turn), math.sin(self._turn)
        return (
            TIP[0] + back * along - aside * across,
            TIP[1] + back * across + aside * along,
        )

    def filled(self, long: float = 14, half: float = 6) -> Stroke:
        self._pen.polygon([TIP, self._at(long, half), self._at(long, -half)], 1)
        return self

    def opened(self, long: float = 12, half: float = 7) -> Stroke:
        head = [self._at(long, half), TIP, self._at(long, -half)]
        self._pen.line(head, 1, self._width)
        return self

    def crossed(self, back: float) -> Stroke:
        self._pen.line([self._at(back, -60), self._at(back, 60)], 1, self._width)
        return self

    @property
    def points(self) -> Floats:
        rows, columns = np.nonzero(np.asarray(self._image))
        return np.stack([columns, rows], axis=1).astype(np.float64)

    @property
    def ending(self) -> str:
        points = self.points
        return ending_at(points, np.array(TIP), thick_px(points), TEXT_PX)


@pytest.mark.parametrize("turn", TURNS)
def test_a_filled_head_is_one_from_every_side(turn: int) -> None:
    assert Stroke(turn).filled().ending == "head"


@pytest.mark.parametrize("turn", TURNS)
def test_an_open_head_is_one_from_every_side(turn: int) -> None:
    assert Stroke(turn, width=2).opened().ending == "head"


@pytest.mark.parametrize("turn", TURNS)
def test_a_stroke_that_only_ends_has_none(turn: int) -> None:
    assert Stroke(turn).ending == "plain"


def test_a_head_is_seen_though_the_stroke_turns_right_behind_it() -> None:
    assert Stroke().filled().crossed(21).ending == "head"


def test_a_crossing_line_is_no_head() -> None:
    assert Stroke().crossed(18).ending != "head"


def test_how_thick_a_stroke_is_is_told_without_its_head() -> None:
    assert thick_px(Stroke(width=5).filled().points) == pytest.approx(5, abs=1)


def test_strokes_that_hang_together_are_one_group() -> None:
    apart = np.array([[10.0, 10.0], [11.0, 10.0], [30.0, 10.0]])
    assert sorted(len(group) for group in groups(apart)) == [1, 2]


def test_the_largest_place_that_strokes_enclose_is_measured() -> None:
    image = Image.new("1", (60, 60))
    ImageDraw.Draw(image).rectangle((10, 10, 50, 50), outline=1)
    rows, columns = np.nonzero(np.asarray(image))
    ring = np.stack([columns, rows], axis=1).astype(np.float64)
    assert largest_hole(ring) == pytest.approx(40 * 40, rel=0.1)
    assert largest_hole(ring[:20]) == 0
