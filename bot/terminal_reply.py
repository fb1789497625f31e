"""The way out to a terminal: a Reply as words to read, as JSON, as files.

Pure but for `save`. All words are a stranger's or a model's: nothing that steers a
terminal leaves here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bot.jobs import Box, Finding, Progress, Step, TextFile
from bot.rendering import (
    marked_text,
    ordinal,
    receipt_lines,
    safe_text,
    short,
    sureness_words,
)
from bot.replies import Drawn, Reply

PHRASE_MAX = 72
STEPS: dict[Step, str] = {
    "reading": "reading the text",
    "looking": "looking",
    "answering": "answering",
    "drawing": "drawing",
}


def save(drawn: Sequence[Drawn], folder: Path) -> dict[str, list[str]]:
    """Write the drawings into *folder*; return their paths, annotated ones and crops.

    A picture's overview is annotated-1.png and so on, a crop of finding 2 crop-2.png.
    """
    paths: dict[str, list[str]] = {"annotated": [], "crops": []}
    for each in drawn:
        is_crop = each.shape == "crop"
        kind = paths["crops" if is_crop else "annotated"]
        number = each.finding if is_crop else len(kind) + 1
        path = folder / f"{'crop' if is_crop else 'annotated'}-{number}.png"
        path.write_bytes(each.png)
        kind.append(str(path))
    return paths


def save_files(files: Sequence[TextFile], folder: Path) -> list[str]:
    """Write what is to be taken away into *folder*; return the paths.

    A name with a folder in it is nobody's but an intruder's: only its end counts.
    """
    paths = []
    for each in files:
        path = folder / Path(each.name).name
        path.write_text(each.text, "utf-8", newline="")
        paths.append(str(path))
    return paths


def answer_json(reply: Reply, paths: dict[str, list[str]]) -> bytes:
    """Return the answer in the shape that the HTTP interface gives it, indented."""
    body = {
        "text": safe_text(reply.text),
        "spans": [_cleaned(span) for span in reply.spans],
        "findings": [_finding(finding) for finding in reply.findings],
        "kind": reply.kind,
        "follow_ups": [safe_text(each) for each in reply.follow_ups],
        "caveats": [safe_text(each) for each in reply.caveats],
        "receipt": [_cleaned(receipt) for receipt in reply.receipts],
        **paths,
    }
    return msgspec.json.format(msgspec.json.encode(body))


def answer_words(reply: Reply, paths: dict[str, list[str]]) -> str:
    """Return what a person reads: the answer first, then what belongs to it."""
    parts = [
        [marked_text(reply.spans)],
        [_finding_line(finding) for finding in reply.findings],
        [safe_text(caveat) for caveat in reply.caveats],
        receipt_lines([r for r in reply.receipts if r.outcome != "accepted"]),
        [f"Ask next: {safe_text(each)}" for each in reply.follow_ups],
        [f"Saved: {path}" for kind in paths.values() for path in kind],
        [] if any(paths.values()) else [_to_save(file) for file in reply.files],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def progress_line(position: int, progress: Progress | None, width: int) -> str:
    """Return where a question is, in at most *width* columns; the last words count."""
    match progress:
        case Progress(words=str(told)) if told:
            words = " ".join(safe_text(told).split())
            return words if len(words) <= width else f"…{words[-(width - 1) :]}"
        case Progress(step=str(step)):
            return STEPS[step]
        case Progress(state="working"):
            return "at work"
        case _:
            return f"{ordinal(position)} in line" if position else "starting"


def _to_save(file: TextFile) -> str:
    return f"--save DIR writes {safe_text(file.name)}"


def _finding_line(finding: Finding) -> str:
    phrase = short(" ".join(safe_text(finding.phrase).split()), PHRASE_MAX)
    sureness = sureness_words(finding.confidence, finding.source)
    return f"[{finding.number}] {phrase}: {sureness}"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "number": finding.number,
        "phrase": safe_text(finding.phrase),
        "boxes": [_corners(box) for box in finding.boxes],
        "picture": finding.picture,
        "source": finding.source,
        "confidence": finding.confidence,
    }


def _corners(box: Box) -> list[float]:
    return [box.left, box.top, box.right, box.bottom]


def _cleaned(value: msgspec.Struct) -> dict[str, Any]:
    return {
        name: safe_text(held) if isinstance(held, str) else held
        for name, held in msgspec.structs.asdict(value).items()
    }
