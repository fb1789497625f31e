from __future__ import annotations

import pytest

from bot.jobs import Box
from model_worker.readers.diagrams.walks import walk
from model_worker.readings import Arrow, Node


def nodes(*heights: float) -> list[Node]:
    return [
        Node(text="", box=Box(0.1, top, 0.4, top + 0.05), shape="box", confidence=0.9)
        for top in heights
    ]


def arrows(*ties: tuple[int, int]) -> list[Arrow]:
    return [Arrow(start=start, end=end, confidence=0.9) for start, end in ties]


@pytest.mark.parametrize(
    ("ties", "order"),
    [
        ([(0, 1), (1, 2), (2, 3)], (0, 1, 2, 3)),
        ([(3, 2), (2, 1), (1, 0)], (3, 2, 1, 0)),
        ([(0, 1), (1, 2), (2, 1), (2, 3)], (0, 1, 2, 3)),
        ([(0, 1), (0, 2), (1, 3), (2, 3)], (0, 1, 2, 3)),
        ([(0, 2), (0, 1), (2, 3)], (0, 2, 1, 3)),
    ],
)
def test_every_box_comes_after_those_that_lead_to_it(
    ties: list[tuple[int, int]], order: tuple[int, ...]
) -> None:
    assert walk(nodes(0.1, 0.3, 0.5, 0.7), arrows(*ties)) == order


def test_a_circle_has_no_first_step() -> None:
    assert walk(nodes(0.1, 0.3), arrows((0, 1), (1, 0))) == ()


def test_a_way_back_to_the_first_box_leaves_it_the_first() -> None:
    ties = [(0, 1), (1, 2), (2, 0), (2, 3)]
    assert walk(nodes(0.1, 0.3, 0.5, 0.7), arrows(*ties)) == (0, 1, 2, 3)


def test_of_two_beginnings_the_upper_comes_first() -> None:
    assert walk(nodes(0.5, 0.1, 0.8), arrows((0, 2), (1, 2))) == (1, 0, 2)


def test_boxes_within_a_circle_that_no_beginning_reaches_have_no_order() -> None:
    assert walk(nodes(0.1, 0.3, 0.5), arrows((1, 2), (2, 1))) == ()
