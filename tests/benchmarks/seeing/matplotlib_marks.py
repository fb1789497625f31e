"""Slices, bars and lines put into matplotlib's axes, each kept beside its colour."""

from __future__ import annotations

import random
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.container import BarContainer
from matplotlib.patches import Wedge
from matplotlib.ticker import FuncFormatter

from tests.benchmarks.seeing.numbers import tick
from tests.benchmarks.seeing.plans import Plan, Series, written
from tests.benchmarks.seeing.samples import Rgb

MAPS = ("tab10", "Set2", "Paired", "viridis", "Pastel1", "Blues", "Dark2")

Artists = list[list[tuple[Rgb, Any]]]
"""For each series and value the colour and what was painted."""


def pie(axes: Axes, plan: Plan, chance: random.Random) -> Artists:
    colours = _slice_colours(plan, chance)
    share = [value / sum(plan.values) for value in plan.values]
    in_label = [
        f"{label} ({100 * part:.1f}%)" if plan.percents == "in label" else label
        for label, part in zip(plan.labels, share, strict=True)
    ]
    percent = {"inside": "%1.1f%%", "whole": "%1.0f%%"}.get(plan.percents)
    edge: dict[str, Any] = {"edgecolor": axes.get_facecolor(), "linewidth": 1.5}
    wedge = edge if chance.random() < 0.6 else {}
    if plan.kind == "donut":
        wedge = wedge | {"width": chance.choice((0.35, 0.45, 0.55))}
    made: Any = axes.pie(
        plan.values,
        labels=in_label if plan.names == "outside" else None,
        colors=colours,
        autopct=percent,
        pctdistance=0.78 if plan.kind == "donut" else 0.6,
        startangle=chance.choice((0, 90, 90, 140)),
        counterclock=chance.random() < 0.6,
        wedgeprops=wedge,
    )
    wedges: list[Wedge] = list(made[0])
    if plan.names == "legend":
        where: Any = chance.choice(("outside right center", "outside lower center"))
        columns = 1 if "right" in where else 3
        axes.figure.legend(wedges, in_label, loc=where, ncols=columns)
    return [[(rgb(wedge.get_facecolor()), wedge) for wedge in wedges]]


def _slice_colours(plan: Plan, chance: random.Random) -> list[Any]:
    """Return colours that a legend can tell apart: the style's or a map's."""
    cycle = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    distinct = list(dict.fromkeys(cycle))
    if len(distinct) >= len(plan.labels) and chance.random() < 0.7:
        return distinct
    return _map_colours(chance.choice(MAPS), len(plan.labels))


def _map_colours(name: str, count: int) -> list[Any]:
    colours = mpl.colormaps[name]
    if colours.N < 32:
        return [colours(place) for place in range(count)]
    return [colours(0.15 + 0.75 * place / (count - 1)) for place in range(count)]


def bars(axes: Axes, plan: Plan, chance: random.Random) -> Artists:
    colours = _bar_colours(plan, chance)
    rows, base = [], [0.0] * len(plan.labels)
    many = 1 if plan.is_stacked else len(plan.series)
    width = chance.uniform(0.5, 0.85) / many
    for number, series in enumerate(plan.series):
        shift = 0.0 if plan.is_stacked else (number - (many - 1) / 2) * width
        places = [place + shift for place in range(len(plan.labels))]
        options: dict[str, Any] = {"label": series.name, "color": colours[number]}
        if plan.is_horizontal:
            made = axes.barh(places, series.values, width, left=base, **options)
        else:
            made = axes.bar(places, series.values, width, bottom=base, **options)
        if plan.is_stacked:
            base = [low + value for low, value in zip(base, series.values, strict=True)]
        elif plan.has_value_labels:
            _label_bars(axes, made, series, plan)
        rows.append([(rgb(bar.get_facecolor()), bar) for bar in made])
    _name_places(axes, plan, chance)
    _dress(axes, plan, chance)
    return rows


