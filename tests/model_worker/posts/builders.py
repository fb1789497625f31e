"""Pictures as they were read, and what becomes of a post about one."""

from __future__ import annotations

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.checking import Evidence, Verdict, checked
from model_worker.posts.claims import claims_in
from tests.model_worker.scenes import a_line, a_line_chart, a_pie, a_table, some_bars

SURE, UNSURE = 0.97, 0.7


def a_page(*rows: str, confidence: float = SURE) -> TextReading:
    """Rows of text, top to bottom; "Bread | 2.50" are two texts on one height."""
    return TextReading(
        tuple(
            Block((Line(text.strip(), _at(row, column, text), confidence),))
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts.split("|"))
        )
    )


def _at(row: int, column: int, text: str) -> Box:
    left, top = 0.05 + 0.5 * column, 0.05 + 0.08 * row
    return Box(left, top, left + 0.02 + 0.01 * len(text.strip()), top + 0.04)


PIE = Evidence(charts=(a_pie(),))
BARS = Evidence(charts=(some_bars(),))
LINE = Evidence(charts=(a_line_chart(a_line(10, 20, 42, 30, 25, 20)),))
RISE = Evidence(charts=(a_line_chart(a_line(10, 20, 42, 50, 55, 60)),))
TWO_LINES = Evidence(
    charts=(
        a_line_chart(
            a_line(10, 20, 30, 40, 50, 60, name="Tea"),
            a_line(60, 50, 40, 30, 20, 10, name="Coffee"),
        ),
    )
)
TABLE = Evidence(
    tables=(
        a_table(
            "Product | Price | Status",
            "Tea | $2.50 | Paid",
            "Coffee | $4.00 | Overdue",
            "Mouse | $19.90 | Paid",
        ),
    )
)
BILL = Evidence(
    text=a_page(
        "Green Market",
        "Bread | 2.50",
        "Milk | 1.20",
        "Soap | 3.30",
        "Total EUR | 7.00",
        "3 May 2024",
    )
)
SCORE = Evidence(text=a_page("Rovers 3 : 1 United", "Minute 67"))
EVENT = Evidence(
    text=a_page(
        "Summer Concert",
        "Friday 3 May 2024",
        "Doors: 19:00",
        "Harbour Hall",
        "Tickets: 12 EUR",
        "Speaker: Dr. Ada Winter",
    )
)


def verdicts(post: str, evidence: Evidence) -> tuple[Verdict, ...]:
    return checked(claims_in(post), evidence)


def judged(post: str, evidence: Evidence) -> str:
    """Return the verdict on the whole of *post*: one part against it decides."""
    given = [verdict.verdict for verdict in verdicts(post, evidence)]
    order = ("contradicted", "not visible", "cannot be checked", "supported")
    return next(verdict for verdict in order if verdict in given)
