"""What there is in a picture that words can name: kind by kind, in order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from model_worker.places.chart_things import (
    axes,
    bars,
    charts,
    curves,
    legends,
    points,
    slices,
    titles,
)
from model_worker.places.table_places import column_box, row_box
from model_worker.places.thing import Thing
from model_worker.readers.errors_in_text import error_blocks
from model_worker.requests import Element, Mention
from model_worker.scene import Scene, around, is_inside

_BUTTON_AREA = 0.08
_BUTTON_WORDS = 5


def things(mention: Mention, scene: Scene) -> tuple[Thing, ...]:
    """Return everything in *scene* of the kind that *mention* names, in order.

    Kinds stand in for one another as people's words do: a grid of graphs has rows,
    a "line" may be a curve or a line of text.
    """
    if mention.mark:
        return tuple(_marks(scene))
    for of_kind in _KINDS.get(mention.element, ()):
        if found := tuple(of_kind(scene)):
            return found
    if mention.colour and mention.element in {"area", "one"}:
        return (*points(scene), *_patches(scene))
    return ()


def _marks(scene: Scene) -> Iterator[Thing]:
    for mark in scene.marks.marks:
        yield Thing(
            box=mark.box,
            name=f"the {mark.colour} {mark.shape}".replace("  ", " "),
            confidence=mark.confidence,
            colour=mark.colour,
            mark=mark.shape,
        )


def _panels(scene: Scene) -> Iterator[Thing]:
    for panel in scene.panels.panels:
        yield Thing(
            box=panel.box,
            name=panel.title or f"row {panel.row}, column {panel.column}",
            confidence=0.9 if scene.panels.is_regular else 0.5,
        )


def _tables(scene: Scene) -> Iterator[Thing]:
    for table in scene.tables.tables:
        name = table.title or "the table"
        yield Thing(box=table.box, name=name, confidence=table.confidence)


def _rows(scene: Scene) -> Iterator[Thing]:
    """The rows below the header, each as wide as its table."""
    for table in scene.tables.tables:
        first = len(table.rows) - len(table.body)
        for place, row in enumerate(table.body, start=first):
            yield Thing(
                box=row_box(table, place),
                name=next((cell.text for cell in row if cell.text), "empty"),
                confidence=table.confidence,
            )


def _columns(scene: Scene) -> Iterator[Thing]:
    for table in scene.tables.tables:
        for place, column in enumerate(zip(*table.rows, strict=True)):
            yield Thing(
                box=column_box(table, place),
                name=column[0].text,
                confidence=table.confidence,
            )


def _cells(scene: Scene) -> Iterator[Thing]:
    for table in scene.tables.tables:
        for cell in chain.from_iterable(table.body):
            yield Thing(box=cell.box, name=cell.text, confidence=cell.confidence)


def _panel_rows(scene: Scene) -> Iterator[Thing]:
    for row in sorted({panel.row for panel in scene.panels.panels}):
        boxes = [each.box for each in scene.panels.panels if each.row == row]
        yield Thing(box=around(boxes), name=f"row {row}", confidence=0.8)


def _panel_columns(scene: Scene) -> Iterator[Thing]:
    for column in sorted({panel.column for panel in scene.panels.panels}):
        boxes = [each.box for each in scene.panels.panels if each.column == column]
        yield Thing(box=around(boxes), name=f"column {column}", confidence=0.8)


def _headings(scene: Scene) -> Iterator[Thing]:
    """The block with the largest letters, where no chart has a title of its own."""
    upright = [line for line in scene.text.lines if not line.turned]
    if upright:
        loud = max(upright, key=lambda line: line.box.bottom - line.box.top)
        yield Thing(box=loud.box, name=loud.text, confidence=loud.confidence)


def _buttons(scene: Scene) -> Iterator[Thing]:
    """Small coloured areas with a word or two inside."""
    for patch in scene.colours.patches:
        inside = [line for line in scene.text.lines if is_inside(line.box, patch.box)]
        words = " ".join(line.text for line in inside)
        if patch.box.area <= _BUTTON_AREA and 0 < len(words.split()) <= _BUTTON_WORDS:
            sure = min(line.confidence for line in inside)
            yield Thing(box=patch.box, name=words, confidence=sure, colour=patch.colour)


def _patches(scene: Scene) -> Iterator[Thing]:
    for patch in scene.colours.patches:
        yield Thing(
            box=patch.box,
            name=f"the {patch.colour} area",
            confidence=0.7,
            colour=patch.colour,
        )


def _lines(scene: Scene) -> Iterator[Thing]:
    for line in scene.text.lines:
        yield Thing(box=line.box, name=line.text, confidence=line.confidence)


def _blocks(scene: Scene) -> Iterator[Thing]:
    for block in scene.text.blocks:
        yield Thing(box=block.box, name=block.text, confidence=block.confidence)


def _messages(scene: Scene) -> Iterator[Thing]:
    for block in error_blocks(scene.text):
        yield Thing(box=block.box, name=block.text, confidence=block.confidence)


def _nodes(scene: Scene) -> Iterator[Thing]:
    """Steps in the order of the way through, or as they stand where there is none."""
    for diagram in scene.diagrams.diagrams:
        for place in diagram.order or range(len(diagram.nodes)):
            node = diagram.nodes[place]
            sure = min(node.confidence, diagram.confidence)
            yield Thing(box=node.box, name=node.text, confidence=sure)


def _equations(scene: Scene) -> Iterator[Thing]:
    for equation in scene.equations.equations:
        sure = equation.confidence
        yield Thing(box=equation.box, name=equation.text, confidence=sure)


_KINDS: dict[Element, tuple[Callable[[Scene], Iterator[Thing]], ...]] = {
    "panel": (_panels, charts),
    "chart": (_panels, charts),
    "table": (_tables,),
    "row": (_rows, _panel_rows),
    "column": (_columns, _panel_columns),
    "cell": (_cells,),
    "bar": (bars, slices),
    "slice": (slices, bars),
    "line": (curves, _lines),
    "axis": (axes,),
    "legend": (legends,),
    "title": (titles, _headings),
    "button": (_buttons, _lines),
    "message": (_messages,),
    "field": (_lines,),
    "text": (_blocks,),
    "step": (_nodes,),
    "equation": (_equations,),
}
