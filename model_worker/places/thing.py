"""Something in a picture that words can name."""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Box


class Thing(Struct, frozen=True, kw_only=True):
    """Something in a picture that words can name; *weight* is what makes it largest."""

    box: Box
    name: str
    confidence: float
    colour: str = ""
    weight: float = 0.0
    mark: str = ""
