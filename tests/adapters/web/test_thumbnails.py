from __future__ import annotations

from io import BytesIO

from PIL import Image

from adapters.web.thumbnails import thumbnail, width_offered
from tests.rendered import error_dialog, wordless_photo


def test_a_thumbnail_keeps_the_shape_of_its_picture() -> None:
    small = thumbnail(error_dialog().png(), 160)
    assert small is not None
    with Image.open(BytesIO(small)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (160, 100))


def test_a_picture_that_is_narrower_already_is_left_alone() -> None:
    assert thumbnail(wordless_photo(100, 80).png(), 160) is None


def test_a_thread_of_pixels_keeps_one_row() -> None:
    wide = BytesIO()
    Image.new("RGB", (9000, 3)).save(wide, "PNG")
    small = thumbnail(wide.getvalue(), 160)
    assert small is not None
    with Image.open(BytesIO(small)) as picture:
        assert picture.size == (160, 1)


def test_only_some_widths_are_made() -> None:
    assert [width_offered(px) for px in (0, 96, 160, 161, 640, 9999)] == [
        160,
        160,
        160,
        320,
        640,
        1280,
    ]
