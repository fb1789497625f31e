"""A picture made small enough for a list: pixels in, pixels out.

What comes in was decoded and written by our own sandbox, so it is safe to open here.
"""

from __future__ import annotations

import io

from PIL import Image

WIDTHS_PX = (160, 320, 640, 1280)
QUALITY = 80


def width_offered(wanted_px: int) -> int:
    """Return the smallest width on offer that is not below *wanted_px*."""
    return next((w for w in WIDTHS_PX if w >= wanted_px), WIDTHS_PX[-1])


def thumbnail(content: bytes, width_px: int) -> bytes | None:
    """Return a WebP that wide, None where the picture is narrower already."""
    with Image.open(io.BytesIO(content), formats=["PNG", "WEBP"]) as picture:
        if picture.width <= width_px:
            return None
        height_px = max(1, round(picture.height * width_px / picture.width))
        small = picture.convert("RGB").resize((width_px, height_px), reducing_gap=2.0)
    written = io.BytesIO()
    small.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()
