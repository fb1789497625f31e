"""The outline of a box in a diagram -> its shape."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readings import NodeShape

Mask = NDArray[np.bool_]


_PLAIN_CORNER_PX = 3
"""Pixels that may be missing from the corner of a plain box."""


_CORNER = 0.25


_DIAMOND = (0.4, 0.62)


_ELLIPSE = (0.62, 0.86)
"""Share of its frame that a shape fills: 1/2 and pi/4 in theory."""


def filled(mask: Mask) -> Mask:
    """Return *mask* with the letters in it filled."""
    outlines, _ = cv2.findContours(
        mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    whole = np.zeros(mask.shape, dtype=np.uint8)
    cv2.drawContours(whole, outlines, -1, 1, cv2.FILLED)
    return whole > 0


def shape(whole: Mask) -> NodeShape:
    share = float(whole.mean())
    if _DIAMOND[0] <= share < _DIAMOND[1]:
        return "diamond"
    if _ELLIPSE[0] <= share < _ELLIPSE[1]:
        return "ellipse"
    side = max(int(_CORNER * min(whole.shape)), 1)
    corners = (
        whole[:side, :side],
        whole[:side, -side:],
        whole[-side:, :side],
        whole[-side:, -side:],
    )
    missing = sorted(int((~corner).sum()) for corner in corners)
    return "rounded" if missing[1] > _PLAIN_CORNER_PX else "box"
