from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.sandbox import encoding
from bot.sandbox.encoding import encode

SOURCE_BYTES = 100_000


def noise(width: int = 300, height: int = 200) -> Image.Image:
    return Image.effect_noise((width, height), 200).convert("RGB")


def test_what_came_without_loss_becomes_a_png() -> None:
    stored = encode(noise(), is_lossy=False, source_bytes=SOURCE_BYTES)

    assert stored.media_type == "image/png"
    with Image.open(io.BytesIO(stored.content)) as image:
        assert (image.format, image.size) == ("PNG", (300, 200))


def test_what_came_with_loss_becomes_a_webp() -> None:
    stored = encode(noise(), is_lossy=True, source_bytes=SOURCE_BYTES)

    assert stored.media_type == "image/webp"
    with Image.open(io.BytesIO(stored.content)) as image:
        assert (image.format, image.size) == ("WEBP", (300, 200))


def test_a_png_that_would_be_huge_becomes_a_webp(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "PNG_MAX_BYTES", 10_000)

    stored = encode(noise(), is_lossy=False, source_bytes=9_000)

    assert stored.media_type == "image/webp"
    assert (stored.width_px, stored.height_px) == (300, 200)


def test_a_file_too_large_for_a_small_png_is_not_even_tried() -> None:
    stored = encode(
        Image.new("RGB", (9, 9)),
        is_lossy=False,
        source_bytes=encoding.PNG_MAX_BYTES + 1,
    )

    assert stored.media_type == "image/webp"


def test_only_a_webp_that_would_be_huge_is_shrunk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "WEBP_MAX_BYTES", 10_000)

    stored = encode(noise(), is_lossy=True, source_bytes=SOURCE_BYTES)

    assert (stored.width_px, stored.height_px) == (225, 150)


@pytest.mark.parametrize("size", [(16_384, 9), (9, 16_384)])
def test_a_side_too_long_for_webp_is_shortened_to_fit(size: tuple[int, int]) -> None:
    stored = encode(Image.new("RGB", size), is_lossy=True, source_bytes=SOURCE_BYTES)

    assert max(stored.width_px, stored.height_px) == encoding.WEBP_SIDE_MAX_PX
    with Image.open(io.BytesIO(stored.content)) as image:
        assert image.size == (stored.width_px, stored.height_px)
