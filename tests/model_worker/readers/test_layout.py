from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.layout import in_reading_order
from tests.model_worker.readers.builders import a_line


def texts(lines: list[Line]) -> list[str]:
    return [block.text for block in in_reading_order(lines)]


def a_paragraph(*rows: str, left: float = 0.1, top: float = 0.1) -> list[Line]:
    return [a_line(row, left, top + 0.04 * place) for place, row in enumerate(rows)]


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(st.floats(0, 0.95)), draw(st.floats(0, 0.95))
    width, height = draw(st.floats(0.01, 0.6)), draw(st.floats(0.005, 0.3))
    return Box(left, top, min(left + width, 1), min(top + height, 1))


READ = st.lists(
    st.builds(
        Line,
        st.text("ab c", min_size=1, max_size=40).map(str.strip).filter(bool),
        boxes(),
        st.floats(0.35, 1),
        st.sampled_from([0, 0, 0, 1, 3]),
    ),
    max_size=25,
)


@given(READ, st.floats(0.2, 5))
def test_every_line_is_in_exactly_one_block(lines: list[Line], aspect: float) -> None:
    blocks = in_reading_order(lines, aspect)
    written = Counter(word for line in lines for word in line.text.split())
    placed = Counter(word for block in blocks for word in block.text.split())
    assert placed == written
    assert all(block.lines for block in blocks)


@given(READ, st.randoms())
def test_the_order_of_reading_does_not_hang_on_the_order_of_finding(
    lines: list[Line], chance: random.Random
) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert in_reading_order(shuffled) == in_reading_order(lines)


@given(st.integers(0, 10**6))
def test_the_order_is_stable_under_jitter(seed: int) -> None:
    page = [
        a_line("A heading over all of it", 0.1, 0.03, height=0.05, width=0.8),
        *a_paragraph(*["left text that runs on"] * 4, left=0.1, top=0.2),
        *a_paragraph(*["right text that runs on"] * 4, left=0.55, top=0.2),
        a_line("Name", 0.1, 0.6),
        a_line("Ann", 0.5, 0.6),
        a_line("Town", 0.1, 0.68),
        a_line("Riga", 0.5, 0.68),
    ]
    chance = random.Random(seed)
    shaken = [
        Line(line.text, moved(line.box, chance), line.confidence) for line in page
    ]
    assert texts(shaken) == texts(page)


def moved(box: Box, chance: random.Random) -> Box:
    by = [chance.uniform(-0.002, 0.002) for _ in range(4)]
    return Box(box.left + by[0], box.top + by[1], box.right + by[2], box.bottom + by[3])


def test_words_of_one_row_become_one_line() -> None:
    (block,) = in_reading_order(
        [a_line("Error", 0.1, width=0.08), a_line("code:", 0.19, width=0.08)]
    )
    (line,) = block.lines
    assert line.text == "Error code:"
    assert line.box == Box(0.1, 0.1, 0.27, 0.13)


def test_buttons_side_by_side_stay_apart() -> None:
    assert texts([a_line("Retry", 0.5), a_line("Cancel", 0.7)]) == ["Retry", "Cancel"]


def test_short_buttons_in_wide_letters_stay_apart() -> None:
    assert texts([a_line("Retry", 0.3, width=0.16), a_line("Cancel", 0.5)]) == [
        "Retry",
        "Cancel",
    ]


def test_rows_of_a_paragraph_become_a_block() -> None:
    rows = ("The connection to the server", "was refused.", "Check that it runs.")
    assert texts(a_paragraph(*rows)) == ["\n".join(rows)]


def test_a_row_without_descenders_belongs_to_its_paragraph() -> None:
    first, *others = a_paragraph("The house was built in", *["going by, quay"] * 3)
    low = Box(first.box.left, first.box.top, first.box.right, first.box.bottom - 0.008)
    assert len(texts([Line(first.text, low, 1.0), *others])) == 1


def test_a_wider_step_begins_a_new_paragraph() -> None:
    above = a_paragraph("one one one", "two two two", "three three")
    below = a_paragraph("four four four", "five five", "six six six", top=0.245)
    assert len(texts(above + below)) == 2


