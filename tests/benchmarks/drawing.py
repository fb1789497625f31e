"""Milliseconds to draw on a screen's and a photograph's worth of pixels.

Run as `python -m tests.benchmarks.drawing`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from PIL import Image

from bot import drawing
from tests.bot.scenes import a_finding, noise, photo, screenshot

ROUNDS = 5
FINDINGS = [
    a_finding(n, (0.1 * n, 0.1 * n, 0.1 * n + 0.15, 0.1 * n + 0.05), source="seen")
    for n in range(1, 9)
]


def main() -> None:
    grain = noise((750, 500)).resize((6000, 4000))
    pictures = {
        "1080p screen": screenshot().resize((1920, 1080)),
        "24 MP photo": Image.blend(photo((750, 500)).resize(grain.size), grain, 0.1),
    }
    for name, picture in pictures.items():
        report(name, picture)


def report(name: str, picture: Image.Image) -> None:
    overview = drawing.overview(picture, FINDINGS)
    crop = drawing.crop(picture, FINDINGS[0])
    for what, draw in {
        "overview": lambda: drawing.overview(picture, FINDINGS),
        "crop": lambda: drawing.crop(picture, FINDINGS[0]),
        "png of the overview": lambda: drawing.png(overview),
        "png of the crop": lambda: drawing.png(crop),
    }.items():
        print(f"{name}  {what:20} {taken_ms(draw):6.0f} ms")
    size_kb = len(drawing.png(overview)) / 1000
    print(f"{name}  {'size of the overview':20} {size_kb:6.0f} kB")


def taken_ms(draw: Callable[[], object]) -> float:
    """Return the median of a few rounds, after one that fills the caches."""
    draw()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
