"""What is written along an axis beyond its labels: the title, and its unit. Pure.

Along an upright axis it usually lies on its side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line

_FAR = 0.1
"""Share of the picture between the labels of an axis and its title."""

_OFF = 0.2
"""Share of the plot's side that a title's middle may lie beside the plot's."""

_SLACK = 0.01
_LETTERS = 2
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,6})[)\]]\s*$")
_PERCENT = re.compile(r"(?:^|\s|\()(?:%|per ?cent)\)?\s*$", re.IGNORECASE)


def upright_title(labels: Box, plot: Box, lines: Sequence[Line]) -> str:
    """Return the title that lies on its side left of *labels*, or right of them."""
    found = [
        line
        for line in lines
        if line.turned % 2
        and _has_letters(line)
        and _overlaps(line.box.top, line.box.bottom, plot.top, plot.bottom)
        and 0 <= _gap(line.box.left, line.box.right, labels) <= _FAR
    ]
    order = sorted(found, key=lambda line: -line.box.bottom)
    return " ".join(line.text for line in order)


def level_title(labels: Box, plot: Box, lines: Sequence[Line]) -> str:
    """Return the title below *labels*, centred below the *plot*."""
    middle = (plot.left + plot.right) / 2
    reach = _OFF * (plot.right - plot.left)
    found = [
        line
        for line in lines
        if not line.turned
        and _has_letters(line)
        and -_SLACK <= line.box.top - labels.bottom <= _FAR
        and abs((line.box.left + line.box.right) / 2 - middle) <= reach
    ]
    nearest = min(found, key=lambda line: line.box.top, default=None)
    return "" if nearest is None else nearest.text


def unit_in(title: str) -> str:
    """Return the unit that *title* ends with: ``Revenue (k€)``, ``Share in %``."""
    if _PERCENT.search(title):
        return "%"
    match = _IN_BRACKETS.search(title)
    return match[1].strip() if match else ""


def _has_letters(line: Line) -> bool:
    return sum(letter.isalpha() for letter in line.text) >= _LETTERS


def _overlaps(start: float, end: float, low: float, high: float) -> bool:
    return min(end, high) > max(start, low)


def _gap(left: float, right: float, labels: Box) -> float:
    """Return how far a stretch lies from *labels*, at their left or their right."""
    middle = (left + right) / 2
    beside = labels.left - middle, middle - labels.right
    return max(beside)
