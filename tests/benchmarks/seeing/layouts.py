"""Places that a question names: panels, rows, columns, highlights, people's marks.

Run as `python -m tests.benchmarks.seeing.layouts --seed 1 --count 20 --out FOLDER` to
look at some.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.seeing.browser import Window, a_browser
from tests.benchmarks.seeing.documents import DOCUMENTS, SPOT, letter
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.grids import grid
from tests.benchmarks.seeing.samples import PlaceTruth, Sample, chance_of
from tests.benchmarks.seeing.sheets import table
from tests.benchmarks.seeing.strokes import COLOURS, MARKERS, Shape, marked
from tests.benchmarks.seeing.themes import page, theme_of

KINDS = ("grid", "table", "highlight", "mark")
SHAPES: dict[Shape, tuple[str, ...]] = {
    "ring": ("circle", "ring"),
    "rectangle": ("rectangle", "box"),
    "freehand": ("circle", "circled area", "marked area"),
}
SIZES = ((1280, 800), (1024, 768), (1100, 700))


def layouts(seed: int, count: int) -> Iterator[Sample]:
    """Yield every kind of place in turn."""
    with a_browser() as browser:
        window = Window(browser)
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            name = f"layout-{seed}-{number:03}-{kind}"
            yield MAKERS[kind](window, seed, number, name)


def highlight(window: Window, seed: int, number: int, name: str) -> Sample:
    """A marker over a line of a page, by the page itself or drawn on its picture."""
    chance = chance_of(seed, "highlight", number)
    theme = theme_of(chance)
    shown = window.shown(page(theme, letter(chance, theme)), chance.choice(SIZES))
    place = chance.choice(shown.named(SPOT))
    colour = chance.choice(list(MARKERS))
    content, around = marked(shown.content, place.box, "highlight", colour, chance)
    question = chance.choice(
        (
            "What does the highlighted area say?",
            "Read the highlighted text.",
            "Where is the highlighted area?",
            f"What is written in the {colour} highlighted area?",
        )
    )
    truth = PlaceTruth(boxes=(around, place.box), text=place.text)
    return Sample(
        name=name, source="html", content=content, truth=truth, question=question
    )


def mark(window: Window, seed: int, number: int, name: str) -> Sample:
    """A ring, a frame or a loop that somebody drew around a text."""
    chance = chance_of(seed, "mark", number)
    is_dark = chance.random() < 0.3
    theme = theme_of(chance, is_dark=is_dark)
    body = chance.choice(DOCUMENTS)(chance, theme)
    shown = window.shown(page(theme, body), chance.choice(SIZES))
    inner = [part for part in shown.named(SPOT) if part.box.bottom < 0.93]
    place = chance.choice(inner)
    shape = chance.choice(list(SHAPES))
    colour = chance.choice(("red", "red", *COLOURS))
    content, around = marked(shown.content, place.box, shape, colour, chance)
    word = chance.choice(SHAPES[shape])
    question = chance.choice(
        (
            f"What is the text in the {colour} {word}?",
            f"Read the text in the {colour} {word}.",
            f"What does it say in the {colour} {word}?",
            f"What is in the {colour} {word}?",
        )
    )
    truth = PlaceTruth(boxes=(place.box, around), text=place.text)
    return Sample(
        name=name, source="html", content=content, truth=truth, question=question
    )


MAKERS = {"grid": grid, "table": table, "highlight": highlight, "mark": mark}

if __name__ == "__main__":
    dump(layouts)
