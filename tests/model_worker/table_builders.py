"""Tables as a reader would return them, written down row by row."""

from __future__ import annotations

from bot.jobs import Box
from model_worker.readings import Cell, Table

PRICES = """
    Product        | Order | Price  | Units | Status
    Tea            | T-1   | $2.50  | 12    | Paid
    Green tea      | T-2   | $3.20  | 4     | Open
    Coffee         | T-3   | $4.00  | 30    | Overdue
    Wireless mouse | T-4   | $19.90 | 2     | Paid
    Total          |       | $29.60 | 48    |
"""


def a_table(
    text: str = PRICES,
    *,
    has_header: bool = True,
    confidence: float = 0.9,
    title: str = "",
    unsure: str = "",
) -> Table:
    """A table over the whole picture; the cell that says *unsure* is hard to read."""
    rows = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    height, width = len(rows), len(rows[0])
    return Table(
        box=Box(0, 0, 1, 1),
        rows=tuple(
            tuple(
                Cell(
                    words,
                    Box(
                        column / width,
                        row / height,
                        (column + 1) / width,
                        (row + 1) / height,
                    ),
                    0.4 if words and words == unsure else 0.97,
                )
                for column, words in enumerate(cells)
            )
            for row, cells in enumerate(rows)
        ),
        has_header=has_header,
        confidence=confidence,
        title=title,
    )
