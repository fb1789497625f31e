"""Charts drawn by hand with Pillow, as an office program or a school book might.

Run as `python -m tests.benchmarks.seeing.charts_pillow --seed 1 --count 20
--out FOLDER` to look at some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.benchmarks.seeing.dumping import dump_charts
from tests.benchmarks.seeing.paper import PALETTES, PAPERS, Look, Sheet, rgb_of
from tests.benchmarks.seeing.pillow_axes import bars, lines
from tests.benchmarks.seeing.pillow_pies import pie
from tests.benchmarks.seeing.plans import KINDS, Kinds, Plan, kind_of, planned
from tests.benchmarks.seeing.samples import Sample, chance_of, png
from tests.benchmarks.seeing.truths import truth_of

FAMILIES = ("Sans", "Sans", "Serif", "SansCondensed", "SansMono")
NEAR = 70
"""A colour this near to the paper's is lost on it, for people too."""


def charts(
    seed: int, count: int, *, hard: bool = False, kinds: Kinds = KINDS
) -> Iterator[Sample]:
    """Yield charts of every kind in turn."""
    for number in range(count):
        chance = chance_of(seed, "pillow", hard, number)
        plan = planned(chance, kind_of(number, kinds, is_hard=hard), is_hard=hard)
        yield chart(f"pillow-{seed}-{number:03}-{plan.kind}", plan, chance)


def chart(name: str, plan: Plan, chance: random.Random) -> Sample:
    """Return *plan* drawn by hand; its look is left to *chance*."""
    look = look_of(plan, chance)
    sheet = Sheet(plan.size_px, look)
    area = sheet.titled(plan.title)
    draw = {"pie": pie, "donut": pie, "bar": bars, "line": lines}[plan.kind]
    drawn = draw(sheet, area, plan, chance)
    truth = truth_of(plan, drawn, f"{look.paper} {look.family}")
    return Sample(name=name, source="pillow", content=png(sheet.shown()), truth=truth)


def look_of(plan: Plan, chance: random.Random) -> Look:
    """Return a look that is legible at the plan's size."""
    paper, ink, faint = chance.choice(PAPERS)
    size = max(12, round(min(plan.size_px) / chance.choice((30, 34, 38))))
    colours = [each for each in chance.choice(PALETTES) if _stands_out(each, paper)]
    turned = chance.randrange(len(colours))
    return Look(
        paper=paper,
        ink=ink,
        faint=faint,
        colours=tuple(colours[turned:] + colours[:turned]),
        family=chance.choice(FAMILIES),
        font_px=min(size, 24),
        line_px=chance.choice((1, 1, 2)),
        is_outlined=chance.random() < 0.45,
        is_smooth=chance.random() < 0.6,
        jitter_px=chance.choice((0.0, 0.0, 0.0, 1.2)),
    )


def _stands_out(colour: str, paper: str) -> bool:
    far = zip(rgb_of(colour), rgb_of(paper), strict=True)
    return max(abs(one - other) for one, other in far) > NEAR


if __name__ == "__main__":
    dump_charts(charts)
