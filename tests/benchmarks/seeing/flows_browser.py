"""Flow charts as a web page draws them: SVG, its strokes curved and labels on them."""

from __future__ import annotations

import html
from itertools import pairwise

from tests.benchmarks.seeing.browser import Window
from tests.benchmarks.seeing.flow_layouts import Layout, Shown, Spot, Stroke
from tests.benchmarks.seeing.flow_looks import Look

HEADS = {
    "filled": '<path d="M0 0 L10 5 L0 10 z" fill="{0}"/>',
    "open": '<path d="M1 1 L9 5 L1 9" fill="none" stroke="{0}" stroke-width="1.6"/>',
}


def drawn(
    window: Window, layout: Layout, look: Look, title: str, *, is_curved: bool
) -> bytes:
    width, height = layout.size
    palette = look.palette
    head = HEADS[look.head].format(palette.stroke)
    strokes = "".join(
        _stroke(each, look, is_curved=is_curved) for each in layout.strokes
    )
    boxes = "".join(_box(each, look) for each in layout.boxes)
    labels = "".join(
        _label(each, look, is_curved=is_curved) for each in layout.strokes if each.label
    )
    heading = (
        f'<text x="24" y="36" font-size="{look.text_px + 6}" font-weight="bold" '
        f'fill="{palette.ink}">{html.escape(title)}</text>'
    )
    body = f"""<!doctype html><meta charset="utf-8">
      <body style="margin:0;background:{palette.paper}">
      <svg width="{width}" height="{height}" font-family="DejaVu Sans">
      <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" orient="auto"
        markerUnits="userSpaceOnUse" markerWidth="{look.head_px}"
        markerHeight="{look.head_px}">{head}</marker></defs>
      {strokes}{boxes}{labels}{heading if title else ""}</svg></body>"""
    return window.shown(body, layout.size).content


def _box(box: Shown, look: Look) -> str:
    fill, edge = look.fill(box.shape)
    left, top, right, bottom = box.rect
    x, y = box.middle
    paint = f'fill="{fill}" stroke="{edge}" stroke-width="{look.edge_px}"'
    size = f'width="{right - left}" height="{bottom - top}"'
    match box.shape:
        case "diamond":
            corners = f"{x},{top} {right},{y} {x},{bottom} {left},{y}"
            shape = f'<polygon points="{corners}" {paint}/>'
        case "ellipse":
            radii = f'rx="{(right - left) / 2}" ry="{(bottom - top) / 2}"'
            shape = f'<ellipse cx="{x}" cy="{y}" {radii} {paint}/>'
        case _:
            radius = 10 if box.shape == "rounded" else 0
            shape = f'<rect x="{left}" y="{top}" {size} rx="{radius}" {paint}/>'
    return shape + _text(box, look)


def _text(box: Shown, look: Look) -> str:
    x, y = box.middle
    size = look.text_px
    lines = []
    for place, line in enumerate(box.lines):
        down = y + (place - (len(box.lines) - 1) / 2) * 1.3 * size + 0.35 * size
        lines.append(
            f'<text x="{x}" y="{down}" font-size="{size}" fill="{look.letters}" '
            f'text-anchor="middle">{html.escape(line)}</text>'
        )
    return "".join(lines)


def _stroke(stroke: Stroke, look: Look, *, is_curved: bool) -> str:
    path = _curve(stroke.points) if is_curved else _polyline(stroke.points)
    return (
        f'<path d="{path}" fill="none" stroke="{look.palette.stroke}" '
        f'stroke-width="{look.line_px}" marker-end="url(#head)"/>'
    )


def _polyline(points: tuple[Spot, ...]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _curve(points: tuple[Spot, ...]) -> str:
    """Round off every corner, as text-to-chart tools do."""
    if len(points) < 3:
        return _polyline(points)
    path = f"M{points[0][0]} {points[0][1]}"
    for corner, after in pairwise(points[1:]):
        end = _between(corner, after, 0.5)
        path += f" Q{corner[0]} {corner[1]} {end[0]} {end[1]}"
    return path + f" L{points[-1][0]} {points[-1][1]}"


def _between(one: Spot, other: Spot, share: float) -> Spot:
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
    )


def _label(stroke: Stroke, look: Look, *, is_curved: bool) -> str:
    """A label beside its stroke, or on it with a ground of its own."""
    palette, size = look.palette, look.text_px - 2
    x, y = stroke.label_at
    words, ground = html.escape(stroke.label), ""
    if is_curved and palette.label_paper:
        x, y = _between(stroke.points[0], stroke.points[1], 0.5)
        wide, high = 0.7 * size * len(stroke.label) + 8, 1.4 * size
        ground = (
            f'<rect x="{x - wide / 2}" y="{y - high / 2}" width="{wide}" '
            f'height="{high}" fill="{palette.label_paper}"/>'
        )
    return (
        f'{ground}<text x="{x}" y="{y + 0.35 * size}" font-size="{size}" '
        f'fill="{palette.faint}" text-anchor="middle">{words}</text>'
    )
