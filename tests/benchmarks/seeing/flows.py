"""Flow charts: boxes, decisions and arrows, and what people ask of their order.

Run as `python -m tests.benchmarks.seeing.flows --seed 1 --count 20 --out FOLDER` to
look at some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.benchmarks.seeing import flows_browser, flows_matplotlib, flows_pillow
from tests.benchmarks.seeing.browser import Window, a_browser
from tests.benchmarks.seeing.documents import DOCUMENTS
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.flow_layouts import laid_out
from tests.benchmarks.seeing.flow_looks import look_of
from tests.benchmarks.seeing.flow_plans import planned
from tests.benchmarks.seeing.flow_questions import COUNT, FIRST, STEPS, asked_of
from tests.benchmarks.seeing.interfaces import INTERFACES
from tests.benchmarks.seeing.samples import (
    FlowTruth,
    Sample,
    Source,
    chance_of,
)
from tests.benchmarks.seeing.themes import page, theme_of

NONE_EVERY = 9
"""So often a page is asked for its steps that has none."""

SOURCES: tuple[Source, ...] = ("html", "pillow", "matplotlib")
PAGES = (*DOCUMENTS, *INTERFACES)


def flows(seed: int, count: int) -> Iterator[Sample]:
    """Yield flow charts of every kind by every pen in turn, pages between them."""
    with a_browser() as browser:
        window = Window(browser)
        for number in range(count):
            chance = chance_of(seed, "flows", number)
            if number % NONE_EVERY == NONE_EVERY - 1:
                yield _nothing(window, seed, number, chance)
            else:
                yield _flow(window, seed, number, chance)


def _flow(window: Window, seed: int, number: int, chance: random.Random) -> Sample:
    plan, look = planned(number, chance), look_of(chance)
    layout = laid_out(plan, look)
    asked = asked_of(plan, layout, chance)
    source = chance.choice(SOURCES)
    title = plan.title if look.has_title else ""
    is_other = chance.random() < 0.5
    match source:
        case "html":
            content = flows_browser.drawn(
                window, layout, look, title, is_curved=is_other
            )
        case "matplotlib":
            content = flows_matplotlib.drawn(layout, look, title)
        case _:
            content = flows_pillow.drawn(layout, look, title, is_soft=is_other)
    return Sample(
        name=f"flow-{seed}-{number:03}-{source}",
        source=source,
        content=content,
        truth=asked.truth,
        question=asked.question,
    )


def _nothing(window: Window, seed: int, number: int, chance: random.Random) -> Sample:
    theme = theme_of(chance, is_dark=chance.random() < 0.3)
    body = chance.choice(PAGES)(chance, theme)
    return Sample(
        name=f"flow-{seed}-{number:03}-none",
        source="html",
        content=window.shown(page(theme, body), (1024, 768)).content,
        truth=FlowTruth(),
        question=chance.choice((*STEPS[:3], *FIRST[:2], COUNT[0])),
    )


if __name__ == "__main__":
    dump(flows)
