from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import pytest
import torch
from safetensors.torch import load_file, save_file

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import chosen_device, open_checkpoint, threads
from tests.model_worker.kosmos2.conftest import settings_for

HUB_ID = "microsoft/kosmos-2-patch14-224"
COMMIT = "0123456789" * 4


@pytest.fixture
def folder(random_folder: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(random_folder, tmp_path / "copy"))


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    calls: list[Any] = []

    def refused(*call: Any) -> None:
        calls.append(call)
        raise OSError("there is no network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    yield
    assert calls == []


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache, and a hub that is out of reach."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    return tmp_path


@pytest.mark.usefixtures("_no_network")
def test_a_folder_opens_without_the_network(folder: Path) -> None:
    opened = open_checkpoint(settings_for(folder))
    assert opened.describe() == "copy on cpu, float32"
    assert not opened.model.training
    assert all(weights.dtype == torch.float32 for weights in opened.model.parameters())


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such folder"):
        open_checkpoint(settings_for(tmp_path / "nothing"))


@pytest.mark.parametrize("revision", ["", "main", "abc123"])
def test_a_hub_id_needs_a_pinned_commit(revision: str) -> None:
    with pytest.raises(ModelError, match=r"worker\.revision must be the 40 hex digits"):
        open_checkpoint(settings_for(HUB_ID, revision=revision))


@pytest.mark.usefixtures("hub_cache")
def test_a_hub_out_of_reach_is_said_so() -> None:
    with pytest.raises(ModelError, match="check the network"):
        open_checkpoint(settings_for(HUB_ID, revision=COMMIT))


@pytest.mark.usefixtures("_no_network")
def test_a_commit_kept_from_before_opens_without_the_hub(
    folder: Path, hub_cache: Path
) -> None:
    kept = hub_cache / "models--microsoft--kosmos-2-patch14-224" / "snapshots" / COMMIT
    shutil.copytree(folder, kept)
    opened = open_checkpoint(settings_for(HUB_ID, revision=COMMIT))
    assert opened.describe() == f"{HUB_ID}@012345678901 on cpu, float32"


def test_pickled_weights_alone_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelError, match=r"pickled weights .* never opened"):
        open_checkpoint(settings_for(folder))


def test_pickled_weights_beside_safetensors_are_left_alone(folder: Path) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"no pickle at all")
    open_checkpoint(settings_for(folder))


def test_code_that_comes_with_a_checkpoint_is_not_run(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["auto_map"] = {"AutoModel": "code.Model", "AutoProcessor": "code.Processor"}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "code.py").write_text("raise SystemExit('the code ran')")
    open_checkpoint(settings_for(folder))


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ('{"architectures": ["LlamaForCausalLM"]}', "LlamaForCausalLM, not Kosmos2"),
        ('{"model_type": "kosmos-2.5"}', r"kosmos-2\.5, not Kosmos2"),
        ("[]", "no readable config"),
        ("{", "no readable config"),
    ],
)
def test_another_architecture_is_refused(
    folder: Path, config: str, sentence: str
) -> None:
    (folder / "config.json").write_text(config)
    with pytest.raises(ModelError, match=sentence):
        open_checkpoint(settings_for(folder))


def test_a_missing_tokenizer_is_said_so(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        open_checkpoint(settings_for(folder))


def test_missing_weights_are_not_made_up(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["image_to_text_projection.latent_query"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match="1 weights are missing, image_to_text"):
        open_checkpoint(settings_for(folder))


def test_a_truncated_file_is_said_so(folder: Path) -> None:
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="copy cannot be opened: "):
        open_checkpoint(settings_for(folder))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
@pytest.mark.parametrize("wanted", ["cuda", "cuda:0", "cuda:7"])
def test_a_gpu_that_is_not_there_is_said_so(wanted: str) -> None:
    with pytest.raises(ModelError, match=f"worker.device is {wanted} but torch sees 0"):
        chosen_device(wanted)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_without_a_gpu_auto_means_the_cpu() -> None:
    assert chosen_device(WorkerSettings().device) == torch.device("cpu")


@pytest.mark.parametrize("wanted", ["gpu", "cuda:", "cuda:x", "mps", ""])
def test_an_unknown_device_is_refused(wanted: str) -> None:
    with pytest.raises(ModelError, match="write auto, cuda, cuda:N or cpu"):
        chosen_device(wanted)


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("50000 100000", 1),
        ("9900000 100000", 8),
    ],
)
def test_threads_keep_to_a_containers_share(
    quota: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(8))
    (tmp_path / "cpu.max").write_text(quota)
    assert threads(10**9, tmp_path / "cpu.max") == expected
    assert threads(10**9, tmp_path / "nothing") == 8


def test_a_small_model_gets_one_thread() -> None:
    assert threads(100_000) == 1
