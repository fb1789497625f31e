from __future__ import annotations

import numpy as np

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.diagrams.connector_ink import without_words
from model_worker.readers.diagrams.node_shapes import Mask

HIGH, WIDE = 100, 200
TEXT_PX = 12.0


def a_mask(*rects: tuple[int, int, int, int]) -> Mask:
    mask = np.zeros((HIGH, WIDE), dtype=bool)
    for left, top, right, bottom in rects:
        mask[top:bottom, left:right] = True
    return mask


def a_word(text: str, left: int, top: int, right: int, bottom: int) -> Line:
    return Line(text, Box(left / WIDE, top / HIGH, right / WIDE, bottom / HIGH), 0.9)


STROKE = (40, 10, 43, 60)
LETTERS = ((50, 20, 55, 30), (57, 20, 62, 30))


def test_letters_beside_a_stroke_are_taken_away_and_the_stroke_stays() -> None:
    left = without_words(
        a_mask(STROKE, *LETTERS), [a_word("No", 49, 19, 63, 31)], TEXT_PX
    )
    assert (left == a_mask(STROKE)).all()


def test_an_arrow_inside_the_frame_of_its_label_is_no_letter() -> None:
    left = without_words(
        a_mask(STROKE, *LETTERS), [a_word("No", 38, 8, 63, 62)], TEXT_PX
    )
    assert (left == a_mask(STROKE)).all()


def test_a_head_that_was_read_as_a_sign_stays() -> None:
    head = a_mask(LETTERS[0])
    assert (without_words(head, [a_word("v", 49, 19, 56, 31)], TEXT_PX) == head).all()
