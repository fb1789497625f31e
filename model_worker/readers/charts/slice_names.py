"""What the slices are called: by the legend, by labels beside them, or by both."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.callouts import Callout, Match, matched
from model_worker.readers.charts.legends import LegendEntry
from model_worker.readers.charts.sectors import Sector

Steps = NDArray[np.int64]

_LIKE = 40
_RIVAL = 6
_RIVAL_LOSSY = 14
"""Steps of 255 by which a key may miss its slice's colour, and by which a second one
must miss it more."""

_SAME_WORDS = 0.75
_ENOUGH = 0.6
"""Share of the slices that must have labels, or the labels are something else."""

_CLOSE = 1.25
"""Radii from the middle within which what is written names slices, if anything does."""

_EDGE = 0.003
READ = 0.9
"""Confidence of the text engine below which one name in ten had a wrong letter."""

_LEGIBLE = 0.8
_SURE = 0.97
_UNSURE = 0.45
_MOST = 0.999


class SliceName(NamedTuple):
    """*confidence* is 0 where nothing was read; *box* is where it was, *is_hardly_read*
    that its letters are in doubt.
    """

    name: str = ""
    confidence: float = 0.0
    box: Box | None = None
    is_hardly_read: bool = False
    share: float | None = None
    half_step: float = 0.0
    value: float | None = None


class Names(NamedTuple):
    """*entries*, *used* name the slices; for *spare* ones no slice was found."""

    slices: tuple[SliceName, ...]
    entries: tuple[LegendEntry, ...]
    used: tuple[Callout, ...]
    spare: tuple[LegendEntry | Line, ...]


def names_of(
    sectors: Sequence[Sector],
    entries: Sequence[LegendEntry],
    callouts: Sequence[Callout],
    *,
    is_lossy: bool,
) -> Names:
    disc = sectors[0].disc
    keyed = _by_colour(sectors, entries, is_lossy=is_lossy)
    worded = [each for each in callouts if _has_name(each)]
    labelled = matched(worded, sectors, disc)
    if sum(match is not None for match in labelled) < _ENOUGH * len(sectors):
        labelled = [None] * len(sectors)
    percents = matched(
        [e for e in callouts if e.label.share is not None], sectors, disc
    )
    numbers = matched([e for e in callouts if e.label.value is not None], sectors, disc)
    slices = tuple(
        _one_name(*each)
        for each in zip(keyed, labelled, percents, numbers, strict=True)
    )
    used = tuple(match.callout for match in (*labelled, *percents, *numbers) if match)
    found = tuple(entry for entry, _ in filter(None, keyed))
    spare = [each for each in _of_one_legend(entries, found) if each not in found]
    known = [each.name for each in slices if each.name]
    lines = [
        each.line
        for each in callouts
        if _is_spare(each, used, has_labels=any(labelled))
        and not any(_likeness(each.label.name, name) >= _SAME_WORDS for name in known)
    ]
    return Names(slices, found, used, (*spare, *lines))


def _is_spare(callout: Callout, used: Sequence[Callout], *, has_labels: bool) -> bool:
    """Whether *callout* says a slice's name or share that no slice was found for."""
    if any(callout is each for each in used) or callout.line.confidence < _LEGIBLE:
        return False
    is_close = callout.is_inside or (has_labels and callout.away < _CLOSE)
    return is_close and (_has_name(callout) or callout.label.share is not None)


def _has_name(callout: Callout) -> bool:
    return any(letter.isalnum() for letter in callout.label.name)


def _by_colour(
    sectors: Sequence[Sector], entries: Sequence[LegendEntry], *, is_lossy: bool
) -> list[tuple[LegendEntry, bool] | None]:
    """Return for each sector the entry of its colour, and whether it is contested."""
    if not entries:
        return [None] * len(sectors)
    ours = np.array([sector.rgb for sector in sectors], dtype=int)
    theirs = np.array([entry.rgb for entry in entries], dtype=int)
    away = np.abs(ours[:, None] - theirs[None]).max(-1)
    chosen: dict[int, int] = {}
    for flat in np.argsort(away, axis=None, kind="stable").tolist():
        sector, entry = divmod(flat, len(entries))
        if away[sector, entry] > _LIKE:
            break
        if sector not in chosen and entry not in chosen.values():
            chosen[sector] = entry
    rival = _RIVAL_LOSSY if is_lossy else _RIVAL
    return [
        (entries[chosen[place]], _has_rival(away, place, chosen[place], rival))
        if place in chosen
        else None
        for place in range(len(sectors))
    ]


def _has_rival(away: Steps, sector: int, entry: int, rival: int) -> bool:
    limit = away[sector, entry] + rival
    row = np.delete(away[sector], entry)
    column = np.delete(away[:, entry], sector)
    return bool((row < limit).any() or (column < limit).any())


def _of_one_legend(
    entries: Sequence[LegendEntry], found: Sequence[LegendEntry]
) -> list[LegendEntry]:
    """Return the entries whose keys are like those that slices were found for."""
    if not found:
        return []
    first = found[0].key
    width, height = first.right - first.left, first.bottom - first.top
    return [
        entry
        for entry in entries
        if abs((entry.key.right - entry.key.left) / width - 1) < 0.3  # noqa: PLR2004
        and abs((entry.key.bottom - entry.key.top) / height - 1) < 0.3  # noqa: PLR2004
    ]


def _one_name(
    keyed: tuple[LegendEntry, bool] | None,
    labelled: Match | None,
    percent: Match | None,
    number: Match | None,
) -> SliceName:
    name, confidence = _agreed(keyed, labelled)
    read = [each for each in (keyed and keyed[0], labelled and _line(labelled)) if each]
    return SliceName(
        name,
        confidence,
        box=read[0].box if read else None,
        is_hardly_read=all(each.confidence < READ for each in read),
        share=percent.callout.label.share if percent else None,
        half_step=percent.callout.label.half_step if percent else 0.0,
        value=number.callout.label.value if number else None,
    )


def _line(match: Match) -> Line:
    return match.callout.line


def _agreed(
    keyed: tuple[LegendEntry, bool] | None, labelled: Match | None
) -> tuple[str, float]:
    """Return one name from legend and label, and how sure it is."""
    if keyed is None and labelled is None:
        return "", 0.0
    if labelled is None and keyed is not None:
        entry, is_contested = keyed
        return entry.name, _UNSURE if is_contested else _sure(entry)
    if keyed is None and labelled is not None:
        line = labelled.callout.line
        return labelled.callout.label.name, (
            _UNSURE if labelled.is_contested else _sure(line)
        )
    return _both(*keyed, labelled) if keyed and labelled else ("", 0.0)


def _both(entry: LegendEntry, is_contested: bool, match: Match) -> tuple[str, float]:  # noqa: FBT001
    label, confidence = match.callout.label.name, _sure(match.callout.line)
    alike = _likeness(entry.name, label)
    if alike == 1.0:
        return entry.name, max(_sure(entry), confidence, _SURE)
    surer = entry.name if _sure(entry) >= confidence else label
    if alike >= _SAME_WORDS:
        return surer, max(_sure(entry), confidence)
    if match.is_contested and not is_contested:
        return entry.name, _sure(entry)
    if is_contested and not match.is_contested:
        return label, confidence
    return surer, _UNSURE


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _sure(read: Line | LegendEntry) -> float:
    """Return how sure the words are; at the picture's edge some may be cut off."""
    box = read.box
    is_cut = min(box.left, box.top, 1 - box.right, 1 - box.bottom) < _EDGE
    return min(read.confidence, _UNSURE) if is_cut else read.confidence
