"""Flow charts by Pillow: with soft edges, or hard ones as simple programs draw them."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from tests.benchmarks.seeing.flow_layouts import Layout, Shown, Spot, Stroke
from tests.benchmarks.seeing.flow_looks import Look
from tests.benchmarks.seeing.samples import png
from tests.rendered import font

SPREAD = 0.42
"""Half of a head's width per length."""


def drawn(layout: Layout, look: Look, title: str, *, is_soft: bool) -> bytes:
    scale = 2 if is_soft else 1
    return _Pen(layout, look, scale).content(title)


class _Pen:
    def __init__(self, layout: Layout, look: Look, scale: int) -> None:
        self._layout = layout
        self._look = look
        self._scale = scale
        width, height = layout.size
        size = (width * scale, height * scale)
        self._image = Image.new("RGB", size, look.palette.paper)
        self._pen = ImageDraw.Draw(self._image)

    def content(self, title: str) -> bytes:
        for stroke in self._layout.strokes:
            self._stroke(stroke)
        for box in self._layout.boxes:
            self._box(box)
        image = self._image
        if self._scale > 1:
            image = image.resize(self._layout.size, Image.Resampling.LANCZOS)
        self._write(image, title)
        return png(image)

    def _at(self, spot: Spot) -> Spot:
        return spot[0] * self._scale, spot[1] * self._scale

    def _box(self, box: Shown) -> None:
        fill, edge = self._look.fill(box.shape)
        width = self._look.edge_px * self._scale
        left, top, right, bottom = (side * self._scale for side in box.rect)
        rect = (left, top, right, bottom)
        match box.shape:
            case "diamond":
                x, y = (left + right) / 2, (top + bottom) / 2
                corners = [(x, top), (right, y), (x, bottom), (left, y)]
                self._pen.polygon(corners, fill, edge, width)
            case "ellipse":
                self._pen.ellipse(rect, fill, edge, width)
            case "rounded":
                radius = 10 * self._scale
                self._pen.rounded_rectangle(rect, radius, fill, edge, width)
            case _:
                self._pen.rectangle(rect, fill, edge, width)

    def _stroke(self, stroke: Stroke) -> None:
        colour, width = self._look.palette.stroke, self._look.line_px * self._scale
        (x, y), (to_x, to_y) = stroke.points[-2:]
        turn = math.atan2(to_y - y, to_x - x)
        long = self._look.head_px
        back = (to_x - long * math.cos(turn), to_y - long * math.sin(turn))
        is_filled = self._look.head == "filled"
        points = [*stroke.points[:-1], back if is_filled else stroke.points[-1]]
        self._pen.line([self._at(point) for point in points], colour, width, "curve")
        away = (-SPREAD * long * math.sin(turn), SPREAD * long * math.cos(turn))
        one = (back[0] + away[0], back[1] + away[1])
        other = (back[0] - away[0], back[1] - away[1])
        head = [self._at(point) for point in (one, stroke.points[-1], other)]
        if is_filled:
            self._pen.polygon(head, colour)
        else:
            self._pen.line(head, colour, width)

    def _write(self, image: Image.Image, title: str) -> None:
        pen, palette, size = (
            ImageDraw.Draw(image),
            self._look.palette,
            self._look.text_px,
        )
        for box in self._layout.boxes:
            x, y = box.middle
            for place, line in enumerate(box.lines):
                down = (place - (len(box.lines) - 1) / 2) * 1.3 * size
                at = (x, y + down)
                pen.text(at, line, self._look.letters, font(size), anchor="mm")
        for stroke in self._layout.strokes:
            if stroke.label:
                face = font(size - 2)
                pen.text(stroke.label_at, stroke.label, palette.faint, face, "mm")
        if title:
            pen.text((24, 22), title, palette.ink, font(size + 6, "Sans-Bold"))
