"""What is held to be right: transformers' own generation, its positions corrected.

The library's batching is wrong: with a cache it counts the pads at the left of a row
as positions. `corrected` puts that right. With *tags* it says only what the grammar
lets follow, token by token.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.utils.hooks import RemovableHandle
from transformers import (
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
    StoppingCriteria,
    StoppingCriteriaList,
)

from model_worker.kosmos2.checkpoint import Checkpoint
from model_worker.kosmos2.grammar import Sentence, Tags
from model_worker.kosmos2.vision import Latents, Vision
from model_worker.kosmos2.vocabulary import LATENTS_FROM


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt about one picture, and who follows its answer.

    *ids* are a whole prompt as `Vocabulary.prompt_ids` returns it, *latents* the
    picture as [latents, width]. *hear* gets every token with its log-probability, the
    closing one excepted; *is_gone* is asked before every step. Both are called from
    the thread that generates.
    """

    ids: tuple[int, ...]
    latents: Latents
    hear: Callable[[int, float], None]
    is_gone: Callable[[], bool] = lambda: False
    is_named: bool = False


class Oracle(Vision):
    """KOSMOS-2 through transformers. One thread at a time may look or generate."""

    def __init__(self, checkpoint: Checkpoint, tags: Tags | None = None) -> None:
        super().__init__(checkpoint)
        self._tags = tags
        self._vocabulary = checkpoint.vocabulary
        corrected(checkpoint.model)

    @torch.inference_mode()
    def generate(self, rows: Sequence[Row], tokens_max: int) -> None:
        """Answer all *rows* greedily; their ears get every token as it is chosen.

        A row whose numbers are not finite hears a NaN and ends. Raises ModelError when
        the device has too little memory or fails otherwise.
        """
        steps = _Steps(rows, self._vocabulary.tags, is_free=self._tags is None)
        self._model.generate(
            **self._inputs(rows),
            generation_config=self._generation(tokens_max),
            logits_processor=LogitsProcessorList([_Choosing(steps)]),
            stopping_criteria=StoppingCriteriaList([_Stopping(steps)]),
        )

    def _inputs(self, rows: Sequence[Row]) -> dict[str, Tensor]:
        """Return the rows padded at the left, and where the pictures lie in them."""
        length = max(len(row.ids) for row in rows)
        shape = len(rows), length
        ids = torch.full(shape, self._vocabulary.pad, dtype=torch.long)
        mask = torch.zeros(shape, dtype=torch.long)
        pictures = torch.zeros(shape, dtype=torch.bool)
        for place, row in enumerate(rows):
            start = length - len(row.ids)
            ids[place, start:] = torch.tensor(row.ids)
            mask[place, start:] = 1
            first = start + LATENTS_FROM
            pictures[place, first : first + self.latents_count] = True
        return {
            "input_ids": ids.to(self._device),
            "attention_mask": mask.to(self._device),
            "image_embeds_position_mask": pictures.to(self._device),
            "image_embeds": torch.stack([row.latents for row in rows]),
        }

    def _generation(self, tokens_max: int) -> GenerationConfig:
        return GenerationConfig(  # type: ignore[no-untyped-call]
            max_new_tokens=tokens_max,
            do_sample=False,
            bos_token_id=self._vocabulary.begin,
            pad_token_id=self._vocabulary.pad,
            eos_token_id=self._vocabulary.end,
        )


def corrected(model: Any) -> RemovableHandle:
    """Hand true positions to every step of *model*; the handle takes that back.

    A position is the number of tokens up to here, pads not counted, plus the id of
    the pad (fairseq's `make_positions`); the library drops them after the prefill.
    """
    text_model = model.text_model
    pad = text_model.config.pad_token_id

    def with_positions(
        _module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        ids, cache = kwargs["input_ids"], kwargs.get("past_key_values")
        mask = kwargs.get("attention_mask")
        if mask is None:  # the library drops a mask of ones
            past = 0 if cache is None else cache.get_seq_length()
            mask = ids.new_ones(ids.shape[0], past + ids.shape[1])
        positions = (mask.cumsum(-1) * mask + pad)[:, -ids.shape[1] :]
        return args, {**kwargs, "position_ids": positions}

    handle: RemovableHandle = text_model.register_forward_pre_hook(
        with_positions, with_kwargs=True
    )
    return handle


class _Steps:
    """What happens between two steps: the choice is narrowed, made known, or ended."""

    def __init__(self, rows: Sequence[Row], tags: Tags, *, is_free: bool) -> None:
        self._rows = rows
        self._end = tags.end
        self._sentences = [Sentence(tags, is_named=row.is_named) for row in rows]
        self._is_free = is_free
        self._is_over = [False] * len(rows)
        self._log_probabilities = torch.empty(0)

    def choose(self, scores: Tensor) -> Tensor:
        """Return the scores without the tokens that would repeat a row's answer."""
        self._log_probabilities = scores.log_softmax(-1)
        for place, sentence in enumerate(self._sentences):
            if self._is_over[place]:
                continue
            if self._is_free:
                banned = [*sentence.banned]
            else:
                every = range(scores.shape[-1])
                banned = [t for t in every if not sentence.may_follow(t)]
            scores[place, banned] = -math.inf
        return scores

    def tell(self, ids: Tensor) -> Tensor:
        """Tell each row its newest token; return which rows are over."""
        newest = ids[:, -1]
        sure = self._log_probabilities.gather(-1, newest[:, None])[:, 0].tolist()
        for place, token in enumerate(newest.tolist()):
            if not self._is_over[place]:
                self._is_over[place] = self._told(place, token, sure[place])
        return torch.tensor(self._is_over, device=ids.device)

    def _told(self, place: int, token: int, log_probability: float) -> bool:
        row = self._rows[place]
        if token == self._end and not math.isnan(log_probability):
            return True
        self._sentences[place].take(token)
        row.hear(token, log_probability)
        return math.isnan(log_probability) or row.is_gone()


class _Choosing(LogitsProcessor):
    def __init__(self, steps: _Steps) -> None:
        self._steps = steps

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        return self._steps.choose(scores)


class _Stopping(StoppingCriteria):
    def __init__(self, steps: _Steps) -> None:
        self._steps = steps

    def __call__(
        self,
        input_ids: Tensor,
        scores: Tensor | None,
        **_kwargs: Any,
    ) -> Tensor:
        return self._steps.tell(input_ids)
