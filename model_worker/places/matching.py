"""Words of a question -> the lines of a picture that carry them. Pure.

A person who asks for "the OK button" or "the total" names what is written there; the
line that says it best, and what stands beside it, is the place.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.places.letters import part

ENOUGH = 0.75
"""Share of the asked-for words that a line must carry (short words all of them)."""

_WORD = re.compile(r"\w+(?:[.,:/@'-]\w+)*")
_SAME_WORD = 0.84
"""Likeness at which two words are one, misread by a letter."""

_FILLERS = frozenset(
    # a paragraph: a hundred quoted strings in a list are harder to read
    """
    a all an and any are at be box button by can column copy could did do does
    entry exactly extract field find for from full given has have here how i
    icon image in is it item its label like line link list locate located many
    me menu message much my of on one or our out page part photo
    picture please point read reads row say says screen screenshot see shall
    should show shown shows sign stand tab tell text that the there these they
    this those to us value was we were what whats when where wheres which
    who whole whose why will with word words would written you your
    """.split()  # noqa: SIM905
)


class Match(Struct, frozen=True):
    """A line, the part of it that carries the words, and how well it does (0..1)."""

    line: Line
    box: Box
    score: float


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of *text* that carry meaning, folded, each once.

    A quoted part is taken at its word; where all words are fillers, they are kept.
    """
    quoted = re.search(r"[\"\u201c](.+?)[\"\u201d]", text)
    words = words_of(quoted[1] if quoted else text)
    telling = [word for word in words if word not in _FILLERS]
    return tuple(dict.fromkeys(telling or (words if quoted else [])))


def matches(subject: str, reading: TextReading) -> tuple[Match, ...]:
    """Return the lines that carry *subject*, best first; none where it is not there."""
    wanted = content_words(subject)
    if not wanted:
        return ()
    found = [match for line in reading.lines if (match := _match(wanted, line))]
    found = found or [_label(line) for line in _labels(wanted, reading)]
    best = max((match.score for match in found), default=0.0)
    return tuple(
        sorted(
            (match for match in found if match.score > best - 0.1),
            key=lambda match: -match.score,
        )
    )


def beside(line: Line, reading: TextReading) -> Line | None:
    """Return the line that stands nearest to the right of *line*, on its height."""
    right = [
        other
        for other in reading.lines
        if other.box.left >= line.box.right - 0.01 and _shares_height(line, other)
    ]
    return min(right, key=lambda other: other.box.left, default=None)


def _match(wanted: tuple[str, ...], line: Line) -> Match | None:
    written = list(_WORD.finditer(line.text))
    hits = [m for m in written if any(is_same_word(folded(m[0]), w) for w in wanted)]
    carried = sum(any(is_same_word(folded(m[0]), w) for m in hits) for w in wanted)
    if carried / len(wanted) < ENOUGH:
        return None
    box = part(line, hits[0].start(), hits[-1].end())
    return Match(
        line, box, 0.7 * carried / len(wanted) + 0.3 * len(hits) / len(written)
    )


def _labels(wanted: tuple[str, ...], reading: TextReading) -> list[Line]:
    """Return the lines that are nothing but asked-for words and have a value beside.

    "the e-mail address" is what stands beside "E-mail".
    """
    return [
        line
        for line in reading.lines
        if (written := words_of(line.text))
        and 2 * len(written) >= len(wanted)
        and all(any(is_same_word(word, w) for w in wanted) for word in written)
        and beside(line, reading)
    ]


def _label(line: Line) -> Match:
    return Match(line, line.box, 0.5)


def folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def words_of(text: str) -> list[str]:
    return [folded(word) for word in _WORD.findall(text)]


def is_same_word(word: str, wanted: str) -> bool:
    if word == wanted or (len(wanted) > 3 and word in {wanted + "s", wanted[:-1]}):  # noqa: PLR2004
        return True
    if min(len(word), len(wanted)) < 5:  # noqa: PLR2004 - short words must be exact
        return False
    return SequenceMatcher(None, word, wanted).ratio() >= _SAME_WORD


def _shares_height(one: Line, other: Line) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    height = min(one.box.bottom - one.box.top, other.box.bottom - other.box.top)
    return other is not one and shared > height / 2


def where(text: str, reading: TextReading) -> tuple[Line, Box] | None:
    """Return the first line that contains *text*, and the part of it that does."""
    wanted = text.casefold()
    for line in reading.lines:
        start = line.text.casefold().find(wanted)
        if start >= 0 and wanted:
            return line, part(line, start, start + len(wanted))
    return None
