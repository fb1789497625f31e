"""What stands where along one side of a plot: pixels -> values, and back."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from bot.jobs import Box
from model_worker.readers.charts.ticks import Fit, Tick


class Axis(Struct, frozen=True, kw_only=True):
    """The scale along one side of a plot, and the labels that say so.

    *scale*, *offset*: value = scale * pixel + offset, its decimal logarithm where
    *is_log*. *is_on_lines*: moved to lines that pixels show. *doubt* says in a few
    words why the confidence is low.
    """

    scale: float
    offset: float
    residual_px: float
    unit: str
    ticks: tuple[Tick, ...]
    confidence: float
    is_vertical: bool
    is_log: bool = False
    is_on_lines: bool = False
    doubt: str = ""

    def value_at(self, position_px: float) -> float:
        level = self.scale * position_px + self.offset
        return float(10**level) if self.is_log else level

    def position_of(self, value: float) -> float:
        """Return the pixel of *value*. Raises ValueError where a log axis has none."""
        return self.fit.position_of(value)

    @property
    def fit(self) -> Fit:
        return Fit(self.scale, self.offset, self.ticks, self.is_log)

    @property
    def step_px(self) -> float:
        """The least distance of two labels."""
        places = [tick.position_px for tick in self.ticks]
        return min(after - before for before, after in pairwise(places))

    @property
    def box(self) -> Box:
        """Around the labels."""
        box = self.ticks[0].line.box
        for tick in self.ticks[1:]:
            box = box.union(tick.line.box)
        return box
