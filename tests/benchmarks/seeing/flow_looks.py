"""What flow charts look like, as drawing programs and text-to-chart tools have them."""

from __future__ import annotations

import random
from typing import Literal

from msgspec import Struct

from tests.benchmarks.seeing.flow_plans import Shape

Head = Literal["filled", "open"]


class Palette(Struct, frozen=True, kw_only=True):
    """*fills* are the fill and the edge of a box, of the ends, of a diamond."""

    paper: str
    ink: str
    stroke: str
    faint: str
    fills: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    letters: str = ""
    label_paper: str = ""


PALETTES = (
    Palette(
        paper="#ffffff",
        ink="#000000",
        stroke="#000000",
        faint="#444444",
        fills=(("#ffffff", "#000000"),) * 3,
    ),
    Palette(
        paper="#ffffff",
        ink="#333333",
        stroke="#333333",
        faint="#333333",
        fills=(("#ececff", "#9370db"),) * 3,
        label_paper="#e8e8e8",
    ),
    Palette(
        paper="#ffffff",
        ink="#111111",
        stroke="#222222",
        faint="#444444",
        fills=(
            ("#dae8fc", "#6c8ebf"),
            ("#d5e8d4", "#82b366"),
            ("#fff2cc", "#d6b656"),
        ),
    ),
    Palette(
        paper="#f7f8fa",
        ink="#1f2937",
        stroke="#6b7280",
        faint="#4b5563",
        letters="#ffffff",
        fills=(
            ("#2563eb", "#2563eb"),
            ("#0f766e", "#0f766e"),
            ("#b45309", "#b45309"),
        ),
    ),
    Palette(
        paper="#fffdf6",
        ink="#2b2b2b",
        stroke="#7a3e00",
        faint="#5a4a3a",
        fills=(("#ffffff", "#7a3e00"),) * 3,
    ),
    Palette(
        paper="#1e1e1e",
        ink="#e6e6e6",
        stroke="#d0d0d0",
        faint="#c0c0c0",
        fills=(("#2b2d31", "#81b1db"),) * 3,
    ),
    Palette(
        paper="#0f172a",
        ink="#f1f5f9",
        stroke="#94a3b8",
        faint="#cbd5e1",
        fills=(
            ("#1d4ed8", "#60a5fa"),
            ("#15803d", "#4ade80"),
            ("#b45309", "#fbbf24"),
        ),
    ),
)


class Look(Struct, frozen=True, kw_only=True):
    palette: Palette
    is_down: bool
    is_elbowed: bool
    text_px: int
    line_px: int
    edge_px: int
    head: Head
    head_px: int
    gap_px: int
    short_px: int
    """How far before its box an arrow stops."""

    has_title: bool

    def fill(self, shape: Shape) -> tuple[str, str]:
        fills = self.palette.fills
        if shape == "diamond":
            return fills[2]
        return fills[1] if shape == "ellipse" else fills[0]

    @property
    def letters(self) -> str:
        return self.palette.letters or self.palette.ink


def look_of(chance: random.Random) -> Look:
    line_px = chance.choice((1, 2, 2, 3))
    return Look(
        palette=chance.choice(PALETTES),
        is_down=chance.random() < 0.6,
        is_elbowed=chance.random() < 0.6,
        text_px=chance.choice((14, 16, 18, 20)),
        line_px=line_px,
        edge_px=chance.choice((1, 2, 2, 3)),
        head=chance.choice(("filled", "filled", "open")),
        head_px=chance.choice((9, 11, 14)) + line_px,
        gap_px=chance.choice((46, 56, 70)),
        short_px=chance.choice((0, 0, 2, 4)),
        has_title=chance.random() < 0.4,
    )
