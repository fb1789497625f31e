"""What this worker would run with, for `sightline doctor`: each part tried for real."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.checks import Check
from bot.errors import ModelError, ReaderError
from bot.settings import Settings, WorkerSettings
from model_worker.knowledge.notes import Notes
from model_worker.readers.picture_reader import PictureReader

WORD = "Sightline"


def checks(settings: Settings) -> Iterator[Check]:
    """Yield one check a part; reading and opening the checkpoint take seconds."""
    yield asyncio.run(_text_reader())
    yield _checkpoint(settings.worker)
    yield _notes(settings.worker)
    yield _gpu()


async def _text_reader() -> Check:
    """Read a word that is drawn here."""
    reader = PictureReader(1)
    try:
        reading = await reader.read(_drawn(WORD))
    except ReaderError as error:
        return Check("bad", "text reader", f"{error}; install the worker extra again")
    finally:
        reader.close()
    read = " ".join(line.text for line in reading.lines)
    if WORD.casefold() not in read.casefold():
        return Check("bad", "text reader", f"read “{read}” where “{WORD}” stands")
    return Check("ok", "text reader", "reads a word that was drawn for it")


def _checkpoint(settings: WorkerSettings) -> Check:
    if not settings.checkpoint:
        return Check(
            "warn",
            "checkpoint",
            "none: pictures are read, not seen. Set worker.checkpoint (and "
            "worker.revision) in sightline.toml to switch KOSMOS-2 on",
        )
    from model_worker.kosmos2.asking import Kosmos2  # noqa: PLC0415 - costs seconds

    try:
        model = Kosmos2.open(settings)
    except ModelError as error:
        return Check("bad", "checkpoint", str(error))
    try:
        return Check("ok", "checkpoint", model.describe())
    finally:
        model.close()


def _notes(settings: WorkerSettings) -> Check:
    if not settings.knowledge:
        return Check(
            "ok",
            "notes",
            "none: errors are told by the picture's words. worker.knowledge names a "
            "folder of your own",
        )
    folder = Path(settings.knowledge)
    if not folder.is_dir():
        sentence = f"{folder} is no folder: make it, or set worker.knowledge anew"
        return Check("warn", "notes", sentence)
    return Check("ok", "notes", f"{len(Notes(folder))} in {folder}")


def _gpu() -> Check:
    if importlib.util.find_spec("torch") is None:
        return Check("bad", "gpu", "torch is missing; install the worker extra")
    from model_worker.kosmos2.checkpoint import gpus  # noqa: PLC0415 - costs seconds

    names = gpus()
    if not names:
        return Check(
            "warn", "gpu", "none that torch can use: KOSMOS-2 would run on the CPU"
        )
    return Check("ok", "gpu", ", ".join(names))


def _drawn(word: str) -> bytes:
    image = Image.new("RGB", (480, 120), "white")
    font = ImageFont.load_default(48)
    ImageDraw.Draw(image).text((40, 30), word, fill="black", font=font)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
