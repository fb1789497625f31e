"""How many of a thing there are said to be against how many there are. Pure.

What a chart or a table is made of (bars, slices, lines, rows, columns) is counted in
what was measured; what they are of ("teams") in the values that are labelled so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.marks import is_unsure
from model_worker.posts.agreement import agreement
from model_worker.posts.aims import aim_of, unaccounted
from model_worker.posts.check_numbers import number_signals
from model_worker.posts.claim import Claim, CountSaid
from model_worker.posts.comparisons_said import compared
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Group
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.plain_said import colour_in
from model_worker.posts.quantities import Quantity, quantities
from model_worker.posts.words import is_same, stem, stems, telling
from model_worker.readers.colour_names import may_mean
from model_worker.readings import Chart, Point, Table

_BARS = frozenset(stems("bar"))
_COLUMNS = frozenset(stems("column"))
_ROWS = frozenset(stems("row"))
_SLICES = frozenset(stems("slice segment section sector wedge"))
_LINES = frozenset(stems("line curve"))
_PARTS = _BARS | _COLUMNS | _ROWS | _SLICES | _LINES
_MEMBERS = frozenset(
    stems("category item entry group option country region team product")
)
_PIES = {"pie", "donut"}
_LISTED = frozenset(stems("listed shown compared displayed lists shows compares took"))

_FRAME = re.compile(r"\b(?:there|has|have|see|shows?|lists?|count\w*)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s*(?:(?:are|is|were|was)\s+)?(?:(?:shown|listed|displayed|compared|included|here"
    r"|visible|there|took part|in (?:the|this|total|all)|on (?:the|this))\b|[.!]?$)",
    re.IGNORECASE,
)
"""What follows where all of a thing are counted, and not only some: "are open"."""


class Tally(Struct, frozen=True, kw_only=True):
    """How many of a thing there are, the way that most would count them first.

    Where people count differently (a table's rows with its header or without), each
    of *counts* is as right. *is_sure*: counted surely enough to contradict a person.
    """

    counts: tuple[int, ...]
    boxes: tuple[Box, ...]
    confidence: float
    is_sure: bool
    is_measured: bool = True
    names: frozenset[str] = frozenset()


def count_signals(said: CountSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what a number beside the counted says, else how many of it there are."""
    found = list(number_signals(said.quantity, claim, known))
    if any(signal.leaning != "none" and signal.is_hard for signal in found):
        yield from found
    else:
        yield from list(_counted(said, claim, known)) or found


def _counted(said: CountSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    tally = _tally(said, claim, known)
    if tally is None or _is_of_some(said, claim):
        return
    answers = {
        agreement(said.quantity, Quantity(value=float(count))): count
        for count in reversed(tally.counts)
    }
    matched = tally.names | {stem(said.noun)}
    is_about = not unaccounted(aim_of(claim.text), matched, known)
    is_for = "same" in answers
    if not is_for and set(answers) != {"other"}:
        return
    yield Signal(
        leaning="for" if is_for else "against",
        reason=f"I count {answers.get('same', tally.counts[0])}",
        boxes=tally.boxes,
        confidence=tally.confidence,
        is_hard=is_for or (tally.is_sure and is_about),
        is_measured=tally.is_measured,
    )


def _is_of_some(said: CountSaid, claim: Claim) -> bool:
    """Whether only some of a thing are counted: "four slices are larger than 10 %"."""
    before = claim.text[: said.quantity.start]
    behind = claim.text[said.quantity.end :].partition(said.noun)[2]
    is_subject = not telling(before) and not _FRAME.search(before)
    is_whole = bool(_WHOLE.match(behind) or colour_in(claim.text))
    is_compared = len(quantities(claim.text)) > 1 or compared(behind) is not None
    return is_compared or (is_subject and not is_whole)


def _tally(said: CountSaid, claim: Claim, known: Known) -> Tally | None:
    """Return what there is of the noun; None where it is unknown, or two differ."""
    noun = stem(said.noun)
    if noun not in _PARTS:
        return _of_groups(noun, claim, known)
    colour = colour_in(claim.text)
    if colour:
        found = [t for c in known.charts if (t := _coloured(noun, colour, c))]
    else:
        found = [t for c in known.charts if (t := _in_chart(noun, c))]
        found += [t for table in known.tables if (t := _in_table(noun, table))]
    return found[0] if len({tally.counts for tally in found}) == 1 else None


def _in_chart(noun: str, chart: Chart) -> Tally | None:
    if noun in _LINES and chart.kind == "line":
        boxes = tuple(series.points[-1].box for series in chart.series if series.points)
        tally = _of_chart((len(chart.series),), boxes, chart)
        # A line that was not found is likelier than one that is not there.
        return tally if len(boxes) > 1 else replace(tally, is_sure=False)
    if not _is_part(noun, chart):
        return None
    counts = (len(chart.points), *(len(series.points) for series in chart.series))
    boxes = tuple(point.box for point in chart.points)
    return _of_chart(tuple(dict.fromkeys(counts)), boxes, chart)


def _is_part(noun: str, chart: Chart) -> bool:
    """Whether the bars or slices of *chart* are called so."""
    if chart.kind in _PIES:
        return noun in _SLICES
    if chart.kind != "bar":
        return False
    return noun in _BARS | (_ROWS if chart.is_horizontal else _COLUMNS)


def _coloured(noun: str, colour: str, chart: Chart) -> Tally | None:
    """Return how many bars or slices of a chart are drawn in *colour*."""
    points: Sequence[Point] = chart.points if _is_part(noun, chart) else ()
    if not points or not all(point.colour for point in points):
        return None
    boxes = tuple(p.box for p in points if may_mean(colour, p.colour))
    plain = sum(point.colour == colour for point in points)
    shown = boxes or tuple(point.box for point in points)
    return _of_chart(tuple(dict.fromkeys((len(boxes), plain))), shown, chart)


def _of_chart(counts: tuple[int, ...], boxes: tuple[Box, ...], chart: Chart) -> Tally:
    read = min((point.confidence for point in chart.points), default=0.0)
    return Tally(
        counts=counts,
        boxes=boxes,
        confidence=chart.confidence,
        is_sure=not is_unsure(min(chart.confidence, read)),
    )


def _in_table(noun: str, table: Table) -> Tally | None:
    """Return a table's rows, without its header or with it, or its columns."""
    if noun in _ROWS:
        counts = tuple(dict.fromkeys((len(table.body), len(table.rows))))
        boxes = tuple(row[0].box for row in table.body if row)
    elif noun in _COLUMNS and table.rows:
        # The first one may only name the rows: "three columns of numbers".
        counts = (len(table.rows[0]), len(table.rows[0]) - 1)
        boxes = tuple(cell.box for cell in table.rows[0])
    else:
        return None
    return Tally(
        counts=counts,
        boxes=boxes,
        confidence=table.confidence,
        is_sure=not is_unsure(table.confidence),
        is_measured=False,
    )


def _of_groups(noun: str, claim: Claim, known: Known) -> Tally | None:
    """Return how many values are labelled so: three teams."""
    if colour_in(claim.text) or any(named_in(claim.text, g) for g in known.groups):
        return None
    meant = [group for group in known.groups if _counts(group, noun)]
    is_known = bool(meant)
    if not meant and _LISTED & set(stems(claim.text)):
        meant = [group for group in known.groups if not group.is_score]
    if len({len(group.facts) for group in meant}) != 1:
        return None
    group = meant[0]
    return Tally(
        counts=(len(group.facts),),
        boxes=tuple(fact.box for fact in group.facts),
        confidence=group.confidence,
        is_sure=is_known and group.is_whole and group.is_sure,
        is_measured=group.facts[0].source == "measured",
        names=frozenset((*group.name, *group.noun)),
    )


def _counts(group: Group, noun: str) -> bool:
    known = (*group.noun, *group.name)
    return noun in _MEMBERS or any(is_same(noun, own) for own in known)
