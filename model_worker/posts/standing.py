"""How what was found about one thing beside another is told. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact


def pair_told(facts: Sequence[Fact]) -> str:
    return " and ".join(f"\u201c{name_of(fact)}: {fact.text}\u201d" for fact in facts)


def name_of(fact: Fact) -> str:
    label = fact.name_label
    return label.text if label and label.text else fact.text


def signal(
    leaning: str, reason: str, facts: Sequence[Fact], *, is_hard: bool
) -> Signal:
    return Signal(
        leaning="for"
        if leaning == "for"
        else "against"
        if leaning == "against"
        else "none",
        reason=reason,
        boxes=tuple(dict.fromkeys(fact.box for fact in facts)),
        confidence=min(fact.confidence for fact in facts),
        is_hard=is_hard,
        is_measured=facts[0].source == "measured",
    )
