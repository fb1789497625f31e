from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.places.letters import clipped, part
from tests.rendered import font

LINES = (
    ("Error 0x80070035", "0x80070035"),
    ("The connection to backup01.example.com:8443", "backup01.example.com:8443"),
    ("ERR_CONFIG_UNREADABLE in keys.yaml", "keys.yaml"),
    ("Total amount due: 42.10 EUR", "42.10"),
)


@pytest.mark.parametrize(("text", "name"), LINES)
def test_a_name_is_found_in_its_line_to_within_a_letter(text: str, name: str) -> None:
    drawn = font(20)
    start = text.index(name)
    whole = drawn.getlength(text)
    true_left = drawn.getlength(text[:start]) / whole
    true_right = drawn.getlength(text[: start + len(name)]) / whole
    box = part(Line(text, Box(0, 0.1, 1, 0.2), 1), start, start + len(name))
    letter = 1 / len(text)
    assert true_left - 1.2 * letter < box.left < true_left + 0.3 * letter
    assert true_right - 0.3 * letter < box.right < true_right + 1.2 * letter


def test_a_part_of_a_turned_line_is_the_line() -> None:
    line = Line("upwards", Box(0.1, 0.1, 0.2, 0.9), 1, turned=1)
    assert part(line, 2, 4) == line.box


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_part_never_leaves_its_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = Line(text, Box(0.2, 0.1, 0.7, 0.2), 1)
    box = part(line, start, end)
    assert line.box.left <= box.left < box.right <= line.box.right + 1e-9


def test_the_typeface_of_these_tests_is_a_usual_one() -> None:
    assert isinstance(font(20), ImageFont.FreeTypeFont)


def test_a_line_is_cut_down_to_the_words_that_lie_in_a_region() -> None:
    line = Line("one two three four", Box(0.1, 0.1, 0.9, 0.14), 0.9)
    left = clipped(line, Box(0.05, 0.08, 0.42, 0.16))
    assert left is not None
    assert left.text == "one two"
    assert left.box.right < 0.5
    assert clipped(line, Box(0.0, 0.0, 1.0, 1.0)) == line
    assert clipped(line, Box(0.0, 0.5, 1.0, 1.0)) is None
