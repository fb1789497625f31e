"""Fresh pixels -> the bytes that are stored: PNG or WebP, and nothing else in them.

Without loss what came without loss, as PNG: screenshots stay exact and small. What
came with loss becomes WebP, four to six times faster than its PNG and a tenth of its
size; so does what would be a huge PNG, a photograph saved without loss. WebP's
fastest method is as good as its slower ones for the same bytes (measured: 0.3 dB).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from bot.sandbox.headers import MediaType

PNG_MAX_BYTES = 8_000_000
WEBP_MAX_BYTES = 12_000_000
WEBP_SIDE_MAX_PX = 16_383

# Above this a picture is a photograph: its pixels are many, its letters large.
FINE_MAX_PIXELS = 9_000_000
FINE_QUALITY, COARSE_QUALITY = 90, 80
SMALL_MAX_PIXELS = 4_000_000
TIGHT_LEVEL, FAST_LEVEL = 3, 1
SHRINK = 3 / 4


@dataclass(frozen=True, slots=True)
class Stored:
    content: bytes
    media_type: MediaType
    width_px: int
    height_px: int


def encode(image: Image.Image, *, is_lossy: bool, source_bytes: int) -> Stored:
    """Return *image* encoded, smaller only where WebP leaves no other way.

    *source_bytes* foretells the size of the PNG. May shrink *image* in place.
    """
    if not is_lossy and source_bytes <= PNG_MAX_BYTES:
        content = _png(image)
        if len(content) <= PNG_MAX_BYTES:
            return Stored(content, "image/png", *image.size)
    image.thumbnail((WEBP_SIDE_MAX_PX, WEBP_SIDE_MAX_PX))
    content = _webp(image)
    if len(content) > WEBP_MAX_BYTES:
        image.thumbnail((image.width * SHRINK, image.height * SHRINK))
        content = _webp(image)
    return Stored(content, "image/webp", *image.size)


def _png(image: Image.Image) -> bytes:
    is_small = image.width * image.height <= SMALL_MAX_PIXELS
    content = BytesIO()
    image.save(content, "PNG", compress_level=TIGHT_LEVEL if is_small else FAST_LEVEL)
    return content.getvalue()


def _webp(image: Image.Image) -> bytes:
    is_fine = image.width * image.height <= FINE_MAX_PIXELS
    content = BytesIO()
    quality = FINE_QUALITY if is_fine else COARSE_QUALITY
    image.save(content, "WEBP", quality=quality, method=0)
    return content.getvalue()
