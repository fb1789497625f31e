"""Pictures that people post, each with one sentence about it: true, false or not in it.

Run as `python -m tests.benchmarks.seeing.posts --seed 1 --count 20 --out FOLDER` to
look at some.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import get_args

from msgspec import Struct

from tests.benchmarks.seeing.browser import Window, a_browser
from tests.benchmarks.seeing.chart_claims import chart_claims
from tests.benchmarks.seeing.charts_matplotlib import STYLES
from tests.benchmarks.seeing.charts_matplotlib import chart as matplotlib_chart
from tests.benchmarks.seeing.charts_pillow import chart as pillow_chart
from tests.benchmarks.seeing.claims import Claims
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.plans import KINDS, kind_of, planned
from tests.benchmarks.seeing.posters import announcement, bill, scoreboard
from tests.benchmarks.seeing.samples import (
    ChartTruth,
    ClaimTruth,
    Sample,
    Source,
    Verdict,
    chance_of,
)

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
ASKED = (
    "Check this post: \u201c{}\u201d",
    "Is this post correct? \u201c{}\u201d",
    "Is it true that {}?",
    "Check the claim: \u201c{}\u201d",
)
OPENERS = {"The", "It", "This", "A", "All", "More", "Dogs", "Tickets", "Customers"}
"""First words that are small within a sentence; names stay as they are."""


class Posted(Struct, frozen=True):
    content: bytes
    source: Source
    claims: Claims


Maker = Callable[[Window, random.Random, int], Posted]


def posts(seed: int, count: int) -> Iterator[Sample]:
    """Yield every kind of picture with every verdict in turn."""
    with a_browser() as browser:
        window = Window(browser)
        for number in range(count):
            chance = chance_of(seed, "posts", number)
            kind = list(MAKERS)[number % len(MAKERS)]
            posted = MAKERS[kind](window, chance, number)
            verdict = VERDICTS[number // len(MAKERS) % len(VERDICTS)]
            claim, box = chance.choice(posted.claims.of(verdict))
            yield Sample(
                name=f"post-{seed}-{number:03}-{kind}-{verdict.replace(' ', '_')}",
                source=posted.source,
                content=posted.content,
                truth=ClaimTruth(claim=claim, verdict=verdict, box=box),
                question=_asked(claim, chance),
            )


def _asked(claim: str, chance: random.Random) -> str:
    """Return *claim* in a question; without quotation marks it runs on in it."""
    asked = chance.choice(ASKED)
    if "\u201c" in asked:
        return asked.format(claim)
    first, _, rest = claim.rstrip(".").partition(" ")
    return asked.format(f"{first.lower() if first in OPENERS else first} {rest}")


def _chart(_window: Window, chance: random.Random, number: int) -> Posted:
    plan = planned(chance, kind_of(number // len(MAKERS), KINDS, is_hard=False))
    if chance.random() < 0.5:
        sample = matplotlib_chart("post", plan, chance.choice(STYLES), chance)
    else:
        sample = pillow_chart("post", plan, chance)
    if not isinstance(sample.truth, ChartTruth):
        raise TypeError(f"a chart came without its truth: {sample.name}")
    claims = chart_claims(sample.truth, chance)
    return Posted(sample.content, sample.source, claims)


def _page(
    maker: Callable[[Window, random.Random], tuple[bytes, Claims]],
) -> Maker:
    def posted(window: Window, chance: random.Random, _number: int) -> Posted:
        content, claims = maker(window, chance)
        return Posted(content, "html", claims)

    return posted


MAKERS: dict[str, Maker] = {
    "chart": _chart,
    "bill": _page(bill),
    "scoreboard": _page(scoreboard),
    "announcement": _page(announcement),
}

if __name__ == "__main__":
    dump(posts)
