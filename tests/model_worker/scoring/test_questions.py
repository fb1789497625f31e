from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs import Box
from model_worker.scoring.cases import FolderError
from model_worker.scoring.folders import opened
from model_worker.scoring.questions import cases
from tests.builders import a_picture
from tests.model_worker.scoring.builders import a_folder

FULL = '{"picture": "a.png", "question": "What is it?", "text": "a bill"}'


def test_a_line_is_a_case_with_its_place(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, "# totals", "", FULL)

    (case,) = cases(folder)

    assert case.place == "questions.jsonl:3"
    assert case.picture == folder / "a.png"
    assert case.texts == ("a bill",)


def test_any_of_several_texts_may_be_expected(tmp_path: Path) -> None:
    line = '{"picture": "a.png", "question": "?", "text": ["1", "one"]}'

    assert cases(a_folder(tmp_path, line))[0].texts == ("1", "one")


def test_boxes_are_fractions_or_pixels(tmp_path: Path) -> None:
    line = '{"picture": "a.png", "question": "?", "boxes": [[0, 0, 0.5, 1], %s]}'
    folder = a_folder(tmp_path, line % "[64, 48, 640, 480]")

    (case,) = cases(folder)

    boxes = case.boxes(a_picture(width_px=640, height_px=480))
    assert boxes == (Box(0, 0, 0.5, 1), Box(0.1, 0.1, 1, 1))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json", "line 2: JSON is malformed"),
        ('{"picture": "a.png", "text": "x"}', "line 2: Object missing required field"),
        (
            '{"picture": "a.png", "question": "?", "txt": "x"}',
            "line 2: Object contains unknown field `txt`",
        ),
        (
            '{"picture": "a.png", "question": "?"}',
            "line 2 expects neither a text nor boxes.",
        ),
        (
            '{"picture": "b.png", "question": "?", "text": "x"}',
            "line 2: the picture b.png is not there.",
        ),
        (
            '{"picture": "a.png", "question": "?", "boxes": [[0.5, 0, 0.1, 1]]}',
            "line 2: the box 0.5, 0, 0.1, 1 is not left, top, right, bottom.",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    folder = a_folder(tmp_path, FULL, line)

    with pytest.raises(FolderError, match=r"^questions\.jsonl, ") as error:
        cases(folder)

    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_of_another_encoding_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_bytes("größer".encode("latin-1"))

    with pytest.raises(FolderError, match="not written in UTF-8"):
        cases(tmp_path)


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"nowhere is not a folder\.$"):
        opened(tmp_path / "nowhere")


def test_an_empty_folder_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"asks nothing: .*questions\.jsonl"):
        opened(tmp_path)


def test_only_the_first_few_can_be_asked(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, FULL, FULL, FULL)

    assert len(opened(folder, limit=2).cases) == 2
