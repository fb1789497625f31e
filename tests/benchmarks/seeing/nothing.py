"""Pictures without a chart, many of which look a little like one.

Run as `python -m tests.benchmarks.seeing.nothing --seed 1 --count 20 --out FOLDER` to
look at some.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from tests.benchmarks.seeing.browser import Window, a_browser
from tests.benchmarks.seeing.documents import DOCUMENTS
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.interfaces import INTERFACES
from tests.benchmarks.seeing.pictures import PICTURES
from tests.benchmarks.seeing.samples import NothingTruth, Sample, chance_of, png
from tests.benchmarks.seeing.screens import KINDS as SCREENS
from tests.benchmarks.seeing.themes import page, theme_of

QUESTIONS = (
    "What is the largest section?",
    "Which bar is the tallest?",
    "What is the trend?",
    "What does the chart show?",
)
SIZES = ((1280, 800), (1024, 768), (800, 600), (1366, 768))
PAGES = {
    **{body.__name__: body for body in DOCUMENTS},
    **{body.__name__: body for body in INTERFACES},
    **SCREENS,
}


def nothing(seed: int, count: int) -> Iterator[Sample]:
    """Yield pages and drawings in turn."""
    makers = cycle([*PAGES, *PICTURES])
    with a_browser() as browser:
        window = Window(browser)
        for number, kind in zip(range(count), makers, strict=False):
            yield _sample(window, seed, number, kind)


def _sample(window: Window, seed: int, number: int, kind: str) -> Sample:
    chance = chance_of(seed, "nothing", number)
    name = f"nothing-{seed}-{number:03}-{kind}"
    question = chance.choice(QUESTIONS)
    if kind in PICTURES:
        content = png(PICTURES[kind](chance))
        return Sample(
            name=name,
            source="pillow",
            content=content,
            truth=NothingTruth(),
            question=question,
        )
    theme = theme_of(chance, is_dark=chance.random() < 0.4)
    html = page(theme, PAGES[kind](chance, theme))
    content = window.shown(html, chance.choice(SIZES)).content
    return Sample(
        name=name,
        source="html",
        content=content,
        truth=NothingTruth(),
        question=question,
    )


if __name__ == "__main__":
    dump(nothing)
