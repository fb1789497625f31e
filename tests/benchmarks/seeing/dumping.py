"""Writes samples into a folder to be looked at: a picture, and its truth as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from msgspec import json, to_builtins

from tests.benchmarks.seeing.plans import KINDS, Kinds
from tests.benchmarks.seeing.samples import Generator, Sample


class Charts(Protocol):
    def __call__(
        self, seed: int, count: int, *, hard: bool = False, kinds: Kinds = KINDS
    ) -> Iterator[Sample]: ...


def dump_charts(charts: Charts) -> None:
    """Do what the command line asks; charts can be asked to be hard."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--hard", action="store_true", help="several series each")
    asked = _asked(parser)
    for sample in charts(asked.seed, asked.count, hard=asked.hard):
        write(sample, asked.out)


def dump(samples: Generator) -> None:
    asked = _asked(argparse.ArgumentParser())
    for sample in samples(asked.seed, asked.count):
        write(sample, asked.out)


def _asked(parser: argparse.ArgumentParser) -> argparse.Namespace:
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    return parser.parse_args()


def write(sample: Sample, folder: Path) -> None:
    """Write the picture and, beside it, what is true of it."""
    folder.mkdir(parents=True, exist_ok=True)
    ending = "jpg" if sample.is_lossy else "png"
    (folder / f"{sample.name}.{ending}").write_bytes(sample.content)
    told = {"question": sample.question, **to_builtins(sample.truth)}
    truth = json.format(json.encode(told), indent=1)
    (folder / f"{sample.name}.json").write_bytes(truth)
