"""Diagrams: boxes of text tied by arrows, and the way through them.

Boxes without arrows are a form, arrows without boxes a drawing: neither is a diagram.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.text_reading import TextReading
from model_worker.readers.diagrams.arrows import arrows_of, is_sure
from model_worker.readers.diagrams.connectors import connectors_in
from model_worker.readers.diagrams.nodes import Scene, scene_of
from model_worker.readers.diagrams.walks import walk
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Arrow, Diagram, DiagramReading

_SURE = 0.9
_UNTIED = 0.75
"""Confidence where a box stands apart: an arrow may have been missed."""

_DOUBTFUL = 0.5


def diagram_reading(
    pixels: Pixels,
    text: TextReading,
    closer: Closer,  # noqa: ARG001 - every reader is called alike
) -> DiagramReading:
    """Return the diagram in *pixels*, none where no arrow ties two boxes."""
    scene = scene_of(pixels, text)
    if len(scene.boxes) < 2:  # noqa: PLR2004 - it takes two to be tied
        return DiagramReading()
    size_px = (pixels.shape[1], pixels.shape[0])
    arrows = arrows_of(connectors_in(pixels, scene), scene, size_px)
    if not _is_diagram(arrows):
        return DiagramReading()
    return DiagramReading((_diagram(scene, arrows),))


def _is_diagram(arrows: Sequence[Arrow]) -> bool:
    """Whether a head was seen, or so many strokes that they are no accident."""
    return any(map(is_sure, arrows)) or len(arrows) > 1


def _diagram(scene: Scene, arrows: Sequence[Arrow]) -> Diagram:
    tied = sorted({end for arrow in arrows for end in (arrow.start, arrow.end)})
    places = {box: place for place, box in enumerate(tied)}
    nodes = tuple(scene.boxes[box].node for box in tied)
    moved = tuple(
        replace(arrow, start=places[arrow.start], end=places[arrow.end])
        for arrow in arrows
    )
    box = nodes[0].box
    for node in nodes[1:]:
        box = box.union(node.box)
    confidence = _SURE if len(tied) == len(scene.boxes) else _UNTIED
    if not all(map(is_sure, arrows)):
        confidence = _DOUBTFUL
    return Diagram(
        box=box,
        nodes=nodes,
        arrows=moved,
        confidence=confidence,
        order=walk(nodes, moved),
    )
