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
    print(f"{'rows':>4} {'side':16} {'ms a step':>10} {'tokens/s':>9} {'ratio':>6}")
    oracle = {}
    for count in rows:
        step_s = median(partial(steps_of_oracle, opened, count, settings), rounds)
        oracle[count] = step_s
        _print_row(count, "transformers", step_s, step_s)
    sides = [("engine, float32", settings)]
    if opened.device.type == "cpu":
        sides.append(("engine, int8", replace(settings, cpu_weights="int8")))
    for name, asked in sides:
        engine = Engine(opened, asked)
        for count in rows:
            step_s = median(partial(steps_of_engine, opened, engine, count), rounds)
            _print_row(count, name, step_s, oracle[count])
        first_s, second_s = firsts(opened, engine)
        print(
            f"     first token after {first_s:.2f} s, of a second question about the",
            end=" ",
        )
        print(f"picture after {second_s:.2f} s: {second_s / first_s:.2f}", flush=True)
        del engine
        gc.collect()


def _print_row(count: int, name: str, step_s: float, oracle_s: float) -> None:
    rate, ratio = count / step_s, oracle_s / step_s
    print(
        f"{count:4} {name:16} {1000 * step_s:10.1f} {rate:9.2f} {ratio:6.1f}",
        flush=True,
    )


def median(run: Callable[[], list[float]], rounds: int) -> float:
    """Return the median step, seconds, over all rounds but the first."""
    run()
    return statistics.median(step for _ in range(rounds) for step in run())


def steps_of_oracle(
    opened: Checkpoint, rows: int, settings: WorkerSettings
) -> list[float]:
    oracle = Oracle(opened)
    latents = oracle.latents([pixels(oracle, n) for n in range(rows)])
    said: list[float] = []

    def hear(_token: int, _sure: float) -> None:
        said.append(time.perf_counter())

    asked = [
        Row(ids(opened, n), latents[n], hear if n == 0 else lambda *_: None)
        for n in range(rows)
    ]
    oracle.generate(asked, settings.tokens_max)
    return [later - earlier for earlier, later in pairwise(said)]


def steps_of_engine(opened: Checkpoint, engine: Engine, rows: int) -> list[float]:
    """Return how long the steps took in which every row said a token."""
    said = 0

    def mark(token: int, sure: float) -> Any:
        nonlocal said
        said += 1
        return opened.vocabulary.mark(token, sure)

    for n in range(rows):
        engine.add(a_look(opened, engine, n, mark))
    found = []
    while not engine.is_idle:
        before, began = said, time.perf_counter()
        engine.step()
        if said - before == rows:
            found.append(time.perf_counter() - began)
    return found[1:]  # the first may have read a prompt as well


def firsts(opened: Checkpoint, engine: Engine) -> tuple[float, float]:
    """Return the seconds to the first token of a question about a new picture, and of
    the next one about the same.
    """
    waits = []
    picture = str(time.perf_counter())
    for _ in range(2):
        heard: list[float] = []

        def mark(token: int, sure: float, heard: list[float] = heard) -> Any:
            heard.append(time.perf_counter())
            return opened.vocabulary.mark(token, sure)

        began = time.perf_counter()
        engine.add(a_look(opened, engine, 0, mark, picture))
        while not engine.is_idle:
            engine.step()
        waits.append(heard[0] - began)
    return waits[0], waits[1]


def a_look(
    opened: Checkpoint,
    engine: Engine,
    number: int,
    mark: Callable[[int, float], Any],
    picture: str = "",
) -> Look:
    return Look(
        ids=ids(opened, number),
        phrase="",
        tags=opened.vocabulary.tags,
        is_named=False,
        picture_name=picture or str(number),
        mark=mark,
        on_words=lambda _: None,
        is_gone=lambda: False,
        pixels=pixels(engine.vision, number),
    )


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
