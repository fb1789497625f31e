"""A zone of a picture -> its ink, enlarged, and the connected parts of it as pieces."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.jobs import Box
from model_worker.readers.equations.names import Image, framed, named
from model_worker.readers.equations.pieces import Piece, around, without
from model_worker.readers.pixels import Pixels

DIGIT_PX = 32
"""Height that digits are enlarged to."""

_ENLARGED_MAX = 4.0
_REDUCED_MIN = 0.4
_CONTRAST_MIN = 48
"""Of 255: fainter ink than this is texture."""

_FAINT = 0.28
"""Share of the contrast that ink has where it is part of a sign: hairlines are grey."""

_FIRMER = (0.42, 0.56, 0.7)
"""Shares at which signs that run into each other are parted."""

_DEEP = 0.4
"""Share that ink reaches somewhere in every sign; less is dust of compression."""

_DUST = 0.0045
"""Of a digit's height squared: the smallest area of a sign."""

_PIECES_MAX = 1200
"""More are a photograph or a page of prose."""

_WIDE, _HIGH = 1.25, 1.6
"""Digits' heights; nothing larger has a stroke or dot inside."""

_NEAR = np.ones((3, 3), np.uint8)


class Cut(Struct, frozen=True):
    """The way back: a pixel here is 1 / *scale* pixels there, from *left* and *top*."""

    scale: float
    left: int
    top: int
    picture_px: tuple[int, int]

    def box(self, pieces: Sequence[Piece]) -> Box:
        """Return where *pieces* stand, in fractions of the picture."""
        left, top, right, bottom = around(pieces)
        width, height = self.picture_px
        return Box(
            min(max((self.left + left / self.scale) / width, 0), 1),
            min(max((self.top + top / self.scale) / height, 0), 1),
            max(min((self.left + right / self.scale) / width, 1), 0),
            max(min((self.top + bottom / self.scale) / height, 1), 0),
        )

    def place(self, box: Box) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom of *box* in the cut."""
        width, height = self.picture_px
        return (
            (box.left * width - self.left) * self.scale,
            (box.top * height - self.top) * self.scale,
            (box.right * width - self.left) * self.scale,
            (box.bottom * height - self.top) * self.scale,
        )


def cut(pixels: Pixels, zone: Box, digit_px: float) -> tuple[Cut, list[Piece]] | None:
    """Return the ink in *zone*, where digits are about *digit_px* high, in pieces from
    left to right; None where there is none, or far too much.
    """
    height, width = pixels.shape[:2]
    left, top = int(zone.left * width), int(zone.top * height)
    right, bottom = int(zone.right * width) + 1, int(zone.bottom * height) + 1
    scale = min(max(DIGIT_PX / digit_px, _REDUCED_MIN), _ENLARGED_MAX)
    ink = _ink(pixels[top:bottom, left:right], scale)
    if ink is None:
        return None
    pieces = connected(ink, _FAINT, digit_px * scale)
    if len(pieces) > _PIECES_MAX:
        return None
    solid = [piece for piece in pieces if piece.ink.max() >= _DEEP]
    return Cut(scale, left, top, (width, height)), solid


def connected(
    ink: Image, firm: float, digit: float, at: tuple[float, float] = (0, 0)
) -> list[Piece]:
    """Return the connected parts of *ink* that are *firm*, but for dust.

    *at* is the left and top of *ink*, *digit* the height of a digit.
    """
    count, parts, stats, _ = cv2.connectedComponentsWithStats(
        (ink > firm).view(np.uint8)
    )
    least = _DUST * digit**2
    found = []
    for number in range(1, count):
        left, top, wide, high, area = (int(each) for each in stats[number])
        if area < least:
            continue
        inside = (slice(top, top + high), slice(left, left + wide))
        near = cv2.dilate((parts[inside] == number).view(np.uint8), _NEAR) > 0
        piece = Piece(
            left=at[0] + left,
            top=at[1] + top,
            right=at[0] + left + wide,
            bottom=at[1] + top + high,
            ink=np.where(near, ink[inside], 0),
        )
        found.append(piece)
    whole = _emptied(found, digit)
    return sorted(whole, key=lambda piece: piece.left)


def firmer(piece: Piece, digit: float) -> list[list[Piece]]:
    """Return *piece* in parts, as ever firmer ink leaves of it, if it falls apart."""
    tries = [
        connected(piece.ink, firm, digit, (piece.left, piece.top)) for firm in _FIRMER
    ]
    return [parts for parts in tries if len(parts) > 1]


def with_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Return *pieces* with what each of them may be."""
    guesses = named([framed(piece.ink) for piece in pieces])
    return [
        replace(piece, guesses=its) for piece, its in zip(pieces, guesses, strict=True)
    ]


def _emptied(parts: list[Piece], digit: float) -> list[Piece]:
    """Take away what lies within a sign: the dot in a zero says nothing."""
    small = [p for p in parts if p.width < _WIDE * digit and p.height < _HIGH * digit]
    inner = [p for p in parts if any(_is_inside(p, outer) for outer in small)]
    return without(parts, inner)


def _is_inside(inner: Piece, outer: Piece) -> bool:
    return (
        outer.left < inner.left
        and inner.right < outer.right
        and outer.top < inner.top
        and inner.bottom < outer.bottom
    )


def _ink(view: Pixels, scale: float) -> Image | None:
    """Return how far each pixel is from the ground, 1 for the strongest ink."""
    ground = np.median(view.reshape(-1, 3), axis=0)
    distance = np.abs(view.astype(np.float32) - ground).max(axis=2)
    contrast = float(np.percentile(distance, 99.8))
    if contrast < _CONTRAST_MIN:
        return None
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    larger = cv2.resize(distance, None, fx=scale, fy=scale, interpolation=how)
    clipped: NDArray[np.float32] = np.clip(larger / contrast, 0, 1).astype(np.float32)
    return clipped
