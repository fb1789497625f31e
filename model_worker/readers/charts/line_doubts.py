"""How sure a line chart is, and what speaks against it.

Everything that was seen must be accounted for: ink that is on no line, a colour that
the legend names and nobody found, a label without a point all cost confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.end_labels import places_unnamed
from model_worker.readers.charts.grounds import Ground
from model_worker.readers.charts.legends import LegendEntry
from model_worker.readers.charts.plots import Plot
from model_worker.readers.charts.rules import Mask
from model_worker.readers.charts.traces import Trace

_SURE = 0.95
_LIKELY = 0.8
_UNSURE = 0.5
_POOR = 0.35

_BROKEN = 0.55
"""Share of ink in a trace's columns below which its course is a guess."""

_LEAP = 0.06
"""Share of the plot's height that a line may skip: a dash's gap where it is steep."""

_DASHED = 0.85
_UNEXPLAINED = 0.25
"""Share of columns with ink that is on no line and no text, for all to be doubted."""

_INK = 60.0
_AROUND_PX = 9
"""Markers and soft edges reach this far from a line."""

_GRID_PX = 6
_ALIKE = 60.0
"""Distance up to which a legend's key and a line are of one colour."""

_APART = 90.0
"""Distance from which two lines cannot be taken for each other."""

_TOGETHER = 0.15
"""Share of columns in which two lines may touch and still be told apart."""

_OFFSET = re.compile(r"[+\u2212-]\d[\d.]*(?:e[+-]?\d{1,2})?")
_AT_END = 0.1
_SHORT_STEPS = 0.25
"""Label steps that a line may begin after the first label or end before the last."""


class Sight(Struct, frozen=True):
    """What was seen in a plot; *hidden* is where text stands."""

    lines: tuple[Trace, ...]
    ground: Ground
    hidden: Mask


class Judgement(Struct, frozen=True):
    """*names* are those of the lines, "" where no legend tells."""

    confidence: float
    doubts: tuple[str, ...]
    names: tuple[str, ...]
    legend: Box | None

    def doubted(self, doubt: str) -> Judgement:
        """The same, no longer sure because of *doubt*."""
        confidence = min(self.confidence, _UNSURE)
        return replace(self, confidence=confidence, doubts=(*self.doubts, doubt))


def judged(
    sight: Sight,
    plot: Plot,
    entries: Sequence[LegendEntry],
    lines: Sequence[Line],
    *,
    is_placed: bool,
) -> Judgement:
    """Return how sure it is that *sight* is a line chart, and measured right.

    *lines* are all that was read. *is_placed*: it is known at which places the labels
    below point.
    """
    keys = [entry for entry in entries if _is_key(entry, sight, plot)]
    matched = [_entry_of(line, keys) for line in sight.lines]
    against = list(_against(sight, plot))
    against += _against_several(sight, matched)
    if any(_is_offset(line, plot) for line in lines):
        against.append((_UNSURE, "a number beside an axis is to be added to it"))
    if not is_placed:
        against.append((_UNSURE, "the labels are slanted and may mean other places"))
    used = [entry for entry in matched if entry is not None]
    if len(keys) > len(sight.lines):
        against.append((_UNSURE, "the legend names more lines than I found"))
    confidence = min([_SURE, *(weight for weight, _ in against)])
    return Judgement(
        confidence=confidence,
        doubts=tuple(dict.fromkeys(why for _, why in against if why)),
        names=tuple("" if entry is None else entry.name for entry in matched),
        legend=_around(used),
    )


Doubt = tuple[float, str]


def _is_offset(line: Line, plot: Plot) -> bool:
    """Whether *line* is what plotting programs write at an axis' end: ``+2.5e3``."""
    if not _OFFSET.fullmatch(line.text.replace(" ", "")):
        return False
    upright, across = plot.upright.box, plot.across.box
    is_over = line.box.bottom <= upright.top and line.box.left <= upright.right
    is_below = line.box.top >= across.top and line.box.right >= across.right - _AT_END
    return is_over or is_below


