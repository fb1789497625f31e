"""Pixels -> quads -> words, by RapidOCR; the only module that knows the engine.

Imported in the reading processes alone: it takes seconds and half a gigabyte.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image

from bot.errors import ReaderError
from bot.jobs import Box
from model_worker.readers.ink import around_ink, pieces
from model_worker.readers.tiles import Quad, Tile, around, joined, straightened, tiles

Pixels = NDArray[np.uint8]
"""Height x width x 3, blue first."""

_LOOK_PX = 1280
_TALL = 1.5
"""A quad this many times taller than wide holds turned text."""

_STOUT = 2.5
"""Up to this it may as well be one upright letter: 1, l, !."""


class Found(Struct, frozen=True):
    """A picture's size and where text stands in it."""

    width_px: int
    height_px: int
    quads: tuple[Quad, ...]


class Words(Struct, frozen=True):
    """Words and the *quad* around their ink; *turned* counts quarter turns left."""

    text: str
    confidence: float
    quad: Quad
    turned: int = 0


class Engine:
    """One RapidOCR: not known to be thread-safe, so never shared."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").disabled = True
        cv2.setNumThreads(1)
        self._engine = rapidocr.RapidOCR(params=_settings())

    def warm(self) -> None:
        """Look at nothing and read nothing once: the models are loaded by that."""
        blank = np.full((48, 320, 3), 255, dtype=np.uint8)
        self._called(blank, find=True)
        self._called(blank, find=False)

    def find(self, content: bytes, region: Box | None = None) -> Found:
        """Return the quads of all text, or of that in and around *region*."""
        pixels = _pixels(content)
        height, width = pixels.shape[:2]
        area = Tile(0, 0, width, height)
        enlarged = 1.0
        if region is not None:
            area = around(region, width, height)
            side = max(area.right - area.left, area.bottom - area.top)
            enlarged = min(max(_LOOK_PX / side, 1.0), 2.0)
        found = [self._quads(pixels, tile, enlarged) for tile in tiles(area)]
        return Found(width, height, tuple(map(straightened, joined(found))))

    def read(self, content: bytes, quads: Sequence[Quad]) -> list[Words]:
        """Return the words in each of *quads*, in their order, however unsure."""
        pixels = _pixels(content)
        return [self._words(_cut_out(pixels, quad), quad) for quad in quads]

    def _quads(self, pixels: Pixels, tile: Tile, enlarged: float) -> list[Quad]:
        view = pixels[tile.top : tile.bottom, tile.left : tile.right]
        if enlarged > 1:
            larger = cv2.resize(view, None, fx=enlarged, fy=enlarged)
            view = np.asarray(larger, dtype=np.uint8)
        boxes = self._called(view, find=True).boxes
        if boxes is None:
            return []
        moved = np.asarray(boxes, dtype=float) / enlarged + (tile.left, tile.top)
        return [tuple((float(x), float(y)) for x, y in quad) for quad in moved]

    def _words(self, cut: Pixels, quad: Quad) -> Words:
        height, width = cut.shape[:2]
        turns = [0]
        if height > _TALL * width:
            turns = [1, 3, 0] if height < _STOUT * width else [1, 3]
        readings = [(*self._line(cut, turned), turned) for turned in turns]
        text, confidence, turned = max(readings, key=lambda reading: reading[1])
        return Words(text, confidence, around_ink(quad, cut), turned)

    def _line(self, cut: Pixels, turned: int) -> tuple[str, float]:
        """Return the words of *cut* after *turned* quarter turns, and how sure."""
        parts = pieces(np.rot90(cut, -turned))
        read = [self._called(np.ascontiguousarray(part), find=False) for part in parts]
        texts = [each.txts[0].strip() if each.txts else "" for each in read]
        if not any(texts):
            return "", 0.0
        weights = [len(text) for text in texts]
        scores = [each.scores[0] if each.txts else 0.0 for each in read]
        return " ".join(filter(None, texts)), float(np.average(scores, weights=weights))

    def _called(self, view: Pixels, *, find: bool) -> Any:
        # A flag that is left out keeps the value of the call before.
        return self._engine(view, use_det=find, use_cls=False, use_rec=not find)


def _settings() -> dict[str, Any]:
    """Return RapidOCR's settings as measured best on screenshots and documents.

    Its direction classifier turned small upright lines upside down; batches pad short
    lines; shrinking pictures before reading loses small text. Two threads save a
    quarter of the time on an idle machine and cost half again on a busy one. A named
    model file is never looked up on the network.
    """
    return {
        "Global.log_level": "critical",
        "Global.text_score": 0.0,
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Det.model_path": _model("det"),
        "Det.limit_type": "max",
        "Det.limit_side_len": _LOOK_PX,
        "Rec.model_path": _model("rec"),
        "Rec.rec_batch_num": 1,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _model(task: str) -> str:
    """Return the model file inside the installed package. Raises ReaderError."""
    folder = Path(rapidocr.__file__).parent / "models"
    for model in sorted(folder.glob(f"*_{task}_*.onnx")):
        return str(model)
    raise ReaderError(f"no {task} model in {folder}; install rapidocr again")


def _pixels(content: bytes) -> Pixels:
    with Image.open(BytesIO(content)) as image:
        return np.asarray(image.convert("RGB"))[:, :, ::-1].copy()


def _cut_out(pixels: Pixels, quad: Quad) -> Pixels:
    """Return the pixels of *quad*, straightened along its own sides."""
    corners = np.asarray(quad, dtype=np.float32)
    top, right, bottom, left = np.linalg.norm(corners - np.roll(corners, -1, 0), axis=1)
    width, height = max(int(max(top, bottom)), 1), max(int(max(left, right)), 1)
    target = ((0, 0), (width, 0), (width, height), (0, height))
    change = cv2.getPerspectiveTransform(corners, np.asarray(target, dtype=np.float32))
    straight = cv2.warpPerspective(
        pixels,
        change,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(straight, dtype=np.uint8)
