"""Several charts or cards in one picture: "the top left graph"."""

from __future__ import annotations

import random
from functools import reduce
from html import escape
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from bot.jobs import Box
from tests.benchmarks.seeing.browser import Window
from tests.benchmarks.seeing.charts_matplotlib import STYLES
from tests.benchmarks.seeing.charts_pillow import chart as pillow_chart
from tests.benchmarks.seeing.matplotlib_marks import bars, lines, pie
from tests.benchmarks.seeing.plans import Plan, planned
from tests.benchmarks.seeing.samples import (
    ChartTruth,
    PlaceTruth,
    Sample,
    Truth,
    chance_of,
    clipped,
    png,
)
from tests.benchmarks.seeing.themes import page, theme_of
from tests.benchmarks.seeing.topics import TOPICS

SHAPES = ((2, 2), (2, 2), (1, 2), (2, 1), (1, 3), (2, 3), (3, 2), (3, 3))
VERTICAL = {1: ("",), 2: ("top", "bottom"), 3: ("top", "middle", "bottom")}
HORIZONTAL = {1: ("",), 2: ("left", "right"), 3: ("left", "middle", "right")}
QUESTIONS = (
    "Where is {}?",
    "What does {} show?",
    "Describe {}.",
    "What is {} about?",
    "what's in {}",
)
GUTTER_PX = 24
KINDS: tuple[Any, ...] = ("bar", "line", "pie", "bar")


class Panel(Struct, frozen=True):
    """*boxes* are the whole panel and, where it is a chart, what is plotted in it."""

    boxes: tuple[Box, ...]
    title: str


Places = tuple[bytes, list[Panel]]
"""A picture and its panels, row by row."""


def grid(window: Window, seed: int, number: int, name: str) -> Sample:
    """Return panels by matplotlib, a browser or Pillow, and a question about one."""
    chance = chance_of(seed, "grid", number)
    shape = chance.choice(SHAPES)
    turn = number // 4 % 3
    word = chance.choice(("graph", "chart", "plot", "panel"))
    if turn == 0:
        content, panels = _subplots(shape, chance)
    elif turn == 1:
        content, panels = _cards(window, shape, chance)
        word = "panel"
    else:
        content, panels = _pasted(shape, chance)
    which = chance.randrange(len(panels))
    panel = panels[which]
    where = spoken(which // shape[1], which % shape[1], shape)
    question = chance.choice(QUESTIONS).format(f"the {where} {word}")
    truth = PlaceTruth(boxes=panel.boxes, text=panel.title)
    source: Any = ("matplotlib", "html", "pillow")[turn]
    return Sample(
        name=name, source=source, content=content, truth=truth, question=question
    )


def spoken(row: int, column: int, shape: tuple[int, int]) -> str:
    """Return the words for a place in a grid: "top left", "middle", "bottom middle"."""
    words = f"{VERTICAL[shape[0]][row]} {HORIZONTAL[shape[1]][column]}".strip()
    return "middle" if words == "middle middle" else words


def _plotted(truth: Truth, frame: Box) -> tuple[Box, ...]:
    """Return the box around all marks of a chart that lies in *frame*."""
    points = truth.points if isinstance(truth, ChartTruth) else ()
    boxes = [point.box for point in points if point.box is not None]
    if not boxes:
        return ()
    inner = reduce(Box.union, boxes)
    width, height = frame.right - frame.left, frame.bottom - frame.top
    return (
        Box(
            frame.left + inner.left * width,
            frame.top + inner.top * height,
            frame.left + inner.right * width,
            frame.top + inner.bottom * height,
        ),
    )


def _small_plan(chance: random.Random, size_px: tuple[int, int]) -> Plan:
    plan = planned(chance, chance.choice(KINDS))
    title = plan.title or "Overview"
    return replace(
        plan, title=title, size_px=size_px, y_title="", names="outside", ticks="plain"
    )


def _subplots(shape: tuple[int, int], chance: random.Random) -> Places:
    rows, columns = shape
    cell = chance.choice((3.4, 4.0)), chance.choice((2.6, 3.0))
    with mpl.rc_context(), style.context(["default", chance.choice(STYLES)]):
        mpl.rcParams.update({"font.size": 9})
        figure = Figure(
            (columns * cell[0], rows * cell[1]), dpi=100, layout="constrained"
        )
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns, squeeze=False).ravel()
        for each in axes:
            plan = _small_plan(chance, (340, 260))
            {"pie": pie, "bar": bars, "line": lines}[plan.kind](each, plan, chance)
            each.set_title(plan.title, fontsize=10)
        content = BytesIO()
        figure.savefig(content, format="png")
        panels = [_panel(figure, each) for each in axes]
    return content.getvalue(), panels


def _panel(figure: Figure, axes: Any) -> Panel:
    """Return all that belongs to a panel, and the frame of its plot."""
    extents = axes.get_tightbbox(), axes.get_window_extent()
    boxes = tuple(_box(figure, extent) for extent in extents)
    return Panel(boxes, axes.get_title())


def _box(figure: Figure, extent: Any) -> Box:
    width, height = float(figure.bbox.width), float(figure.bbox.height)
    left, low, right, high = map(float, extent.extents)
    box = clipped(left, height - high, right, height - low, (width, height))
    return box or Box(0, 0, 1, 1)


def _cards(window: Window, shape: tuple[int, int], chance: random.Random) -> Places:
    theme = theme_of(chance, is_dark=chance.random() < 0.4)
    topics = chance.sample(TOPICS, shape[0] * shape[1])
    titles = [topic.titles[0] for topic in topics]
    cards = "".join(
        f"<div class='card' data-part='panel' style='min-height:200px'>"
        f"<b>{escape(topic.titles[0])}</b>{_figures(topic.categories, chance)}</div>"
        for topic in topics
    )
    html = page(
        theme,
        f"<div style='display:grid;gap:{chance.choice((16, 24))}px;padding:24px;"
        f"grid-template-columns:repeat({shape[1]},1fr)'>{cards}</div>",
    )
    shown = window.shown(html, (1100, 260 * shape[0]))
    boxes = [(panel.box,) for panel in shown.named("panel")]
    return shown.content, list(map(Panel, boxes, titles))


def _figures(categories: tuple[str, ...], chance: random.Random) -> str:
    return "".join(
        f"<div style='display:flex;justify-content:space-between;margin-top:9px'>"
        f"<span>{escape(name)}</span><span>{chance.randint(10, 999)}</span></div>"
        for name in chance.sample(categories, 4)
    )


def _pasted(shape: tuple[int, int], chance: random.Random) -> Places:
    rows, columns = shape
    cell = (chance.choice((400, 460)), chance.choice((300, 340)))
    pitch = cell[0] + GUTTER_PX, cell[1] + GUTTER_PX
    size = columns * pitch[0] + GUTTER_PX, rows * pitch[1] + GUTTER_PX
    sheet = Image.new("RGB", size, chance.choice(("#ffffff", "#e9ecef", "#dfe3e8")))
    panels = []
    for place in range(rows * columns):
        plan = _small_plan(chance, cell)
        sample = pillow_chart("panel", plan, chance)
        left = GUTTER_PX + place % columns * pitch[0]
        top = GUTTER_PX + place // columns * pitch[1]
        with Image.open(BytesIO(sample.content)) as chart:
            sheet.paste(chart, (left, top))
        frame = clipped(left, top, left + cell[0], top + cell[1], size)
        whole = frame or Box(0, 0, 1, 1)
        panels.append(Panel((whole, *_plotted(sample.truth, whole)), plan.title))
    return png(sheet), panels
