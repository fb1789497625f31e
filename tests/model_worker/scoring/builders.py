"""Labelled things for tests: say what matters, leave the rest."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot.jobs import Answer, Box, Picture
from bot.pictures import Opened
from bot.questions import Attachment
from bot.text_reading import Block, Line, TextReading
from model_worker.readings import KINDS, Aspect, Reading
from model_worker.scoring.cases import Case
from model_worker.scoring.scores import Answered
from tests.builders import a_picture, an_answer

PLACE = Box(0.1, 0.4, 0.6, 0.5)
NO_SUCH = "This picture cannot be opened."


def a_png(colour: str = "white", size: tuple[int, int] = (200, 100)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return content.getvalue()


def a_folder(path: Path, *lines: str, pictures: tuple[str, ...] = ("a.png",)) -> Path:
    """Write *lines* into questions.jsonl, and blank *pictures* beside it."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "questions.jsonl").write_text("\n".join(lines), "utf-8")
    for name in pictures:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(a_png())
    return path


def a_case(**fields: Any) -> Case:
    usual: dict[str, Any] = {
        "place": "questions.jsonl:1",
        "picture": Path("a.png"),
        "question": "What is the total?",
    }
    return Case(**usual | fields)


def an_answered(answer: Answer | None = None, **fields: Any) -> Answered:
    """An answer in half a second; fields of its case are taken out of *fields*."""
    inner = {
        name: fields.pop(name) for name in Case.__struct_fields__ if name in fields
    }
    usual: dict[str, Any] = {
        "case": a_case(**inner),
        "seconds": 0.5,
        "answer": answer or an_answer(),
        "picture": a_picture(),
    }
    return Answered(**usual | fields)


class FakeReader:
    """Reads the same line in every picture, and nothing else."""

    def __init__(self, text: str = "Total 42.10", confidence: float = 0.97) -> None:
        self._text = TextReading((Block((Line(text, PLACE, confidence),)),))
        self.pictures_read = 0

    async def read(self, content: bytes, region: Box | None = None) -> TextReading:
        self.pictures_read += 1
        return self._text

    async def see(self, aspect: Aspect, content: bytes, text: TextReading) -> Reading:
        empty: Reading = KINDS[aspect]()
        return empty

    def close(self) -> None: ...


class FakeOpener:
    """Lets every picture in as it is, under its file's name."""

    async def open(self, attachment: Attachment) -> Opened:
        with Image.open(BytesIO(attachment.content)) as image:
            width, height = image.size
        picture = Picture(attachment.filename, width, height, "image/png")
        return Opened(picture, attachment.content, None)  # type: ignore[arg-type]
