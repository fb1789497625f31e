"""“If the password is wrong” -> what is supposed, and whether it denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONDITION = re.compile(
    r"\b(?:if|when(?:ever)?|in case|provided|suppose)\b(?: that)?(?P<said>.+)$",
    re.IGNORECASE,
)
_DENIALS = frozenset(
    # a paragraph: a hundred quoted strings in a list are harder to read
    """
    no not never without neither cannot wrong incorrect invalid false fail fails failed
    failing bad missing unavailable unsuccessful denied declined rejected refused unable
    lacks lacking
    """.split()  # noqa: SIM905
)
_YES = frozenset({"yes", "y", "true", "ok", "okay", "correct", "valid", "pass"})
_NO = frozenset({"no", "n", "false", "wrong", "incorrect", "invalid", "fail"})
_POINTERS = frozenset({"it", "this", "that", "so", "is", "does", "do", "the", "answer"})
_OPPOSITES = ("un", "in", "im", "dis", "non")
_LETTERS_LEAST = 4


def condition_in(text: str) -> str:
    """Return what *text* supposes, "" where it supposes nothing."""
    match = _CONDITION.search(text)
    return match["said"].strip(" ,?.!") if match else ""


def is_denied(words: Sequence[str], of: Sequence[str] = ()) -> bool:
    """Whether *words* deny what they say; "unpaid" denies *of* which "paid" is one.

    Two denials make none: "if it does not fail".
    """
    denials = sum(
        word in _DENIALS or word.endswith("n't") or is_opposite(word, of)
        for word in words
    )
    return denials % 2 == 1


def is_opposite(word: str, of: Sequence[str]) -> bool:
    """Whether *word* is one *of* these with an "un" or "in" before it."""
    return word not in _DENIALS and any(
        word == before + each
        for each in of
        if len(each) >= _LETTERS_LEAST
        for before in _OPPOSITES
    )


def is_bare(words: Sequence[str]) -> bool:
    """Whether *words* say a case without saying of what: "if not", "if it fails"."""
    return bool(words) and all(
        word in _POINTERS or word in _DENIALS or word in _YES or word.endswith("n't")
        for word in words
    )


def is_yes(words: Sequence[str]) -> bool:
    return bool(words) and _YES.issuperset(words)


def is_no(words: Sequence[str]) -> bool:
    return bool(words) and _NO.issuperset(words)
