"""Sentences about one picture, sorted by what the picture says about them."""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Box
from tests.benchmarks.seeing.samples import Verdict

Claim = tuple[str, Box | None]
"""A sentence and where in the picture its evidence stands."""


class Claims(Struct, frozen=True):
    supported: tuple[Claim, ...]
    contradicted: tuple[Claim, ...]
    not_visible: tuple[Claim, ...]

    def of(self, verdict: Verdict) -> tuple[Claim, ...]:
        match verdict:
            case "supported":
                return self.supported
            case "contradicted":
                return self.contradicted
            case _:
                return self.not_visible


def unseen(*sentences: str) -> tuple[Claim, ...]:
    return tuple((sentence, None) for sentence in sentences)
