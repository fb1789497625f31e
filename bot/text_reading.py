"""The text of a picture: lines, the blocks they make, all of them in reading order.

The worker's readers find it, or a document brings it along: then intake keeps it.
"""

from __future__ import annotations

from msgspec import Struct, json

from bot.jobs import Box


class Line(Struct, frozen=True):
    """A line of text as it was read; *turned* counts quarter turns to the left."""

    text: str
    box: Box
    confidence: float
    turned: int = 0


class Block(Struct, frozen=True):
    """Lines that belong together (a paragraph, a label, a button), top to bottom."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.union(line.box)
        return box

    @property
    def confidence(self) -> float:
        """The mean of the lines, weighted by their length."""
        weights = [max(len(line.text), 1) for line in self.lines]
        weighed = zip(weights, self.lines, strict=True)
        return sum(w * line.confidence for w, line in weighed) / sum(weights)


class TextReading(Struct, frozen=True):
    """All text of a picture, in reading order."""

    blocks: tuple[Block, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.lines)


encode_reading = json.Encoder().encode
decode_reading = json.Decoder(TextReading).decode
