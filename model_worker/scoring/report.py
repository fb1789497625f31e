"""Scores -> one HTML file that needs nothing else: figures, charts, the worst cases.

Light or dark as the reader's system is; every picture is inside the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from model_worker.scoring.report_cases import case_cards, case_rows
from model_worker.scoring.report_charts import sureness_chart, time_chart
from model_worker.scoring.report_style import STYLE
from model_worker.scoring.scores import Answered, Recall, Summary, summary, worst
from model_worker.scoring.table import percent, shown_ranks

WORST_MAX = 24


class Told(Struct, frozen=True, kw_only=True):
    """All that a report tells. *reader* is with what the pictures were seen."""

    folder: str
    when: str
    reader: str
    answered: Sequence[Answered] = ()
    recalls: Sequence[Recall] = ()


def report(told: Told) -> str:
    """Return the whole document."""
    title = f"Sightline on {escape(told.folder)}"
    return (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        f"<header><h1>{title}</h1>"
        f"<p class=soft>{escape(told.when)} · {escape(told.reader)}</p></header>"
        f"{_questions(told.answered)}{_phrases(told.recalls)}"
        "</main></body></html>\n"
    )


def _questions(answered: Sequence[Answered]) -> str:
    if not answered:
        return ""
    figures = summary(answered)
    wrong = worst(answered, WORST_MAX)
    cards = case_cards(wrong)
    shown = f"<h2>The worst {len(wrong)}</h2>{_KEY}{cards}" if wrong else _NONE_WRONG
    return (
        f"<section class=figures>{_figures(figures)}</section>"
        f"<section class=charts>{sureness_chart(answered)}"
        f"{time_chart(answered)}</section>"
        f"<section>{shown}</section>"
        f"<section><details><summary>All {len(answered)} questions</summary>"
        f"{case_rows(answered)}</details></section>"
    )


_KEY = (
    "<p class=soft>Numbered: what the answer pointed at. "
    "<span class=key></span>Dashed: what was expected.</p>"
)
_NONE_WRONG = "<h2>Every answer was right</h2>"


def _figures(figures: Summary) -> str:
    tiles = [
        ("Answers right", percent(figures.accuracy), "of those with an expected text"),
        ("Boxes right", percent(figures.boxes), "of those with expected boxes"),
        ("Sure and wrong", percent(figures.sure_and_wrong), "of all questions"),
        (
            "Median",
            f"{figures.median_s:.2f} s",
            f"nine of ten in {figures.p90_s:.2f} s",
        ),
    ]
    return "".join(
        f"<div class=tile><span class=soft>{name}</span><b>{figure}</b>"
        f"<span class=fine>{note}</span></div>"
        for name, figure, note in tiles
        if figure != "-"
    )


def _phrases(recalls: Sequence[Recall]) -> str:
    if not recalls:
        return ""
    ranks = shown_ranks(recalls)
    head = "".join(f"<th>R@{rank}</th>" for rank in ranks)
    rows = "".join(
        f"<tr><td>{escape(each.group)}</td><td>{each.count}</td>"
        + "".join(f"<td>{100 * part:.2f}</td>" for part in each.at[: len(ranks)])
        + "</tr>"
        for each in recalls
    )
    return (
        "<section><h2>Phrases, at IoU .5</h2><table class=recall><thead><tr>"
        f"<th>Set</th><th>Phrases</th>{head}</tr></thead><tbody>{rows}</tbody>"
        "</table></section>"
    )
