"""What the readers find in a picture: one value for each kind of reading.

Boxes are fractions of the picture, confidences 0..1: what the reader itself would bet
that the thing is there and is what it says. Kept in the store by the picture's name.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.jobs import Box

MarkShape = Literal["ring", "rectangle", "freehand", "highlight", "arrow"]
ChartKind = Literal["pie", "donut", "bar", "line"]
NodeShape = Literal["box", "rounded", "diamond", "ellipse"]
Aspect = Literal[
    "colours", "marks", "panels", "tables", "charts", "diagrams", "equations"
]
"""What a picture can be looked at for, beside its text."""


class Patch(Struct, frozen=True):
    """A connected area of one colour; *share* is its part of the picture's area."""

    colour: str
    box: Box
    share: float


class ColourReading(Struct, frozen=True):
    """The areas of one colour that a person would name, the largest first.

    *background* is the name of the ground that most of the picture stands on, *inks*
    are the lines of text in a colour that a person would name.
    """

    background: str = ""
    patches: tuple[Patch, ...] = ()
    inks: tuple[Patch, ...] = ()


class Mark(Struct, frozen=True, kw_only=True):
    """What a person drew on a picture; *box* is the place that is meant by it."""

    shape: MarkShape
    colour: str
    box: Box
    confidence: float


class MarkReading(Struct, frozen=True):
    marks: tuple[Mark, ...] = ()


class Panel(Struct, frozen=True, kw_only=True):
    """One of several parts of a picture; *row* and *column* count from 1."""

    box: Box
    row: int
    column: int
    title: str = ""


class PanelReading(Struct, frozen=True):
    """The parts of a picture, row by row; none where it is one piece.

    *is_regular*: rows and columns are beyond doubt; else a person is asked.
    """

    panels: tuple[Panel, ...] = ()
    is_regular: bool = True


class Cell(Struct, frozen=True):
    """*box* is the cell's ruled frame, or its text's box where nothing is ruled."""

    text: str
    box: Box
    confidence: float


class Table(Struct, frozen=True, kw_only=True):
    """Rows of equal length; an empty cell is a Cell without text.

    *has_header*: the first row names the columns.
    """

    box: Box
    rows: tuple[tuple[Cell, ...], ...]
    has_header: bool
    confidence: float
    title: str = ""

    @property
    def header(self) -> tuple[Cell, ...]:
        return self.rows[0] if self.has_header else ()

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows[1:] if self.has_header else self.rows


class TableReading(Struct, frozen=True):
    tables: tuple[Table, ...] = ()


class Point(Struct, frozen=True, kw_only=True):
    """A slice, a bar or a place on a line.

    *value* is in the axis' own units, *share* a part of the whole (0..1, pies);
    *x* is the place on a numeric axis across, where there is one.
    """

    label: str
    box: Box
    confidence: float
    colour: str = ""
    value: float | None = None
    share: float | None = None
    x: float | None = None


class Series(Struct, frozen=True, kw_only=True):
    """Points in the order of the axis (pies: clockwise from the top)."""

    points: tuple[Point, ...]
    name: str = ""
    colour: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """A chart and what was measured in it.

    *confidence* is the reader's for the whole: below `bot.marks.UNSURE_BELOW` nothing
    in it may be stated as a fact, and *doubts* says why in a few words each.
    """

    kind: ChartKind
    box: Box
    series: tuple[Series, ...]
    confidence: float
    title: str = ""
    title_box: Box | None = None
    is_horizontal: bool = False
    is_stacked: bool = False
    unit: str = ""
    x_title: str = ""
    y_title: str = ""
    legend: Box | None = None
    x_axis: Box | None = None
    y_axis: Box | None = None
    doubts: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for series in self.series for point in series.points)


class ChartReading(Struct, frozen=True):
    charts: tuple[Chart, ...] = ()


class Node(Struct, frozen=True, kw_only=True):
    text: str
    box: Box
    shape: NodeShape
    confidence: float


class Arrow(Struct, frozen=True, kw_only=True):
    """From one node to another, by their places in `Diagram.nodes`."""

    start: int
    end: int
    confidence: float
    label: str = ""


class Diagram(Struct, frozen=True, kw_only=True):
    """Boxes and arrows; *order* is the way through them where there is one."""

    box: Box
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    confidence: float
    order: tuple[int, ...] = ()


class DiagramReading(Struct, frozen=True):
    diagrams: tuple[Diagram, ...] = ()


class Equation(Struct, frozen=True, kw_only=True):
    """One printed line of mathematics in the grammar of `model_worker/maths`.

    ``3/4 + x^2 = 7``: fractions with brackets where needed, powers with ``^``. *label*
    is the number in front of it ("3", "b"); lines of one *system* share its number.
    """

    text: str
    box: Box
    confidence: float
    label: str = ""
    system: int = 0


class EquationReading(Struct, frozen=True):
    """Equations from top to bottom; a brace ties those of a system together."""

    equations: tuple[Equation, ...] = ()
    is_system: bool = False


Reading = (
    ColourReading
    | MarkReading
    | PanelReading
    | TableReading
    | ChartReading
    | DiagramReading
    | EquationReading
)
KINDS: dict[Aspect, type[Reading]] = {
    "colours": ColourReading,
    "marks": MarkReading,
    "panels": PanelReading,
    "tables": TableReading,
    "charts": ChartReading,
    "diagrams": DiagramReading,
    "equations": EquationReading,
}
