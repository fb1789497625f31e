"""What the readers of pixels work on, and how they look closer."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.jobs import Box
from bot.text_reading import Line

Pixels = NDArray[np.uint8]
"""Height x width x 3, red first."""

Closer = Callable[[Box], tuple[Line, ...]]
"""Reads the text in and around a region again, enlarged; boxes in the whole picture."""


def pixels_of(content: bytes) -> Pixels:
    """Return the pixels of a PNG, JPEG or WebP; what is transparent shows white."""
    with Image.open(BytesIO(content)) as image:
        if not image.has_transparency_data:
            return np.array(image.convert("RGB"))
        upper = image.convert("RGBA")
    ground = Image.new("RGBA", upper.size, "white")
    return np.array(Image.alpha_composite(ground, upper).convert("RGB"))
