"""Whether a claim denies what it names, or only wishes it or remembers it. Pure.

"It isn't on 3 May" is true where 3 May is not; "rent should be 30 %" is neither.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from model_worker.posts.claim import Claim, ColourSaid, ScoreSaid
from model_worker.posts.directions import NOT
from model_worker.posts.evidence import Leaning, Signal
from model_worker.posts.moments import Moment
from model_worker.posts.quantities import Quantity

Manner = Literal["plain", "denied", "unreal"]

_NOT_THIS = re.compile(
    r"(?:\bnot|n't)\s+(?:(?:on|at|in|the|a|an|cost|make|be|drawn)\s+){0,2}$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:should|ought|could|would|might|if|unless|used to|formerly|without|instead"
    r"|nobody|no one|none|nothing|never|no longer|neither|nor)\b|\bbefore$",
    re.IGNORECASE,
)
_TURNED: dict[Leaning, Leaning] = {"for": "against", "against": "for", "none": "none"}


def as_meant(signal: Signal, claim: Claim) -> Signal:
    """Return *signal*, about the value itself, as one about what *claim* says of it."""
    match _manner(claim):
        case "plain":
            return signal
        case "denied" if signal.is_hard:
            return replace(signal, leaning=_TURNED[signal.leaning])
        case _:
            return replace(signal, leaning="none")


def _manner(claim: Claim) -> Manner:
    """Return how *claim* says its value; courses and ranks know their own denials."""
    if not isinstance(claim.said, Quantity | Moment | ColourSaid | ScoreSaid):
        return "plain"
    named = claim.said.colour if isinstance(claim.said, ColourSaid) else claim.part
    before = claim.text[: max(claim.text.casefold().find(named.casefold()), 0)]
    if _NOT_THIS.search(before):
        return "denied"
    is_open = NOT.search(before) or _UNREAL.search(claim.text)
    return "unreal" if is_open else "plain"
