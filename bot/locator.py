"""Beside an enlarged place: the whole picture, small, with that place outlined."""

from __future__ import annotations

from PIL import Image

from bot.colours import BLACK, MATTE, WHITE, Colour
from bot.rects import WHOLE, Rect, View
from bot.strokes import ring

PART = 0.24
SIDE_MIN = 120
PAD_PART, PAD_MIN = 1 / 60, 8
PLACE_MIN = 10
VEIL = 0.55
FRAME = 0.3


def with_locator(
    detail: Image.Image, picture: Image.Image, window: Rect, colour: Colour
) -> Image.Image:
    """Return *detail* with a strip to the right of it, or below where it is tall.

    *window* is the part of *picture* that *detail* shows; both are RGB.
    """
    long = max(detail.size)
    pad, strip = max(PAD_MIN, round(long * PAD_PART)), max(SIDE_MIN, round(long * PART))
    is_tall = detail.height > detail.width
    along = max(min(detail.size) - 2 * pad, SIDE_MIN)
    room = (along, strip) if is_tall else (strip, along)
    small = _locator(picture, window, room, colour)
    if is_tall:
        width = max(detail.width, small.width + 2 * pad)
        height = detail.height + small.height + 2 * pad
    else:
        width = detail.width + small.width + 2 * pad
        height = max(detail.height, small.height + 2 * pad)
    return _side_by_side(detail, small, (width, height), pad, is_tall=is_tall)


def _side_by_side(
    detail: Image.Image,
    small: Image.Image,
    size: tuple[int, int],
    pad: int,
    *,
    is_tall: bool,
) -> Image.Image:
    sheet = Image.new("RGB", size, MATTE)
    width, height = size
    if is_tall:
        sheet.paste(detail, ((width - detail.width) // 2, 0))
        sheet.paste(small, ((width - small.width) // 2, detail.height + pad))
    else:
        sheet.paste(detail, (0, (height - detail.height) // 2))
        sheet.paste(small, (detail.width + pad, (height - small.height) // 2))
    return sheet


def _locator(
    picture: Image.Image, window: Rect, room: tuple[int, int], colour: Colour
) -> Image.Image:
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = [max(PLACE_MIN, round(side * scale)) for side in picture.size]
    clear = picture.resize(
        (size[0], size[1]), Image.Resampling.LANCZOS, reducing_gap=2.0
    )
    whole = Rect(0, 0, *clear.size)
    place = View(WHOLE, whole, whole).rect(Rect(0, 0, *picture.size).fraction(window))
    place = place.stretched(PLACE_MIN, PLACE_MIN).moved_into(whole)
    shown = Image.blend(clear, Image.new("RGB", clear.size, WHITE), VEIL)
    shown.paste(clear.crop(place.corners), place.corners)
    ring(shown, whole, 0, 1, BLACK, FRAME)
    rim = place.grown(3).cut_to(whole)
    ring(shown, rim, 1, 3, WHITE)
    ring(shown, rim.grown(-1), 1, 2, colour)
    return shown
