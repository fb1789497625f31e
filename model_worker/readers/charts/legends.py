"""Legends: a key in a series' colour with a name beside it -> what a colour means.

A key is a solid patch, a dot or a short line on the ground that its name stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.charts.keys import Key, keys_in
from model_worker.readers.pixels import Pixels

Rgb = tuple[int, int, int]

_REACH = 5.5
"""Text heights before a name in which its key begins."""

_GAP = 2.6
"""Text heights between a key and its name."""

_SLACK = 0.3
_OVERHANG = 0.7
"""Text heights into a line in which its own key may begin, and after which another."""

_ALIKE = 0.35
"""Share by which the sides of two keys of one legend may differ, small ones more."""

_ALIKE_PX = 3.0
_LONG = 48
_LETTERS_MIN = 1


class LegendEntry(Struct, frozen=True):
    """*box* is around the key and the name, *key* around the key alone."""

    name: str
    rgb: Rgb
    box: Box
    key: Box
    confidence: float


class _Named(NamedTuple):
    key: Key
    name: str
    confidence: float
    text_right: float
    height: float


def legend_entries(pixels: Pixels, text: TextReading) -> tuple[LegendEntry, ...]:
    """Return every key with a name to its right, in reading order.

    Two keys alike in size and in line with each other are a legend; a lone one is
    returned where its name has letters.
    """
    named = [
        each
        for line in text.lines
        if not line.turned and len(line.text) <= _LONG
        for each in _named_keys(pixels, line)
    ]
    return tuple(
        _entry(each, pixels)
        for each in named
        if any(_are_alike(each, other) for other in named if other is not each)
        or sum(letter.isalpha() for letter in each.name) > _LETTERS_MIN
    )


def _named_keys(pixels: Pixels, line: Line) -> Iterator[_Named]:
    """Yield the keys before and, where names were read as one line, within *line*."""
    tall, wide = pixels.shape[:2]
    left, right = line.box.left * wide, line.box.right * wide
    top, bottom = line.box.top * tall, line.box.bottom * tall
    height = bottom - top
    keys = keys_in(pixels, (left - _REACH * height, top, right, bottom), height)
    reach = left + _OVERHANG * height
    before = [key for key in keys if key.left < left + _SLACK * height]
    if not before or left - before[-1].right > _GAP * height:
        return
    first = before[-1]
    within = [key for key in keys if key.left >= reach and _is_one_size(key, first)]
    ordered = [first, *within]
    for key, name, end in _split(line.text, ordered, (left, right)):
        if name:
            yield _Named(key, name, line.confidence, end, height)


def _split(
    text: str, keys: Sequence[Key], span: tuple[float, float]
) -> Iterator[tuple[Key, str, float]]:
    """Deal the words of *text* to the key before each, by where letters would lie."""
    ends = [key.left for key in keys[1:]] + [span[1]]
    if len(keys) == 1:
        yield keys[0], _without_key(text, is_inside=keys[0].right > span[0]), span[1]
        return
    starts = [max(key.right, span[0]) for key in keys]
    room = [max(end - start, 1.0) for start, end in zip(starts, ends, strict=True)]
    words = text.split()
    for key, share, end in zip(keys, _dealt(words, room), ends, strict=True):
        yield key, _without_key(" ".join(share), is_inside=False), end


def _dealt(words: Sequence[str], room: Sequence[float]) -> list[list[str]]:
    """Deal *words* in order to rooms, so that the letters are spread as they are."""
    cuts = np.cumsum([0.0, *room]) / sum(room)
    letters = np.cumsum([0, *(len(word) + 1 for word in words)])
    middles = [(a + b) / 2 / max(letters[-1], 1) for a, b in pairwise(letters)]
    places: NDArray[np.intp] = np.searchsorted(cuts, middles, side="right") - 1
    return [
        [word for word, at in zip(words, places, strict=True) if at == place]
        for place in range(len(room))
    ]


def _without_key(text: str, *, is_inside: bool) -> str:
    """Return *text* without the sign that a key was taken for."""
    first, _, rest = text.strip().partition(" ")
    if rest and len(first) == 1 and (is_inside or not first.isalnum()):
        return rest.strip()
    return text.strip(" \u25a0\u25aa\u25cf\u2022\u25a1|_-\u2013\u2014~")


def _are_alike(one: _Named, other: _Named) -> bool:
    a, b = one.key, other.key
    slack = 0.4 * min(one.height, other.height)
    is_below = abs(a.left - b.left) < slack
    is_beside = abs(a.middle - b.middle) < slack
    return _is_one_size(a, b) and (is_below or is_beside)


def _is_one_size(one: Key, other: Key) -> bool:
    return _is_near(one.width, other.width) and _is_near(one.height, other.height)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= max(_ALIKE * max(one, other), _ALIKE_PX)


def _entry(each: _Named, pixels: Pixels) -> LegendEntry:
    tall, wide = pixels.shape[:2]
    key = each.key
    height = max(each.height, key.height)
    top, bottom = key.middle - height / 2, key.middle + height / 2
    return LegendEntry(
        name=each.name,
        rgb=key.rgb,
        box=Box(
            key.left / wide,
            max(top, 0.0) / tall,
            min(max(each.text_right, key.right), wide) / wide,
            min(bottom, tall) / tall,
        ),
        key=Box(key.left / wide, key.top / tall, key.right / wide, key.bottom / tall),
        confidence=each.confidence,
    )
