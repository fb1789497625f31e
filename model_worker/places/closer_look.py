"""A small region, cut out to be looked at again, and the way back. Pure."""

from __future__ import annotations

from io import BytesIO

from msgspec import Struct
from PIL import Image

from bot.jobs import Box

MARGIN = 0.15
"""Share of the region's sides kept around it: things are known by their company."""

SIDE_MIN_PX = 32
"""Less than this shows nothing of a thing; more of what surrounds it is kept."""


class Cut(Struct, frozen=True):
    """The bytes of a PNG, and the *area* of the whole picture that it shows."""

    content: bytes
    area: Box

    def back(self, box: Box) -> Box:
        """Return *box*, in fractions of the cut, in fractions of the whole."""
        width = self.area.right - self.area.left
        height = self.area.bottom - self.area.top
        return Box(
            self.area.left + box.left * width,
            self.area.top + box.top * height,
            min(self.area.left + box.right * width, 1.0),
            min(self.area.top + box.bottom * height, 1.0),
        )

    def inside(self, box: Box) -> Box:
        """Return *box*, in fractions of the whole and in the cut, in those of it."""
        width = self.area.right - self.area.left
        height = self.area.bottom - self.area.top
        return Box(
            max((box.left - self.area.left) / width, 0.0),
            max((box.top - self.area.top) / height, 0.0),
            min((box.right - self.area.left) / width, 1.0),
            min((box.bottom - self.area.top) / height, 1.0),
        )


def cut_out(content: bytes, region: Box) -> Cut:
    """Return *region* with a margin, in all the pixels that the picture has there.

    The edges lie between pixels, so what is found in the cut maps back exactly.
    """
    with Image.open(BytesIO(content)) as image:
        left, right = _edges(region.left, region.right, image.width)
        top, bottom = _edges(region.top, region.bottom, image.height)
        buffer = BytesIO()
        image.convert("RGB").crop((left, top, right, bottom)).save(buffer, "PNG")
        area = Box(
            left / image.width,
            top / image.height,
            right / image.width,
            bottom / image.height,
        )
    return Cut(buffer.getvalue(), area)


def _edges(start: float, end: float, size: int) -> tuple[int, int]:
    """Return where the cut begins and ends, in whole pixels inside the picture."""
    first, last = start * size, end * size
    margin = max(MARGIN * (last - first), (SIDE_MIN_PX - (last - first)) / 2)
    return max(int(first - margin), 0), min(int(last + margin) + 1, size)
