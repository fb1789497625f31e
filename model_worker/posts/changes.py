"""Which numbers say by how much something changed: +12 %, or 5 % vs Q2. Pure."""

from __future__ import annotations

import re

from msgspec.structs import replace

from model_worker.posts.quantities import Quantity

_CHANGE = re.compile(
    r"[\u25b2\u25bc\u2191\u2193\u25b3\u25bd\u2197\u2198]|\bvs\b|\b(?:up|down)\s\d"
    r"|\b(?:increase|decrease|growth|change)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"[\u25bc\u2193\u25bd\u2198]|\b(?:down|decrease|drop)", re.IGNORECASE
)


def change_in(text: str, quantity: Quantity) -> Quantity | None:
    """Return *quantity* with its direction as its sign, None where it is a level.

    *text* is what stands around it: arrows and words count as signs do.
    """
    is_signed = quantity.is_signed and (quantity.unit == "%" or quantity.value > 0)
    if not is_signed and not _CHANGE.search(text):
        return None
    if quantity.value > 0 and _FALL.search(text):
        return replace(quantity, value=-quantity.value, is_signed=True)
    return quantity
