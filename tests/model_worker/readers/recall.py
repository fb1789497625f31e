"""How many of the words on a picture were read."""

from __future__ import annotations

from collections import Counter

_ALIKE = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-"}
)
_AROUND = ".,;:!?\"'()[]*-\u25b6\u25ba"


def words(text: str) -> Counter[str]:
    """Count the words of *text*, without the marks around them."""
    bare = (word.strip(_AROUND) for word in text.translate(_ALIKE).split())
    return Counter(word for word in bare if word)


def recall(truth: str, read: str) -> float:
    """Return the share of the words of *truth* that *read* holds, 0..1."""
    wanted = words(truth)
    return (wanted & words(read)).total() / wanted.total()
