"""A checkpoint in Hugging Face layout -> a model that is ready, or one clear sentence.

Only safetensors are opened, no code from a checkpoint is run, and a folder is opened
without a word to the network.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import snapshot_download
from safetensors import SafetensorError
from transformers import Kosmos2ForConditionalGeneration, Kosmos2Processor
from transformers.utils import logging as transformers_logging

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.vocabulary import Vocabulary

ARCHITECTURE = "Kosmos2ForConditionalGeneration"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_WANTED = ["*.json", "*.safetensors", "*.model"]
_SMALL = 20_000_000
_CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """An opened checkpoint; *model* and *image_processor* are transformers' own."""

    name: str
    folder: Path
    model: Any
    image_processor: Any
    vocabulary: Vocabulary
    device: torch.device
    dtype: torch.dtype

    def describe(self) -> str:
        dtype = str(self.dtype).removeprefix("torch.")
        return f"{self.name} on {self.device}, {dtype}"


def open_checkpoint(settings: WorkerSettings) -> Checkpoint:
    """Return the checkpoint that *settings* name, on its device and ready to run.

    bfloat16 on a GPU, float32 on a CPU, where bfloat16 is many times slower. Raises
    ModelError that says what to change.
    """
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    device = chosen_device(settings.device)
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    folder, name = _located(settings)
    _refuse_unless_kosmos2(folder)
    try:
        model = _model(folder, dtype).to(device)
        processor = _processor(folder)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{name} cannot be opened: {_first_line(error)}") from error
    vocabulary = Vocabulary(processor.tokenizer.backend_tokenizer)
    if model.config.text_config.vocab_size < vocabulary.size:
        raise ModelError(f"{name}: its tokenizer has more tokens than its model")
    if device.type == "cpu":
        torch.set_num_threads(threads(model.num_parameters()))
    images = processor.image_processor
    return Checkpoint(name, folder, model, images, vocabulary, device, dtype)


def chosen_device(wanted: str) -> torch.device:
    """Return the device that *wanted* means here. Raises ModelError if it is not."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if wanted == "cpu" or (wanted == "auto" and count == 0):
        return torch.device("cpu")
    named = re.fullmatch(r"auto|cuda(?::(\d+))?", wanted)
    if named is None:
        raise ModelError(f"worker.device is {wanted}: write auto, cuda, cuda:N or cpu")
    index = int(named[1] or 0)
    if index >= count:
        raise ModelError(
            f"worker.device is {wanted} but torch sees {count} GPUs: "
            "write auto, or look at the driver"
        )
    return torch.device("cuda", index)


def gpus() -> tuple[str, ...]:
    """Return the names of the GPUs that torch can use."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return tuple(torch.cuda.get_device_name(index) for index in range(count))


def threads(parameters: int, quota: Path = _CPU_QUOTA) -> int:
    """Return how many threads a model of so many *parameters* should use.

    The cores this process may use: torch counts the machine's, a container's share of
    them stands in *quota* (cgroup v2, cpu.max: microseconds of a period, or max). One
    for a small model, whose threads wait for each other longer than they compute.
    """
    if parameters < _SMALL:
        return 1
    cores = len(os.sched_getaffinity(0))
    try:
        share, period = quota.read_text().split()
    except (OSError, ValueError):
        return cores
    return cores if share == "max" else max(min(cores, int(share) // int(period)), 1)


def _located(settings: WorkerSettings) -> tuple[Path, str]:
    """Return the checkpoint's folder, fetched where need be, and its name."""
    wanted, revision = settings.checkpoint, settings.revision
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return folder, folder.resolve().name
    if not _HUB_ID.fullmatch(wanted):
        raise ModelError(f"worker.checkpoint is {wanted}: there is no such folder")
    if not _COMMIT.fullmatch(revision):
        raise ModelError(
            f"worker.checkpoint is {wanted}, which is no folder here; for a hub id "
            "worker.revision must be the 40 hex digits of a commit"
        )
    return _fetched(wanted, revision), f"{wanted}@{revision[:12]}"


def _fetched(hub_id: str, revision: str) -> Path:
    """Return a commit's folder; a commit never changes, so a kept one will do."""
    try:
        kept = Path(_snapshot(hub_id, revision, is_local=True))
    except OSError:
        kept = None
    if kept is not None and any(kept.glob("*.safetensors")):
        return kept
    try:
        return Path(_snapshot(hub_id, revision, is_local=False))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{hub_id} at {revision[:12]} cannot be fetched ({_first_line(error)}): "
            "check the network and both names, or set worker.checkpoint to a folder"
        ) from error


def _snapshot(hub_id: str, revision: str, *, is_local: bool) -> str:
    return snapshot_download(
        hub_id, revision=revision, allow_patterns=_WANTED, local_files_only=is_local
    )


def _refuse_unless_kosmos2(folder: Path) -> None:
    try:
        written = json.loads((folder / "config.json").read_text("utf-8"))
        architectures = written.get("architectures") or [written.get("model_type")]
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder} holds no readable config.json") from error
    if ARCHITECTURE not in architectures:
        raise ModelError(f"{folder} holds {architectures[0]}, not {ARCHITECTURE}")
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            f"{folder} holds no *.safetensors: pickled weights (.bin) can run code and "
            "are never opened; save the model again with save_pretrained"
        )
    if not (folder / "tokenizer.json").is_file():
        raise ModelError(f"{folder} holds no tokenizer.json: save its processor there")


def _model(folder: Path, dtype: torch.dtype) -> Any:
    opened: Any = Kosmos2ForConditionalGeneration.from_pretrained(
        folder,
        dtype=dtype,
        local_files_only=True,
        use_safetensors=True,
        trust_remote_code=False,
        output_loading_info=True,
    )
    model, report = opened
    if missing := sorted(report["missing_keys"]):
        # transformers would only warn, and fill them with random numbers
        raise ValueError(f"{len(missing)} weights are missing, {missing[0]} among them")
    return model.eval()


def _processor(folder: Path) -> Any:
    return Kosmos2Processor.from_pretrained(
        folder, local_files_only=True, trust_remote_code=False
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
