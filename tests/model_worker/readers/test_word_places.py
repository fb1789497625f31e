from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model_worker.readers.pixels import Pixels
from model_worker.readers.word_places import placed_words
from tests.rendered import Font, font


def a_line(*pieces: tuple[str, int], face: Font | None = None) -> Pixels:
    """Words on a line 24 pixels high, each from its place on."""
    image = Image.new("RGB", (420, 24), "white")
    pen = ImageDraw.Draw(image)
    for words, left in pieces:
        pen.text((left, 1), words, fill="black", font=face or font(18))
    ink = np.flatnonzero((np.asarray(image) < 200).any(axis=(0, 2)))
    return np.asarray(image)[:, : ink[-1] + 1].copy()


@pytest.mark.parametrize("style", ["Sans", "Serif", "SansMono", "Sans-Bold"])
def test_words_are_placed_by_the_gaps_between_them(style: str) -> None:
    face = font(18, style)
    placed = placed_words("Milk is cheap", a_line(("Milk is cheap", 0), face=face))
    assert [word.text for word in placed.words] == ["Milk", "is", "cheap"]
    assert placed.is_sure
    before = face.getlength("Milk ")
    assert placed.words[1].left == pytest.approx(before, abs=3)


def test_a_wide_space_lies_where_it_is_and_not_where_letters_would_put_it() -> None:
    placed = placed_words("Tea 12", a_line(("Tea", 0), ("12", 200)))
    assert placed.words[0].right < 60
    assert placed.words[1].left == pytest.approx(201, abs=4)


def test_a_space_that_was_not_read_is_guessed_and_said_to_be() -> None:
    placed = placed_words(
        "Power bankann@x.org", a_line(("Power bank", 0), ("ann@x.org", 150))
    )
    assert not placed.is_sure
    assert placed.words[0].text == "Power"
    assert placed.words[-1].left == pytest.approx(150, abs=4)
    assert "".join(word.text for word in placed.words) == "Powerbankann@x.org"


def test_a_line_between_two_cells_is_no_ink() -> None:
    cut = a_line(("February", 0), ("8 Aug", 140))
    cut[:, 120] = 0
    placed = placed_words("February 8 Aug", cut, walls=[120.5])
    assert [word.text for word in placed.words] == ["February", "8", "Aug"]
    assert placed.words[0].right < 120 < placed.words[1].left


def test_a_line_below_the_words_is_no_ink() -> None:
    cut = a_line(("Milk is", 0))
    cut[-1] = 0
    placed = placed_words("Milk is", cut)
    assert placed.words[0].right < placed.words[1].left


def test_where_nothing_is_seen_usual_letters_say_where_words_stand() -> None:
    blank = np.full((24, 200, 3), 255, dtype=np.uint8)
    one, other = placed_words("same same", blank).words
    assert one.left == 0
    assert one.right == pytest.approx(100, abs=5)
    assert other.left == pytest.approx(100, abs=5)
    assert other.right == pytest.approx(200)
