"""Diagrams as if they had been read: boxes one below the other, arrows as "0>1 Yes"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from model_worker.readers.diagrams.walks import walk
from model_worker.readings import Arrow, Diagram, Node


def a_flow(
    texts: Sequence[str], ties: Sequence[str], confidence: float = 0.9
) -> Diagram:
    pitch = 0.9 / len(texts)
    nodes = tuple(
        Node(
            text=text,
            box=Box(0.2, 0.05 + pitch * at, 0.6, 0.05 + pitch * (at + 0.6)),
            shape="diamond" if text.endswith("?") else "box",
            confidence=0.95,
        )
        for at, text in enumerate(texts)
    )
    arrows = tuple(_arrow(tie, confidence) for tie in ties)
    return Diagram(
        box=nodes[0].box.union(nodes[-1].box),
        nodes=nodes,
        arrows=arrows,
        confidence=confidence,
        order=walk(nodes, arrows),
    )


def named(flow: Diagram, places: Sequence[int]) -> list[str]:
    return [flow.nodes[place].text for place in places]


def _arrow(tie: str, confidence: float) -> Arrow:
    ends, _, label = tie.partition(" ")
    start, end = map(int, ends.split(">"))
    return Arrow(start=start, end=end, confidence=confidence, label=label)
