"""A box measured in heights of the picture, so that across and down compare. Pure."""

from __future__ import annotations

from typing import NamedTuple

from bot.jobs import Box


class Sides(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def shared_width(self, other: Sides) -> float:
        """Return how much both share from left to right, negative for a gap."""
        return min(self.right, other.right) - max(self.left, other.left)

    def shared_height(self, other: Sides) -> float:
        """Return how much both share from top to bottom, negative for a gap."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def is_beside(self, other: Sides) -> bool:
        """Whether both stand on one row."""
        lower = min(self.height, other.height)
        return self.shared_height(other) >= 0.6 * lower

    def is_as_high_as(self, other: Sides, ratio: float) -> bool:
        low, high = sorted((self.height, other.height))
        return high <= ratio * low


def sides(box: Box, aspect: float) -> Sides:
    """Return *box* in heights of a picture whose width / height is *aspect*."""
    return Sides(box.left * aspect, box.top, box.right * aspect, box.bottom)
