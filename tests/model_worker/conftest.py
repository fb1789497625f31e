"""A real text reader and a small model that was really taught, once a run each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.settings import WorkerSettings
from model_worker.kosmos2.engine import Kosmos2
from tests.tiny_kosmos2 import build_taught


@pytest.fixture(scope="session")
def taught_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kosmos2]:
    folder = build_taught(tmp_path_factory.mktemp("taught-model"))
    model = Kosmos2.open(WorkerSettings(checkpoint=str(folder), device="cpu"))
    yield model
    model.close()
