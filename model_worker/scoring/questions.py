"""questions.jsonl -> cases: one JSON object a line, as a person writes it.

    {"picture": "chart.png", "question": "Which is the largest?", "text": "Rent"}
    {"picture": "form.png", "question": "Where is Total?", "boxes": [[6, 80, 90, 99]]}

*text* may be a list, any of which will do; *tolerance* is the share by which a number
may be off. *boxes* are left, top, right, bottom, in fractions of the picture or in
pixels. Empty lines and lines that begin with # are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from model_worker.scoring.cases import Case, Corners, FolderError

FILE = "questions.jsonl"


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    picture: str
    question: str
    text: str | list[str] = []
    boxes: list[Corners] = []
    tolerance: float = 0.0


def cases(folder: Path) -> tuple[Case, ...]:
    """Return the questions of *folder*. Raises FolderError with the line's number."""
    try:
        lines = (folder / FILE).read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise FolderError(f"{FILE} is not written in UTF-8: {error.reason}") from error
    return tuple(_cases(folder, lines))


def _cases(folder: Path, lines: list[str]) -> Iterator[Case]:
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _case(folder, line, number)


def _case(folder: Path, line: str, number: int) -> Case:
    where = f"{FILE}, line {number}"
    try:
        said = msgspec.json.decode(line, type=_Line)
    except msgspec.DecodeError as error:
        raise FolderError(f"{where}: {error}.") from error
    texts = (said.text,) if isinstance(said.text, str) else tuple(said.text)
    if not any(texts) and not said.boxes:
        raise FolderError(f"{where} expects neither a text nor boxes.")
    picture = folder / said.picture
    if not picture.is_file():
        raise FolderError(f"{where}: the picture {said.picture} is not there.")
    for corners in said.boxes:
        if not (corners[0] < corners[2] and corners[1] < corners[3]):
            shown = ", ".join(f"{side:g}" for side in corners)
            raise FolderError(
                f"{where}: the box {shown} is not left, top, right, bottom."
            )
    return Case(
        place=f"{FILE}:{number}",
        picture=picture,
        question=said.question,
        texts=texts,
        corners=tuple(said.boxes),
        tolerance=said.tolerance,
    )
