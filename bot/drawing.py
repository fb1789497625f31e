"""Picture + findings -> an annotated overview and enlarged places. Pure; Pillow only.

A solid line was read or measured, a double one seen by the model, a dashed one is
unsure whatever its source. Colours go by number: see legend_colour.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import reduce

from PIL import Image, ImageFilter, ImageStat

from bot.colours import MATTE, WHITE, legend_colour
from bot.jobs import Box, Finding
from bot.locator import with_locator
from bot.marks import MARKS_MAX, Pen, marks_on
from bot.rects import WHOLE, Rect, View
from bot.strokes import paint, tag_size
from bot.tags import Busyness, tag_places

__all__ = ["crop", "is_small", "legend_colour", "overview", "png"]

LONG_MAX = 2048
LONG_TINY, LONG_LEGIBLE = 320, 640
SHORT_MIN = 96
SMALL_BELOW = 0.25
CROP_LONG, CROP_LONG_MAX = 900, 1600
ENLARGED_MAX = 4.0
MARGIN = 0.15
CONTEXT_PART, CONTEXT_PX = 1 / 12, 48
ASPECT_MAX = 3.5
PNG_LEVEL = 4
REDUCING_GAP = 1.0
EDGES_LONG, EDGES_FULL = 1024, 64.0


def overview(image: Image.Image, findings: Sequence[Finding]) -> Image.Image:
    """Return the picture with at most eight numbered boxes, at most 2048 px long.

    Small pictures come back larger, so that numbers are legible, and very flat ones
    on a matte. *image* stays as it is.
    """
    shown, area = _on_matte(_scaled(_flat(image), _legible_scale(image.size)))
    view = View(WHOLE, area, Rect(0, 0, *shown.size))
    _mark(shown, view, findings)
    return shown


def crop(image: Image.Image, finding: Finding) -> Image.Image:
    """Return the finding's place enlarged, and beside it where in the picture it is.

    *image* stays as it is. Raises ValueError for a finding without boxes.
    """
    if not finding.boxes:
        raise ValueError(f"finding {finding.number} has no place to enlarge")
    picture = _flat(image)
    whole = Rect(0, 0, *picture.size)
    place = View(WHOLE, whole, whole).rect(reduce(Box.union, finding.boxes))
    legible = max(_legible_scale(image.size), 1.0)
    window = _window(place, whole, round(CONTEXT_PX / legible))
    part = picture.crop(window.corners)
    long = max(part.size)
    enlarged = min(max(CROP_LONG / long, 1.0), ENLARGED_MAX * legible)
    shown, area = _on_matte(_scaled(part, min(enlarged, CROP_LONG_MAX / long)))
    view = View(whole.fraction(window), area, Rect(0, 0, *shown.size))
    _mark(shown, view, [finding], tags_max=1)
    return with_locator(shown, picture, window, legend_colour(finding.number))


def is_small(finding: Finding) -> bool:
    """Whether a crop helps: its place is less than a quarter of the picture."""
    whole = reduce(Box.union, finding.boxes) if finding.boxes else WHOLE
    return whole.area < SMALL_BELOW


def png(image: Image.Image) -> bytes:
    """Return *image* as PNG without metadata; small enough, and quickly."""
    bare = image.copy()
    bare.info = {}
    content = io.BytesIO()
    bare.save(content, "PNG", compress_level=PNG_LEVEL)
    return content.getvalue()


def _mark(
    canvas: Image.Image,
    view: View,
    findings: Sequence[Finding],
    tags_max: int = MARKS_MAX,
) -> None:
    pen = Pen.fit(view.canvas)
    marks = marks_on(view, findings, pen)
    sizes = [tag_size(mark.number, pen) for mark in marks[:tags_max]]
    tags = tag_places(marks, sizes, view.canvas, _busyness(canvas))
    paint(canvas, marks, tags, pen)


def _legible_scale(size: tuple[int, int]) -> float:
    long, short = max(size), min(size)
    wanted = LONG_LEGIBLE / long if long < LONG_TINY else 1.0
    return min(max(wanted, SHORT_MIN / short), LONG_MAX / long)


def _window(place: Rect, whole: Rect, context_px: int) -> Rect:
    """Return *place* with its margin, some context and no extreme shape."""
    context = max(round(max(whole.width, whole.height) * CONTEXT_PART), context_px)
    width = max(round(place.width * (1 + 2 * MARGIN)), context)
    height = max(round(place.height * (1 + 2 * MARGIN)), context)
    width = max(width, round(height / ASPECT_MAX))
    height = max(height, round(width / ASPECT_MAX))
    return place.stretched(width, height).moved_into(whole)


def _flat(image: Image.Image) -> Image.Image:
    """Return *image* as RGB; what is transparent lies on white."""
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, WHITE)
        return Image.alpha_composite(paper, colours).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    """Return a new image, even where *scale* is 1."""
    size = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    if size == image.size:
        return image.copy()
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)


def _on_matte(image: Image.Image) -> tuple[Image.Image, Rect]:
    """Return a canvas with room for tags around *image*, and where *image* lies."""
    canvas = Rect(0, 0, max(image.width, SHORT_MIN), max(image.height, SHORT_MIN))
    left, top = (canvas.width - image.width) // 2, (canvas.height - image.height) // 2
    area = Rect(left, top, left + image.width, top + image.height)
    if area == canvas:
        return image, area
    matte = Image.new("RGB", (canvas.width, canvas.height), MATTE)
    matte.paste(image, (left, top))
    return matte, area


def _busyness(canvas: Image.Image) -> Busyness:
    """Return how many edges a place has, after one look at the whole."""
    factor = max(1, round(max(canvas.size) / EDGES_LONG))
    edges = canvas.convert("L").reduce(factor).filter(ImageFilter.FIND_EDGES)

    def busyness(place: Rect) -> float:
        # The filter leaves the outermost pixels as they were.
        inner = Rect(1, 1, edges.width - 1, edges.height - 1)
        look = Rect(
            place.left // factor,
            place.top // factor,
            -(-place.right // factor),
            -(-place.bottom // factor),
        ).cut_to(inner)
        part = edges.crop(look.corners)
        mean: float = ImageStat.Stat(part).mean[0] if look.area else 0.0
        return min(mean / EDGES_FULL, 1.0)

    return busyness
