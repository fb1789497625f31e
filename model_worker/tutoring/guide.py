"""A guide while it is being written: what is asked for, steps that point, a check.

It is made of our own words, of places, and of names that the asker said or that stand
on an axis: a result has no way into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from msgspec import Struct

from bot.jobs import Box, Source
from model_worker.draft import Draft
from model_worker.places.matching import is_same_word, words_of
from model_worker.telling.quoting import quoted


class Sign(Struct, frozen=True):
    """Words of a step that point at a place; without *boxes* they only say it."""

    words: str
    boxes: tuple[Box, ...] = ()


Part = str | Sign
_BARE = dict.fromkeys(map(ord, "\u201c\u201d"))


class Guide:
    """*sureness* is how surely the places were found that the steps point at."""

    def __init__(self, picture: str, source: Source, sureness: float) -> None:
        self.draft = Draft()
        self._picture = picture
        self._source: Source = source
        self._sureness = sureness
        self._steps = 0
        self._all_steps = 0

    @property
    def has_steps(self) -> bool:
        return self._all_steps > 0

    def aim(self, *parts: Part) -> None:
        """Say what is asked for; the steps to it count from 1 again."""
        self.draft.say("" if self.draft.is_empty else "\n\n")
        self._steps = 0
        self._say(parts)

    def step(self, *parts: Part) -> None:
        self._steps += 1
        self._all_steps += 1
        self.draft.say(f"\n{self._steps}. ")
        self._say(parts)

    def check(self, *parts: Part) -> None:
        """Say how to find out by oneself whether it is right."""
        self.draft.say("\nTo check yourself: ")
        self._say(parts)

    def _say(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case str():
                    self.draft.say(part)
                case Sign(words, ()):
                    self.draft.say(words)
                case Sign(words, boxes):
                    # one box: how many there are may be what is asked for
                    around = [reduce(Box.union, boxes)]
                    self.draft.point(
                        words,
                        around,
                        self._picture,
                        self._source,
                        self._sureness,
                        phrase=words.translate(_BARE),
                    )


def said_name(name: str, asked: str, otherwise: str = "") -> str:
    """Return *name* in quotation marks where all its words were *asked* with."""
    words, said = words_of(name), words_of(asked)
    is_said = all(any(is_same_word(word, each) for each in said) for word in words)
    return quoted(name) if words and is_said else otherwise
