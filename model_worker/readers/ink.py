"""Where the ink lies in a straightened cut, and where it may be cut again. Pure.

Detectors leave wide margins. A margin, or the gap between words, is a row or column
that hardly varies; over a photograph everything varies, so nothing is taken away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.tiles import Quad

_FAINT = 0.3
"""Share of the strongest contrast below which a row holds no ink."""

_MOST = (0.35, 0.5)
"""Text heights that may be margin above and below a line, and at its ends."""

_LONG = 60
"""Times its height that a line may be long: the engine's time grows with its square."""


def around_ink(quad: Quad, cut: NDArray[np.uint8]) -> Quad:
    """Return *quad* without the empty margins of *cut*, its pixels made straight."""
    height, width = cut.shape[:2]
    most = _MOST if height <= width else _MOST[::-1]
    side = min(height, width)
    high, low = _margins(_contrasts(cut, 1), int(most[0] * side))
    left, right = _margins(_contrasts(cut, 0), int(most[1] * side))
    corners = np.asarray(quad, dtype=float)
    across = (corners[1] - corners[0]) / width
    down = (corners[3] - corners[0]) / height
    moves = (
        left * across + high * down,
        high * down - right * across,
        -right * across - low * down,
        left * across - low * down,
    )
    moved = corners + np.stack(moves)
    return tuple((float(x), float(y)) for x, y in moved)


def pieces(cut: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Return *cut* in parts that are not too long, parted between words."""
    height, width = cut.shape[:2]
    if width <= _LONG * height:
        return [cut]
    start, end = int(0.4 * width), int(0.6 * width)
    at = start + _widest_gap(_contrasts(cut[:, start:end], 0))
    return pieces(cut[:, :at]) + pieces(cut[:, at:])


def _widest_gap(contrasts: NDArray[np.int16]) -> int:
    """Return the middle of the widest run without ink, or the least inked column."""
    inked = np.flatnonzero(contrasts >= _FAINT * contrasts.max())
    edges = np.concatenate(([-1], inked, [len(contrasts)]))
    gaps = np.diff(edges)
    widest = int(gaps.argmax())
    if gaps[widest] == 1:
        return int(contrasts.argmin())
    return int(edges[widest] + edges[widest + 1]) // 2


def _contrasts(cut: NDArray[np.uint8], axis: int) -> NDArray[np.int16]:
    """Return how much each row (*axis* 1) or column (0) varies, 0..255."""
    values = cut.astype(np.int16)
    spread: NDArray[np.int16] = (values.max(axis) - values.min(axis)).max(-1)
    return spread


def _margins(contrasts: NDArray[np.int16], most: int) -> tuple[int, int]:
    """Return how many rows or columns at each end hold no ink; one is left."""
    inked = np.flatnonzero(contrasts >= _FAINT * contrasts.max())
    first, last = int(inked[0]), len(contrasts) - 1 - int(inked[-1])
    return min(max(first - 1, 0), most), min(max(last - 1, 0), most)
