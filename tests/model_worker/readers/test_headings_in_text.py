from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.places.letters import extent_of, widths_of
from model_worker.readers.headings_in_text import headings

SMALL = 0.02


def a_line(text: str, top: float, size: float = SMALL, width: float = 1.0) -> Line:
    """A line in a square picture whose letters are *size* high from top to bottom."""
    right = 0.05 + widths_of(text) * size * 0.55 * width
    return Line(text, Box(0.05, top, min(right, 1), top + size * extent_of(text)), 0.95)


def a_page(*sized: tuple[str, float]) -> TextReading:
    lines = [
        a_line(text, 0.02 + 0.06 * place, size)
        for place, (text, size) in enumerate(sized)
    ]
    return TextReading(tuple(Block((line,)) for line in lines))


PROSE = ("the harbour was built by fishermen who shared their boats.", SMALL)


def test_larger_letters_make_headings_with_levels() -> None:
    page = a_page(
        ("Annual report", 0.05), PROSE, ("Sales", 0.032), PROSE, ("Costs", 0.032), PROSE
    )
    assert [(each.text, each.level) for each in headings(page)] == [
        ("Annual report", 1),
        ("Sales", 2),
        ("Costs", 2),
    ]


def test_which_letters_a_line_has_does_not_make_it_larger() -> None:
    page = a_page(("nose", SMALL), ("Typography gyjpq", SMALL), PROSE, PROSE)
    assert headings(page) == ()


def test_a_little_larger_is_less_sure_than_much_larger() -> None:
    little, much = (
        headings(a_page(("A heading", size), PROSE, PROSE))[0].confidence
        for size in (SMALL * 1.27, SMALL * 1.8)
    )
    assert 0.6 <= little < much


def test_numbered_lines_are_headings_at_usual_size() -> None:
    page = a_page(("2.1 How it was built", SMALL), PROSE, PROSE)
    assert [each.text for each in headings(page)] == ["2.1 How it was built"]


@pytest.mark.parametrize(
    "text",
    [
        "A whole sentence in large letters ends with a full stop.",
        "1,204.50",
        "12%",
        " ".join(["word"] * 15),
    ],
)
def test_what_is_large_and_no_name_is_no_heading(text: str) -> None:
    assert headings(a_page((text, 0.05), PROSE, PROSE)) == ()


def test_the_tall_box_of_a_slanted_label_makes_no_heading() -> None:
    page = a_page(PROSE, PROSE)
    slanted = a_line("Copenhagen", 0.5, size=0.1, width=0.3)
    assert headings(TextReading((*page.blocks, Block((slanted,))))) == ()


def test_a_page_of_one_size_has_no_headings() -> None:
    assert headings(a_page(PROSE, PROSE)) == ()
    assert headings(TextReading()) == ()
