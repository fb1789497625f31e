"""Results -> the lines of the table, and the worst failures by name. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from model_worker.scoring.scores import quantile
from tests.benchmarks.seeing.product import Timed
from tests.benchmarks.seeing.rows import Row, Trial
from tests.benchmarks.seeing.verdicts import Verdict

FAILURES_MAX = 8
SAID_MAX = 110
SCREEN_PX = (1280, 800)
COLD_MAX_S, CACHED_MAX_S = 4.0, 0.05
"""The issue's: a screenshot of 1280 x 800 cold, any picture cached."""


class Result(Struct, frozen=True):
    trial: Trial
    timed: Timed
    verdict: Verdict

    @property
    def is_bad(self) -> bool:
        return self.verdict.is_right is False

    @property
    def is_worst(self) -> bool:
        """Sure and wrong; of a claim: contradicted though the picture does not."""
        return self.verdict.is_sure and self.verdict.is_right is not True


HEAD = (
    f"{'row':<44}{'right':>8}{'need':>6}{'sure,wrong':>11}{'need':>7}{'unsure':>8}"
    f"{'n':>5}{'cold s':>8}{'busy s':>8}{'p90':>6}{'cached ms':>11}"
)


def row_line(row: Row, results: Sequence[Result]) -> str:
    """Return what one row came to; a mark behind a figure says that it falls short."""
    counted = [r for r in results if r.verdict.is_right is not None]
    right = _share([bool(r.verdict.is_right) for r in counted])
    wrong = _share([r.is_worst for r in results])
    unsure = _share([not r.verdict.is_sure for r in results])
    cold = median(r.timed.cold_s for r in results)
    busy = [r.timed.busy_s for r in results]
    cached = max(r.timed.cached_s for r in results)
    is_short = row.right is not None and right < row.right
    is_over = row.wrong is not None and wrong > row.wrong
    return (
        f"{row.told:<44}{_percent(right, is_bad=is_short):>8}{_need(row.right):>6}"
        f"{_percent(wrong, is_bad=is_over):>11}{_need(row.wrong):>7}"
        f"{_percent(unsure):>8}{len(results):>5}{cold:>8.2f}{median(busy):>8.2f}"
        f"{quantile(busy, 0.9):>6.1f}{_cached(cached):>11}"
    )


def screen_line(results: Sequence[Result]) -> str:
    """Return how long screenshots of 1280 x 800 took, whatever was asked of them."""
    busy = [r.timed.busy_s for r in results if _is_screen(r)]
    if not busy:
        return "no picture of 1280 x 800 was among them"
    worst = max(busy)
    return (
        f"{len(busy)} pictures of 1280 x 800, cold, on one core: median "
        f"{median(busy):.2f} s, slowest {worst:.2f} s{_star(worst)}"
    )


def _star(cold_s: float) -> str:
    return "*" if cold_s > COLD_MAX_S else ""


def _is_screen(result: Result) -> bool:
    picture = result.timed.seen.picture
    return (picture.width_px, picture.height_px) == SCREEN_PX


def failures(results: Sequence[Result]) -> list[str]:
    """Return the worst first, a line each, as many as are worth reading."""
    bad = [r for r in results if r.is_bad or r.is_worst]
    ordered = sorted(bad, key=lambda result: not result.is_worst)
    lines = [
        f"    {'!' if r.is_worst else '-'} {r.trial.sample.name}: {r.trial.question}"
        f" -> {' '.join(r.verdict.said.split())[:SAID_MAX]}"
        for r in ordered[:FAILURES_MAX]
    ]
    more = len(bad) - len(lines)
    return [*lines, f"      and {more} more"] if more > 0 else lines


def _share(facts: Sequence[bool]) -> float:
    return sum(facts) / len(facts) if facts else 0.0


def _percent(share: float, *, is_bad: bool = False) -> str:
    return f"{100 * share:.1f}{'*' if is_bad else ' '}"


def _need(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:g}"


def _cached(seconds: float) -> str:
    return f"{1000 * seconds:.0f}{'*' if seconds > CACHED_MAX_S else ' '}"