def _label_bars(axes: Axes, made: BarContainer, series: Series, plan: Plan) -> None:
    spoken = [written(value, plan.places) for value in series.values]
    axes.bar_label(made, labels=spoken, padding=2)


def _bar_colours(plan: Plan, chance: random.Random) -> list[Any]:
    cycle = list(dict.fromkeys(mpl.rcParams["axes.prop_cycle"].by_key()["color"]))
    if plan.is_hard:
        return cycle
    one = chance.choice((cycle[0], cycle[0], "#3778bf", "seagreen", "slategray"))
    many = _map_colours(chance.choice(MAPS[:2]), len(plan.labels))
    return [many if chance.random() < 0.25 else one]


def _name_places(axes: Axes, plan: Plan, chance: random.Random) -> None:
    places = range(len(plan.labels))
    if plan.is_horizontal:
        axes.set_yticks(places, plan.labels)
        if chance.random() < 0.5:
            axes.invert_yaxis()
        return
    room = plan.size_px[0] / len(plan.labels)
    crowded = max(map(len, plan.labels)) * mpl.rcParams["font.size"] * 0.8 > room
    turn = chance.choice((30, 45, 90)) if crowded else chance.choice((0, 0, 0, 45))
    side = "center" if turn in (0, 90) else "right"
    axes.set_xticks(places, plan.labels, rotation=turn, ha=side)


def lines(axes: Axes, plan: Plan, chance: random.Random) -> Artists:
    marker = chance.choice(("o", "s", "^", "D")) if plan.has_marks else ""
    width = chance.choice((1.5, 2.0, 2.5, 3.0))
    places = [float(n) for n in range(len(plan.labels))]
    if plan.is_numeric:
        places = [float(label) for label in plan.labels]
    rows = []
    for series in plan.series:
        (line,) = axes.plot(
            places, series.values, marker=marker, lw=width, label=series.name
        )
        colour = rgb(line.get_color())
        rows.append([(colour, (line, n)) for n in range(len(places))])
        if plan.has_value_labels and not plan.is_hard:
            _label_points(axes, places, plan)
    if not plan.is_numeric:
        _name_places(axes, plan, chance)
    if plan.trend == "flat" or chance.random() < 0.25:
        top = max(max(series.values) for series in plan.series)
        axes.set_ylim(0, top * 1.15)
    if chance.random() < 0.15 and not plan.is_hard:
        axes.fill_between(places, plan.values, axes.get_ylim()[0], alpha=0.2)
    _dress(axes, plan, chance)
    return rows


def _label_points(axes: Axes, places: list[float], plan: Plan) -> None:
    for place, value in zip(places, plan.values, strict=True):
        axes.annotate(
            written(value, plan.places),
            (place, value),
            textcoords="offset points",
            xytext=(0, 7),
            ha="center",
        )


def _dress(axes: Axes, plan: Plan, chance: random.Random) -> None:
    """Give the axes their numbers, names, grid and legend."""
    values = axes.xaxis if plan.is_horizontal else axes.yaxis
    if plan.ticks != "plain":
        values.set_major_formatter(FuncFormatter(lambda v, _: tick(v, plan.ticks)))
    if plan.y_title:
        values.set_label_text(plan.y_title)
    if plan.x_title:
        other = axes.yaxis if plan.is_horizontal else axes.xaxis
        other.set_label_text(plan.x_title)
    if plan.has_grid:
        axes.grid(
            visible=True,
            axis=chance.choice(("both", "x" if plan.is_horizontal else "y")),
        )
        axes.set_axisbelow(True)
    if chance.random() < 0.35:
        axes.spines[["top", "right"]].set_visible(False)
    if len(plan.series) > 1:
        axes.legend()


def rgb(colour: Any) -> Rgb:
    red, green, blue = (round(255 * part) for part in to_rgb(colour))
    return red, green, blue
