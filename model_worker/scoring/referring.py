"""RefCOCO, RefCOCO+ and RefCOCOg files -> phrases.

Two forms are read. The one that KOSMOS-2 was evaluated with is MDETR's (Kamath et al.
2021, ``finetune_refcoco_val.json``): COCO's ``images`` and ``annotations``, a caption
on every image, one annotation each with ``bbox`` as left, top, width, height in pixels.
The other is the original of Yu et al. 2016: ``instances.json`` as COCO has it, and the
expressions in ``refs(unc).json``; its ``.p`` is a pickle, which can run code when it
is read, so it has to be turned into JSON first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from model_worker.scoring.cases import FolderError, Phrase, box_of

T = TypeVar("T")

INSTANCES = "instances.json"
_PICTURES = ("", "images", "train2014", "val2014", "flickr30k-images")
"""Folders below the labelled one in which pictures are looked for."""


class _Image(Struct, frozen=True):
    id: int
    file_name: str
    width: float
    height: float
    caption: str = ""
    dataset_name: str = ""


class _Annotation(Struct, frozen=True):
    id: int
    image_id: int
    bbox: tuple[float, float, float, float]


class _Instances(Struct, frozen=True):
    images: list[_Image]
    annotations: list[_Annotation]


class _Sentence(Struct, frozen=True):
    sent: str


class _Ref(Struct, frozen=True):
    ann_id: int
    split: str
    sentences: list[_Sentence]


def phrases(folder: Path) -> tuple[Phrase, ...]:
    """Return the expressions in *folder*'s JSON files. Raises FolderError."""
    found: list[Phrase] = []
    for path in sorted(folder.glob("*.json")):
        if path.name.startswith("refs"):
            found += _original(folder, path)
        elif path.name != INSTANCES:
            found += _converted(folder, path)
    for path in sorted(folder.glob("refs*.p")):
        if not path.with_suffix(".json").exists():
            raise FolderError(
                f"{path.name} is a pickle, which is never read here; save it as "
                f"{path.with_suffix('.json').name} first."
            )
    return tuple(found)


def picture_in(folder: Path, name: str) -> Path:
    """Return where the picture lies. Raises FolderError where it is nowhere."""
    for place in _PICTURES:
        path = folder / place / name
        if path.is_file():
            return path
    looked = ", ".join(place or "." for place in _PICTURES)
    raise FolderError(f"the picture {name} is not in {folder} (looked in {looked}).")


def _converted(folder: Path, path: Path) -> Iterator[Phrase]:
    """Yield the phrases of MDETR's form: a caption an image, a box a caption."""
    read = _decoded(path, _Instances)
    images = {image.id: image for image in read.images}
    for annotation in read.annotations:
        image = _of(images, annotation.image_id, path)
        if image.caption:
            group = image.dataset_name or path.stem
            yield _phrase(folder, image, annotation, image.caption, group)


def _original(folder: Path, path: Path) -> Iterator[Phrase]:
    """Yield the phrases of the original form: several sentences an annotation."""
    if not (folder / INSTANCES).is_file():
        raise FolderError(f"{path.name} needs {INSTANCES} beside it.")
    read = _decoded(folder / INSTANCES, _Instances)
    images = {image.id: image for image in read.images}
    annotations = {annotation.id: annotation for annotation in read.annotations}
    for ref in _decoded(path, list[_Ref]):
        annotation = _of(annotations, ref.ann_id, path)
        image = _of(images, annotation.image_id, path)
        for sentence in ref.sentences:
            yield _phrase(folder, image, annotation, sentence.sent, ref.split)


def _phrase(
    folder: Path, image: _Image, annotation: _Annotation, words: str, group: str
) -> Phrase:
    left, top, width, height = annotation.bbox
    corners = (left, top, left + width, top + height)
    box = box_of(corners, (image.width, image.height))
    return Phrase(
        picture=picture_in(folder, image.file_name),
        words=words,
        boxes=(box,) if box else (),
        group=group,
    )


def _decoded(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except msgspec.DecodeError as error:
        raise FolderError(f"{path.name}: {error}.") from error


def _of(known: dict[int, T], key: int, path: Path) -> T:
    if key not in known:
        raise FolderError(f"{path.name} names {key}, which is in no list there.")
    return known[key]
