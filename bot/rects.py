"""Places in pixels: whole rectangles, and how a part of a picture fills a canvas."""

from __future__ import annotations

import math

from msgspec import Struct

from bot.jobs import Box

WHOLE = Box(0, 0, 1, 1)


class Rect(Struct, frozen=True):
    """Whole pixels; *right* and *bottom* are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    def grown(self, by_px: int) -> Rect:
        return Rect(
            self.left - by_px, self.top - by_px, self.right + by_px, self.bottom + by_px
        )

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """As Pillow takes them: left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def middle(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def distance(self, other: Rect) -> float:
        """Return the shortest way between the two, 0 where they touch."""
        across = max(self.left - other.right, other.left - self.right, 0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0)
        return math.hypot(across, down)

    def overlap(self, other: Rect) -> int:
        """Return how many pixels both share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)

    def stretched(self, width: int, height: int) -> Rect:
        """Return it about the same middle, at least this wide and high."""
        width, height = max(self.width, width), max(self.height, height)
        left = self.left - (width - self.width) // 2
        top = self.top - (height - self.height) // 2
        return Rect(left, top, left + width, top + height)

    def fraction(self, part: Rect) -> Box:
        """Return *part*, which lies inside, as a fraction of this one."""
        return Box(
            (part.left - self.left) / self.width,
            (part.top - self.top) / self.height,
            (part.right - self.left) / self.width,
            (part.bottom - self.top) / self.height,
        )

    def moved_into(self, bounds: Rect) -> Rect:
        """Return it moved, and where it is too large cut, so that it lies inside."""
        width, height = min(self.width, bounds.width), min(self.height, bounds.height)
        left = min(max(self.left, bounds.left), bounds.right - width)
        top = min(max(self.top, bounds.top), bounds.bottom - height)
        return Rect(left, top, left + width, top + height)

    def cut_to(self, bounds: Rect) -> Rect:
        """Return the part inside; without one, nothing at the nearest edge."""
        return Rect(
            min(max(self.left, bounds.left), bounds.right),
            min(max(self.top, bounds.top), bounds.bottom),
            max(min(self.right, bounds.right), bounds.left),
            max(min(self.bottom, bounds.bottom), bounds.top),
        )


class View(Struct, frozen=True):
    """Which part of a picture (*window*) fills which pixels (*area*) of a canvas."""

    window: Box
    area: Rect
    canvas: Rect

    def rect(self, box: Box) -> Rect:
        """Return the pixels that *box* touches, at least one."""
        across = self.area.width / (self.window.right - self.window.left)
        down = self.area.height / (self.window.bottom - self.window.top)
        left = self.area.left + (box.left - self.window.left) * across
        right = self.area.left + (box.right - self.window.left) * across
        top = self.area.top + (box.top - self.window.top) * down
        bottom = self.area.top + (box.bottom - self.window.top) * down
        return Rect(
            math.floor(left),
            math.floor(top),
            max(math.ceil(right), math.floor(left) + 1),
            max(math.ceil(bottom), math.floor(top) + 1),
        ).moved_into(self.area)
