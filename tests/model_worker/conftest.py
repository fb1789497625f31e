"""A small model that was really taught, opened once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import WorkerSettings
from model_worker.kosmos2.asking import Kosmos2


@pytest.fixture(scope="session")
def taught_model(taught_folder: Path) -> Iterator[Kosmos2]:
    model = Kosmos2.open(WorkerSettings(checkpoint=str(taught_folder), device="cpu"))
    yield model
    model.close()
