"""A labelled folder -> all that it asks, whichever of the formats it is in."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from model_worker.scoring import entities, questions, referring
from model_worker.scoring.cases import Folder, FolderError

KNOWN = (
    f"{questions.FILE}, or phrase-grounding files: RefCOCO's JSON, or "
    f"Flickr30k Entities' {entities.SENTENCES}/ and {entities.ANNOTATIONS}/"
)


def opened(path: Path, limit: int | None = None) -> Folder:
    """Return what *path* asks, at most *limit* of each kind. Raises FolderError."""
    if not path.is_dir():
        raise FolderError(f"{path} is not a folder.")
    found = Folder()
    if (path / questions.FILE).is_file():
        found = replace(found, cases=questions.cases(path)[:limit])
    if (path / entities.SENTENCES).is_dir():
        found = replace(found, phrases=entities.phrases(path)[:limit])
    elif any(path.glob("*.json")) or any(path.glob("refs*.p")):
        found = replace(found, phrases=referring.phrases(path)[:limit])
    if not found.cases and not found.phrases:
        raise FolderError(f"{path} asks nothing: it should hold {KNOWN}.")
    return found
