"""The words people name places with, and what each says."""

from __future__ import annotations

from model_worker.language.references import COUNTS, ORDINALS
from model_worker.requests import Element, Horizontal, Marked, Relation, Size, Vertical


def _listed(**groups: str) -> dict[str, str]:
    """Return word -> group, from group -> its words."""
    return {word: group for group, words in groups.items() for word in words.split()}


ELEMENTS: dict[str, Element] = {
    **_listed(
        panel="panel panels subplot subplots subfigure graph graphs plot plots card"
        " cards tile tiles widget widgets",
        chart="chart charts histogram diagram flowchart",
        row="row rows",
        column="column columns",
        cell="cell cells",
        table="table tables grid spreadsheet",
        bar="bar bars",
        line="line lines curve curves",
        slice="slice slices wedge wedges segment segments sector sectors piece pieces",
        axis="axis axes",
        legend="legend key",
        title="title titles heading headings header headline",
        button="button buttons",
        field="field fields input checkbox dropdown textbox",
        message="message messages error dialog popup notification toast alert warning"
        " banner",
        area="area areas part parts place region corner side half quarter spot section"
        " sections edge",
        text="text word words label labels sentence paragraph caption quote writing",
        step="step steps stage stages node nodes",
        document="document form receipt invoice worksheet",
        equation="equation equations problem problems exercise formula sum task",
        one="one ones",
    )  # type: ignore[dict-item]
}
ADJECTIVES = frozenset({"key"})
"""Names of things that describe a noun behind them: "the key takeaways"."""

PAIRS: dict[tuple[str, str], Element] = {
    ("bar", "chart"): "chart",
    ("bar", "graph"): "chart",
    ("pie", "chart"): "chart",
    ("line", "chart"): "chart",
    ("line", "graph"): "chart",
    ("flow", "chart"): "chart",
    ("error", "message"): "message",
    ("text", "box"): "field",
    ("text", "field"): "field",
    ("input", "field"): "field",
    ("table", "row"): "row",
    ("table", "column"): "column",
}
"""Two nouns that are one thing, and not what either alone would be."""

VERTICAL: dict[str, Vertical] = {
    **_listed(
        top="top upper topmost uppermost",
        middle="middle centre center central",
        bottom="bottom lower bottommost lowest-most",
    )  # type: ignore[dict-item]
}
HORIZONTAL: dict[str, Horizontal] = {
    **_listed(
        left="left leftmost left-hand lefthand", right="right rightmost right-hand"
    )  # type: ignore[dict-item]
}
CORNERS: dict[str, tuple[Vertical, Horizontal]] = {
    f"{up}{joint}{across}": (VERTICAL[up], HORIZONTAL[across])
    for up in ("top", "upper", "bottom", "lower", "middle", "center", "centre")
    for joint in ("-", "")
    for across in ("left", "right")
}
PLACES = {number: word for word, number in ORDINALS.items()}
NUMBERS = {
    **ORDINALS,
    "last": -1,
    "final": -1,
    "penultimate": -2,
    "ninth": 9,
    "tenth": 10,
    "9th": 9,
    "10th": 10,
}
COUNTED = COUNTS | {str(number): number for number in range(1, 100)}
SIZES: dict[str, Size] = {
    **_listed(
        largest="largest biggest tallest longest highest widest greatest maximum most"
        " peak",
        smallest="smallest shortest lowest thinnest least minimum fewest narrowest",
    )  # type: ignore[dict-item]
}
MARKED: dict[str, Marked] = {
    **_listed(
        ring="circled ringed encircled",
        rectangle="boxed framed outlined",
        highlight="highlighted",
        any="marked underlined annotated",
    )  # type: ignore[dict-item]
}
MARKING: dict[str, Marked] = {
    **MARKED,
    **_listed(
        ring="circle ring", rectangle="box frame", highlight="highlight", any="mark"
    ),  # type: ignore[dict-item]
}
"""What people say they did: "what did I circle?"."""

MARKS: dict[str, Marked] = {
    **_listed(
        ring="circle ring oval ellipse",
        rectangle="rectangle frame square box",
        highlight="highlight highlighting marker highlighter",
        freehand="scribble loop doodle",
        arrow="arrow",
    )  # type: ignore[dict-item]
}
RELATIONS: dict[tuple[str, ...], Relation] = {
    ("to", "the", "left", "of"): "left",
    ("to", "the", "right", "of"): "right",
    ("on", "the", "left", "of"): "left",
    ("on", "the", "right", "of"): "right",
    ("left", "of"): "left",
    ("right", "of"): "right",
    ("on", "top", "of"): "above",
    ("above",): "above",
    ("over",): "above",
    ("below",): "below",
    ("under",): "below",
    ("underneath",): "below",
    ("beneath",): "below",
    ("next", "to"): "beside",
    ("beside",): "beside",
    ("near",): "beside",
    ("inside",): "inside",
    ("within",): "inside",
    ("in",): "inside",
    ("of",): "inside",
    ("on",): "inside",
    ("from",): "inside",
}
CALLED = frozenset({"for", "called", "named", "labelled", "labeled", "titled", "about"})
DETERMINERS = frozenset({"the", "this", "that", "my", "our", "your", "a", "an", "each"})
BEFORE_PLACES = frozenset({"in", "on", "at", "to", "towards", "from", "of"})
STOP = frozenset(
    # a paragraph: a hundred quoted strings in a list are harder to read
    """
    a all am an and any are as at be been but by can could describe did do does each
    every explain find for from give had has have her here his how i if in is it its
    kind look many me much my name no not of off on or our out over please point read
    same say says see show shown shows sort tell than that the their them then there
    these they this those to type under up was we were what whats what's when where
    where's which who whose why will with within would you your count compare value
    colour color both other between inside called comes come after before next mean
    means
    """.split()  # noqa: SIM905
)
