from __future__ import annotations

import math
from typing import cast

import msgspec
import numpy as np
import pytest

from bot.jobs import Box
from model_worker.readers.reading_process import plain
from model_worker.readings import Mark, MarkReading

BOX = Box(0.1, 0.1, 0.2, 0.2)


def a_mark(confidence: float) -> MarkReading:
    return MarkReading(
        (Mark(shape="ring", colour="red", box=BOX, confidence=confidence),)
    )


def test_numbers_of_numpy_become_numbers_that_can_be_kept() -> None:
    reading = cast("MarkReading", plain("marks", a_mark(np.float64(0.5))))
    assert type(reading.marks[0].confidence) is float
    assert reading == a_mark(0.5)


def test_a_number_that_is_none_is_refused_before_it_is_kept() -> None:
    with pytest.raises(msgspec.ValidationError):
        plain("marks", a_mark(math.nan))
