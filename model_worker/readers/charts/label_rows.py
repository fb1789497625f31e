"""Labels that stand in one row below a plot. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line


def in_one_row(labels: Sequence[Line]) -> list[Line]:
    """Return *labels* without what stands below another one: the axis' title."""
    return [
        label
        for label in labels
        if not any(
            other.box.top < label.box.top
            and other.box.left < middle(label.box) < other.box.right
            for other in labels
        )
    ]


def slack(line: Line) -> float:
    return (line.box.right - line.box.left) / 2


def middle(box: Box) -> float:
    return (box.left + box.right) / 2
