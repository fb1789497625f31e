"""Patterns written as a list, a line each."""

from __future__ import annotations


def any_of(lines: str) -> str:
    """Return a pattern that matches any of *lines*; blanks at their ends are none."""
    return "|".join(line.strip() for line in lines.strip().splitlines())
