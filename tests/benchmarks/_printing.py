"""What benchmarks of chat platforms ask with, and how benchmarks print their tables."""

from __future__ import annotations

import io
import math
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

HEADS = ("p50", "p99", "max")


def picture() -> bytes:
    """Return a PNG of 320 x 200."""
    image = Image.linear_gradient("L").resize((320, 200)).convert("RGB")
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return stored.getvalue()


def print_row(name: str, values: Sequence[float]) -> None:
    figures = (quantile(values, 0.5), quantile(values, 0.99), max(values))
    told = "".join(
        f"{name:>6} {each:9.3f}" for name, each in zip(HEADS, figures, strict=True)
    )
    print(f"{name:16}{told}")


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[math.ceil(share * len(values)) - 1]


def verdict(wanted: str, is_met: bool) -> None:  # noqa: FBT001 - a table's cell
    print(f"{'PASS' if is_met else 'FAIL'}  {wanted}")


def machine() -> str:
    return f"{cpu()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def cpu() -> str:
    cpuinfo = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in cpuinfo if "model name" in line]
    return names[0] if names else platform.processor() or platform.machine()
