"""Flickr30k Entities -> phrases (Plummer et al. 2015).

``Sentences/<picture>.txt`` holds a caption a line, its phrases in brackets:
``[/EN#283585/people Two people] in [/EN#283586/clothing red hats] ...``.
``Annotations/<picture>.xml`` is PASCAL VOC: an object's names are such numbers, its
bndbox is in pixels; objects without one (scenes, nothing to see) are left out. A phrase
counts as found when any of its boxes is, as in the evaluation of KOSMOS-2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from model_worker.scoring.cases import FolderError, Phrase, box_of
from model_worker.scoring.referring import picture_in

SENTENCES, ANNOTATIONS = "Sentences", "Annotations"
SPLITS = ("test.txt", "val.txt")
_PHRASE = re.compile(
    r"\[/EN#(?P<id>\d+)(?P<kinds>(?:/[^\s/\]]+)*)\s+(?P<words>[^\]]+)\]"
)

Boxes = dict[str, list[tuple[float, float, float, float]]]


def phrases(folder: Path) -> tuple[Phrase, ...]:
    """Return all phrases with a box. Raises FolderError.

    Where test.txt or val.txt name pictures, those alone are taken.
    """
    found: list[Phrase] = []
    for group, name in _pictures(folder):
        found += _phrases(folder, name, group)
    return tuple(found)


def _pictures(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each picture's name without its ending, after the split it belongs to."""
    splits = [folder / name for name in SPLITS if (folder / name).is_file()]
    for split in splits:
        for line in split.read_text("utf-8").split():
            yield f"Flickr30k {split.stem}", line
    if not splits:
        for path in sorted((folder / SENTENCES).glob("*.txt")):
            yield "Flickr30k", path.stem


def _phrases(folder: Path, name: str, group: str) -> Iterator[Phrase]:
    sentences = folder / SENTENCES / f"{name}.txt"
    annotations = folder / ANNOTATIONS / f"{name}.xml"
    for path in (sentences, annotations):
        if not path.is_file():
            raise FolderError(f"{path.relative_to(folder)} is not there.")
    size, boxes = _boxes(annotations)
    for line in sentences.read_text("utf-8").splitlines():
        for match in _PHRASE.finditer(line):
            places = [box_of(each, size) for each in boxes.get(match["id"], ())]
            if places:
                yield Phrase(
                    picture=picture_in(folder, f"{name}.jpg"),
                    words=match["words"].strip(),
                    boxes=tuple(filter(None, places)),
                    group=group,
                    before=_PHRASE.sub(r"\g<words>", line[: match.start()]).strip(),
                    kinds=tuple(match["kinds"].strip("/").split("/")),
                )


def _boxes(path: Path) -> tuple[tuple[float, float], Boxes]:
    """Return the picture's size and each entity's boxes, all in pixels."""
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - the operator's own labels
        size = _number(root, "size/width"), _number(root, "size/height")
        boxes: Boxes = {}
        for thing in root.iter("object"):
            if thing.find("bndbox") is None:
                continue
            sides = ("xmin", "ymin", "xmax", "ymax")
            left, top, right, bottom = (_number(thing, f"bndbox/{s}") for s in sides)
            for name in thing.iter("name"):
                boxes.setdefault(name.text or "", []).append((left, top, right, bottom))
    except (ET.ParseError, ValueError) as error:
        raise FolderError(f"{ANNOTATIONS}/{path.name}: {error}.") from error
    return size, boxes


def _number(node: ET.Element, path: str) -> float:
    text = node.findtext(path)
    if text is None:
        raise ValueError(f"there is no {path}")
    return float(text)
