"""Strokes between boxes -> arrows from one box to another, with what stands at them.

Heads decide the direction. Where none was seen, or several strokes cross, an arrow is
told of as unsure. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from msgspec.structs import replace

from bot.marks import UNSURE_BELOW
from bot.text_reading import Line
from model_worker.readers.diagrams.connectors import Connector
from model_worker.readers.diagrams.labels import is_word_at_arrow, label_of
from model_worker.readers.diagrams.nodes import Scene
from model_worker.readings import Arrow

_HEADED = 0.9
_UNCLEAR = 0.65
_BOTH_WAYS = 0.55
"""Few arrows lead both ways; noise more often makes a beginning look like a head."""

_TANGLED = 0.5
_HEADLESS = 0.4

_LABEL_LETTERS = 24
"""What stands at an arrow is a word or two; a longer text is about something else."""

_BESIDE = 1.6
"""Text heights between a stroke and what stands at it."""


def arrows_of(
    connectors: Sequence[Connector], scene: Scene, size_px: tuple[int, int]
) -> tuple[Arrow, ...]:
    """Return the arrows of all *connectors*, each start and end once."""
    found: dict[tuple[int, int], tuple[Arrow, Connector]] = {}
    for connector in connectors:
        for arrow in _arrows(connector, scene):
            key = (arrow.start, arrow.end)
            if key not in found or arrow.confidence > found[key][0].confidence:
                found[key] = (arrow, connector)
    return _labelled(list(found.values()), scene, size_px)


def _arrows(connector: Connector, scene: Scene) -> list[Arrow]:
    boxes = {
        ending: {each.box for each in connector.terminals if each.ending == ending}
        for ending in ("head", "unclear", "plain")
    }
    heads = boxes["head"]
    unclear = boxes["unclear"] - heads
    plain = boxes["plain"] - heads - unclear
    if not heads and not (unclear and plain):
        return _headless(sorted(unclear | plain), scene)
    parting = _parting(connector, scene) if heads and plain else 1
    is_split = bool(plain and unclear) and not parting
    is_vague = not plain and (len(unclear) > 1 or bool(unclear and len(heads) > 1))
    # A stroke begins somewhere: what is unclear is a head where another end is plain,
    # but a beginning, as the others are, where several strokes meet at one head.
    if unclear and plain and parting >= 0:
        heads = heads | unclear
        tails = plain
    else:
        tails = plain | unclear
    sure = _UNCLEAR if unclear else _HEADED
    if not tails:
        tails = heads
        sure = _BOTH_WAYS if len(heads) == 2 else _TANGLED  # noqa: PLR2004 - a pair
    elif (
        connector.is_looped
        or is_split
        or is_vague
        or (len(heads) > 1 and len(tails) > 1)
    ):
        sure = _TANGLED
    return [
        Arrow(start=start, end=end, confidence=sure)
        for start, end in product(sorted(tails), sorted(heads))
        if start != end
    ]


def _parting(connector: Connector, scene: Scene) -> int:
    """Return 1 where strokes part from one box, -1 where they meet at one, else 0.

    There is one box at which all of them begin, or one at which all of them end.
    """
    plain, heads, unclear = (
        [each.box for each in connector.terminals if each.ending == ending]
        for ending in ("plain", "head", "unclear")
    )
    begin, end = len({*plain}), len({*heads})
    if begin == end == 1:  # the place where several strokes touch one box is that one
        begin, end = len(heads), len(plain)
    if begin == end:
        begin = sum(_are_abreast(box, plain[0], scene) for box in unclear)
        end = sum(_are_abreast(box, heads[0], scene) for box in unclear)
    return (end > begin) - (begin > end)


def _are_abreast(one: int, other: int, scene: Scene) -> bool:
    """Whether two boxes lie in one row."""
    a, b = scene.boxes[one].node.box, scene.boxes[other].node.box
    return min(a.bottom, b.bottom) - max(a.top, b.top) > (a.bottom - a.top) / 2


def _headless(boxes: Sequence[int], scene: Scene) -> list[Arrow]:
    """Return arrows in reading order: nothing shows where they really lead."""

    def place(box: int) -> tuple[float, float]:
        frame = scene.boxes[box].node.box
        return round((frame.top + frame.bottom) / 2, 1), frame.left

    ordered = sorted(boxes, key=place)
    return [
        Arrow(start=ordered[0], end=end, confidence=_HEADLESS) for end in ordered[1:]
    ]


def _labelled(
    found: list[tuple[Arrow, Connector]], scene: Scene, size_px: tuple[int, int]
) -> tuple[Arrow, ...]:
    """Return the arrows, each short text given to the one whose stroke is nearest."""
    arrows = [arrow for arrow, _ in found]
    for line in scene.loose:
        if len(line.text) > _LABEL_LETTERS or not is_word_at_arrow(line.text):
            continue
        offs = [
            _off_px(line, arrow, connector, size_px, scene)
            for arrow, connector in found
        ]
        nearest = int(np.argmin(offs)) if offs else -1
        if nearest >= 0 and offs[nearest] <= _BESIDE * scene.text_px:
            before = arrows[nearest].label
            label = f"{before} {label_of(line.text)}".strip()
            arrows[nearest] = replace(arrows[nearest], label=label)
    return tuple(arrows)


def _off_px(
    line: Line,
    arrow: Arrow,
    connector: Connector,
    size_px: tuple[int, int],
    scene: Scene,
) -> float:
    """Return how far *line* stands from the stroke of *arrow*.

    Where a stroke leads to several boxes, what stands nearer to another one is no
    label of this arrow: the way to its own box is added.
    """
    width, height = size_px
    left, right = line.box.left * width, line.box.right * width
    top, bottom = line.box.top * height, line.box.bottom * height
    across = np.maximum(
        np.maximum(left - connector.columns, 0), connector.columns - right
    )
    down = np.maximum(np.maximum(top - connector.rows, 0), connector.rows - bottom)
    off = float(np.hypot(across, down).min())
    ends = {terminal.box for terminal in connector.terminals}
    if len(ends) == 2:  # noqa: PLR2004 - a stroke from box to box
        return off
    end = scene.boxes[arrow.end].area
    middle = ((end[0] + end[2]) / 2, (end[1] + end[3]) / 2)
    way = np.hypot(middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2)
    return off + float(way) / max(width, height)


def is_sure(arrow: Arrow) -> bool:
    return arrow.confidence >= UNSURE_BELOW
