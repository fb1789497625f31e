"""Teaches the network of `names` its signs: renders them in many fonts, then descends.

Run as `python -m model_worker.readers.equations.practice FOLDER [FOLDER ...]` with
folders of fonts; fonts whose path holds a word given with --held are kept for the test.
The same fonts give the same weights.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont
from safetensors.numpy import save_file

from model_worker.readers.equations.names import (
    DOT,
    LABELS,
    OTHER,
    WEIGHTS,
    Image,
    features,
    framed,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SAME = {
    **{letter.upper(): letter for letter in "ckopsuvwxz"},
    **dict.fromkeys("I|", "l"),
    **dict.fromkeys(".⋅•", DOT),
    "\u2217": "*",
    **{chr(0x1D44E + place): letter for place, letter in enumerate(LETTERS)},
    "\u210e": "h",
}
"""Signs that are one to the grammar, mathematical italics among them."""

STRANGERS = "ABDEFGHJLMNQRTY!;\"#$&@<>€£≤≥±∞πθαβγλμσΔ~°←→'"
FRAGMENTS = 40
"""Pairs of letters a font: what touches is no sign."""

OWN_ENCODING = "cm"
"""Computer Modern has other signs where Unicode has its punctuation."""

SIZES_PX = (9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48)
ROUGH_PX = 40
"""Small print is enlarged to about this before it is looked at."""

LAYERS = (128, 64)
EPOCHS = 14
BATCH = 256
STEP = 2e-3
DECAY = 1e-4
DROPPED = 0.1
SOFTNESS = 0.02
"""Share of certainty that is given to all other labels: keeps chances honest."""

log = logging.getLogger(__name__)
Labels = NDArray[np.int64]


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--held", nargs="*", default=[])
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args()
    found = sorted(p for f in asked.folders for p in f.rglob("*.[to]tf"))
    held = [path for path in found if any(word in str(path) for word in asked.held)]
    shown, labels = rendered([path for path in found if path not in held], asked.times)
    layers = taught(features(shown), labels)
    if held:
        report(layers, *rendered(held, 3))
    save_file({n: layer.astype(np.float16) for n, layer in layers.items()}, WEIGHTS)


def rendered(fonts: Sequence[Path], times: int) -> tuple[Image, Labels]:
    """Return framed signs of all *fonts*, and their places among the labels."""
    frames, labels = [], []
    for path in fonts:
        chance = random.Random(path.name)  # noqa: S311 - wear and tear
        for text, label in _texts(chance, times):
            if (frame := _rendered(path, text, chance)) is not None:
                frames.append(frame)
                labels.append(LABELS.index(label))
    return np.stack(frames), np.asarray(labels)


def _texts(chance: random.Random, times: int) -> Iterator[tuple[str, str]]:
    for label in LABELS:
        yield from ([(label, label)] * times if label != OTHER else ())
    for text, label in SAME.items():
        yield from [(text, label)] * (times // 2)
    for text in STRANGERS:
        yield from [(text, OTHER)] * (times // 2)
    for _ in range(FRAGMENTS):
        yield "".join(chance.choices("0123456789abcdehnorstuxyz+", k=2)), OTHER


def _rendered(path: Path, text: str, chance: random.Random) -> Image | None:
    """Return *text* as print may show it: small, grey, blurred, packed with loss."""
    if path.stem.startswith(OWN_ENCODING) and not text.isalnum():
        return None
    size_px = chance.choice(SIZES_PX)
    font = ImageFont.truetype(path, size_px)
    blank = ImageFont.truetype(path, size_px).getmask("\uffff")
    if len(text) == 1 and bytes(font.getmask(text)) == bytes(blank):
        return None  # the font has no such sign and shows a box
    left, top, right, bottom = (int(side) for side in font.getbbox(text))
    size = (right - left + 12, bottom - top + 12)
    image = Pictures.new("L", size, 255)
    corner = (6 - left + chance.random(), 6 - top + chance.random())
    ImageDraw.Draw(image).text(
        corner, text, font=font, fill=chance.choice((0, 0, 0, 40, 80))
    )
    ink = _worn(np.asarray(image, np.float32), size_px, chance)
    solid = ink > chance.uniform(0.35, 0.55)
    rows, columns = np.nonzero(solid.any(1))[0], np.nonzero(solid.any(0))[0]
    if not rows.size:
        return None
    near = cv2.dilate(solid.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    cut = np.where(near, ink, 0)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return framed(cut.astype(np.float32))


def _worn(grey: Image, size_px: int, chance: random.Random) -> Image:
    """Return the ink of *grey* after a life on screens and in messengers."""
    lean, wide = chance.gauss(0, 0.06), chance.gauss(1, 0.05)
    height, width = grey.shape
    change = np.array([[wide, lean, -lean * height / 2], [0, 1, 0]])
    worn: Any = cv2.warpAffine(grey, change, (width, height), borderValue=255.0)
    if chance.random() < 0.25:  # noqa: PLR2004 - a quarter is out of focus
        worn = cv2.GaussianBlur(worn, (0, 0), chance.uniform(0.3, 0.9))
    if chance.random() < 0.35:  # noqa: PLR2004 - a third was sent on
        quality = [cv2.IMWRITE_JPEG_QUALITY, chance.choice((40, 50, 60, 75, 90))]
        packed = cv2.imencode(".jpg", np.clip(worn, 0, 255).astype(np.uint8), quality)
        unpacked: Any = cv2.imdecode(packed[1], cv2.IMREAD_GRAYSCALE)
        worn = unpacked.astype(np.float32)
    scale = min(max(1, round(ROUGH_PX / size_px)), 4)
    worn = cv2.resize(worn, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    ink: Image = np.clip((255 - worn) / max(255 - worn.min(), 1), 0, 1)
    return ink.astype(np.float32)


def taught(inputs: Image, labels: Labels) -> dict[str, Image]:
    """Return the layers after all epochs of Adam (Kingma & Ba 2015)."""
    chance = np.random.default_rng(1)
    sizes = (inputs.shape[1], *LAYERS, len(LABELS))
    layers: dict[str, Image] = {}
    for place, (before, after) in enumerate(pairwise(sizes)):
        spread = np.sqrt(2 / before)
        layers[f"weights{place}"] = _normal(chance, (before, after)) * spread
        layers[f"bias{place}"] = np.zeros(after, np.float32)
    means = {name: np.zeros_like(layer) for name, layer in layers.items()}
    squares = {name: np.zeros_like(layer) for name, layer in layers.items()}
    steps = EPOCHS * (len(inputs) // BATCH)
    for step in range(steps):
        if step % (steps // EPOCHS) == 0:
            order = chance.permutation(len(inputs))
        at = step % (steps // EPOCHS) * BATCH
        chosen = order[at : at + BATCH]
        slopes = _slopes(layers, inputs[chosen], labels[chosen], chance)
        rate = STEP * min(1, step / 200) * (1 - step / steps)
        for name, slope in slopes.items():
            means[name] = 0.9 * means[name] + 0.1 * slope
            squares[name] = 0.999 * squares[name] + 0.001 * slope**2
            mean = means[name] / (1 - 0.9 ** (step + 1))
            square = squares[name] / (1 - 0.999 ** (step + 1))
            layers[name] -= rate * (mean / (np.sqrt(square) + 1e-8))
            layers[name] -= rate * DECAY * layers[name]
    return layers


def _slopes(
    layers: dict[str, Image],
    inputs: Image,
    labels: Labels,
    chance: np.random.Generator,
) -> dict[str, Image]:
    """Return how the loss changes with each weight, by back-propagation."""
    values, kept = [inputs], []
    for place in range(2):
        raw = values[-1] @ layers[f"weights{place}"] + layers[f"bias{place}"]
        mask = (raw > 0) * (chance.random(raw.shape) > DROPPED) / (1 - DROPPED)
        kept.append(mask.astype(np.float32))
        values.append(raw * kept[-1])
    scores = values[-1] @ layers["weights2"] + layers["bias2"]
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    wanted = np.full_like(chances, SOFTNESS / len(LABELS))
    wanted[np.arange(len(labels)), labels] += 1 - SOFTNESS
    error = (chances - wanted) / len(labels)
    slopes = {}
    for place in (2, 1, 0):
        slopes[f"weights{place}"] = values[place].T @ error
        slopes[f"bias{place}"] = error.sum(0)
        if place:
            error = error @ layers[f"weights{place}"].T * kept[place - 1]
    return slopes


def report(layers: dict[str, Image], shown: Image, labels: Labels) -> None:
    values = features(shown)
    for place in range(3):
        values = values @ layers[f"weights{place}"] + layers[f"bias{place}"]
        values = np.maximum(values, 0) if place < 2 else values  # noqa: PLR2004 - last
    right = values.argmax(1) == labels
    digits = labels < 10  # noqa: PLR2004 - the labels begin with the digits
    log.info("never seen: %.3f, digits %.3f", right.mean(), right[digits].mean())


def _normal(chance: np.random.Generator, shape: tuple[int, int]) -> Image:
    return chance.standard_normal(shape).astype(np.float32)


if __name__ == "__main__":
    main()
