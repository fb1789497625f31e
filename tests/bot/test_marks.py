from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.colours import (
    PALETTE,
    WHITE,
    Colour,
    contour_of,
    contrast,
    ink_on,
    legend_colour,
)
from bot.jobs import Box, Finding, Source
from bot.marks import Mark, Pen, joined_lines, line_of, marks_on
from bot.rects import WHOLE, Rect, View
from tests.bot.scenes import a_finding

PAGE_MARKS = Path(__file__).parents[2] / "adapters/web/page/js/marks.js"

sides = st.tuples(st.integers(96, 2048), st.integers(96, 2048)).filter(
    lambda size: max(size) >= 320
)
spans = (
    st.tuples(st.floats(0, 1), st.floats(0, 1))
    .map(sorted)
    .filter(lambda span: span[0] < span[1])
)
boxes = st.builds(lambda x, y: (x[0], y[0], x[1], y[1]), spans, spans)


def a_view(width: int = 800, height: int = 600) -> View:
    canvas = Rect(0, 0, width, height)
    return View(WHOLE, canvas, canvas)


def marked(*findings: Finding, view: View | None = None) -> list[Mark]:
    view = view or a_view()
    return marks_on(view, findings, Pen.fit(view.canvas))


def test_colours_go_by_number_and_start_again() -> None:
    names = [hexadecimal(legend_colour(number)) for number in range(1, 10)]

    first_four = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"]
    assert names == [*first_four, "#E69F00", "#56B4E9", "#F0E442", "#000000", "#0072B2"]


@pytest.mark.parametrize("colour", PALETTE)
def test_a_number_reads_on_its_tag(colour: Colour) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colour", PALETTE)
def test_a_colour_or_its_contour_stands_off_white(colour: Colour) -> None:
    assert max(contrast(colour, WHITE), contrast(contour_of(colour), WHITE)) >= 3


def test_contrast_is_the_one_of_the_guidelines() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, (0x76, 0x76, 0x76)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("source", "confidence", "line"),
    [
        ("read", 0.95, "solid"),
        ("measured", 0.6, "solid"),
        ("seen", 0.95, "double"),
        ("read", 0.59, "dashed"),
        ("measured", 0.0, "dashed"),
        ("seen", 0.3, "dashed"),
    ],
)
def test_a_line_says_the_source_unless_it_is_unsure(
    source: Source, confidence: float, line: str
) -> None:
    assert line_of(a_finding(1, source=source, confidence=confidence)) == line


def test_lines_of_a_paragraph_become_one_box() -> None:
    lines = [Box(0.1, 0.10, 0.8, 0.13), Box(0.1, 0.14, 0.7, 0.17)]

    assert joined_lines(lines, 1.5) == (Box(0.1, 0.10, 0.8, 0.17),)


def test_words_of_a_line_become_one_box() -> None:
    words = [Box(0.1, 0.1, 0.3, 0.13), Box(0.31, 0.1, 0.5, 0.13)]

    assert joined_lines(words, 1.5) == (Box(0.1, 0.1, 0.5, 0.13),)


def test_lines_join_in_any_order_and_through_a_third() -> None:
    first, second, third = (Box(0.1, y, 0.8, y + 0.03) for y in (0.1, 0.14, 0.18))

    assert joined_lines([first, third, second], 1) == (Box(0.1, 0.1, 0.8, 0.21),)


@pytest.mark.parametrize(
    "other",
    [
        Box(0.1, 0.30, 0.8, 0.33),
        Box(0.6, 0.10, 0.8, 0.13),
        Box(0.1, 0.14, 0.5, 0.40),
        Box(0.6, 0.14, 0.9, 0.17),
    ],
    ids=["far below", "another column", "a heading's picture", "below, but aside"],
)
def test_what_is_no_neighbour_keeps_its_own_box(other: Box) -> None:
    line = Box(0.1, 0.1, 0.5, 0.13)

    assert set(joined_lines([line, other], 1.5)) == {line, other}


def test_seen_boxes_stay_apart() -> None:
    two = ((0.1, 0.1, 0.4, 0.4), (0.41, 0.1, 0.7, 0.4))

    assert len(marked(a_finding(1, *two, source="seen"))) == 2
    assert len(marked(a_finding(1, *two, source="read"))) == 1


def test_at_most_eight_boxes_are_drawn_of_the_first_eight_numbers() -> None:
    many = [
        a_finding(n, (0.1, 0.1 * n, 0.2, 0.1 * n + 0.05)) for n in (9, *range(1, 9))
    ]

    assert [mark.number for mark in marked(*many)] == list(range(1, 9))


def test_further_boxes_of_a_finding_take_the_room_that_is_left() -> None:
    row = [(0.1 * i, 0.1, 0.1 * i + 0.05, 0.2) for i in range(1, 9)]
    one = a_finding(1, *row, source="seen")
    two = a_finding(2, (0.1, 0.5, 0.2, 0.6), (0.4, 0.5, 0.5, 0.6), source="seen")

    assert [mark.number for mark in marked(two, one)] == [1] * 6 + [2] * 2


def test_a_finding_without_boxes_takes_no_room() -> None:
    assert [m.number for m in marked(a_finding(1), a_finding(2, (0, 0, 1, 1)))] == [2]


def test_the_frame_of_the_whole_picture_is_inset() -> None:
    (mark,) = marked(a_finding(1, (0, 0, 1, 1)))

    assert mark.outer == Rect(0, 0, 800, 600)
    assert mark.frame.width < 800


def test_frames_of_one_place_are_nested() -> None:
    place = (0.3, 0.3, 0.6, 0.6)
    frames = [m.frame for m in marked(*(a_finding(n, place) for n in range(1, 9)))]

    for one, other in combinations(frames, 2):
        assert abs(one.left - other.left) >= 5


def test_a_window_of_a_picture_is_marked_where_it_shows() -> None:
    view = View(Box(0.5, 0.5, 1, 1), Rect(0, 20, 400, 420), Rect(0, 0, 400, 440))

    assert view.rect(Box(0.75, 0.5, 1, 0.75)) == Rect(200, 20, 400, 220)


@given(
    size=sides,
    places=st.lists(boxes, max_size=9),
    source=st.sampled_from(("read", "seen")),
)
@settings(deadline=None)
def test_every_mark_lies_inside_the_canvas(
    size: tuple[int, int],
    places: list[tuple[float, float, float, float]],
    source: Source,
) -> None:
    view = a_view(*size)
    findings = [a_finding(n, box, source=source) for n, box in enumerate(places, 1)]

    for mark in marked(*findings, view=view):
        assert mark.outer.cut_to(view.canvas) == mark.outer
        assert mark.frame.width > 0 < mark.frame.height


@pytest.mark.skipif(not PAGE_MARKS.is_file(), reason="this checkout has no page")
def test_the_page_uses_the_same_colours() -> None:
    named = re.findall(r"#[0-9a-fA-F]{6}\b", PAGE_MARKS.read_text("utf-8"))

    colours = list(dict.fromkeys(colour.upper() for colour in named))
    assert colours == [hexadecimal(colour) for colour in PALETTE]


def hexadecimal(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
