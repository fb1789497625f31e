"""This engine against transformers' own generation: tokens a second, side by side.

    python -m tests.benchmarks.engine [--full] [--device cpu] [--tokens 16]

Without --full on a tiny random model, which measures the overhead of a step alone; with
it on random weights of KOSMOS-2's full size (1.66 B parameters, 7 GB), which are as
fast and as large as the true ones. The oracle is transformers' generate, its positions
corrected. Each figure is the median of its rounds.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from msgspec.structs import replace

from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.engine import Engine
from model_worker.kosmos2.looks import Look
from model_worker.kosmos2.prompts import Question
from model_worker.kosmos2.vision import Pixels, Vision
from tests.benchmarks.kosmos2 import machine
from tests.model_worker.kosmos2.conftest import a_picture
from tests.model_worker.kosmos2.oracle import Oracle, Row
from tests.tiny_kosmos2 import build, build_full

COLOURS = ("red", "green", "blue", "white", "black", "orange", "gray", "brown")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--tokens", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 8])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (build_full if wanted.full else build)(Path(scratch) / "checkpoint")
        settings = WorkerSettings(
            checkpoint=str(folder),
            device=wanted.device,
            tokens_max=wanted.tokens,
            batch_max=max(wanted.rows),
            cache=scratch,
        )
        report(settings, wanted.rows, wanted.rounds)


def report(settings: WorkerSettings, rows: Sequence[int], rounds: int) -> None:
    opened = open_checkpoint(settings)
    size = opened.model.num_parameters() / 1e6
    print(f"{opened.describe()}, {size:,.1f} M parameters")
    print(f"{machine(opened.device)}, torch {torch.__version__}, {platform.platform()}")
    print(f"memory read at {copy_rate(opened.device):.1f} GB/s by a large copy\n")
    print(f"{'rows':>4} {'side':24} {'tokens/s':>9} {'ms a step':>10} {'ratio':>6}")
    oracle = {}
    for count in rows:
        said = partial(said_by_oracle, opened, count, settings)
        oracle[count] = _row(count, "transformers", median(said, rounds))
    sides = [("engine, float32", settings)]
    if opened.device.type == "cpu":
        sides.append(("engine, int8", replace(settings, cpu_weights="int8")))
    for name, asked in sides:
        engine = Engine(opened, asked)
        for count in rows:
            run = partial(said_by_engine, opened, engine, count)
            _row(count, name, median(run, rounds), oracle[count])
        del engine, run
        gc.collect()


def _row(
    count: int, name: str, found: tuple[float, float], before: float | None = None
) -> float:
    """Print one row and return its tokens a second; *before* are the oracle's."""
    rate, step_ms = found
    ratio = rate / (before or rate)
    print(f"{count:4} {name:24} {rate:9.2f} {step_ms:10.1f} {ratio:6.1f}", flush=True)
    return rate


def median(run: Callable[[], tuple[float, float]], rounds: int) -> tuple[float, float]:
    run()
    found = [run() for _ in range(rounds)]
    return (
        statistics.median(rate for rate, _ in found),
        statistics.median(step for _, step in found),
    )


def said_by_oracle(
    opened: Checkpoint, rows: int, settings: WorkerSettings
) -> tuple[float, float]:
    oracle = Oracle(opened)
    latents = oracle.latents([pixels(oracle, n) for n in range(rows)])
    said: list[float] = []

    def hear(_token: int, _sure: float) -> None:
        said.append(time.perf_counter())

    asked = [Row(ids(opened, n), latents[n], hear) for n in range(rows)]
    oracle.generate(asked, settings.tokens_max)
    return rates(said)


def said_by_engine(
    opened: Checkpoint, engine: Engine, rows: int
) -> tuple[float, float]:
    said: list[float] = []

    def mark(token: int, sure: float) -> Any:
        said.append(time.perf_counter())
        return opened.vocabulary.mark(token, sure)

    for n in range(rows):
        engine.add(
            Look(
                ids=ids(opened, n),
                phrase="",
                tags=opened.vocabulary.tags,
                is_named=False,
                picture_name=str(n),
                mark=mark,
                on_words=lambda _: None,
                is_gone=lambda: False,
                pixels=pixels(engine.vision, n),
            )
        )
    while not engine.is_idle:
        engine.step()
    return rates(said, rows)


def rates(said: Sequence[float], rows: int = 0) -> tuple[float, float]:
    """Return tokens a second once all rows were read, and the median step, ms."""
    steps = sorted({*said[rows:]}) if rows else [*said]
    gaps = [later - earlier for earlier, later in pairwise(steps)]
    long_gaps = [gap for gap in gaps if gap > max(gaps) / 10]
    step_s = statistics.median(long_gaps)
    return (len(steps) - 1) / (steps[-1] - steps[0]), 1000 * step_s


def ids(opened: Checkpoint, number: int) -> tuple[int, ...]:
    words = "the dog " * (2 + 3 * number)
    count = opened.model.config.latent_query_num
    return opened.vocabulary.prompt_ids(Question(f"what is {words}?"), count, 1000)


def pixels(vision: Vision, number: int) -> Pixels:
    return vision.pixels(a_picture(COLOURS[number % len(COLOURS)]))


def copy_rate(device: torch.device) -> float:
    """Return how fast this machine copies a gigabyte, reading counted alone."""
    source = torch.ones(250_000_000, device=device)
    target = torch.empty_like(source)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        target.copy_(source)
        if device.type == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - began)
    return 1.0 / min(times)


if __name__ == "__main__":
    main()
