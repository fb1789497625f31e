"""Tokens a second of KOSMOS-2 through transformers, one by one and eight together.

Run as `python -m tests.benchmarks.kosmos2 [--checkpoint FOLDER] [--device cpu]`;
without a checkpoint a tiny random one is made, which measures the overhead of a step
and nothing of the real model.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from PIL import Image

from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.prompts import Caption, Detailed, Locate, Question, Task
from model_worker.kosmos2.vision import Latents
from tests.benchmarks._printing import cpu
from tests.model_worker.kosmos2.oracle import Oracle, Row
from tests.tiny_kosmos2 import build

TASKS: tuple[Task, ...] = (
    Caption(),
    Detailed(),
    Question("What is in the top left corner of this picture?"),
    Question("Why?", earlier=(("What does it say?", "It says that nothing works."),)),
    Locate("the red button"),
    Locate("a dog next to a table"),
    Question("How many windows are there, and which of them is the largest?"),
    Caption(grounded=False),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, help="a folder; default: a tiny one")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--tokens", type=int, default=64, help="tokens an answer")
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = wanted.checkpoint or build(Path(scratch))
        opened = open_checkpoint(
            WorkerSettings(checkpoint=str(folder), device=wanted.device)
        )
    report(opened, wanted.tokens, wanted.rounds)


def report(opened: Checkpoint, tokens_max: int, rounds: int) -> None:
    network = Oracle(opened)
    size = opened.model.num_parameters() / 1e6
    print(f"{opened.describe()}, {size:,.1f} M parameters")
    print(f"{machine(opened.device)}, torch {torch.__version__}")
    latents = seen(network, rounds)
    rates = {"one by one": 1, f"{len(TASKS)} together": len(TASKS)}
    for name, rows in rates.items():
        speeds = [
            tokens_per_second(opened, network, latents, rows, tokens_max)
            for _ in range(rounds)
        ]
        print(f"{name:12} {statistics.median(speeds):8.1f} tokens/s")


def seen(network: Oracle, rounds: int) -> Latents:
    pixels = network.pixels(_png())
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        latents = network.latents([pixels])[0]
        finish(latents.device)
        times.append(1000 * (time.perf_counter() - start))
    print(f"{'one picture':12} {statistics.median(times):8.1f} ms")
    return latents


def tokens_per_second(
    opened: Checkpoint, network: Oracle, latents: Latents, rows: int, tokens_max: int
) -> float:
    """All TASKS, so many *rows* at a time, prefill included; eos ends an answer."""
    heard: list[int] = []
    start = time.perf_counter()
    for batch in _batches(opened, latents, rows, heard):
        network.generate(batch, tokens_max)
    finish(opened.device)
    return len(heard) / (time.perf_counter() - start)


def finish(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def machine(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{cpu()}, {torch.get_num_threads()} threads"


def _batches(
    opened: Checkpoint, latents: Latents, rows: int, heard: list[int]
) -> Iterator[Sequence[Row]]:
    count = latents.shape[0]
    asked = [
        Row(
            opened.vocabulary.prompt_ids(task, count, room=1_000),
            latents,
            lambda token, _sure: heard.append(token),
            lambda: False,
        )
        for task in TASKS
    ]
    for place in range(0, len(asked), rows):
        yield asked[place : place + rows]


def _png() -> bytes:
    with tempfile.TemporaryFile() as file:
        Image.effect_mandelbrot((640, 480), (-2, -1.5, 1, 1.5), 50).save(file, "PNG")
        file.seek(0)
        return file.read()


if __name__ == "__main__":
    main()
