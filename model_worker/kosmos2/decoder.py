"""KOSMOS-2's text model over a static cache of slots: no padding, any length appended.

A slot holds one sequence; its keys and values stand at their positions, so that a row
needs no company of its own length. The code is the same on a CPU and on a GPU. Who is
in which slot, and why, is not known here.

x = embed(ids) * sqrt(width) + sinusoid[position + 2]; a block adds
out(norm(attention(norm(x)))) and fc2(norm(gelu(fc1(norm(x))))); the head is the
embedding (Peng et al. 2023; fairseq's Magneto, Wang et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional

POSITION_OFFSET = 2
"""fairseq counts positions from the id behind the pad's."""

LENGTH_STEP = 16
"""Rows are attended over up to the longest of them, rounded up to this."""


class Linear(Protocol):
    """A linear map of [rows, in] to [rows, out]."""

    def linear(self, x: Tensor) -> Tensor: ...


class Maps(Protocol):
    """Makes the linear maps of a decoder out of a checkpoint's own modules."""

    def __call__(self, name: str, /, *modules: Any) -> Linear: ...


@dataclass(frozen=True, slots=True)
class Affine:
    """Weights and bias of a linear map, or of a layer norm."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, *modules: Any) -> Affine:
        """Return *modules* as one, their outputs side by side."""
        weights = [module.weight.detach() for module in modules]
        biases = [
            w.new_zeros(len(w)) if m.bias is None else m.bias.detach()
            for m, w in zip(modules, weights, strict=True)
        ]
        if len(modules) == 1:
            return cls(weights[0], biases[0])
        return cls(torch.cat(weights), torch.cat(biases))

    def linear(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight, self.bias)

    def norm(self, x: Tensor, eps: float) -> Tensor:
        return functional.layer_norm(x, self.bias.shape, self.weight, self.bias, eps)


def plain(_name: str, *modules: Any) -> Affine:
    """Return *modules* with their own weights, side by side."""
    return Affine.of(*modules)


@dataclass(frozen=True, slots=True)
class Block:
    before: Affine
    qkv: Linear
    inner: Affine
    out: Linear
    middle: Affine
    up: Linear
    hidden: Affine
    down: Linear

    @classmethod
    def of(cls, layer: Any, maps: Maps, name: str) -> Block:
        """Return a layer of transformers' model with its three projections fused."""
        attention, ffn = layer.self_attn, layer.ffn
        return cls(
            before=Affine.of(layer.self_attn_layer_norm),
            qkv=maps(
                f"{name}.qkv", attention.q_proj, attention.k_proj, attention.v_proj
            ),
            inner=Affine.of(attention.inner_attn_ln),
            out=maps(f"{name}.out", attention.out_proj),
            middle=Affine.of(layer.final_layer_norm),
            up=maps(f"{name}.up", ffn.fc1),
            hidden=Affine.of(ffn.ffn_layernorm),
            down=maps(f"{name}.down", ffn.fc2),
        )


