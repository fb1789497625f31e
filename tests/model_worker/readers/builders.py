"""Lines and readings as if they had been read, without a picture."""

from __future__ import annotations

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading

HEIGHT = 0.03
WIDTH_OF_A_LETTER = 0.012


def a_line(text: str, left: float = 0.1, top: float = 0.1, **fields: float) -> Line:
    """A line in a square picture; as wide as its letters unless *width* is given."""
    width = fields.pop("width", len(text) * WIDTH_OF_A_LETTER)
    height = fields.pop("height", HEIGHT)
    box = Box(left, top, min(left + width, 1.0), min(top + height, 1.0))
    return Line(text, box, fields.pop("confidence", 0.98))


def a_block(text: str, top: float = 0.1) -> Block:
    """A block whose lines are those of *text*, one below the other."""
    lines = text.strip().splitlines()
    pitch = min(0.04, (1 - top) / (len(lines) + 1))
    return Block(
        tuple(
            a_line(line.strip(), top=top + pitch * row, height=pitch * 0.75)
            for row, line in enumerate(lines)
        )
    )


def a_reading(*texts: str) -> TextReading:
    """A reading with a block for each of *texts*, from top to bottom."""
    step = 0.9 / len(texts)
    return TextReading(
        tuple(a_block(text, step * place) for place, text in enumerate(texts))
    )
