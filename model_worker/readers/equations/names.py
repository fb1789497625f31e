"""The ink of one sign -> what it may be, by a small network that was shown many fonts.

It sees shapes alone: neither size nor place, so a raised 2 is a 2 and a full stop, a
decimal point and a dot that multiplies are all one. What they are is settled in rows.
`practice` makes the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from safetensors.numpy import load_file

Image = NDArray[np.float32]
"""Ink from 0 to 1; SIDE x SIDE once it is framed."""

SIDE = 24
DOT = "·"
OTHER = "other"
LABELS = (
    *"0123456789",
    *"abcdefghijklmnopqrstuvwxyz",
    *"+\u00d7÷,()[]{}√/*?=%^",
    DOT,
    OTHER,
)
WEIGHTS = Path(__file__).with_name("names.safetensors")

_INNER = 20
"""The longer side of a sign within its frame."""

_DIRECTIONS = 8
_NARROW = 0.6
"""Share of a slope that points away from a direction and does not count for it."""

_CELL, _COARSE = 4, 2
"""Sides of the squares over which slopes and ink are averaged."""

_GUESSES = 3


class Guess(Struct, frozen=True):
    label: str
    chance: float


def framed(ink: Image) -> Image:
    """Return the *ink* of one sign, as high and wide as it is, in a square frame."""
    height, width = ink.shape
    scale = _INNER / max(height, width)
    high, wide = max(1, round(height * scale)), max(1, round(width * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    frame = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - high) // 2, (SIDE - wide) // 2
    frame[top : top + high, left : left + wide] = cv2.resize(
        ink, (wide, high), interpolation=how
    )
    return frame


def named(frames: Sequence[Image]) -> list[tuple[Guess, ...]]:
    """Return for each framed sign what it may be, the likeliest first."""
    if not frames:
        return []
    chances = _chances(features(np.stack(frames)))
    best = np.argsort(-chances, axis=1)[:, :_GUESSES]
    return [
        tuple(Guess(LABELS[place], float(row[place])) for place in places)
        for row, places in zip(chances, best, strict=True)
    ]


def features(frames: Image) -> Image:
    """Return which way the ink of each frame slopes where, and where it lies.

    *frames* is count x SIDE x SIDE, what comes back count x the network's inputs.
    """
    padded = np.pad(frames, ((0, 0), (1, 1), (1, 1)))
    across = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    down = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    steepness = np.sqrt(across**2 + down**2)
    angles = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
    slopes = [
        np.maximum(across * np.cos(a) + down * np.sin(a) - _NARROW * steepness, 0)
        for a in angles
    ]
    parts = [_averaged(slope, _CELL) for slope in slopes] + [_averaged(frames, _COARSE)]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _averaged(frames: Image, side: int) -> Image:
    count = frames.shape[0]
    cells = SIDE // side
    squares = frames.reshape(count, cells, side, cells, side)
    return np.asarray(squares.mean(axis=(2, 4)).reshape(count, -1), dtype=np.float32)


def _chances(inputs: Image) -> Image:
    layers = _network()
    values = inputs
    for place in range(3):
        weights, bias = layers[f"weights{place}"], layers[f"bias{place}"]
        values = values @ weights + bias
        values = np.maximum(values, 0) if place < 2 else values  # noqa: PLR2004 - last
    exponents = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True), np.float32)


@cache
def _network() -> dict[str, Image]:
    return {
        name: layer.astype(np.float32) for name, layer in load_file(WEIGHTS).items()
    }