class Decoder:
    """*slots* sequences of at most *length* tokens. One thread at a time."""

    def __init__(self, model: Any, slots: int, length: int, maps: Maps = plain) -> None:
        config, text = model.config.text_config, model.text_model.model
        self.slots, self.length = slots, length
        self.width: int = config.embed_dim
        self._heads: int = config.attention_heads
        self._eps: float = config.layer_norm_eps
        self._blocks = [
            Block.of(layer, maps, str(n)) for n, layer in enumerate(text.layers)
        ]
        self._last = Affine.of(text.layer_norm)
        self._embedding = text.embed_tokens.weight.detach()
        self._head = maps("head", model.text_model.lm_head)
        self.vocabulary_size = len(self._embedding)
        self._scale: float = text.embed_scale
        table = text.embed_positions.get_embedding(
            length + POSITION_OFFSET, self.width, config.pad_token_id
        )
        self._positions = table.to(self._embedding)[POSITION_OFFSET:]
        rows = (len(self._blocks), slots, self._heads)
        shape = (*rows, length, self.width // self._heads)
        kind = {"dtype": self._embedding.dtype, "device": self._embedding.device}
        self._keys = torch.zeros(shape, **kind)
        self._values = torch.zeros_like(self._keys)

    @property
    def device(self) -> torch.device:
        found: torch.device = self._embedding.device
        return found

    def embedded(self, ids: Sequence[int]) -> Tensor:
        """Return ids as the decoder takes them, [tokens, width], unscaled."""
        found: Tensor = self._embedding[torch.tensor(ids, device=self.device)]
        return found

    @torch.inference_mode()
    def append(self, slot: int, start: int, inputs: Tensor, last: int = 1) -> Tensor:
        """Append *inputs* [tokens, width] at *start*.

        Returns the logits of the *last* so many of them, [last, vocabulary].
        """
        end = start + len(inputs)
        x = inputs * self._scale + self._positions[start:end]
        mask = torch.ones(len(inputs), end, dtype=torch.bool, device=self.device).tril_(
            start
        )
        for layer, block in enumerate(self._blocks):
            q, k, v = self._projected(block, x)
            keys, values = self._keys[layer, slot], self._values[layer, slot]
            keys[:, start:end], values[:, start:end] = k, v
            attended = functional.scaled_dot_product_attention(
                q[None], keys[None, :, :end], values[None, :, :end], attn_mask=mask
            )
            x = self._rest(block, x, attended[0].transpose(0, 1).flatten(1))
        if last == 0:
            return torch.empty(0, self.vocabulary_size, device=self.device)
        return self._logits(x[len(x) - last :])

    @torch.inference_mode()
    def step(self, tokens: Tensor, lengths: Tensor, longest: int) -> Tensor:
        """Append a token to each of the first slots; return logits [rows, vocabulary].

        *tokens* and *lengths* are [rows], on the device; *lengths* are how long each
        row was before, *longest* is at least the greatest of them. A row that nobody
        is in may say anything: its length is 0.
        """
        rows = len(tokens)
        x = self._embedding[tokens] * self._scale + self._positions[lengths]
        until = min(-(-(longest + 1) // LENGTH_STEP) * LENGTH_STEP, self.length)
        places = torch.arange(until, device=self.device)
        mask = (places <= lengths[:, None])[:, None, None]
        every = torch.arange(rows, device=self.device)
        for layer, block in enumerate(self._blocks):
            q, k, v = self._projected(block, x)
            keys, values = self._keys[layer, :rows], self._values[layer, :rows]
            keys[every, :, lengths] = k.transpose(0, 1)
            values[every, :, lengths] = v.transpose(0, 1)
            attended = functional.scaled_dot_product_attention(
                q.transpose(0, 1)[:, :, None],
                keys[:, :, :until],
                values[:, :, :until],
                attn_mask=mask,
            )
            x = self._rest(block, x, attended[:, :, 0].flatten(1))
        return self._logits(x)

    @torch.inference_mode()
    def copied(self, slot: int, length: int) -> tuple[Tensor, Tensor]:
        """Return the keys and values of a slot's first *length* tokens, to be kept."""
        keys = self._keys[:, slot, :, :length].clone()
        return keys, self._values[:, slot, :, :length].clone()

    @torch.inference_mode()
    def restore(self, slot: int, kept: tuple[Tensor, Tensor]) -> None:
        """Let a slot begin with what was `copied`."""
        length = kept[0].shape[2]
        self._keys[:, slot, :, :length], self._values[:, slot, :, :length] = kept

    def _projected(self, block: Block, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return queries, keys and values, each [heads, tokens, head width]."""
        fused = block.qkv.linear(block.before.norm(x, self._eps))
        split = fused.view(len(x), 3, self._heads, -1).permute(1, 2, 0, 3)
        return split[0], split[1], split[2]

    def _rest(self, block: Block, x: Tensor, attended: Tensor) -> Tensor:
        x = x + block.out.linear(block.inner.norm(attended, self._eps))
        hidden = functional.gelu(block.up.linear(block.middle.norm(x, self._eps)))
        return x + block.down.linear(block.hidden.norm(hidden, self._eps))

    def _logits(self, x: Tensor) -> Tensor:
        return self._head.linear(self._last.norm(x, self._eps))
