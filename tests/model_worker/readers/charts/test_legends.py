from __future__ import annotations

import numpy as np
import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.legends import LegendEntry, legend_entries
from tests.model_worker.readers.charts.paper import Paper

WIDE, TALL = 400, 300
COLOURS = {"Rent": (31, 119, 180), "Food": (255, 127, 14), "Travel": (44, 160, 44)}


def a_legend(ground: str = "white", outline: str | None = None) -> Paper:
    paper = Paper(WIDE, TALL, ground)
    for row, (name, colour) in enumerate(COLOURS.items()):
        top = 40 + 24 * row
        paper.pen.rectangle(
            (300, top, 313, top + 13), fill=colour, outline=outline, width=2
        )
        paper.write(name, 322, top, "grey")
    return paper


def named(entries: tuple[LegendEntry, ...]) -> dict[str, tuple[int, int, int]]:
    return {entry.name: entry.rgb for entry in entries}


@pytest.mark.parametrize("ground", ["white", "#111111", "#e5ecf6"])
def test_patches_beside_names_tell_what_colours_mean(ground: str) -> None:
    paper = a_legend(ground)

    assert named(legend_entries(paper.pixels, paper.text)) == COLOURS


def test_an_outline_is_not_taken_for_the_colour() -> None:
    paper = a_legend(outline="black")

    assert named(legend_entries(paper.pixels, paper.text)) == COLOURS


def test_compression_leaves_the_legend_readable() -> None:
    paper = a_legend()

    found = named(legend_entries(paper.jpeg, paper.text))

    assert list(found) == list(COLOURS)
    for name, rgb in found.items():
        assert np.abs(np.subtract(rgb, COLOURS[name])).max() < 30


def test_the_box_of_an_entry_holds_key_and_name() -> None:
    paper = a_legend()

    entry = legend_entries(paper.pixels, paper.text)[0]

    assert entry.key.left == entry.box.left == 300 / WIDE
    assert entry.box.right >= paper.lines[0].box.right
    assert entry.key.iou(Box(300 / WIDE, 40 / TALL, 314 / WIDE, 54 / TALL)) > 0.95


@pytest.mark.parametrize("dash", [28, 7])
def test_lines_and_dashed_lines_are_keys(dash: int) -> None:
    paper = Paper()
    for row, (name, colour) in enumerate(COLOURS.items()):
        middle = 48 + 24 * row
        for start in range(280, 308, dash + 3):
            end = min(start + dash, 308)
            paper.pen.line((start, middle, end, middle), fill=colour, width=2)
        paper.write(name, 316, middle - 8)

    assert named(legend_entries(paper.pixels, paper.text)) == COLOURS


def test_a_line_through_a_marker_is_a_key() -> None:
    paper = Paper()
    for row, (name, colour) in enumerate(COLOURS.items()):
        middle = 48 + 24 * row
        paper.pen.line((280, middle, 308, middle), fill=colour, width=2)
        paper.pen.ellipse((290, middle - 4, 298, middle + 4), fill=colour)
        paper.write(name, 316, middle - 8)

    assert named(legend_entries(paper.pixels, paper.text)) == COLOURS


def test_names_read_as_one_line_are_dealt_to_their_keys() -> None:
    paper = Paper()
    left = 30
    for name, colour in COLOURS.items():
        paper.pen.rectangle((left, 200, left + 13, 213), fill=colour)
        paper.write(f"{name} cost", left + 20, 199)
        left += 110
    first, last = paper.lines[0].box, paper.lines[-1].box
    whole = " ".join(line.text for line in paper.lines)
    paper.lines = [Line(whole, first.union(last), 0.95)]

    found = named(legend_entries(paper.pixels, paper.text))

    assert found == {f"{name} cost": colour for name, colour in COLOURS.items()}


def test_a_key_that_was_read_as_a_letter_is_taken_off_the_name() -> None:
    paper = a_legend()
    box = paper.lines[0].box
    paper.lines[0] = Line("\u25a0 Rent", Box(0.75, box.top, box.right, box.bottom), 0.9)

    assert "Rent" in named(legend_entries(paper.pixels, paper.text))


def test_bold_words_and_dashes_are_no_keys() -> None:
    paper = Paper()
    paper.pen.text((30, 40), "What people buy", fill="black", font_size=26)
    paper.has_read("What people buy", (30, 44, 230, 70))
    paper.write("18-24 - 25-34", 30, 120)
    paper.write("Rent", 30, 160)

    assert legend_entries(paper.pixels, paper.text) == ()


def test_a_large_area_beside_a_word_is_no_key() -> None:
    paper = Paper()
    paper.pen.rectangle((20, 20, 180, 280), fill=COLOURS["Rent"])
    paper.write("Rent", 190, 140)

    assert legend_entries(paper.pixels, paper.text) == ()
