"""Which tokens would say three in a row a second time.

The original demo decodes with this rule over everything, prompt and earlier turns
included, and so bans a box that starts where another one did. Here it holds within one
answer, and markup is exempt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet

_NONE: frozenset[int] = frozenset()


class Repeats:
    """The trigrams of one answer; ids from *first_control* on and *end* go free."""

    def __init__(self, first_control: int, end: int) -> None:
        self._first_control = first_control
        self._end = end
        self._followers: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._last: tuple[int, ...] = ()

    @property
    def banned(self) -> AbstractSet[int]:
        """The tokens that must not come next."""
        if len(self._last) < 2:  # noqa: PLR2004 - a trigram is a pair and its follower
            return _NONE
        return self._followers.get((self._last[0], self._last[1]), _NONE)

    def add(self, token: int) -> None:
        match self._last:
            case (first, second) if token < self._first_control and token != self._end:
                self._followers[first, second].add(token)
        self._last = (*self._last, token)[-2:]
