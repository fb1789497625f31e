"""Linear maps with int8 weights on a CPU, through OpenVINO.

A step of KOSMOS-2 reads every weight once, so a quarter of the bytes is nearly four
times the speed. Weights are rounded to 8 bits a row's scale apart, what they are
multiplied with is rounded by the plugin in groups of GROUP. Everything else, attention
above all, stays as it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from torch import Tensor

from bot.errors import ModelError
from model_worker.kosmos2.checkpoint import Checkpoint
from model_worker.kosmos2.decoder import Affine, Linear

GROUP = 128
STEPS = 127

MISSING = (
    "worker.cpu_weights is int8, which takes OpenVINO: "
    "pip install 'sightline[openvino]'"
)


class Quantized(NamedTuple):
    """*weight* is int8, [out, in]; *scale* float32, [out, 1]; *bias* float32, [out]."""

    weight: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]


def quantized(weight: Tensor, bias: Tensor) -> Quantized:
    """Return a linear map with its weights rounded to 8 bits, row by row."""
    found = weight.detach().float()
    scale = found.abs().amax(1, keepdim=True).clamp_min(1e-12) / STEPS
    rounded = (found / scale).round().clamp(-STEPS, STEPS).to(torch.int8)
    return Quantized(rounded.numpy(), scale.numpy(), bias.detach().float().numpy())


@dataclass(frozen=True, slots=True)
class Int8Linear:
    """A compiled linear map; called by one thread at a time."""

    request: Any

    def linear(self, x: Tensor) -> Tensor:
        """Return x W^T + b for x of [rows, in], float32."""
        told = self.request.infer(
            {0: x.contiguous().numpy()}, share_inputs=True, share_outputs=False
        )
        return torch.from_numpy(told[0])


class Compiler:
    """Makes `Int8Linear`s that use *threads*. Raises ModelError without OpenVINO."""

    def __init__(self, threads: int) -> None:
        try:
            import openvino  # noqa: PLC0415 - an extra
            from openvino import opset13  # noqa: PLC0415
        except ImportError as error:
            raise ModelError(MISSING) from error
        self._ov, self._op = openvino, opset13
        self._core = openvino.Core()
        self._config = {
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP,
        }

    def compiled(self, found: Quantized) -> Int8Linear:
        op, float32 = self._op, np.float32
        x = op.parameter([-1, found.weight.shape[1]], float32)
        weight = op.multiply(
            op.convert(op.constant(found.weight), float32), op.constant(found.scale)
        )
        product = op.matmul(x, weight, transpose_a=False, transpose_b=True)
        model = self._ov.Model([op.add(product, op.constant(found.bias[None]))], [x])
        compiled = self._core.compile_model(model, "CPU", self._config)
        return Int8Linear(compiled.create_infer_request())


class Shelf:
    """Quantized maps of one checkpoint, in the one file *path*, made once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = load_file(path) if path.is_file() else {}
        self._made: dict[str, NDArray[Any]] = {}

    def get(self, name: str, weight: Tensor, bias: Tensor) -> Quantized:
        """Return the map *name*, quantized now if it never was."""
        parts = [f"{name}.{part}" for part in Quantized._fields]
        if all(part in self._kept for part in parts):
            return Quantized(*(self._kept.pop(part) for part in parts))
        found = quantized(weight, bias)
        self._made |= dict(zip(parts, found, strict=True))
        return found

    def close(self) -> None:
        """Keep what was made. A folder that cannot be written costs time, no more."""
        if not self._made:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        save_file(self._made, fresh)
        fresh.replace(self._path)
        self._made.clear()


class Int8Maps:
    """The linear maps of *opened* in int8; its own weights are let go one by one.

    Raises ModelError without OpenVINO.
    """

    def __init__(self, opened: Checkpoint, cache: str) -> None:
        folder = Path(cache).expanduser()
        self._shelf = Shelf(folder / f"{fingerprint(opened.folder)}.int8.safetensors")
        self._compiler = Compiler(torch.get_num_threads())

    def __call__(self, name: str, /, *modules: Any) -> Linear:
        affine = Affine.of(*modules)
        found = self._shelf.get(name, affine.weight, affine.bias)
        if name != "head":  # its weights are the embedding's too
            for module in modules:
                module.weight.data = torch.empty(0)
        return self._compiler.compiled(found)

    def close(self) -> None:
        self._shelf.close()


def fingerprint(folder: Path) -> str:
    """Return what tells a checkpoint's files from another's, without reading them."""
    files = sorted(folder.glob("*.safetensors"))
    told = [(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
