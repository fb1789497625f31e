from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs import Box
from model_worker.scoring.cases import FolderError
from model_worker.scoring.folders import opened
from tests.model_worker.scoring.builders import a_png

SENTENCE = (
    "[/EN#1/people Two men] in [/EN#2/clothing/other red hats] "
    "near [/EN#0/notvisual it] ."
)
OBJECT = """<object><name>{name}</name><bndbox><xmin>{0}</xmin><ymin>{1}</ymin>
<xmax>{2}</xmax><ymax>{3}</ymax></bndbox></object>"""
SCENE = "<object><name>9</name><scene>1</scene><nobndbox>0</nobndbox></object>"


def a_folder(path: Path, *, objects: str = "", names: tuple[str, ...] = ("1",)) -> Path:
    for part in ("Sentences", "Annotations", "flickr30k-images"):
        (path / part).mkdir()
    size = "<size><width>200</width><height>100</height><depth>3</depth></size>"
    for name in names:
        (path / "Sentences" / f"{name}.txt").write_text(SENTENCE)
        annotation = f"<annotation>{size}{objects}</annotation>"
        (path / "Annotations" / f"{name}.xml").write_text(annotation)
        (path / "flickr30k-images" / f"{name}.jpg").write_bytes(a_png())
    return path


def boxed(name: str, *corners: int) -> str:
    return OBJECT.format(*corners, name=name)


def test_a_phrase_has_all_boxes_of_its_chain(tmp_path: Path) -> None:
    objects = boxed("2", 20, 10, 60, 30) + boxed("2", 100, 10, 140, 30) + SCENE
    folder = a_folder(tmp_path, objects=objects)

    (phrase,) = opened(folder).phrases

    assert phrase.words == "red hats"
    assert phrase.before == "Two men in"
    assert phrase.boxes == (Box(0.1, 0.1, 0.3, 0.3), Box(0.5, 0.1, 0.7, 0.3))
    assert phrase.kinds == ("clothing", "other")


def test_a_split_names_the_pictures_that_count(tmp_path: Path) -> None:
    objects = boxed("1", 0, 0, 10, 10)
    folder = a_folder(tmp_path, objects=objects, names=("1", "2"))
    (folder / "val.txt").write_text("2\n")

    (phrase,) = opened(folder).phrases

    assert phrase.picture.name == "2.jpg"
    assert phrase.group == "Flickr30k val"


def test_a_missing_annotation_is_named(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "Annotations" / "1.xml").unlink()

    with pytest.raises(FolderError, match=r"^Annotations.1\.xml is not there"):
        opened(folder)


def test_a_broken_annotation_is_one_sentence(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, objects="<object><bndbox></bndbox></object>")

    with pytest.raises(FolderError, match=r"1\.xml: there is no bndbox/xmin\.$"):
        opened(folder)
