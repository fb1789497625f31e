"""Paint: frames with a halo, dashes, tags and leaders, smooth at the corners.

Every mark is, from outside in, white, for a light colour a dark contour, and its
colour: so one of its edges shows on white, black, noise and its own colour alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.colours import WHITE, Colour, contour_of, ink_on
from bot.marks import Mark, Pen
from bot.rects import Rect
from bot.tags import Size

FINER = 4
FLIP_ACROSS = Image.Transpose.FLIP_LEFT_RIGHT
FLIP_DOWN = Image.Transpose.FLIP_TOP_BOTTOM


def paint(
    canvas: Image.Image, marks: Sequence[Mark], tags: Sequence[Rect], pen: Pen
) -> None:
    """Paint *marks* onto an RGB *canvas*, large frames first, tags above them all.

    *tags* are the places of the first marks' tags, in order.
    """
    tagged = list(zip(marks, tags, strict=False))
    for mark, tag in tagged:
        if tag.distance(mark.outer) > 0:
            _leader(canvas, mark, tag, pen)
    for mark in sorted(marks, key=lambda mark: -mark.frame.area):
        _frame(canvas, mark, pen)
    for mark, tag in tagged:
        _tag(canvas, mark, tag, pen)


def tag_size(number: int, pen: Pen) -> Size:
    """Return the size of a tag, its halo included."""
    left, _, right, _ = _font(pen.font).getbbox(str(number))
    height = round(pen.font * 1.25)
    width = max(height, round(right - left + pen.font * 0.7))
    return Size(width + 2 * pen.edge, height + 2 * pen.edge)


def ring(
    canvas: Image.Image,
    rect: Rect,
    radius: int,
    width: int,
    colour: Colour,
    opacity: float = 1.0,
) -> None:
    """Paint *width* inwards from *rect*; *radius* is that of its inner corners."""
    corner = min(radius + width, rect.width // 2, rect.height // 2)
    tile = _corner(corner, width, opacity)
    for is_right, is_low in (
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ):
        left = rect.right - corner if is_right else rect.left
        top = rect.bottom - corner if is_low else rect.top
        turned = tile.transpose(FLIP_ACROSS) if is_right else tile
        turned = turned.transpose(FLIP_DOWN) if is_low else turned
        canvas.paste(colour, (left, top), turned)
    inner = rect.grown(-corner)
    for side in (
        Rect(inner.left, rect.top, inner.right, rect.top + width),
        Rect(inner.left, rect.bottom - width, inner.right, rect.bottom),
        Rect(rect.left, inner.top, rect.left + width, inner.bottom),
        Rect(rect.right - width, inner.top, rect.right, inner.bottom),
    ):
        _fill(canvas, side, colour, opacity)


def _frame(canvas: Image.Image, mark: Mark, pen: Pen) -> None:
    ring(canvas, mark.outer, pen.radius, mark.line_px + mark.edge_px, WHITE)
    contour_radius = pen.radius + mark.line_px
    ring(canvas, mark.rim.grown(1), contour_radius, 1, contour_of(mark.colour))
    if mark.line == "double":
        ring(canvas, mark.frame.grown(pen.thin), pen.radius, pen.thin, mark.colour)
        outer_radius = pen.radius + mark.line_px - pen.thin
        ring(canvas, mark.rim, outer_radius, pen.thin, mark.colour)
        return
    ring(canvas, mark.rim, pen.radius, mark.line_px, mark.colour)
    if mark.line == "dashed":
        for gap in _gaps(mark, pen):
            _fill(canvas, gap, WHITE)


def _gaps(mark: Mark, pen: Pen) -> Iterator[Rect]:
    """Yield what turns a line and its contour into dashes, even on each side."""
    rim, deep, half = mark.rim.grown(1), mark.line_px + 1, mark.line_px
    corner = pen.radius + deep
    for middle in _spread(rim.left + corner, rim.right - corner, 5 * half):
        yield Rect(middle - half, rim.top, middle + half, rim.top + deep)
        yield Rect(middle - half, rim.bottom - deep, middle + half, rim.bottom)
    for middle in _spread(rim.top + corner, rim.bottom - corner, 5 * half):
        yield Rect(rim.left, middle - half, rim.left + deep, middle + half)
        yield Rect(rim.right - deep, middle - half, rim.right, middle + half)


def _spread(start: int, end: int, period: int) -> list[int]:
    count = max(1, round((end - start) / period))
    return [round(start + (end - start) * (i + 0.5) / count) for i in range(count)]


def _tag(canvas: Image.Image, mark: Mark, place: Rect, pen: Pen) -> None:
    plate = place.grown(-pen.edge)
    for rect, radius, colour in (
        (place, pen.radius + pen.edge, WHITE),
        (plate.grown(1), pen.radius + 1, contour_of(mark.colour)),
        (plate, pen.radius, mark.colour),
    ):
        mask = _plate(rect.width, rect.height, radius)
        canvas.paste(colour, (rect.left, rect.top), mask)
    text, font = str(mark.number), _font(pen.font)
    left, top, right, bottom = font.getbbox(text, anchor="ls")
    at = (
        (plate.left + plate.right - left - right) / 2,
        (plate.top + plate.bottom - top - bottom) / 2,
    )
    pencil = ImageDraw.Draw(canvas)
    pencil.text(at, text, ink_on(mark.colour), font, "ls", stroke_width=pen.font / 40)


def _leader(canvas: Image.Image, mark: Mark, tag: Rect, pen: Pen) -> None:
    """Paint the way from a tag to the nearest point of its frame."""
    start = tag.middle
    end = (
        min(max(start[0], mark.rim.left), mark.rim.right - 1),
        min(max(start[1], mark.rim.top), mark.rim.bottom - 1),
    )
    for width, colour in ((pen.thin + 2 * pen.halo, WHITE), (pen.thin, mark.colour)):
        left, top = (min(pair) - width for pair in zip(start, end, strict=True))
        right, bottom = (max(pair) + width for pair in zip(start, end, strict=True))
        mask = Image.new("L", ((right - left) * FINER, (bottom - top) * FINER))
        way = [((x - left) * FINER, (y - top) * FINER) for x, y in (start, end)]
        ImageDraw.Draw(mask).line(way, 255, width * FINER)
        fine = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
        canvas.paste(colour, (left, top), fine)


def _fill(
    canvas: Image.Image, rect: Rect, colour: Colour, opacity: float = 1.0
) -> None:
    if rect.width > 0 and rect.height > 0:
        mask = Image.new("L", (rect.width, rect.height), round(255 * opacity))
        canvas.paste(colour, (rect.left, rect.top), mask)


@lru_cache(256)
def _corner(size: int, width: int, opacity: float) -> Image.Image:
    """Return the top left quarter of a ring as a mask."""
    fine = Image.new("L", (size * FINER, size * FINER))
    pencil, whole = ImageDraw.Draw(fine), 2 * size * FINER
    pencil.ellipse((0, 0, whole - 1, whole - 1), round(255 * opacity))
    if size > width:
        hole = width * FINER
        pencil.ellipse((hole, hole, whole - 1 - hole, whole - 1 - hole), 0)
    return fine.resize((size, size), Image.Resampling.BOX)


@lru_cache(256)
def _plate(width: int, height: int, radius: int) -> Image.Image:
    fine = Image.new("L", (width * FINER, height * FINER))
    corners = (0, 0, width * FINER - 1, height * FINER - 1)
    ImageDraw.Draw(fine).rounded_rectangle(corners, radius * FINER, 255)
    return fine.resize((width, height), Image.Resampling.BOX)


@lru_cache(64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font that comes with Pillow, so that no system font is needed."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType: numbers cannot be scaled")
    return font
