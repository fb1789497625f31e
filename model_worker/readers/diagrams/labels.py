"""Words that stand at arrows: the answers of decisions above all. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_LETTERS = ("y", "n")
_ANSWERS = frozenset({"yes", "no", "true", "false", *_LETTERS})


def is_answer(text: str) -> bool:
    """Whether *text* answers a decision: such a word is no step, whatever frames it."""
    return label_of(text).casefold() in _ANSWERS


def are_answers(texts: Sequence[str]) -> bool:
    """Whether *texts* are answers, and signs that heads were read as beside them."""
    return any(map(is_answer, texts)) and all(
        is_answer(text) or not is_word_at_arrow(text) for text in texts
    )


def is_word_at_arrow(text: str) -> bool:
    """Whether *text* is no arrow head that was taken for a sign or a V."""
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(letters) > 1 or "".join(letters).casefold() in _LETTERS


def label_of(text: str) -> str:
    """Return *text* without a stroke beside it that was read as its first letter."""
    rest = text[1:].strip()
    is_answer_inside = rest.casefold() in _ANSWERS and len(rest) > 1
    return rest if is_answer_inside else text.strip()
