"""Where the ink lies in a straightened cut: detectors leave wide margins. Pure.

A margin is a row or column that hardly varies. Over a photograph everything varies,
so nothing is taken away there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.tiles import Quad

_FAINT = 0.3
"""Share of the strongest contrast below which a row holds no ink."""

_MOST = (0.35, 0.5)
"""Text heights that may be margin above and below a line, and at its ends."""


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
