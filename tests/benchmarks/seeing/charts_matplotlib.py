"""Charts as matplotlib draws them, in eight styles, each with its exact truth.

Run as `python -m tests.benchmarks.seeing.charts_matplotlib --seed 1 --count 20
--out FOLDER` to look at some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from bot.jobs import Box
from tests.benchmarks.seeing.dumping import dump_charts
from tests.benchmarks.seeing.matplotlib_marks import Artists, bars, lines, pie
from tests.benchmarks.seeing.plans import KINDS, Kinds, Plan, kind_of, planned
from tests.benchmarks.seeing.samples import Sample, chance_of, clipped
from tests.benchmarks.seeing.truths import Drawn, truth_of

STYLES = (
    "default",
    "ggplot",
    "seaborn-v0_8",
    "bmh",
    "fivethirtyeight",
    "dark_background",
    "grayscale",
    "Solarize_Light2",
)
OTHER_STYLES = ("classic", "seaborn-v0_8-whitegrid", "tableau-colorblind10", "fast")
"""Not among the eight: nobody tunes a reader on them."""

FONTS = ("DejaVu Sans", "DejaVu Sans", "DejaVu Serif", "STIXGeneral")
POINT_PX = 6
LARGE_PX = 700


def charts(
    seed: int,
    count: int,
    *,
    hard: bool = False,
    kinds: Kinds = KINDS,
    styles: tuple[str, ...] = STYLES,
) -> Iterator[Sample]:
    """Yield charts of every kind and style in turn; *hard* ones have many series."""
    for number in range(count):
        chance = chance_of(seed, "matplotlib", hard, number)
        kind = kind_of(number, kinds, is_hard=hard)
        # A step more after every round of kinds brings each kind to each style.
        name = styles[(number + number // len(kinds)) % len(styles)]
        plan = planned(chance, kind, is_hard=hard)
        yield chart(f"matplotlib-{seed}-{number:03}-{kind}", plan, name, chance)


def in_other_styles(
    seed: int, count: int, *, hard: bool = False, kinds: Kinds = KINDS
) -> Iterator[Sample]:
    """As `charts`, in styles that no reader was tuned on."""
    return charts(seed, count, hard=hard, kinds=kinds, styles=OTHER_STYLES)


def chart(name: str, plan: Plan, style_name: str, chance: random.Random) -> Sample:
    """Return *plan* drawn in a style; what it leaves open is left to *chance*."""
    font: dict[Any, Any] = {
        "font.family": chance.choice(FONTS),
        "font.size": _font_size(plan, chance),
    }
    # A classic look is the default's: the rest of its settings must not come along.
    with mpl.rc_context(), style.context(["default", style_name]):
        mpl.rcParams.update(font)
        dpi = chance.choice((80, 100, 144)) if plan.size_px[0] > LARGE_PX else 100
        width, height = plan.size_px
        figure = Figure((width / dpi, height / dpi), dpi=dpi, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw = {"pie": pie, "donut": pie, "bar": bars, "line": lines}[plan.kind]
        artists = draw(axes, plan, chance)
        if plan.title:
            axes.set_title(plan.title, loc=chance.choice(("center", "center", "left")))
        content = BytesIO()
        figure.savefig(content, format="png")
        drawn = _drawn(figure, plan, artists)
    truth = truth_of(plan, drawn, style_name)
    return Sample(
        name=name, source="matplotlib", content=content.getvalue(), truth=truth
    )


def _font_size(plan: Plan, chance: random.Random) -> float:
    return chance.choice((9, 10, 11, 12)) if plan.size_px[0] < 900 else 12


def _drawn(figure: Figure, plan: Plan, artists: Artists) -> Drawn:
    height = float(figure.bbox.height)
    size = (float(figure.bbox.width), height)

    def box(extent: Bbox) -> Box | None:
        left, low, right, high = map(float, extent.extents)
        return clipped(left, height - high, right, height - low, size)

    return [
        [(colour, box(_extent(artist))) for colour, artist in row] for row in artists
    ]


def _extent(artist: Any) -> Bbox:
    match artist:
        case (Line2D() as line, int(place)):
            points: Any = line.get_xydata()
            x, y = line.get_transform().transform(points[place])
            return Bbox.from_extents(
                x - POINT_PX, y - POINT_PX, x + POINT_PX, y + POINT_PX
            )
        case _:
            extent: Bbox = artist.get_window_extent()
            return extent


if __name__ == "__main__":
    dump_charts(charts)
