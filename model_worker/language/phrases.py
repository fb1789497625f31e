"""One phrase that names a place, read word by word. Pure.

It is read forwards: determiner, modifiers, the name of a thing, then where it is ("on
the left"), what it is called ("for March") and what it stands beside. Words that are
none of these end it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from model_worker.language.place_tokens import (
    Token,
    modifier_at,
    position_at,
    relation_at,
    word_at,
)
from model_worker.language.place_words import (
    ADJECTIVES,
    BEFORE_PLACES,
    CALLED,
    COUNTED,
    DETERMINERS,
    ELEMENTS,
    MARKS,
    PAIRS,
    STOP,
)
from model_worker.requests import BoxNumber, Mention

_LABEL_WORDS = 4
_CALLED_WORDS = 6
_STANDS_ALONE = frozenset({"axis", "legend", "title", "table"})
"""Things that a picture has one of, if any: a place even without a modifier."""


def is_telling(mention: Mention) -> bool:
    """Whether *mention* says which one, not just what kind of thing."""
    bare = Mention(element=mention.element, words=mention.words, count=mention.count)
    return mention != bare or mention.element in _STANDS_ALONE


class Phrase:
    """One mention being read from *start*; `read` says what it is and where it ends."""

    def __init__(self, tokens: Sequence[Token], start: int) -> None:
        self._tokens = tokens
        self._start = start
        self._at = start
        self._mention = Mention(element="one")
        self._label: list[str] = []

    def read(self) -> tuple[Mention | None, int]:
        if self._word() in DETERMINERS:
            self._at += 1
        while self._modifier() or self._label_word():
            pass
        if not self._thing() and not self._thing_after_and():
            return None, self._start
        while self._tail():
            pass
        words = " ".join(token.raw for token in self._tokens[self._start : self._at])
        label = self._mention.label or " ".join(self._label)
        return replace(self._mention, words=words, label=label), self._at

    def _word(self, ahead: int = 0) -> str:
        return word_at(self._tokens, self._at + ahead)

    def _is_thing(self, ahead: int = 0) -> bool:
        word = self._word(ahead)
        return word in ELEMENTS or word in MARKS

    def _take(self, length: int = 1, **said: object) -> bool:
        self._mention = replace(self._mention, **said)
        self._at += length
        return True

    def _modifier(self) -> bool:
        said, length = modifier_at(self._tokens, self._at)
        return length > 0 and self._take(length, **said)

    def _label_word(self) -> bool:
        """Take a word that names the thing: "the *March* bar", "the *OK* button"."""
        word = self._word()
        if not word or word in STOP or len(self._label) >= _LABEL_WORDS:
            return False
        if self._is_thing() and not self._names_a_thing_ahead():
            return False
        self._label.append(self._tokens[self._at].raw)
        return self._take()

    def _names_a_thing_ahead(self) -> bool:
        """Whether the noun here only describes the next: "the *error* *message*"."""
        pair = (self._word(), self._word(1))
        return (
            pair not in PAIRS and self._is_thing(1) and self._word(1) not in {"one", ""}
        )

    def _thing(self) -> bool:
        word, after = self._word(), self._word(1)
        if (word, after) in PAIRS:
            return self._take(2, element=PAIRS[word, after])
        if word in MARKS and (self._mention.colour or self._start < self._at):
            return self._take(element="area", mark=MARKS[word])
        if word not in ELEMENTS or (word in ADJECTIVES and after and after not in STOP):
            return False
        element = ELEMENTS[word]
        if word in {"section", "sections"} and not self._hasposition_at():
            element = "slice"
        self._take(element=element)
        return self._numbered()

    def _thing_after_and(self) -> bool:
        """Take the thing of "the first" from "the first *and the last bar*"."""
        if self._word() not in {"and", "or"} or not is_telling(self._mention):
            return False
        mention, _ = Phrase(self._tokens, self._at + 1).read()
        return mention is not None and self._take(0, element=mention.element)

    def _hasposition_at(self) -> bool:
        return bool(self._mention.vertical or self._mention.horizontal)

    def _numbered(self) -> bool:
        """Take what follows the thing at once: "row 3", "column *Price*", "step #2"."""
        word = self._word()
        if word in {"number", "no"} and self._word(1) in COUNTED:
            return self._take(2, ordinal=COUNTED[self._word(1)])
        if word in COUNTED and word != "one":
            return self._take(ordinal=COUNTED[word])
        if self._at < len(self._tokens) and self._is_name(self._tokens[self._at]):
            self._label = [self._tokens[self._at].raw]
            self._at += 1
        return True

    def _is_name(self, token: Token) -> bool:
        return token.is_quoted or (
            token.raw[:1].isupper() and token.word not in STOP and not self._label
        )

    def _tail(self) -> bool:
        return self._where() or self._mark() or self._called() or self._relation()

    def _where(self) -> bool:
        """Take "on the left", "in the upper right corner", "at the bottom"."""
        if self._word() not in BEFORE_PLACES:
            return False
        mention, end = place_alone(self._tokens, self._at)
        if mention is None:
            return False
        self._at = end
        return self._take(
            0,
            vertical=mention.vertical or self._mention.vertical,
            horizontal=mention.horizontal or self._mention.horizontal,
        )

    def _mark(self) -> bool:
        """Take "in the red circle", "under the yellow highlight"."""
        if self._word() not in {"in", "inside", "within", "under", "at"}:
            return False
        mention, end = Phrase(self._tokens, self._at + 1).read()
        if mention is None or not mention.mark or self._mention.mark:
            return False
        self._at = end
        return self._take(0, mark=mention.mark, colour=mention.colour)

    def _called(self) -> bool:
        """Take "for March", "called Sales", "labelled “OK”"."""
        if self._word() not in CALLED or self._mention.label:
            return False
        at = self._at + 1
        while at < len(self._tokens) and self._tokens[at].word in DETERMINERS:
            at += 1
        end = at
        while end < min(len(self._tokens), at + _CALLED_WORDS):
            if not self._tokens[end].word or self._tokens[end].word in STOP:
                break
            end += 1
        if end == at:
            return False
        label = " ".join(token.raw for token in self._tokens[at:end])
        self._at = end
        return self._take(0, label=label)

    def _relation(self) -> bool:
        """Take "left of the red bar", "below 2", "of the left table"."""
        if self._mention.anchor is not None:
            return False
        relation, length = relation_at(self._tokens, self._at)
        if not relation:
            return False
        anchor, end = _anchor(self._tokens, self._at + length)
        if anchor is None or (relation == "inside" and _is_only_words(anchor)):
            return False
        self._at = end
        return self._take(0, relation=relation, anchor=anchor)


def _anchor(tokens: Sequence[Token], at: int) -> tuple[Mention | BoxNumber | None, int]:
    word = tokens[at].word if at < len(tokens) else ""
    if word in {"box", "number"} and at + 1 < len(tokens):
        at, word = at + 1, tokens[at + 1].word
    if word.isdecimal() and len(word) < 3:  # noqa: PLR2004 - two digits at most
        return BoxNumber(int(word)), at + 1
    mention, end = Phrase(tokens, at).read()
    if mention is not None and is_telling(mention):
        return mention, end
    end = start = at + (word in DETERMINERS)
    while end < len(tokens) and tokens[end].word and tokens[end].word not in STOP:
        end += 1
    label = " ".join(token.raw for token in tokens[start : min(end, start + 4)])
    return (Mention(element="text", label=label), end) if label else (None, at)


def _is_only_words(anchor: Mention | BoxNumber) -> bool:
    """Whether "of …" or "in …" only goes on about the matter: "the row of Tom"."""
    return isinstance(anchor, Mention) and anchor.element in {"text", "one"}


def place_alone(tokens: Sequence[Token], at: int) -> tuple[Mention | None, int]:
    """Read "on the left", "at the bottom right", or "left of 2" without a thing."""
    start = at
    relation, length = relation_at(tokens, at)
    if relation and relation != "inside":
        anchor, end = _anchor(tokens, at + length)
        if anchor is not None:
            return Mention(element="one", relation=relation, anchor=anchor), end
    if tokens[at].word not in BEFORE_PLACES:
        return None, start
    at += 1
    while at < len(tokens) and tokens[at].word in {"the", "very", "far"}:
        at += 1
    vertical, horizontal, end = position_at(tokens, at)
    if end == at:
        return None, start
    if end < len(tokens) and tokens[end].word in ELEMENTS:
        if ELEMENTS[tokens[end].word] != "area":
            return None, start
        end += 1
    words = " ".join(token.raw for token in tokens[start:end])
    return (
        Mention(element="area", words=words, vertical=vertical, horizontal=horizontal),
        end,
    )
