"""What came of a line of mathematics: the result, and the way to it, as sentences."""

from __future__ import annotations

from msgspec import Struct


class Solution(Struct, frozen=True, kw_only=True):
    """*result* is one line: ``x = 2``; *steps* are sentences without their full stop.

    *note* says what a person should know about the way, where there is something.
    """

    result: str
    steps: tuple[str, ...] = ()
    note: str = ""
