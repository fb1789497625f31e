"""Flow charts by matplotlib's patches and annotations."""

from __future__ import annotations

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import (
    Ellipse,
    FancyArrowPatch,
    FancyBboxPatch,
    Patch,
    Polygon,
    Rectangle,
)

from tests.benchmarks.seeing.flow_layouts import Layout, Shown, Stroke
from tests.benchmarks.seeing.flow_looks import Look

DPI = 100
POINT = 72 / DPI


def drawn(layout: Layout, look: Look, title: str) -> bytes:
    width, height = layout.size
    figure = Figure((width / DPI, height / DPI), dpi=DPI, facecolor=look.palette.paper)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    for stroke in layout.strokes:
        _stroke(axes, stroke, look)
    for box in layout.boxes:
        _box(axes, box, look)
    if title:
        size = (look.text_px + 6) * POINT
        axes.text(24, 36, title, size=size, color=look.palette.ink, weight="bold")
    content = BytesIO()
    figure.savefig(content, format="png", facecolor=look.palette.paper)
    return content.getvalue()


def _box(axes: Axes, box: Shown, look: Look) -> None:
    fill, edge = look.fill(box.shape)
    patch = _patch(box)
    patch.set(facecolor=fill, edgecolor=edge, linewidth=look.edge_px * POINT)
    axes.add_patch(patch)
    axes.text(
        *box.middle,
        "\n".join(box.lines),
        size=look.text_px * POINT,
        color=look.letters,
        ha="center",
        va="center",
    )


def _patch(box: Shown) -> Patch:
    left, top, right, bottom = box.rect
    wide, high = right - left, bottom - top
    x, y = box.middle
    match box.shape:
        case "diamond":
            return Polygon([(x, top), (right, y), (x, bottom), (left, y)])
        case "ellipse":
            return Ellipse((x, y), wide, high)
        case "rounded":
            style = "round,pad=0,rounding_size=10"
            return FancyBboxPatch((left, top), wide, high, boxstyle=style)
        case _:
            return Rectangle((left, top), wide, high)


def _stroke(axes: Axes, stroke: Stroke, look: Look) -> None:
    colour, width = look.palette.stroke, look.line_px * POINT
    if len(stroke.points) > 2:
        xs, ys = zip(*stroke.points[:-1], strict=True)
        axes.plot(xs, ys, color=colour, linewidth=width, solid_capstyle="projecting")
    axes.add_patch(
        FancyArrowPatch(
            stroke.points[-2],
            stroke.points[-1],
            arrowstyle="-|>" if look.head == "filled" else "->",
            mutation_scale=1.3 * look.head_px,
            shrinkA=0,
            shrinkB=0,
            color=colour,
            linewidth=width,
        )
    )
    if stroke.label:
        axes.text(
            *stroke.label_at,
            stroke.label,
            size=(look.text_px - 2) * POINT,
            color=look.palette.faint,
            ha="center",
            va="center",
        )
