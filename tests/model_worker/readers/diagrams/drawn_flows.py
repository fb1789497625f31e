"""Flow charts drawn with Pillow, and their words as if they had been read."""

from __future__ import annotations

import math
from io import BytesIO

from PIL import Image, ImageDraw

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.diagrams.reader import diagram_reading
from model_worker.readers.pixels import pixels_of
from model_worker.readings import Diagram
from tests.rendered import font

SIZE = (560, 620)
WIDE, HIGH = 150, 46
Spot = tuple[int, int]


class Sheet:
    """Boxes by their middle, strokes from point to point; words are noted as read."""

    def __init__(
        self,
        *,
        paper: str = "#ffffff",
        ink: str = "#202020",
        fill: str = "#ffffff",
        edge: str = "#202020",
    ) -> None:
        self._image = Image.new("RGB", SIZE, paper)
        self._pen = ImageDraw.Draw(self._image)
        self._ink, self._fill, self._edge = ink, fill, edge
        self._width = 2
        self._blocks: list[Block] = []

    def box(self, at: Spot, words: str, shape: str = "box") -> None:
        wide, high = (WIDE, HIGH) if shape != "diamond" else (WIDE + 30, 2 * HIGH)
        rect = (
            at[0] - wide // 2,
            at[1] - high // 2,
            at[0] + wide // 2,
            at[1] + high // 2,
        )
        match shape:
            case "diamond":
                corners = [
                    (at[0], rect[1]),
                    (rect[2], at[1]),
                    (at[0], rect[3]),
                    (rect[0], at[1]),
                ]
                self._pen.polygon(corners, self._fill, self._edge, self._width)
            case "ellipse":
                self._pen.ellipse(rect, self._fill, self._edge, self._width)
            case "rounded":
                self._pen.rounded_rectangle(
                    rect, 12, self._fill, self._edge, self._width
                )
            case _:
                self._pen.rectangle(rect, self._fill, self._edge, self._width)
        self.write(at, words)

    def write(self, at: Spot, words: str) -> None:
        self._pen.text(at, words, self._ink, font(16), anchor="mm")
        left, top, right, bottom = self._pen.textbbox(at, words, font(16), anchor="mm")
        wide, high = SIZE
        box = Box(left / wide, top / high, right / wide, bottom / high)
        self._blocks.append(Block((Line(words, box, 0.98),)))

    def arrow(
        self, *points: Spot, is_open: bool = False, has_head: bool = True
    ) -> None:
        """A stroke through *points* with its head at the last of them."""
        self._pen.line(points, self._edge, self._width)
        if not has_head:
            return
        (x, y), (to_x, to_y) = points[-2:]
        turn = math.atan2(to_y - y, to_x - x)
        arms = [
            (to_x - 13 * math.cos(turn + aside), to_y - 13 * math.sin(turn + aside))
            for aside in (0.42, -0.42)
        ]
        head = [arms[0], (to_x, to_y), arms[1]]
        if is_open:
            self._pen.line(head, self._edge, self._width)
        else:
            self._pen.polygon(head, self._edge)

    def diagrams(self) -> tuple[Diagram, ...]:
        content = BytesIO()
        self._image.save(content, "PNG")
        pixels = pixels_of(content.getvalue())
        return diagram_reading(pixels, TextReading(tuple(self._blocks)), _none).diagrams

    def ties(self) -> dict[tuple[str, str], str]:
        """Return the arrows as they were read: from, to, and what stands at them."""
        (diagram,) = self.diagrams()
        return {
            (
                diagram.nodes[arrow.start].text,
                diagram.nodes[arrow.end].text,
            ): arrow.label
            for arrow in diagram.arrows
        }


def _none(_: Box) -> tuple[Line, ...]:
    return ()
