"""Whether the only bill in a picture is said to be another's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model_worker.posts.aims import aim_of, unaccounted
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import SURE
from model_worker.posts.known import Known

_NAME = re.compile(r"\b(?:at|from|by|in)\s+(?:the\s+)?((?:[A-Z][\w&'-]*\s?)+)")
_TOTAL = re.compile(r"\btotal\b", re.IGNORECASE)


def other_source(
    found: Sequence[Signal], claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield that the picture bears another name, where its total is another one too.

    Neither alone would do: a slip in the sum is one, and another shop's bill may well
    be spoken of once one's own was named (*claim.before*).
    """
    is_against = len(found) == 1 and found[0].leaning == "against"
    name = _NAME.search(claim.text)
    if not (is_against and name and _TOTAL.search(claim.text)) or claim.before:
        return
    rest = unaccounted(aim_of(claim.text), frozenset(), known)
    heading = known.pieces[0] if known.pieces else None
    if not rest or heading is None or not set(rest) <= set(name[1].split()):
        return
    if heading.is_label and heading.confidence >= SURE:
        yield Signal(
            leaning="against",
            reason=f"it is headed \u201c{heading.text}\u201d",
            boxes=(heading.box,),
            confidence=heading.confidence,
            is_hard=False,
        )
