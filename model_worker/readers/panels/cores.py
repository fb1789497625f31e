"""Pixels -> the charts, pictures and cards that stand apart on one ground."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from model_worker.readers.panels.cuts import (
    HARD,
    Mask,
    Rect,
    Sheet,
    cut_out,
    pieces,
    sheet_of,
)
from model_worker.readers.pixels import Pixels

CoreKind = Literal["graphic", "card"]
"""A card is one flat colour, letters aside; a graphic shows something."""

_CORE = 0.08
_LONG = 6
"""Times as long as wide: a scale of colours, a bar of a page."""

_SMALLER = 0.1
"""Of the largest core's area: what is smaller is a legend, a logo, an icon."""

_FRAME = 0.8
"""Of a frame's side that must differ from the ground, corners being round."""

_SOLID = 0.55
_AXES = (0.7, 0.5)
_DISC = (0.3, 0.9)
_ROUND = 0.12
_CORNER = 12
_BAND = 60
_BROAD, _NARROW, _FULL = 0.5, 0.2, 0.08
"""Of a part's sides and area: what a graphic reaches, and no button or sign does."""

_FLAT_LEVELS = 28
_WRAPPERS = 3
_WRAPPING = 0.5
_EDGE = 0.01
_INSIDE = 0.05


class Core(NamedTuple):
    """*is_solid*: it fills its rectangle, or a frame does."""

    rect: Rect
    kind: CoreKind
    is_solid: bool


def cores(bare: Pixels, tolerance: int) -> list[Core]:
    """Return what stands apart in *bare*, nothing where it is one piece.

    A window or a page around all of it is unwrapped. *tolerance*: see panel_cuts.
    """
    whole = Rect(0, 0, bare.shape[1], bare.shape[0])
    for wrappers in range(_WRAPPERS):
        sheet = sheet_of(cut_out(bare, whole), tolerance)
        if sheet is None:
            return []
        found = [core for piece in pieces(sheet) if (core := _core(sheet, piece))]
        if wrappers or tolerance >= HARD:
            # One chart may be inside a frame, or cut by what only seems a gutter: its
            # bars have no frames.
            found = [core for core in found if core.is_solid]
        largest = max((core.rect.area for core in found), default=0)
        found = [
            core._replace(rect=core.rect.moved(whole.left, whole.top))
            for core in found
            if core.rect.area >= _SMALLER * largest
        ]
        if len(found) != 1 or largest < _WRAPPING * whole.area:
            return found if len(found) > 1 else []
        whole = found[0].rect.inner(_EDGE)
    return []


def _core(sheet: Sheet, piece: Rect) -> Core | None:
    whole = sheet.whole
    if piece.width < _CORE * whole.width or piece.height < _CORE * whole.height:
        return None
    if max(piece.width, piece.height) > _LONG * min(piece.width, piece.height):
        return None
    ink, inside = cut_out(sheet.along_rows, piece), piece.inner(_INSIDE)
    is_framed, is_flat = _is_framed(ink), _is_flat(cut_out(sheet.pixels, inside))
    if is_framed and is_flat:
        return Core(piece, "card", is_solid=True)
    is_solid = is_framed or (not is_flat and float(ink.mean()) >= _SOLID)
    if is_solid or _has_axes(ink) or _is_disc(ink):
        return Core(piece, "graphic", is_solid)
    return None


def _is_framed(ink: Mask) -> bool:
    band = max(min(ink.shape) // _BAND, 3)
    sides = (
        ink[:band].any(axis=0),
        ink[-band:].any(axis=0),
        ink[:, :band].any(axis=1),
        ink[:, -band:].any(axis=1),
    )
    return all(side.mean() >= _FRAME for side in sides)


def _has_axes(ink: Mask) -> bool:
    """Whether lines run most of the way across and down: axes or a grid."""
    low, high = sorted((ink.mean(axis=1).max(), ink.mean(axis=0).max()))
    return bool(high >= _AXES[0] and low >= _AXES[1])


def _is_disc(ink: Mask) -> bool:
    height, width = ink.shape
    corner = max(min(height, width) // _CORNER, 1)
    corners = (
        ink[:corner, :corner],
        ink[:corner, -corner:],
        ink[-corner:, :corner],
        ink[-corner:, -corner:],
    )
    is_round = abs(height - width) <= _ROUND * max(height, width)
    is_filled = _DISC[0] <= float(ink.mean()) <= _DISC[1]
    return is_round and is_filled and not any(part.any() for part in corners)


def _is_flat(view: Pixels) -> bool:
    """Whether nothing is shown in *view* but one colour, a button or a few signs."""
    middle = np.median(view, axis=(0, 1))
    shown = np.abs(view - middle).max(axis=2) > _FLAT_LEVELS
    across, down = shown.any(axis=0), shown.any(axis=1)
    is_broad = _extent(across) >= _BROAD and down.mean() >= _NARROW
    is_high = _extent(down) >= _BROAD and across.mean() >= _NARROW
    return not (is_broad or is_high or shown.mean() >= _FULL)


def _extent(shown: Mask) -> float:
    places = np.flatnonzero(shown)
    return (places[-1] - places[0] + 1) / len(shown) if len(places) else 0.0
