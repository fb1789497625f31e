from __future__ import annotations

from pathlib import Path

import pytest

from model_worker.scoring import __main__ as scoring
from tests.model_worker.scoring.builders import FakeReader, a_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two questions about a blank picture that is read by a fake; no Redis anywhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIGHTLINE_REDIS_URL", raising=False)
    monkeypatch.setattr(scoring, "PictureReader", lambda _: FakeReader())
    asked = '{"picture": "a.png", "question": "What is the total?", "text": "%s"}'
    return a_folder(tmp_path / "shop", asked % "42.1", asked % "99")


def test_a_folder_is_scored_without_a_redis(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scoring.main([str(folder)]) == 0

    out, err = capsys.readouterr()
    assert "answers right               50.0 %" in out
    assert "sure and wrong              50.0 %" in out
    assert "2 of 2 asked" in err
    assert "Sightline on shop" in (tmp_path / "eval-report.html").read_text("utf-8")


def test_the_report_goes_where_it_is_wanted(folder: Path, tmp_path: Path) -> None:
    assert scoring.main([str(folder), "--report", "told.html", "--limit", "1"]) == 0

    assert "All 1 questions" in (tmp_path / "told.html").read_text("utf-8")


def test_a_missing_folder_is_one_sentence_and_two(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scoring.main([str(folder / "nowhere")]) == 2

    assert capsys.readouterr().err.endswith("nowhere is not a folder.\n")


def test_a_report_that_cannot_be_written_is_one_sentence_and_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scoring.main([str(folder), "--report", str(folder)]) == 1

    assert "Is a directory" in capsys.readouterr().err
