from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs import Finding
from bot.marks import Mark, Pen, marks_on
from bot.rects import WHOLE, Rect, View
from bot.strokes import tag_size
from bot.tags import Busyness, tag_places
from tests.bot.scenes import a_finding
from tests.bot.test_marks import boxes, sides


def bare(place: Rect) -> float:
    return 0.0


def tagged(
    *findings: Finding, size: tuple[int, int] = (800, 600), busyness: Busyness = bare
) -> list[tuple[Mark, Rect]]:
    canvas = Rect(0, 0, *size)
    pen = Pen.fit(canvas)
    marks = marks_on(View(WHOLE, canvas, canvas), findings, pen)
    sizes = [tag_size(mark.number, pen) for mark in marks]
    places = tag_places(marks, sizes, canvas, busyness)
    return list(zip(marks, places, strict=True))


def test_a_tag_sits_on_the_top_left_corner_of_its_frame() -> None:
    ((mark, tag),) = tagged(a_finding(1, (0.3, 0.3, 0.6, 0.6)))

    assert (tag.left, tag.bottom) == (mark.rim.left, mark.rim.top)


def test_a_tag_leaves_out_what_there_is_to_see() -> None:
    def busy_above(place: Rect) -> float:
        return 1.0 if place.top < 180 else 0.0

    ((mark, tag),) = tagged(a_finding(1, (0.3, 0.3, 0.6, 0.6)), busyness=busy_above)

    assert tag.top == mark.rim.bottom


def test_a_tag_at_the_upper_edge_goes_below() -> None:
    ((mark, tag),) = tagged(a_finding(1, (0.3, 0, 0.6, 0.3)))

    assert tag.top == mark.rim.bottom


def test_a_tag_leaves_the_box_above_it_alone() -> None:
    above = a_finding(1, (0.3, 0.3, 0.6, 0.49))
    below = a_finding(2, (0.3, 0.5, 0.6, 0.7))

    (first, _), (_, tag) = tagged(above, below)

    assert tag.overlap(first.box) == 0


def test_the_tag_of_a_box_in_a_box_stays_with_it() -> None:
    _, (mark, tag) = tagged(
        a_finding(1, (0, 0, 1, 1), source="seen"), a_finding(2, (0.4, 0.4, 0.6, 0.6))
    )

    assert tag.distance(mark.rim) == 0


def test_tags_of_one_tiny_place_all_find_room() -> None:
    place = (0.5, 0.5, 0.501, 0.501)
    tags = [tag for _, tag in tagged(*(a_finding(n, place) for n in range(1, 9)))]

    assert not any(one.overlap(other) for one, other in combinations(tags, 2))


@given(
    size=sides,
    places=st.lists(boxes, min_size=1, max_size=8),
    first=st.integers(1, 20),
)
@settings(max_examples=60, deadline=None)
def test_tags_never_leave_the_canvas_nor_lie_on_each_other(
    size: tuple[int, int], places: list[tuple[float, float, float, float]], first: int
) -> None:
    findings = [
        a_finding(number, box, source="seen")
        for number, box in enumerate(places, first)
    ]
    tags = [tag for _, tag in tagged(*findings, size=size)]

    for tag in tags:
        assert tag.cut_to(Rect(0, 0, *size)) == tag
    assert not any(one.overlap(other) for one, other in combinations(tags, 2))


@given(places=st.lists(boxes, min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_eight_tags_find_room_on_the_smallest_canvas(
    places: list[tuple[float, float, float, float]],
) -> None:
    findings = [a_finding(n, box, source="seen") for n, box in enumerate(places, 1)]
    tags = [tag for _, tag in tagged(*findings, size=(320, 96))]

    assert not any(one.overlap(other) for one, other in combinations(tags, 2))
