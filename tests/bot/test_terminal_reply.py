from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import Progress, Receipt, Span, TextFile
from bot.replies import Drawn, Reply
from bot.terminal_reply import (
    answer_json,
    answer_words,
    progress_line,
    save,
    save_files,
)
from tests.builders import a_finding, an_address

NOWHERE: dict[str, list[str]] = {"annotated": [], "crops": [], "files": []}
ESCAPE = "\x1b]0;owned\x07\x1b[2J"


def a_reply(**fields: Any) -> Reply:
    usual: dict[str, Any] = {
        "job_id": "job-1",
        "address": an_address(platform="terminal"),
        "spans": (Span("The error says "), Span("“Disk full”", 1), Span(".")),
        "findings": (a_finding(),),
    }
    return Reply(**usual | fields)


def a_drawing(shape: str, finding: int | None = None) -> Drawn:
    return Drawn(
        shape="crop" if shape == "crop" else "overview",
        png=f"{shape} {finding}".encode(),
        alt="what it shows",
        picture="ab" * 32,
        width_px=10,
        height_px=10,
        finding=finding,
    )


def test_the_json_has_the_shape_of_the_http_answer() -> None:
    receipt = Receipt("screen.heic", "converted", "HEIC turned to PNG.", "ab" * 32)
    reply = a_reply(
        follow_ups=("What is next to 1?",), caveats=("Small.",), receipts=(receipt,)
    )

    body = json.loads(answer_json(reply, {"annotated": ["out/a.png"], "crops": []}))

    assert body == {
        "text": "The error says “Disk full”.",
        "spans": [
            {"text": "The error says ", "finding": None},
            {"text": "“Disk full”", "finding": 1},
            {"text": ".", "finding": None},
        ],
        "findings": [
            {
                "number": 1,
                "phrase": "Disk full",
                "boxes": [[0.1, 0.2, 0.5, 0.3]],
                "picture": "ab" * 32,
                "source": "read",
                "confidence": 0.97,
            }
        ],
        "kind": "factual",
        "follow_ups": ["What is next to 1?"],
        "caveats": ["Small."],
        "receipt": [
            {
                "label": "screen.heic",
                "outcome": "converted",
                "sentence": "HEIC turned to PNG.",
                "picture": "ab" * 32,
            }
        ],
        "annotated": ["out/a.png"],
        "crops": [],
    }


def test_the_words_begin_with_the_answer_and_end_with_the_files() -> None:
    reply = a_reply(
        follow_ups=("What is next to 1?",),
        caveats=("The small print is too blurred.",),
        receipts=(
            Receipt("a.png", "accepted", "Accepted."),
            Receipt("b.svg", "refused", "SVG files do not work."),
        ),
    )

    words = answer_words(reply, {"annotated": ["out/annotated-1.png"], "crops": []})

    assert words.split("\n\n") == [
        "The error says “Disk full” [1].",
        "[1] Disk full: read in the picture",
        "The small print is too blurred.",
        "b.svg: SVG files do not work.",
        "Ask next: What is next to 1?",
        "Saved: out/annotated-1.png",
    ]


def test_nothing_that_steers_a_terminal_comes_out() -> None:
    reply = a_reply(
        spans=(Span(f"It says {ESCAPE}"), Span(ESCAPE, 1)),
        findings=(a_finding(phrase=f"full{ESCAPE}"),),
        follow_ups=(ESCAPE,),
        caveats=(ESCAPE,),
        receipts=(Receipt(f"a{ESCAPE}.png", "refused", ESCAPE),),
    )
    words_so_far = Progress(job_id="job-1", state="working", words=ESCAPE)

    told = (
        answer_words(reply, NOWHERE),
        json.dumps(json.loads(answer_json(reply, NOWHERE)), ensure_ascii=False),
        progress_line(0, words_so_far, 80),
    )

    assert not [text for text in told if "\x1b" in text or "\x07" in text]


def test_a_table_is_saved_where_it_was_asked_for_and_nowhere_else(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    files = [TextFile("prices.csv", "Tea,2\r\n"), TextFile("../../evil.csv", "x")]

    paths = save_files(files, folder)

    assert paths == [f"{folder}/prices.csv", f"{folder}/evil.csv"]
    assert (folder / "prices.csv").read_bytes() == b"Tea,2\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_table_that_was_not_saved_is_said_to_be_there() -> None:
    reply = a_reply(files=(TextFile("prices.csv", "Tea,2"),))
    assert answer_words(reply, NOWHERE).endswith("--save DIR writes prices.csv")


def test_drawings_are_saved_under_names_that_tell(tmp_path: Path) -> None:
    folder = tmp_path
    drawn = [
        a_drawing("overview"),
        a_drawing("crop", 2),
        a_drawing("overview"),
        a_drawing("crop", 3),
    ]

    paths = save(drawn, folder)

    assert paths == {
        "annotated": [f"{folder}/annotated-1.png", f"{folder}/annotated-2.png"],
        "crops": [f"{folder}/crop-2.png", f"{folder}/crop-3.png"],
    }
    assert Path(paths["crops"][0]).read_bytes() == b"crop 2"


@pytest.mark.parametrize(
    ("position", "progress", "line"),
    [
        (0, None, "starting"),
        (2, None, "2nd in line"),
        (2, Progress(job_id="a", state="queued"), "2nd in line"),
        (0, Progress(job_id="a", state="working"), "at work"),
        (0, Progress(job_id="a", state="working", step="reading"), "reading the text"),
        (
            0,
            Progress(job_id="a", state="working", step="answering", words="The error"),
            "The error",
        ),
    ],
)
def test_progress_is_told_in_words(
    position: int, progress: Progress | None, line: str
) -> None:
    assert progress_line(position, progress, 80) == line


def test_of_many_words_the_last_ones_fit() -> None:
    progress = Progress(job_id="a", state="working", words="one two\nthree four")

    assert progress_line(0, progress, 10) == "…hree four"
