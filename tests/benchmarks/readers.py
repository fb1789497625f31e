"""How many words of a picture are read, how well placed, and in how many seconds.

Run as `python -m tests.benchmarks.readers [--processes 1]`. Processor seconds are
those of the reading processes: on a busy machine they tell more than the clock's.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from msgspec import Struct

from bot.text_reading import TextReading
from model_worker.readers.picture_reader import PictureReader
from tests import rendered
from tests.model_worker.readers.recall import recall
from tests.model_worker.readers.typed import SCREEN, SLIDE
from tests.rendered import Rendered, Text

PICTURES = Path(__file__).resolve().parents[2] / "../shared/data/pictures"


class Case(Struct):
    name: str
    content: bytes
    truth: str
    texts: tuple[Text, ...] = ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=1)
    asyncio.run(report(parser.parse_args().processes))


async def report(processes: int) -> None:
    print(f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    reader = PictureReader(processes)
    start = time.perf_counter()
    await reader.read(rendered.form().png())
    print(
        f"first reading, with the engine's start: {time.perf_counter() - start:.1f} s"
    )
    print(f"{'picture':28} words  recall   IoU lines      s  cpu s")
    try:
        for case in cases():
            await measure(reader, case)
    finally:
        held_mb = sum(child.memory_info().rss for child in readers()) / 1e6
        print(f"memory of the reading processes: {held_mb:.0f} MB")
        reader.close()


async def measure(reader: PictureReader, case: Case) -> None:
    start, before = time.perf_counter(), busy_s()
    reading = await reader.read(case.content)
    taken, busy = time.perf_counter() - start, busy_s() - before
    read = " ".join(line.text for line in reading.lines)
    print(
        f"{case.name:28}{len(case.truth.split()):6}{share(case.truth, read):>8}"
        f"{placed(case.texts, reading):>6}{len(reading.lines):6}{taken:7.1f}{busy:7.1f}"
    )


def share(truth: str, read: str) -> str:
    return f"{recall(truth, read):.3f}" if truth else "-"


def placed(texts: tuple[Text, ...], reading: TextReading) -> str:
    """Return the median IoU of the written texts with the boxes of what was read."""
    if not texts or not reading.lines:
        return "-"
    best = [max(text.box.iou(line.box) for line in reading.lines) for text in texts]
    return f"{statistics.median(best):.2f}"


def cases() -> Iterator[Case]:
    for name, picture in {
        "error dialog": rendered.error_dialog(),
        "error dialog, dark": rendered.dark_error_dialog(),
        "form": rendered.form(),
        "page of two columns": rendered.two_column_page(),
        "bar chart": rendered.bar_chart(),
        "photo without words": rendered.wordless_photo(),
    }.items():
        yield drawn(name, picture)
        yield Case(f"{name}, JPEG q50", picture.jpeg(), " ".join(picture.words))
    yield drawn("log 1100 x 2230", rendered.log_page())
    yield drawn("log 3840 x 2160", rendered.log_page(8, 3840, 262))
    yield drawn("log 1080 x 6060", rendered.log_page(20, 1080, 300))
    for file, typed in {"screen": SCREEN, "ppt": SLIDE}.items():
        path = PICTURES / f"kosmos-2.5-ocr_{file}_input.png"
        if path.exists():
            yield Case(path.stem, path.read_bytes(), typed)


def drawn(name: str, picture: Rendered) -> Case:
    return Case(name, picture.png(), " ".join(picture.words), picture.texts)


def readers() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def busy_s() -> float:
    return sum(sum(child.cpu_times()[:2]) for child in readers())


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
