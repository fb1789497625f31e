"""Tables, and a row or a column that a question names."""

from __future__ import annotations

import random
from html import escape
from typing import Any

from msgspec import Struct
from PIL import Image, ImageDraw

from bot.jobs import Box
from tests.benchmarks.seeing.browser import Window
from tests.benchmarks.seeing.samples import PlaceTruth, Sample, chance_of, clipped, png
from tests.benchmarks.seeing.themes import page, part, theme_of
from tests.rendered import font

HEADS = ("Item", "Price", "Stock", "Supplier", "Country", "Weight")
ITEMS = (
    "Desk lamp",
    "Chair",
    "Notebook",
    "Pencil",
    "Bookshelf",
    "Mug",
    "Scissors",
    "Stapler",
    "Clock",
)
SUPPLIERS = ("Berg & Co", "Lindholm", "Nakamura", "Fabrica", "Oakwood")
COUNTRIES = ("Sweden", "Japan", "Italy", "Canada", "Poland", "Kenya")


class Content(Struct, frozen=True):
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Placed(Struct, frozen=True):
    """A table's picture, and each cell's frame and words, the head's row first."""

    content: bytes
    frames: tuple[tuple[Box, ...], ...]
    words: tuple[tuple[Box, ...], ...]


def table(window: Window, seed: int, number: int, name: str) -> Sample:
    """Return a table by a browser or Pillow, and a question about a row or column."""
    chance = chance_of(seed, "table", number)
    content = _content(chance)
    is_html = number // 4 % 3 < 2
    placed = _html(window, content, chance) if is_html else _pillow(content, chance)
    question, cells = _asked(content, chance)
    boxes = tuple(_around(grid, cells) for grid in (placed.frames, placed.words))
    grid = (content.head, *content.rows)
    text = "\n".join(grid[row][column] for row, column in cells)
    truth = PlaceTruth(boxes=boxes, text=text)
    source: Any = "html" if is_html else "pillow"
    return Sample(
        name=name, source=source, content=placed.content, truth=truth, question=question
    )


def _content(chance: random.Random) -> Content:
    width = chance.randint(3, len(HEADS))
    head = (HEADS[0], *chance.sample(HEADS[1:], width - 1))
    rows = tuple(
        tuple(_cell(chance, each, item) for each in head)
        for item in chance.sample(ITEMS, chance.randint(4, 8))
    )
    return Content(head, rows)


def _cell(chance: random.Random, head: str, item: str) -> str:
    match head:
        case "Item":
            return item
        case "Price":
            return f"{chance.uniform(2, 240):.2f}"
        case "Stock":
            return str(chance.randint(0, 400))
        case "Supplier":
            return chance.choice(SUPPLIERS)
        case "Country":
            return chance.choice(COUNTRIES)
        case _:
            return f"{chance.uniform(0.1, 30):.1f} kg"


def _asked(
    content: Content, chance: random.Random
) -> tuple[str, list[tuple[int, int]]]:
    """Return a question and the cells (row, column) that it means, the head's row 0."""
    last, width = len(content.rows), len(content.head)
    row = chance.randint(1, last)
    column = chance.randint(1, width - 1)
    bottom = [(last, place) for place in range(width)]
    named = [(row, place) for place in range(width)]
    below = [(place, column) for place in range(last + 1)]
    item, head = content.rows[row - 1][0], content.head[column]
    final = [(place, width - 1) for place in range(last + 1)]
    return chance.choice(
        (
            ("What does the bottom row say?", bottom),
            ("Read the bottom row.", bottom),
            ("What is in the last row?", bottom),
            ("Where is the bottom row?", bottom),
            (f"Read the row {item}.", named),
            (f"What is in the row for {item}?", named),
            (f"Read the column {head}.", below),
            (f"Where is the column {head}?", below),
            ("What is in the last column?", final),
        )
    )


def _around(grid: tuple[tuple[Box, ...], ...], cells: list[tuple[int, int]]) -> Box:
    boxes = [grid[row][column] for row, column in cells]
    around = boxes[0]
    for box in boxes[1:]:
        around = around.union(box)
    return around


def _html(window: Window, content: Content, chance: random.Random) -> Placed:
    theme = theme_of(chance, is_dark=chance.random() < 0.25)
    edge = f"border:1px solid {theme.edge}"
    line = chance.choice((edge, f"border-bottom:1px solid {theme.edge}", ""))
    pad = f"padding:{chance.choice((6, 9, 12))}px {chance.choice((14, 22))}px"
    head = f"background:{theme.edge};font-weight:bold"
    rows = "".join(
        f"<tr style='{'' if place else head}'>"
        + "".join(
            f"<td data-part='cell' style='{line};{pad}'>{part('words', words)}</td>"
            for words in cells
        )
        + "</tr>"
        for place, cells in enumerate((content.head, *content.rows))
    )
    title = escape(chance.choice(("Stock list", "Our articles", "Inventory")))
    heading = f"<h2 style='margin:28px'>{title}</h2>"
    body = f"{heading}<table style='margin:0 28px'>{rows}</table>"
    size = chance.choice(((1100, 640), (1280, 720), (900, 600)))
    shown = window.shown(page(theme, body), size)
    width = len(content.head)
    frames = [each.box for each in shown.named("cell")]
    words = [each.box for each in shown.named("words")]
    return Placed(shown.content, _by_rows(frames, width), _by_rows(words, width))


def _pillow(content: Content, chance: random.Random) -> Placed:
    face = font(chance.choice((16, 18, 20)), chance.choice(("Sans", "Serif")))
    grid = (content.head, *content.rows)
    widths = [
        max(face.getlength(row[n]) for row in grid) + 40 for n in range(len(grid[0]))
    ]
    pitch, left, top = chance.choice((34, 40, 46)), 40, 50
    size = round(sum(widths)) + 80, pitch * len(grid) + 100
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    is_ruled = chance.random() < 0.6
    frames, words = [], []
    for row, cells in enumerate(grid):
        x, y = float(left), top + row * pitch
        for width, text in zip(widths, cells, strict=True):
            corners = (x, y, x + width, y + pitch)
            if is_ruled:
                pen.rectangle(corners, outline="#888888")
            pen.text(
                (x + 14, y + pitch / 2), text, fill="#111111", font=face, anchor="lm"
            )
            ink = pen.textbbox((x + 14, y + pitch / 2), text, font=face, anchor="lm")
            frames.append(clipped(*corners, size) or Box(0, 0, 1, 1))
            words.append(clipped(*ink, size) or Box(0, 0, 1, 1))
            x += width
    count = len(widths)
    return Placed(png(image), _by_rows(frames, count), _by_rows(words, count))


def _by_rows(boxes: list[Box], width: int) -> tuple[tuple[Box, ...], ...]:
    starts = range(0, len(boxes), width)
    return tuple(tuple(boxes[start : start + width]) for start in starts)
