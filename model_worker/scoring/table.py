"""Scores -> the lines that a terminal shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.scoring.scores import RANKS, Recall, Summary

_WIDE = 26


def summary_lines(summary: Summary) -> list[str]:
    """Return what was measured, a line each, the figures under each other."""
    told = [
        ("questions", str(summary.count)),
        ("answers right", percent(summary.accuracy)),
        ("boxes right (IoU >= .5)", percent(summary.boxes)),
        ("sure", percent(summary.sure)),
        ("sure and wrong", percent(summary.sure_and_wrong)),
        ("seconds, median", f"{summary.median_s:.2f}"),
        ("seconds, 9 of 10 within", f"{summary.p90_s:.2f}"),
    ]
    return [f"{name:<{_WIDE}}{figure:>8}" for name, figure in told]


def recall_lines(recalls: Sequence[Recall]) -> list[str]:
    """Return a table of recalls, a group of phrases each line."""
    wide = max([_WIDE, *(len(each.group) + 2 for each in recalls)])
    ranks = shown_ranks(recalls)
    head = "".join(f"{f'R@{rank}':>9}" for rank in ranks)
    lines = [f"{'phrases':<{wide}}{'count':>8}{head}"]
    for each in recalls:
        figures = "".join(f"{100 * part:>9.2f}" for part in each.at[: len(ranks)])
        lines.append(f"{each.group:<{wide}}{each.count:>8}{figures}")
    return lines


def shown_ranks(recalls: Sequence[Recall]) -> tuple[int, ...]:
    """Return the ranks that say something: with one box an answer, only the first."""
    longest = max((each.boxes_max for each in recalls), default=0)
    return RANKS if longest > 1 else RANKS[:1]


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
