from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.jobs import Box
from model_worker.places.closer_look import cut_out


def a_picture(width: int = 200, height: int = 100) -> Image.Image:
    """A picture every pixel of which says where it is."""
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    pixels = np.dstack([across % 256, down % 256, np.zeros_like(across)])
    return Image.fromarray(pixels.astype(np.uint8), "RGB")


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


WHOLE = a_picture()
CONTENT = png(WHOLE)


def regions() -> st.SearchStrategy[Box]:
    fractions = st.floats(0.0, 0.9)
    sizes = st.floats(0.01, 0.1)
    return st.builds(
        lambda left, top, width, height: Box(left, top, left + width, top + height),
        fractions,
        fractions,
        sizes,
        sizes,
    )


@given(regions())
def test_what_is_found_in_the_cut_is_found_in_the_whole(region: Box) -> None:
    cut = cut_out(CONTENT, region)
    closer = cut.back(cut.inside(region))
    assert closer.iou(region) == pytest.approx(1.0, abs=1e-6)


@given(regions())
def test_the_cut_shows_the_very_pixels_of_its_area(region: Box) -> None:
    cut = cut_out(CONTENT, region)
    left = round(cut.area.left * WHOLE.width)
    top = round(cut.area.top * WHOLE.height)
    with Image.open(io.BytesIO(cut.content)) as seen:
        assert seen.getpixel((0, 0)) == WHOLE.getpixel((left, top))
        assert seen.width == round((cut.area.right - cut.area.left) * WHOLE.width)


@given(regions())
def test_the_region_lies_in_the_cut_with_company_around_it(region: Box) -> None:
    area = cut_out(CONTENT, region).area
    assert area.overlap(region) == pytest.approx(region.area)
    assert area.area > region.area


def test_a_tiny_region_keeps_enough_around_it_to_be_known() -> None:
    cut = cut_out(CONTENT, Box(0.5, 0.5, 0.51, 0.51))
    with Image.open(io.BytesIO(cut.content)) as seen:
        assert min(seen.size) >= 32
