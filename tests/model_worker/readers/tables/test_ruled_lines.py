from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model_worker.readers.pixels import Pixels
from model_worker.readers.tables.ruled_lines import Rule, covered, ruled_lines
from tests.rendered import font

TEXT_PX = 14.0


def a_page(quality: int = 0) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (300, 200), "white")
    return image, ImageDraw.Draw(image)


def seen(image: Image.Image, quality: int = 0) -> Pixels:
    if quality:
        content = BytesIO()
        image.save(content, "JPEG", quality=quality)
        image = Image.open(content).convert("RGB")
    return np.asarray(image)


@pytest.mark.parametrize("colour", ["black", "#dddddd", "#f2f2f2"])
def test_a_thin_line_is_found_where_it_is(colour: str) -> None:
    image, pen = a_page()
    pen.line((40, 90, 260, 90), fill=colour)
    (rule,) = ruled_lines(seen(image), TEXT_PX).across
    assert rule.at == pytest.approx(90.5, abs=0.5)
    assert rule.start == pytest.approx(40, abs=1)
    assert rule.end == pytest.approx(261, abs=1)


def test_the_edges_of_a_stripe_are_found_on_all_its_sides() -> None:
    image, pen = a_page()
    pen.rectangle((40, 60, 259, 99), fill="#eeeeee")
    rules = ruled_lines(seen(image), TEXT_PX)
    assert [round(rule.at) for rule in rules.across] == [60, 100]
    assert [round(rule.at) for rule in rules.down] == [40, 260]


def test_letters_and_underlined_words_are_no_lines() -> None:
    image, pen = a_page()
    for row in range(5):
        pen.text((20, 20 + 30 * row), "Illicit HILL_lint", fill="black", font=font(16))
    rules = ruled_lines(seen(image), TEXT_PX)
    assert not rules.across
    assert not rules.down


def test_a_line_is_one_where_another_crosses_it() -> None:
    image, pen = a_page()
    for x in (40, 150, 260):
        pen.line((x, 20, x, 180), fill="#999999")
    pen.line((40, 100, 260, 100), fill="#999999")
    across = ruled_lines(seen(image), TEXT_PX).across
    assert {(round(rule.start), round(rule.end)) for rule in across} <= {
        (40, 261),
        (41, 260),
    }


def test_a_lossy_picture_has_no_lines_beside_its_lines() -> None:
    image, pen = a_page()
    pen.line((40, 90, 260, 90), fill="#888888")
    across = ruled_lines(seen(image, quality=50), TEXT_PX).across
    assert all(abs(rule.at - 90.5) <= 1.5 for rule in across)
    assert across


def test_noise_has_no_lines() -> None:
    noise = np.random.default_rng(5).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    rules = ruled_lines(noise, TEXT_PX)
    assert not rules.across
    assert not rules.down


def test_overlapping_lines_cover_a_stretch_once() -> None:
    rules = [Rule(5, 0, 40), Rule(5, 30, 60), Rule(5, 90, 200)]
    assert covered(rules, 0, 100) == pytest.approx(0.7)
    assert covered([], 0, 100) == 0
