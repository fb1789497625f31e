import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.equations.zones import is_prose, zones


def a_line(text: str, top: float = 0.2, *, turned: bool = False) -> Line:
    return Line(text, Box(0.1, top, 0.6, top + 0.05), 0.9, turned=turned)


def count(*lines: Line) -> int:
    return len(zones(TextReading(tuple(Block((line,)) for line in lines)), 1.6))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2x + 3 = 7", 1),
        ("Solve 2x + 3 = 7 now", 1),
        ("Find 12 - 7", 1),
        ("Meet me at the station", 0),
        ("Open 10 - 12 daily", 0),
        ("See pages 3-5", 0),
    ],
)
def test_mathematics_is_looked_for_where_words_call_for_it(
    text: str, found: int
) -> None:
    assert count(a_line(text)) == found


def test_lines_far_apart_are_places_of_their_own() -> None:
    assert count(a_line("2x = 8", 0.1), a_line("3x = 9", 0.7)) == 2
    assert count(a_line("2x = 8", 0.1), a_line("3x = 9", 0.16)) == 1


def test_a_turned_line_that_is_no_fraction_is_no_place() -> None:
    assert count(a_line("12", turned=True)) == 0


def test_two_letters_may_be_a_product_and_more_are_a_word() -> None:
    assert not is_prose("2xy")
    assert is_prose("two")
