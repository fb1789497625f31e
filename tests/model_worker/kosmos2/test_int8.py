"""Weights of 8 bits: near enough, made once, and said to be missing where they are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from bot.errors import ModelError
from model_worker.kosmos2 import int8
from model_worker.kosmos2.asking import Kosmos2
from model_worker.kosmos2.checkpoint import open_checkpoint
from model_worker.kosmos2.decoder import Decoder
from model_worker.kosmos2.int8 import Int8Maps, fingerprint, quantized
from model_worker.kosmos2.markup import marks
from model_worker.kosmos2.parsing import parse
from model_worker.kosmos2.prompts import Caption
from tests.model_worker.kosmos2.conftest import a_picture, settings_for
from tests.tiny_kosmos2 import SAYINGS

IDS = range(10, 90)


def test_a_row_is_rounded_to_its_own_scale() -> None:
    weight = torch.tensor([[1.0, -2.0, 0.5], [0.001, 0.0, -0.0005]])
    found = quantized(weight, torch.zeros(2))
    restored = torch.from_numpy(found.weight * found.scale)

    assert found.weight.tolist() == [[64, -127, 32], [127, 0, -64]]
    assert torch.allclose(restored, weight, atol=2 / 254)


def test_a_row_of_nothing_stays_nothing() -> None:
    found = quantized(torch.zeros(1, 4), torch.ones(1))
    assert found.weight.tolist() == [[0, 0, 0, 0]]


def test_logits_are_near_those_of_float32(random_folder: Path, tmp_path: Path) -> None:
    exact = open_checkpoint(settings_for(random_folder))
    plain = Decoder(exact.model, 1, 128)
    expected = plain.append(0, 0, plain.embedded(IDS))
    rounded = open_checkpoint(settings_for(random_folder))
    decoder = Decoder(rounded.model, 1, 128, Int8Maps(rounded, str(tmp_path)))
    found = decoder.append(0, 0, decoder.embedded(IDS))

    assert float((found - expected).abs().max()) < 0.3 * float(expected.std())
    assert rounded.model.text_model.model.layers[0].ffn.fc1.weight.numel() == 0


def test_what_was_made_is_kept_and_not_made_again(
    random_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def logits() -> torch.Tensor:
        opened = open_checkpoint(settings_for(random_folder))
        maps = Int8Maps(opened, str(tmp_path))
        decoder = Decoder(opened.model, 1, 128, maps)
        maps.close()
        return decoder.append(0, 0, decoder.embedded(IDS))

    first = logits()

    def never(*_: Any) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr(int8, "quantized", never)
    assert torch.equal(logits(), first)
    assert [each.suffix for each in tmp_path.iterdir()] == [".safetensors"]


def test_another_checkpoint_has_another_fingerprint(
    random_folder: Path, taught_folder: Path
) -> None:
    assert fingerprint(random_folder) == fingerprint(random_folder)
    assert fingerprint(random_folder) != fingerprint(taught_folder)


def test_without_openvino_it_says_what_to_install(
    random_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    opened = open_checkpoint(settings_for(random_folder))

    with pytest.raises(ModelError, match=r"sightline\[openvino\]"):
        Int8Maps(opened, str(tmp_path))


async def test_a_model_in_int8_says_what_it_has_learnt_and_what_runs(
    taught_folder: Path, tmp_path: Path
) -> None:
    settings = settings_for(taught_folder, cpu_weights="int8", cache=str(tmp_path))
    model = Kosmos2.open(settings)
    caption = await model.look(Caption(), "a", a_picture())
    model.close()

    assert caption.text == parse(marks(SAYINGS[Caption])).text
    assert model.describe().endswith("float32, int8 weights by OpenVINO")
