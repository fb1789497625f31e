"""Numbers that were read together with the stroke between them and their axis. Pure.

``8000 -`` and ``507`` are 8000 and 50: the small stroke looks like a dash, a 7, a 1. A
dash is told by its look; a digit too many only by the other numbers, whose even
distances say what must stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from bot.text_reading import Line
from model_worker.readers.charts.numbers import number_in

_DASHES = "-\u2013\u2014_ "
_STROKES = "71lIiTt|/\\)]}'`\u2020\u2021+*"
_OFF = 0.012
"""Share of the axis that a number may stand off its place."""

_ENOUGH = 3


def without_dash(line: Line) -> Line:
    """Return *line* without the dash behind its number."""
    bare = line.text.rstrip(_DASHES)
    if line.turned or bare == line.text or number_in(bare) is None:
        return line
    return replace(line, text=bare)


def without_stroke(text: str) -> str:
    """Return *text* without a last sign that may be a stroke, else as it is."""
    bare = text[:-1].rstrip(_DASHES)
    return bare if text[-1:] in _STROKES and number_in(bare) else text


def without_strokes(column: Sequence[Line]) -> list[Line]:
    """Return a column of numbers, those whose last sign is a stroke without it.

    Only where the others, at least two and all of one scale, leave no doubt.
    """
    options = [list(_options(line)) for line in column]
    has_stroke = any(option.is_bare for each in options for option in each)
    if len(column) < _ENOUGH or not has_stroke:
        return list(column)
    fits = [
        fit
        for one, other in combinations(range(len(column)), 2)
        for first in options[one]
        for second in options[other]
        if (fit := _fit(options, first, second)) is not None
    ]
    best = max(fits, key=lambda fit: (fit.count, -fit.strokes), default=None)
    if best is None or best.count < _ENOUGH:
        return list(column)
    return [
        line if text in {None, line.text} else replace(line, text=text)
        for line, text in zip(column, best.texts, strict=True)
    ]


class _Option(Struct, frozen=True):
    """One way to read a label; *place* is its height in the picture."""

    text: str
    value: float
    place: float
    is_bare: bool


class _Fit(Struct, frozen=True):
    texts: tuple[str | None, ...]
    count: int
    strokes: int


def _options(line: Line) -> Iterator[_Option]:
    place = (line.box.top + line.box.bottom) / 2
    for is_bare, text in ((False, line.text), (True, without_stroke(line.text))):
        number = number_in(text)
        if number is not None and not (is_bare and text == line.text):
            yield _Option(text, number.value, place, is_bare)


def _fit(
    options: Sequence[Sequence[_Option]], one: _Option, other: _Option
) -> _Fit | None:
    """Return what each label says if *one* and *other* give the scale."""
    run = other.place - one.place
    if not run or one.value == other.value:
        return None
    scale = (other.value - one.value) / run
    texts: list[str | None] = []
    count = strokes = 0
    for each in options:
        right = [
            option
            for option in each
            if abs((option.value - one.value) / scale + one.place - option.place) < _OFF
        ]
        # 12.51 fits as well as 12.5 does: the rounder one is what axes say
        best = min(right, key=lambda option: len(option.text), default=None)
        texts.append(None if best is None else best.text)
        count += best is not None
        strokes += best is not None and best.is_bare
    return _Fit(tuple(texts), count, strokes)