def test_a_row_whose_box_is_too_high_belongs_to_its_paragraph() -> None:
    first, second, third = a_paragraph(
        "Payment declined", "Your bank rejected the card ending in", "5194."
    )
    high = Box(first.box.left, 0.133, second.box.right, 0.178)
    low = Box(first.box.left, 0.185, third.box.right, 0.212)
    lines = [first, Line(second.text, high, 1.0), Line(third.text, low, 1.0)]
    assert len(texts(lines)) == 1


def test_a_row_as_much_higher_and_wider_is_a_heading() -> None:
    heading = a_line("Your bank", 0.1, 0.1, height=0.045, width=0.16)
    assert len(texts([heading, a_line("rejected the card.", 0.1, 0.15)])) == 2


def test_two_letters_do_not_tell_of_what_size_they_are() -> None:
    month = a_line("June", 0.1, 0.1, height=0.045)
    assert len(texts([month, a_line("Mo", 0.1, 0.15)])) == 2


def test_a_row_too_high_between_two_hides_no_step_after_it() -> None:
    first, second, third = a_paragraph("one one one", "two two two", "three three")
    high = Box(second.box.left, 0.131, second.box.right, 0.171)
    low = Box(third.box.left, 0.184, third.box.right, 0.212)
    lines = [first, Line(second.text, high, 1.0), Line(third.text, low, 1.0)]
    assert len(texts(lines)) == 1


def test_a_word_of_low_letters_belongs_to_its_row() -> None:
    row = a_line("ZeroDivisionError: division by", 0.1, 0.1, width=0.4)
    zero = a_line("zero", 0.51, 0.108, width=0.05, height=0.018)
    assert texts([row, zero]) == ["ZeroDivisionError: division by zero"]


def test_a_space_of_a_typewriter_parts_no_row() -> None:
    row = a_line("could not convert string to float:", 0.1, 0.1, width=34 * 0.016)
    name = a_line("'orders'", 0.1 + 34 * 0.016 + 0.024, 0.1)
    far = a_line("'orders'", 0.1 + 34 * 0.016 + 0.03, 0.1)
    assert texts([row, name]) == ["could not convert string to float: 'orders'"]
    assert len(texts([row, far])) == 2


def test_a_heading_stands_apart_from_its_text() -> None:
    heading = a_line("What happened", 0.1, 0.04, height=0.05)
    assert texts(
        [heading, *a_paragraph("It rained.", "Then it stopped.", top=0.11)]
    ) == [
        "What happened",
        "It rained.\nThen it stopped.",
    ]


def test_columns_of_text_are_read_one_after_the_other() -> None:
    left = a_paragraph("the left column runs on", "and on to its end", left=0.1)
    right = a_paragraph("the right column runs on", "and on to its end", left=0.55)
    heading = a_line("A heading over both of them", 0.1, 0.02, width=0.8)
    foot = a_line("A line below", 0.1, 0.5)
    assert texts([foot, *right, *left, heading]) == [
        "A heading over both of them",
        "the left column runs on\nand on to its end",
        "the right column runs on\nand on to its end",
        "A line below",
    ]


def test_labels_are_read_with_what_stands_beside_them() -> None:
    rows = (("Name", "Ann"), ("Town", "Riga"), ("Date", "4 May"))
    lines = [
        a_line(words, left, 0.1 + 0.045 * row)
        for row, pair in enumerate(rows)
        for left, words in zip((0.1, 0.4), pair, strict=True)
    ]
    assert texts(lines) == ["Name", "Ann", "Town", "Riga", "Date", "4 May"]


def test_slanted_labels_whose_boxes_nearly_touch_stay_apart() -> None:
    """Below an axis each stands for itself, though its box is as high as it is wide."""
    slanted = [
        Line(name, Box(left, 0.8, left + 0.1, 0.93), 0.99)
        for name, left in (("Coal", 0.1), ("Solar", 0.22), ("Wind", 0.34))
    ]
    blocks = in_reading_order([a_line("Energy", 0.1, 0.1)], 1.0, slanted)
    assert [block.text for block in blocks] == ["Energy", "Coal", "Solar", "Wind"]
    assert texts(slanted) == ["Coal Solar Wind"]


def test_turned_labels_come_last() -> None:
    axis = Line("Orders", Box(0.02, 0.1, 0.05, 0.5), 0.9, 1)
    assert texts([axis, a_line("10", 0.1, 0.2), a_line("20", 0.1, 0.1)]) == [
        "20",
        "10",
        "Orders",
    ]


def test_an_empty_picture_has_no_blocks() -> None:
    assert in_reading_order([]) == ()
