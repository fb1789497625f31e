"""Words as they are compared: folded, without endings, forgiving a letter. Pure.

English, as posts and pictures here are; a word of another language is its own stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from model_worker.posts.vocabulary import IRREGULAR, SAME_GROUPS, STOP

_WORD = re.compile(r"\w+(?:[-.@&\u2019']\w+)*")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|['\u2019])$")
_ALIKE = 0.84
"""Likeness at which two words are one, misread by a letter."""

_FUZZY_FROM = 5
"""Shorter words must be exact: "won" is not "own"."""

_LOOKS = str.maketrans("015|$", "oIsls")
_SIGN = 2
"""Words of a sign in capitals; more of them are a whole text that shouts."""

_SHORT = 4
_LEAST = 3
_PLURALS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
_NEGATED = ("un", "in", "non", "dis", "im", "off", "de")


class Word(Struct, frozen=True):
    """A word of a text; *start* and *end* are its place there."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def words(text: str) -> tuple[Word, ...]:
    return tuple(_words(text))


def stems(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in _words(text))


def telling(text: str) -> tuple[Word, ...]:
    """Return the words of *text* that say something; "IT" does, "it" does not."""
    is_shouted = text.isupper() and len(text.split()) > _SIGN
    return tuple(
        word
        for word in _words(text)
        if word.text == "May"
        or (word.text.isupper() and len(word.text) > 1 and not is_shouted)
        or (word.text.casefold() not in STOP and word.stem not in STOP)
    )


def telling_stems(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in telling(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return *word* folded, singular and present: sold -> sell, teams -> team."""
    folded = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", word).casefold())
    if any(map(str.isdigit, folded)):
        return folded
    base = IRREGULAR.get(folded) or _without_ending(folded)
    base = IRREGULAR.get(base, base)
    return base[:-1] if base.endswith("e") and len(base) >= _SHORT else base


@lru_cache(maxsize=65536)
def is_same(one: str, other: str) -> bool:
    """Whether two stems are one word, perhaps misread by a letter."""
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return _as_seen(one) == _as_seen(other) and not (one + other).isdigit()
    if min(len(one), len(other)) < _FUZZY_FROM:
        return False
    shorter, longer = sorted((one, other), key=len)
    if any(longer == negation + shorter for negation in _NEGATED):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def means(one: str, other: str) -> bool:
    """Whether two stems may stand for each other: "cost" for "price"."""
    ours, theirs = _GROUPS.get(one), _GROUPS.get(other)
    return is_same(one, other) or bool(ours and theirs and ours & theirs)


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        yield Word(match[0], stem(match[0]), match.start(), match.end())


def _without_ending(word: str) -> str:
    if len(word) < _SHORT:
        return word
    for ending, instead in _PLURALS:
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= _LEAST and re.search("[aeiouy]", base):
            is_doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            return base[:-1] if is_doubled else base
    return word


def _as_seen(word: str) -> str:
    return word.translate(_LOOKS).casefold().replace("rn", "m")


_GROUPS: dict[str, frozenset[int]] = {}
for _number, _group in enumerate(SAME_GROUPS):
    for _each in map(stem, _group):
        _GROUPS[_each] = _GROUPS.get(_each, frozenset()) | {_number}
