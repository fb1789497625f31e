from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from model_worker.kosmos2.markup import (
    ADDED_TAGS,
    MarkupError,
    Patch,
    Tag,
    Words,
    decode_boxes,
    encode_box,
    marks,
)

CELLS = st.integers(0, 1023)


def test_a_box_runs_between_the_centres_of_its_cells() -> None:
    assert decode_boxes(44, 863) == Box(0.390625, 0.046875, 0.984375, 0.828125)


def test_cells_that_share_a_row_or_a_column_span_their_edges() -> None:
    assert decode_boxes(0, 31) == Box(0, 0, 1, 1 / 32)
    assert decode_boxes(0, 992) == Box(0, 0, 1 / 32, 1)
    assert decode_boxes(33, 33) == Box(1 / 32, 1 / 32, 2 / 32, 2 / 32)


@given(CELLS, CELLS)
def test_any_two_cells_make_a_box_in_either_order(first: int, last: int) -> None:
    assert decode_boxes(first, last) == decode_boxes(last, first)


def test_each_side_of_a_crossed_pair_is_put_in_order() -> None:
    assert decode_boxes(31, 992) == decode_boxes(0, 1023)


@pytest.mark.parametrize("cells", [(-1, 5), (5, 1024), (1024, 1024)])
def test_a_cell_outside_the_grid_is_an_error(cells: tuple[int, int]) -> None:
    with pytest.raises(MarkupError, match="below 1024"):
        decode_boxes(*cells)


@given(CELLS, CELLS)
def test_a_decoded_box_encodes_to_a_pair_that_decodes_to_it(a: int, b: int) -> None:
    box = decode_boxes(a, b)
    assert decode_boxes(*encode_box(box)) == box


@given(st.tuples(*[st.floats(0, 1)] * 4))
def test_every_box_lies_on_the_grid(sides: tuple[float, ...]) -> None:
    left, right = sorted(sides[:2])
    top, bottom = sorted(sides[2:])
    if left < right and top < bottom:
        first, last = encode_box(Box(left, top, right, bottom))
        assert 0 <= first <= last <= 1023
        assert first % 32 <= last % 32


def test_only_the_models_own_tags_are_markup() -> None:
    text = "A < B and C > D <b>bold</b> <Phrase> <patch_index_x>"
    assert [*marks(text)] == [Words(text)]


def test_tags_and_places_are_told_from_words() -> None:
    assert [*marks("by<phrase> a</phrase><object><patch_index_0044>")] == [
        Words("by"),
        Tag("<phrase>"),
        Words(" a"),
        Tag("</phrase>"),
        Tag("<object>"),
        Patch(44),
    ]


@given(st.text(st.sampled_from("<>/a prse_0123")))
def test_marks_leave_no_character_out(text: str) -> None:
    found = [
        mark.text if isinstance(mark, Words) else mark.name
        for mark in marks(text)
        if not isinstance(mark, Patch)
    ]
    assert "".join(found) == text


def test_every_tag_is_known() -> None:
    assert [*marks("".join(ADDED_TAGS))] == [Tag(name) for name in ADDED_TAGS]
