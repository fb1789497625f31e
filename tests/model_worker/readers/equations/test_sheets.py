"""What belongs together on a sheet: systems, numbers in front, and what is meant."""

from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.maths.grammar import parsed
from model_worker.readers.equations.sheets import Placed, sheet
from model_worker.readers.equations.tasks import Task

HIGH = 0.04
NOTHING = TextReading(())


def a_task(text: str, top: float, label: str = "") -> Placed:
    task = Task(parsed(text), label, (), 0.99, text.endswith("="))
    return Placed(task, Box(0.2, top, 0.6, top + HIGH), 0.98)


def texts(*lines: str) -> TextReading:
    return TextReading(
        tuple(
            Block((Line(line, Box(0.1, 0.1 * n, 0.9, 0.1 * n + HIGH), 0.99),))
            for n, line in enumerate(lines)
        )
    )


def systems(*placed: Placed, braces: tuple[Box, ...] = ()) -> list[int]:
    return [each.system for each in sheet(placed, [], braces, NOTHING).equations]


def test_two_lines_right_below_each_other_are_a_system() -> None:
    lines = a_task("x + y = 5", 0.1), a_task("x - y = 1", 0.16)

    assert systems(*lines) == [1, 1]


def test_two_lines_with_two_unknowns_may_be_printed_loosely() -> None:
    lines = a_task("x + y = 5", 0.1), a_task("x - y = 1", 0.3)

    assert systems(*lines) == [1, 1]


def test_loose_lines_are_none_where_a_third_leaves_open_which_belong_together() -> None:
    lines = [a_task("x + y = 5", 0.1), a_task("x - y = 1", 0.3)]

    assert systems(*lines, a_task("x + 2y = 9", 0.5)) == [0, 0, 0]


def test_lines_at_the_two_ends_of_a_page_are_no_system() -> None:
    assert systems(a_task("x + y = 5", 0.1), a_task("x - y = 1", 0.8)) == [0, 0]


def test_a_brace_holds_a_system_together() -> None:
    lines = a_task("x + y = 5", 0.1), a_task("y = 1", 0.25)

    assert systems(*lines) == [0, 0]
    assert systems(*lines, braces=(Box(0.15, 0.08, 0.17, 0.3),)) == [1, 1]


def test_lines_with_numbers_of_their_own_are_no_system() -> None:
    lines = a_task("x + y = 5", 0.1, "1"), a_task("x - y = 1", 0.16, "2")

    assert systems(*lines) == [0, 0]


def test_a_number_to_the_left_is_the_number_of_its_line() -> None:
    number = ("3", Box(0.1, 0.1, 0.12, 0.1 + HIGH))

    (found,) = sheet([a_task("2x = 8", 0.1)], [number], (), NOTHING).equations

    assert found.label == "3"


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("Calculate:", "one", "two", "three"), 1),
        (("Our shop", "Opening hours", "Tickets sold"), 0),
    ],
)
def test_a_bare_sum_is_meant_where_the_words_are_those_of_a_lesson(
    lines: tuple[str, ...], count: int
) -> None:
    found = sheet([a_task("12 + 30", 0.5)], [], (), texts(*lines)).equations

    assert len(found) == count


def test_what_stands_in_a_program_is_none() -> None:
    code = texts("def area(x):", "    return x * 2;")

    assert sheet([a_task("2x + 3 = 7", 0.5)], [], (), code).equations == ()
