"""Pictures of tables, and what a reader of text would have read in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.pixels import Closer, Pixels, pixels_of
from model_worker.readers.tables.reader import table_reading
from model_worker.readings import Table, TableReading
from tests.rendered import Canvas, Rendered, font

Ruling = Literal["grid", "rows", "zebra", "head", "none"]
SIZE, PITCH, LEFT, TOP = 16, 34, 40, 80
PRICES = (
    ("Product", "Units", "Price"),
    ("Tea", "12", "2.50"),
    ("Coffee", "30", "4.00"),
    ("Apple juice", "7", "3.20"),
    ("Total", "49", "9.70"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn; *wide* is a column's width in pixels."""

    ruling: Ruling = "grid"
    paper: str = "white"
    ink: str = "#222222"
    line: str = "#bbbbbb"
    stripe: str = "#f2f2f2"
    wide: int = 150
    left: int = LEFT
    is_bold: bool = True


GRID = Look()
DARK = Look(paper="#15181c", ink="#e6e6e6", line="#3a4048", stripe="#20252c")


def a_canvas(width: int = 760, height: int = 480, paper: str = "white") -> Canvas:
    return Canvas(width, height, paper)


def draw_table(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    look: Look = GRID,
    top: int = TOP,
) -> Box:
    """Draw *rows*, numbers to the right; return the box of the whole."""
    right = look.left + look.wide * len(rows[0])
    bottom = top + PITCH * len(rows)
    for place in range(len(rows) + 1):
        _draw_rule(canvas, look, top, place, (look.left, right), len(rows))
    if look.ruling == "grid":
        for column in range(len(rows[0]) + 1):
            x = look.left + look.wide * column
            canvas.pen.line((x, top, x, bottom), fill=look.line)
    for place, row in enumerate(rows):
        for column, words in enumerate(row):
            at = look.left + look.wide * column, top + PITCH * place
            _write_cell(canvas, words, at, look, is_head=place == 0)
    width, height = canvas.width_px, canvas.height_px
    return Box(look.left / width, top / height, right / width, bottom / height)


def a_table(rows: Sequence[Sequence[str]] = PRICES, look: Look = GRID) -> Rendered:
    canvas = a_canvas(paper=look.paper)
    draw_table(canvas, rows, look)
    return canvas.finished()


def tables_in(drawn: Rendered, *joined: tuple[str, str]) -> tuple[Table, ...]:
    """Return the tables in *drawn*; lines of *joined* pairs were read as one."""
    return reading_of(drawn, text_of(drawn, *joined)).tables


def reading_of(
    drawn: Rendered, text: TextReading, closer: Closer | Sequence[Line] = ()
) -> TableReading:
    """Return the reading; *closer* may be all that a closer look finds."""
    if not callable(closer):
        seen = tuple(closer)
        return table_reading(pixels(drawn.image), text, lambda _: seen)
    return table_reading(pixels(drawn.image), text, closer)


def pixels(image: Image.Image) -> Pixels:
    content = BytesIO()
    image.save(content, "PNG")
    return pixels_of(content.getvalue())


def text_of(drawn: Rendered, *joined: tuple[str, str]) -> TextReading:
    """Return the words of *drawn* as lines, each a little wider than its ink."""
    lines = {text.words: text.box for text in drawn.texts if text.words}
    found = [Line(text.words, text.box, 0.98) for text in drawn.texts if text.words]
    for one, other in joined:
        found = [line for line in found if line.text not in {one, other}]
        box = lines[one].union(lines[other])
        found.append(Line(f"{one} {other}", box, 0.98))
    return TextReading(tuple(Block((line,)) for line in found))


def cells_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _draw_rule(
    canvas: Canvas,
    look: Look,
    top: int,
    place: int,
    ends: tuple[int, int],
    count: int,
) -> None:
    y = top + PITCH * place
    if look.ruling == "zebra" and place % 2 and place < count:
        canvas.pen.rectangle((ends[0], y, ends[1], y + PITCH - 1), fill=look.stripe)
    is_ruled = look.ruling in {"grid", "rows"} or (look.ruling == "head" and place == 1)
    if is_ruled:
        canvas.pen.line((ends[0], y, ends[1], y), fill=look.line)


def _write_cell(
    canvas: Canvas, words: str, at: tuple[int, int], look: Look, *, is_head: bool
) -> None:
    style = "Sans-Bold" if is_head and look.is_bold else "Sans"
    for row, line in enumerate(words.split("\n")):
        face = font(SIZE, style)
        is_number = line.replace(".", "").replace(",", "").isdigit()
        indent = look.wide - 8 - face.getlength(line) if is_number else 8
        if line:
            canvas.write((at[0] + indent, at[1] + 8 + 20 * row), line, look.ink, face)
