"""The ink of arrows: what differs from the page between the boxes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.diagrams.nodes import Found, Scene
from model_worker.readers.pixels import Pixels

Mask = NDArray[np.bool_]


_OUTLINE_MOST_PX = 12


_MOSTLY_PAGE = 0.45
"""Share of a ring around a box that is page where its outline is over: arrows and a
shadow may cover the rest."""


_MITRE = 2.0
"""How much further than elsewhere an outline reaches at the tips of a diamond."""


def ink_of(pixels: Pixels, scene: Scene) -> NDArray[np.float32]:
    """Return how far every pixel is off the nearest ground."""
    colours = pixels.astype(np.float32)
    squares = [
        np.einsum("ijk,ijk->ij", away, away)
        for ground in scene.grounds
        for away in (colours - ground,)
    ]
    ink: NDArray[np.float32] = np.sqrt(np.minimum.reduce(squares))
    return ink


def outline_px(
    number: int,
    found: Found,
    off: NDArray[np.float32],
    box: NDArray[np.intp],
    ink: Mask,
) -> float:
    """Return how thick the outline of a box is: how far off the page begins."""
    left, top, right, bottom = found.area
    most = _OUTLINE_MOST_PX
    window = (
        slice(max(top - most, 0), bottom + most),
        slice(max(left - most, 0), right + most),
    )
    around = (off[window] > 0) & (off[window] <= most) & (box[window] == number)
    rings = np.floor(off[window][around]).astype(int)
    is_page = ~ink[window][around]
    for ring in range(1, most):
        if (rings == ring).any() and is_page[rings == ring].mean() >= _MOSTLY_PAGE:
            return ring * (_MITRE if found.node.shape == "diamond" else 1.0)
    return float(most)
