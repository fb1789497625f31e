"""Boxes and arrows -> the order in which a person would walk through them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.readings import Arrow, Node


def walk(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> tuple[int, ...]:
    """Return every box once, each after the boxes that lead to it, the ends last.

    Arrows that lead back to where the walk came from do not count. Of several boxes
    that may come next the one further up comes first, then the one further left. Where
    a way leads back to the very first box, that is the upmost one from which all others
    are reached; empty for a circle, which has no first step.
    """
    count = len(nodes)
    onward: list[list[int]] = [[] for _ in range(count)]
    for arrow in arrows:
        onward[arrow.start].append(arrow.end)
    starts = [place for place in range(count) if _begins(place, arrows)]
    if not starts:
        starts = _upmost(_lead_to_all(onward), nodes)
    starts.sort(key=lambda place: _height(nodes, place))
    finished = _finished(starts, onward, nodes)
    order = [*reversed(finished)]
    order.sort(key=lambda place: not onward[place])
    return tuple(order) if len(order) == count else ()


def _begins(place: int, arrows: Sequence[Arrow]) -> bool:
    return all(arrow.end != place for arrow in arrows)


def _lead_to_all(onward: Sequence[Sequence[int]]) -> list[int]:
    """Return the boxes from which all are reached, none where every box is one."""
    found = [place for place in range(len(onward)) if _reached(place, onward)]
    return found if len(found) < len(onward) else []


def _reached(start: int, onward: Sequence[Sequence[int]]) -> bool:
    """Whether every box is reached from *start*."""
    seen, waiting = {start}, [start]
    while waiting:
        new = {*onward[waiting.pop()]} - seen
        seen |= new
        waiting += new
    return len(seen) == len(onward)


def _upmost(places: Sequence[int], nodes: Sequence[Node]) -> list[int]:
    return sorted(places, key=lambda place: _height(nodes, place))[:1]


def _height(nodes: Sequence[Node], place: int) -> tuple[float, float]:
    box = nodes[place].box
    return (round((box.top + box.bottom) / 2, 2), box.left)


def _finished(
    starts: Sequence[int], onward: Sequence[Sequence[int]], nodes: Sequence[Node]
) -> list[int]:
    """Return the boxes in the order in which nothing new lies beyond them.

    Read backwards, that is an order in which every arrow leads onward, but for those
    that close a circle (Tarjan 1976, topological order by depth-first search).
    """
    finished: list[int] = []
    entered: set[int] = set()
    for start in reversed(starts):
        stack = [(start, False)]
        while stack:
            place, is_done = stack.pop()
            if is_done:
                finished.append(place)
            elif place not in entered:
                entered.add(place)
                stack.append((place, True))
                ahead = sorted(onward[place], key=lambda each: _height(nodes, each))
                # What is pushed last is walked first, and so comes last in the end.
                stack += [(each, False) for each in ahead if each not in entered]
    return finished
