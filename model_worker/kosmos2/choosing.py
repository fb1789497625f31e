"""The choice of the next tokens: the likeliest that the grammar lets follow.

All of it happens on the device; what was chosen is read in one go.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from model_worker.kosmos2.grammar import SPEAKING, Sentence, State, Tags
from model_worker.kosmos2.markup import PATCHES, SIDE


class Chooser:
    """*size* is that of the logits, which may be more than the tokenizer's."""

    def __init__(self, tags: Tags, size: int, device: torch.device) -> None:
        self._tags = tags
        self._device = device
        self._masks = _masks(tags, size).to(device)
        cells = torch.arange(PATCHES, device=device)
        self._rows, self._columns = cells // SIDE, cells % SIDE

    @torch.inference_mode()
    def choose(
        self, logits: Tensor, sentences: Sequence[Sentence]
    ) -> list[tuple[int, float]]:
        """Return for each row of *logits* its next token and how likely that was.

        The log-probability is the model's own, over all tokens; NaN where the row's
        numbers are not finite.
        """
        logits = logits.float()
        allowed = self._masks[self._sent([int(each.state) for each in sentences])]
        self._narrow_boxes(allowed, sentences)
        self._ban(allowed, sentences)
        tokens = logits.masked_fill(~allowed, -math.inf).argmax(-1)
        sure = logits.log_softmax(-1).gather(-1, tokens[:, None])[:, 0]
        sure = sure.masked_fill(~logits.isfinite().all(-1), math.nan)
        read = torch.stack([tokens.double(), sure.double()]).tolist()
        return [(int(token), each) for token, each in zip(*read, strict=True)]

    def _narrow_boxes(self, allowed: Tensor, sentences: Sequence[Sentence]) -> None:
        """Let a second corner lie right of and below its first."""
        due = [n for n, each in enumerate(sentences) if each.state is State.SECOND]
        if not due:
            return
        first = self._sent([sentences[n].first for n in due])[:, None]
        is_box = (self._rows >= first // SIDE) & (self._columns >= first % SIDE)
        start = self._tags.first_patch
        allowed[self._sent(due), start : start + PATCHES] = is_box

    def _ban(self, allowed: Tensor, sentences: Sequence[Sentence]) -> None:
        banned = [(n, t) for n, each in enumerate(sentences) for t in each.banned]
        if banned:
            places = self._sent(banned).T
            allowed[places[0], places[1]] = False

    def _sent(self, numbers: Sequence[object]) -> Tensor:
        return torch.tensor(numbers, device=self._device)


def _masks(tags: Tags, size: int) -> Tensor:
    """Return what may follow in each state, [states, size]; words are all alike."""
    words = torch.tensor([tags.is_word(token) for token in range(size)])
    masks = torch.stack([words & (state in SPEAKING) for state in State])
    for token in (~words).nonzero()[:, 0].tolist():
        for state in State:
            masks[state, token] = tags.may_follow(state, token)
    return masks
