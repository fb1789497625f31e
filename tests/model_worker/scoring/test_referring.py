from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import Box
from model_worker.scoring.cases import FolderError
from model_worker.scoring.folders import opened
from model_worker.scoring.referring import phrases
from tests.model_worker.scoring.builders import a_png

IMAGE = {"id": 7, "file_name": "COCO_train2014_7.jpg", "width": 640, "height": 480}
ANNOTATION = {"id": 3, "image_id": 7, "bbox": [64, 48, 320, 240], "area": 1, "x": []}


def a_folder(path: Path, **files: Any) -> Path:
    """Write each of *files* as JSON, and the picture."""
    (path / "train2014").mkdir()
    (path / "train2014" / "COCO_train2014_7.jpg").write_bytes(a_png())
    for name, content in files.items():
        (path / f"{name}.json").write_text(json.dumps(content))
    return path


def converted(caption: str = "man on the left") -> dict[str, Any]:
    image = IMAGE | {"caption": caption, "dataset_name": "refcoco"}
    return {"images": [image], "annotations": [ANNOTATION]}


def test_mdetr_files_have_a_caption_a_box(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, finetune_refcoco_val=converted())

    (phrase,) = phrases(folder)

    assert phrase.words == "man on the left"
    assert phrase.boxes == (Box(0.1, 0.1, 0.6, 0.6),)
    assert phrase.group == "refcoco"
    assert phrase.picture.is_file()


def test_the_original_files_have_several_sentences_a_box(tmp_path: Path) -> None:
    ref = {
        "ann_id": 3,
        "split": "testA",
        "sentences": [{"sent": "man"}, {"sent": "him"}],
    }
    instances = {"images": [IMAGE], "annotations": [ANNOTATION]}
    files = {"instances": instances, "refs(unc)": [ref]}
    folder = a_folder(tmp_path, **files)

    found = opened(folder).phrases

    assert [phrase.words for phrase in found] == ["man", "him"]
    assert {phrase.group for phrase in found} == {"testA"}


def test_a_pickle_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "refs(unc).p").write_bytes(b"cos\nsystem\n")

    with pytest.raises(FolderError, match=r"is a pickle, .* save it as refs\(unc\)"):
        opened(tmp_path)


def test_expressions_without_instances_say_so(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"refs\.json needs instances\.json"):
        phrases(a_folder(tmp_path, refs=[]))


def test_a_picture_that_is_nowhere_is_named(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, val=converted())
    (folder / "train2014" / "COCO_train2014_7.jpg").unlink()

    with pytest.raises(FolderError, match=r"COCO_train2014_7\.jpg is not in"):
        phrases(folder)


def test_a_box_of_no_image_is_named(tmp_path: Path) -> None:
    stray = {"images": [], "annotations": [ANNOTATION]}

    with pytest.raises(FolderError, match=r"val\.json names 7"):
        phrases(a_folder(tmp_path, val=stray))


def test_other_json_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"^val\.json: .*images"):
        phrases(a_folder(tmp_path, val={"annotations": []}))
