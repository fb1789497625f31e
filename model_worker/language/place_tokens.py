"""A question's words one by one, and what a few of them in a row say about a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from model_worker.language.place_words import (
    CORNERS,
    HORIZONTAL,
    MARKED,
    NUMBERS,
    RELATIONS,
    SIZES,
    VERTICAL,
)
from model_worker.language.references import COUNTS
from model_worker.readers.colour_names import is_colour
from model_worker.requests import Horizontal, Relation, Vertical

_TOKEN = re.compile(
    r"[\"\u201c\u201e](?P<quoted>[^\"\u201c\u201d]{1,80})[\"\u201d]"
    r"|(?P<word>[\w$\u20ac\u00a3%&/'.+-]*[\w%'+])|(?P<end>[,;:?!.])"
)


class Token(Struct, frozen=True):
    """*word* is folded for comparing, *raw* as it was typed; an end has no word."""

    word: str
    raw: str
    is_quoted: bool = False


def tokens_of(text: str) -> list[Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        if match["quoted"]:
            tokens.append(
                Token(match["quoted"].casefold(), match["quoted"], is_quoted=True)
            )
        else:
            raw = (match["word"] or "").rstrip(".'")
            tokens.append(Token(raw.casefold(), raw))
    return tokens


def modifier_at(tokens: Sequence[Token], at: int) -> tuple[dict[str, object], int]:
    """Return what the words at *at* say of a thing, and how many they are."""
    word, after, third = (word_at(tokens, at + ahead) for ahead in range(3))
    if word in CORNERS:
        vertical, horizontal = CORNERS[word]
        return {"vertical": vertical, "horizontal": horizontal}, 1
    if word in NUMBERS:
        return _ordinal(NUMBERS[word], after, third)
    if after and is_colour(f"{word} {after}"):
        return {"colour": f"{word} {after}"}, 2
    said: dict[str, object] = {}
    if word in COUNTS and word != "one":  # "the last *two* rows"
        said = {"count": COUNTS[word]}
    elif word in VERTICAL:
        said = {"vertical": VERTICAL[word]}
    elif word in HORIZONTAL and after != "of":
        said = {"horizontal": HORIZONTAL[word]}
    elif word in SIZES:
        said = {"size": SIZES[word]}
    elif word in MARKED:
        said = {"mark": MARKED[word]}
    elif is_colour(word):
        said = {"colour": word}
    return said, len(said)


def _ordinal(number: int, after: str, third: str) -> tuple[dict[str, object], int]:
    """Return "second", "second last" or "second to last" as an ordinal."""
    if after == "last":
        return {"ordinal": -number}, 2
    if (after, third) == ("to", "last"):
        return {"ordinal": -number}, 3
    return {"ordinal": number}, 1


def relation_at(tokens: Sequence[Token], at: int) -> tuple[Relation, int]:
    for words, relation in RELATIONS.items():
        ahead = tuple(token.word for token in tokens[at : at + len(words)])
        if ahead == words:
            return relation, len(words)
    return "", 0


def position_at(tokens: Sequence[Token], at: int) -> tuple[Vertical, Horizontal, int]:
    """Read position words from *at* on; what each says, and where they end."""
    vertical: Vertical = ""
    horizontal: Horizontal = ""
    while at < len(tokens):
        word = tokens[at].word
        if word in CORNERS:
            vertical, horizontal = CORNERS[word]
        elif word in VERTICAL and not vertical:
            vertical = VERTICAL[word]
        elif word in HORIZONTAL and not horizontal:
            horizontal = HORIZONTAL[word]
        else:
            break
        at += 1
    return vertical, horizontal, at


def word_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""
