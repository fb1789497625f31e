"""Signs cut out of drawn print."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from bot.jobs import Box
from model_worker.readers.equations.cuts import cut
from model_worker.readers.equations.pieces import Piece
from model_worker.readers.equations.signs import signs
from model_worker.readers.pixels import Pixels

WHOLE = Box(0, 0, 1, 1)
DIGIT_PX = 29.0


def drawn(text: str, ground: str = "white", ink: str = "black") -> Pixels:
    image = Image.new("RGB", (320, 90), ground)
    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), 40)
    ImageDraw.Draw(image).text((20, 15), text, ink, font)
    return np.array(image)


def seen(pixels: Pixels) -> list[Piece]:
    found = cut(pixels, WHOLE, DIGIT_PX)
    assert found is not None
    back, parts = found
    return sorted(signs(parts, DIGIT_PX * back.scale), key=lambda piece: piece.left)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("4=7", ["4", "=", "7"]),
        ("8\u00f72", ["8", "\u00f7", "2"]),
        ("8:2", ["8", ":", "2"]),
        ("(3+i)", ["(", "3", "+", "i", ")"]),
    ],
)
def test_what_is_printed_in_several_parts_is_one_sign(
    text: str, names: list[str]
) -> None:
    assert [piece.label or piece.text for piece in seen(drawn(text))] == names


def test_light_ink_on_a_dark_ground_is_ink_as_well() -> None:
    assert [p.label for p in seen(drawn("47", "#181818", "#eeeeee"))] == ["4", "7"]


def test_a_minus_is_a_bar() -> None:
    assert [piece.form for piece in seen(drawn("4\u22127"))] == ["sign", "bar", "sign"]


def test_a_digit_that_runs_into_its_neighbour_is_parted_from_it() -> None:
    pixels = drawn("4  7")
    apart = seen(pixels)
    gap = np.flatnonzero((pixels[:, :, 0] < 128).any(axis=0))
    left = int(gap[int(np.diff(gap).argmax())])
    right = int(gap[int(np.diff(gap).argmax()) + 1])
    joined = np.concatenate((pixels[:, : left + 1], pixels[:, right:]), axis=1)

    assert [piece.label for piece in seen(joined)] == [p.label for p in apart]


def test_an_empty_or_faint_place_has_no_ink() -> None:
    assert cut(drawn(" "), WHOLE, DIGIT_PX) is None
    assert cut(drawn("47", "white", "#f0f0f0"), WHOLE, DIGIT_PX) is None


def test_a_place_in_a_cut_leads_back_to_the_picture() -> None:
    found = cut(drawn("4"), Box(0, 0, 0.5, 1), DIGIT_PX)

    assert found is not None
    back, parts = found
    box = back.box(parts)
    assert 20 / 320 < box.left < box.right < 60 / 320
    assert back.place(box)[0] == pytest.approx(min(part.left for part in parts))
