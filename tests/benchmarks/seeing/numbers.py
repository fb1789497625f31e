"""Numbers as axes and labels write them."""

from __future__ import annotations

from tests.benchmarks.seeing.topics import Ticks

THOUSAND, MILLION = 1e3, 1e6


def tick(value: float, ticks: Ticks) -> str:
    """Return the number as an axis with that habit writes it."""
    match ticks:
        case "comma":
            return f"{value:,.0f}" if value == int(value) else f"{value:,}"
        case "percent":
            return f"{value:g}%"
        case "dollar":
            return f"${value:,.0f}" if value == int(value) else f"${value:,}"
        case "short":
            return short(value)
        case _:
            return f"{value:g}"


def short(value: float) -> str:
    """Return 1200 as 1.2k and 3400000 as 3.4M."""
    if abs(value) >= MILLION:
        return f"{value / MILLION:g}M"
    return f"{value / THOUSAND:g}k" if abs(value) >= THOUSAND else f"{value:g}"
