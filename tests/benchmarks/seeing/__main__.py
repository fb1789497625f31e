"""How well pictures are read: every row of the table, on fresh samples.

Run as `python -m tests.benchmarks.seeing [--quick] [--rows pie,bar] [--count 60]
[--seed 7] [--keep FOLDER]`. Right and "sure and wrong" are percent of the questions; a
star marks what falls short of the need beside it. Cold is a picture that nothing is
known of, busy what the processors worked for it (an idle core's seconds), cached the
slowest second question. Text that is remembered between runs (--remember FOLDER) makes
repeated runs quick, and the cold seconds meaningless.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.readers import processor
from tests.benchmarks.seeing.dumping import write
from tests.benchmarks.seeing.printing import (
    HEAD,
    Result,
    failures,
    row_line,
    screen_line,
)
from tests.benchmarks.seeing.product import Product, a_product
from tests.benchmarks.seeing.rows import ROWS, Row, Trial
from tests.benchmarks.seeing.samples import NothingTruth

QUICK = 12


def main() -> None:
    asked = _parser().parse_args()
    chosen = [row for row in ROWS if not asked.rows or row.name in asked.rows]
    print(f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"seed {asked.seed}\n{HEAD}")
    if asked.remember is not None:
        asked.remember.mkdir(parents=True, exist_ok=True)
    every: list[Result] = []
    for row in chosen:
        count = asked.count or (QUICK if asked.quick else row.count)
        # Drawn before anything is asked: a browser drives its own event loop.
        trials = list(row.trials(asked.seed, count))
        results = asyncio.run(_results(trials, asked.remember))
        print(row_line(row, results), flush=True)
        print(*failures(results), sep="\n", flush=True)
        if asked.keep is not None:
            _keep(row, results, asked.keep)
        every += results
    print(screen_line(every))


async def _results(trials: Sequence[Trial], remembered: Path | None) -> list[Result]:
    async with a_product(remembered) as product:
        return [await _result(product, trial) for trial in trials]


async def _result(product: Product, trial: Trial) -> Result:
    see_charts = isinstance(trial.sample.truth, NothingTruth)
    timed = await product.asked(trial.sample, trial.question, see_charts=see_charts)
    return Result(trial, timed, trial.judge(timed.seen))


def _keep(row: Row, results: Sequence[Result], folder: Path) -> None:
    """Write what failed, its truth and what was said beside it."""
    for result in results:
        if result.is_bad or result.is_worst:
            sample, where = result.trial.sample, folder / row.name
            write(sample, where)
            told = f"{result.trial.question}\n\n{result.verdict.said}\n"
            (where / f"{sample.name}.txt").write_text(told, "utf-8")


def _parser() -> argparse.ArgumentParser:
    names = ", ".join(row.name for row in ROWS)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=_rows, default=(), help=names)
    parser.add_argument("--count", type=int, help="trials a row")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} trials a row")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="(a fresh one each time)"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="what failed")
    parser.add_argument("--remember", type=Path, metavar="FOLDER")
    return parser


def _rows(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = set(names) - {row.name for row in ROWS}
    if unknown:
        raise ValueError(f"no such rows: {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    main()
