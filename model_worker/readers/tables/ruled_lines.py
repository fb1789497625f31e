"""Pixels -> the straight stretches that rule a page: thin lines and edges of bands.

Both are the same thing here: a stretch along which the light changes at once and in
one direction. A thin line gives two of them, a hair apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

FAINTEST = 5
"""Grey levels, of 255, between a page and its palest zebra stripe (measured: 7)."""

_LONG_ACROSS, _LONG_DOWN = 2.5, 1.4
"""Text heights: a stem of a letter is shorter."""

_UNBROKEN_ACROSS, _UNBROKEN_DOWN = 1.2, 0.85
"""Text heights that a part of a stretch has at least, where others cross it."""

_BREAK_ACROSS, _BREAK_DOWN = 0.7, 0.2
"""Text heights between such parts: stems in two lines of text are further apart."""

_BREAK_PX = 4
"""As much may always lie between: the line that crosses, and its soft edges."""

_ECHO_PX = 9
"""A lossy picture is coded in blocks of 8 pixels: so far it echoes a line."""

_LOUDER = 4
_LEAST_PX = 8
_STRAIGHT_PX = 4
"""A stretch wavers by less, a slanted line or a curve by more."""


class Rule(NamedTuple):
    """A stretch in pixels: it lies *at* a height (or, upright, at a distance).

    *step* is how much the light changes there, in grey levels.
    """

    at: float
    start: float
    end: float
    step: float = 0.0

    @property
    def length(self) -> float:
        return self.end - self.start


class Rules(NamedTuple):
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


def ruled_lines(pixels: Pixels, text_px: float) -> Rules:
    """Return all stretches that are longer than letters of *text_px* height."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.int16)
    upright = np.ascontiguousarray(grey.T)
    across = _stretches(grey, text_px, _LONG_ACROSS, _UNBROKEN_ACROSS, _BREAK_ACROSS)
    down = _stretches(upright, text_px, _LONG_DOWN, _UNBROKEN_DOWN, _BREAK_DOWN)
    return Rules(tuple(across), tuple(down))


def covered(rules: Sequence[Rule], start: float, end: float) -> float:
    """Return the share of *start* to *end* that the *rules* together cover, 0..1."""
    reach, total = start, 0.0
    for rule in sorted(rules, key=lambda rule: rule.start):
        begin = max(rule.start, reach)
        total += max(min(rule.end, end) - begin, 0.0)
        reach = max(reach, min(rule.end, end))
    return total / max(end - start, 1e-9)


def levels(rules: Sequence[Rule], apart: float) -> list[list[Rule]]:
    """Return *rules* gathered where they lie less than *apart* from each other."""
    gathered: list[list[Rule]] = []
    for rule in sorted(rules):
        if gathered and rule.at - gathered[-1][-1].at < apart:
            gathered[-1].append(rule)
        else:
            gathered.append([rule])
    return gathered


def _stretches(
    grey: NDArray[np.int16], text_px: float, long: float, unbroken: float, gap: float
) -> list[Rule]:
    """Return the stretches across; the last three in heights of text."""
    step = grey[1:] - grey[:-1]
    kernel = np.ones((1, max(round(unbroken * text_px), _LEAST_PX)), dtype=np.uint8)
    found: list[Rule] = []
    for edge in (step >= FAINTEST, step <= -FAINTEST):
        kept = cv2.morphologyEx(edge.astype(np.uint8), cv2.MORPH_OPEN, kernel)
        found += _pieces(kept, step)
    joined = _joined(found, max(gap * text_px, _BREAK_PX))
    return _without_echoes([rule for rule in joined if rule.length >= long * text_px])


def _without_echoes(rules: Sequence[Rule]) -> list[Rule]:
    """Return *rules* without the faint ones that a lossy picture has beside strong."""
    return [
        rule
        for rule in rules
        if not any(
            0 < abs(other.at - rule.at) < _ECHO_PX
            and other.step > _LOUDER * rule.step
            and other.start < rule.end
            and rule.start < other.end
            for other in rules
        )
    ]


def _pieces(kept: cv2.typing.MatLike, step: NDArray[np.int16]) -> list[Rule]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    return [
        Rule(
            top + (height + 1) / 2,
            float(left),
            float(left + width),
            float(abs(step[top, left : left + width].mean())),
        )
        for left, top, width, height, _ in stats[1:].tolist()
        if height <= _STRAIGHT_PX
    ]


def _joined(pieces: Sequence[Rule], gap_px: float) -> list[Rule]:
    """Join pieces of one height that a crossing line has parted."""
    joined: list[Rule] = []
    for row in levels(pieces, 1.1):
        start = len(joined)
        for piece in sorted(row, key=lambda rule: rule.start):
            before = joined[-1] if len(joined) > start else None
            if before and piece.start - before.end <= gap_px:
                end, step = max(before.end, piece.end), max(before.step, piece.step)
                joined[-1] = before._replace(end=end, step=step)
            else:
                joined.append(piece)
    return joined
