"""Which tokens may come next, so that an answer's markup is whole by construction.

A phrase is closed before its object begins, an object holds one box or several, a box
is two location tokens of which the last lies right of and below the first, and no other
control token occurs. Pure: ids and sets, no tensors.

    words  = { word | <phrase> word+ </phrase> object } </s>
    object = <object> box { </delimiter_of_multi_objects/> box } </object>
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import IntEnum

from msgspec import Struct

from model_worker.kosmos2.markup import PATCHES, SIDE
from model_worker.kosmos2.repeats import Repeats


class State(IntEnum):
    """What has been said last, as far as it decides what may follow."""

    WORDS = 0
    OPENED = 1
    PHRASE = 2
    NAMED = 3
    FIRST = 4
    SECOND = 5
    BOX = 6


SPEAKING = frozenset({State.WORDS, State.OPENED, State.PHRASE})
"""The states in which words may come."""


class Tags(Struct, frozen=True, kw_only=True):
    """The ids that the grammar is about; words are what is below *specials_from* and
    no special token, location tokens begin at *first_patch*.
    """

    end: int
    phrase: int
    phrase_end: int
    object: int
    object_end: int
    delimiter: int
    first_patch: int
    first_control: int
    silent: frozenset[int]
    """Ids below *first_control* that are never said: begin, pad, mask."""

    def is_word(self, token: int) -> bool:
        return (
            token < self.first_control
            and token != self.end
            and token not in self.silent
        )

    def may_follow(self, state: State, token: int) -> bool:
        """Whether *token* may come in *state*; of second corners `Sentence` knows."""
        if self.is_word(token):
            return state in SPEAKING
        if self.first_patch <= token < self.first_patch + PATCHES:
            return state in {State.FIRST, State.SECOND}
        return token in self._tags(state)

    def _tags(self, state: State) -> AbstractSet[int]:
        tags: Mapping[State, set[int]] = {
            State.WORDS: {self.end, self.phrase},
            State.PHRASE: {self.phrase_end},
            State.NAMED: {self.object},
            State.BOX: {self.object_end, self.delimiter},
        }
        return tags.get(state, set())


def is_box(first: int, second: int) -> bool:
    """Whether two cells are the top left and the bottom right one of a box."""
    return second // SIDE >= first // SIDE and second % SIDE >= first % SIDE


class Sentence:
    """One answer while it is said: its state, and what would repeat it.

    *is_named*: its prompt ends with a phrase that awaits its object.
    """

    def __init__(self, tags: Tags, *, is_named: bool = False) -> None:
        self._tags = tags
        self._repeats = Repeats(tags.first_control, tags.end)
        self.state = State.NAMED if is_named else State.WORDS
        self.first = 0
        """The cell of the box's first corner, where its second one is due."""

    @property
    def banned(self) -> AbstractSet[int]:
        """Words that would say three in a row a second time."""
        return self._repeats.banned

    def may_follow(self, token: int) -> bool:
        if not self._tags.may_follow(self.state, token) or token in self.banned:
            return False
        cell = token - self._tags.first_patch
        return self.state is not State.SECOND or is_box(self.first, cell)

    def take(self, token: int) -> None:
        """Go on to what follows *token*, which may follow."""
        self._repeats.add(token)
        tags = self._tags
        if token >= tags.first_patch:
            if self.state is State.FIRST:
                self.first = token - tags.first_patch
                self.state = State.SECOND
            else:
                self.state = State.BOX
            return
        following = {
            tags.phrase: State.OPENED,
            tags.phrase_end: State.NAMED,
            tags.object: State.FIRST,
            tags.delimiter: State.FIRST,
            tags.object_end: State.WORDS,
        }
        if token in following:
            self.state = following[token]
        elif self.state is State.OPENED:
            self.state = State.PHRASE