def _against(sight: Sight, plot: Plot) -> list[Doubt]:
    doubts: list[Doubt] = [(plot.upright.confidence, plot.upright.doubt)]
    if plot.across.scale is not None:
        doubts.append((plot.across.scale.confidence, plot.across.scale.doubt))
    cover = min(line.cover for line in sight.lines)
    if cover < _BROKEN:
        doubts.append((_UNSURE, "the line is broken"))
    elif cover < _DASHED:
        doubts.append((_LIKELY, ""))
    if _unexplained(sight, plot) > _UNEXPLAINED:
        doubts.append((_UNSURE, "there is more drawn here than I could follow"))
    if max(line.leap_px for line in sight.lines) > _LEAP * len(sight.hidden):
        doubts.append((_UNSURE, "the line jumps"))
    if places_unnamed(sight.lines, plot):
        doubts.append((_UNSURE, "a label at an end of the axis could not be read"))
    if any(_is_short(line, plot) for line in sight.lines):
        doubts.append((_UNSURE, "the line does not reach all labels"))
    return doubts


def _is_short(line: Trace, plot: Plot) -> bool:
    """Whether labels that are names lie beyond the ends of *line*."""
    if plot.across.scale is not None:
        return False
    slack = _SHORT_STEPS * plot.across.step_px
    first, last = (plot.across.places[end] - plot.left for end in (0, -1))
    return bool(line.columns[0] > first + slack or line.columns[-1] < last - slack)


def _unexplained(sight: Sight, plot: Plot) -> float:
    """Return the share of columns with ink that belongs to nothing known.

    At labels stand what is left of grid lines: dashes, lines that fills hide in part,
    axes drawn by hand.
    """
    shape = sight.hidden.shape
    known = np.zeros(shape, dtype=np.uint8)
    for line in sight.lines:
        for column, top, end in zip(line.columns, line.tops, line.ends, strict=True):
            known[int(top) : int(end), int(column)] = 1
    kernel = np.ones((_AROUND_PX, _AROUND_PX), np.uint8)
    around = cv2.dilate(known | sight.hidden.astype(np.uint8), kernel)
    rest = (sight.ground.off > _INK) & (np.asarray(around) == 0)
    rows = [tick.position_px - plot.top for tick in plot.upright.ticks]
    step = plot.upright.step_px
    for row in (rows[0] - step, *rows, rows[-1] + step):
        rest[_beside(row)] = False
    for place in plot.across.places:
        rest[:, _beside(place - plot.left)] = False
    first = int(min(line.columns[0] for line in sight.lines))
    last = int(max(line.columns[-1] for line in sight.lines))
    return float(rest[:, first : last + 1].any(axis=0).mean())


def _beside(place: float) -> slice:
    return slice(max(int(place) - _GRID_PX, 0), max(int(place) + _GRID_PX + 1, 0))


def _against_several(
    sight: Sight, matched: Sequence[LegendEntry | None]
) -> list[Doubt]:
    if len(sight.lines) == 1:
        return []
    names = {entry.name for entry in matched if entry is not None}
    if len(names) < len(sight.lines):
        return [(_POOR, "there are several lines")]
    if not _are_apart(sight.lines):
        return [(_UNSURE, "the lines run into each other")]
    return [(_LIKELY, "")]


def _are_apart(lines: Sequence[Trace]) -> bool:
    """Whether all lines differ in colour and hardly touch."""
    for place, line in enumerate(lines):
        for other in lines[place + 1 :]:
            off = np.subtract(line.colour, other.colour).astype(float)
            levels = np.interp(line.columns, other.columns, other.middles)
            near = np.abs(levels - line.middles) <= line.thick_px + other.thick_px
            if float(np.linalg.norm(off)) < _APART or near.mean() > _TOGETHER:
                return False
    return True


def _is_key(entry: LegendEntry, sight: Sight, plot: Plot) -> bool:
    """Whether a key stands off the ground, and its name is no label of an axis."""
    offs = [
        float(np.linalg.norm(np.subtract(entry.rgb, flat)))
        for flat in sight.ground.flats
    ]
    is_label = any(
        entry.box.overlap(axis) for axis in (plot.upright.box, plot.across.box)
    )
    return min(offs) > _ALIKE and not is_label


def _entry_of(line: Trace, entries: Sequence[LegendEntry]) -> LegendEntry | None:
    offs = [
        (float(np.linalg.norm(np.subtract(entry.rgb, line.colour))), place)
        for place, entry in enumerate(entries)
    ]
    best = min(offs, default=(_ALIKE, -1))
    return entries[best[1]] if best[0] < _ALIKE else None


def _around(entries: Sequence[LegendEntry]) -> Box | None:
    if not entries:
        return None
    box = entries[0].box
    for entry in entries[1:]:
        box = box.union(entry.box)
    return box
