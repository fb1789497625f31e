"""Tiny checkpoints, built once a run, and the data that lies beside the repository."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from PIL import Image

from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.vocabulary import Vocabulary
from tests.tiny_kosmos2 import build

# A busy machine is no failure: time is what test_parsing measures on purpose.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

DATA = Path(__file__).resolve().parents[3] / "../shared/data"


@pytest.fixture(scope="session")
def random_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("random"))


@pytest.fixture
def opened(random_folder: Path) -> Checkpoint:
    return open_checkpoint(settings_for(random_folder))


@pytest.fixture(scope="session")
def real_processor() -> Any:
    """The processor of the published checkpoint."""
    folder = DATA / "kosmos2-processor"
    if not folder.is_dir():
        pytest.skip("the published processor is not beside this repository")
    from transformers import Kosmos2Processor  # noqa: PLC0415 - only where it is used

    return Kosmos2Processor.from_pretrained(folder, local_files_only=True)


@pytest.fixture(scope="session")
def real_vocabulary(real_processor: Any) -> Vocabulary:
    return Vocabulary(real_processor.tokenizer.backend_tokenizer)


@pytest.fixture(params=["tiny", "published"])
def vocabulary(request: pytest.FixtureRequest) -> Vocabulary:
    if request.param == "published":
        found: Vocabulary = request.getfixturevalue("real_vocabulary")
        return found
    opened: Checkpoint = request.getfixturevalue("opened")
    return opened.vocabulary


def settings_for(checkpoint: Path | str, **others: Any) -> WorkerSettings:
    return WorkerSettings(checkpoint=str(checkpoint), device="cpu", **others)


def a_picture(
    colour: str = "red", size: tuple[int, int] = (90, 60), file_format: str = "PNG"
) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, file_format)
    return file.getvalue()
