"""Which of what was read is an error message. Pure; knows no error by name.

A message is a sentence that says what went wrong; a title ("Error") or a bare code
only points at one, and ranks behind it.
"""

from __future__ import annotations

import re

from msgspec import Struct

from bot.text_reading import Block, TextReading
from model_worker.readers.advice_in_text import advice
from model_worker.readers.complaints_in_text import complaints
from model_worker.readers.error_words import ENOUGH, is_bare, weight_of
from model_worker.readers.names_in_text import codes, names
from model_worker.readers.passages import is_title, nearest_below, passages

__all__ = [
    "Message",
    "advice",
    "code_under",
    "codes",
    "error_blocks",
    "messages",
    "names",
]

_POINTERS = re.compile(
    r"(?i)\b(?:error|errors|code|codes|errno|status|exception|number|http|id|stop)\b"
)
_CODE_ALONE = re.compile(r"[A-Z]{2,8}-\d{2,6}")
_NAMED = re.compile(r"(?i)\b(?:error|exception)")
"""A title that stands over nothing but what went wrong; "Failed" also fills cells."""

_STATUS = re.compile(r"[45]\d\d")
_LARGER = 1.5
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_LINES = 6
_TITLE_WORDS = 3
_REACH_BLOCKS = 3


class Message(Struct, frozen=True):
    """What an error says, and the *title* above it where there is one."""

    body: Block
    title: Block | None = None


class _Candidate(Struct, frozen=True):
    """*rank* sorts: messages before titles and codes, then by weight, then by place."""

    rank: tuple[bool, float, int]
    block: Block
    title: Block | None = None


def messages(reading: TextReading) -> tuple[Message, ...]:
    """Return what the errors say, the likeliest first, each under its title.

    Where nothing reads like an error, what a form complains about.
    """
    found = _candidates(reading)
    titles = {id(each.title) for each in found if each.title is not None}
    told = [
        Message(each.block, each.title)
        for each in found
        if id(each.block) not in titles
    ]
    return tuple(told or [Message(block) for block in complaints(reading)])


def code_under(body: Block, reading: TextReading) -> tuple[str, ...]:
    """Return what stands alone under a message and is numbered like its code."""
    place = nearest_below(body, list(reading.blocks))
    text = "" if place is None else reading.blocks[place].text
    return (text,) if _CODE_ALONE.fullmatch(text) else ()


def error_blocks(reading: TextReading) -> tuple[Block, ...]:
    """Return what reads like an error, the likeliest message first.

    A block is narrowed to the lines that say it, a log to its bad lines.
    """
    return tuple(each.block for each in _candidates(reading))


def _candidates(reading: TextReading) -> list[_Candidate]:
    parts = [part for block in reading.blocks for part in _narrowed(block)]
    weights = [weight_of(_text(part)) for part in parts]
    titles = _titles(parts, weights)
    found = []
    for place, part in enumerate(parts):
        title = titles.get(place)
        weight = weights[place] + (ENOUGH if title is not None else 0)
        if weight >= ENOUGH:
            is_pointer = not _is_sentence(_text(part))
            found.append(_Candidate((is_pointer, -weight, place), part, title))
    return sorted(found, key=lambda each: each.rank)


def _is_sentence(text: str) -> bool:
    """Whether *text* says something beside titles and codes."""
    for code in codes(text):
        text = text.replace(code, " ")
    return len(_WORD.findall(_POINTERS.sub(" ", text))) >= _TITLE_WORDS


def _titles(parts: list[Block], weights: list[float]) -> dict[int, Block]:
    """Return the titles of messages by the places of these.

    A title is an error itself, stands over one or is the number of one; a bare
    "Error" need not be near.
    """
    titles: dict[int, Block] = {}
    for title, weight in zip(parts, weights, strict=True):
        is_status = _STATUS.fullmatch(title.text) is not None
        if (weight or is_status) and is_title(title):
            place = _under(title, weight, parts, weights)
            if place is not None:
                titles[place] = title
    return titles


def _under(
    title: Block, weight: float, parts: list[Block], weights: list[float]
) -> int | None:
    """Return the place of the message whose title *title* is."""
    place = nearest_below(title, parts)
    if place is None or not _is_message(parts[place]):
        return _next_message(title, parts)
    if not weight:
        return place if _is_larger(title, parts[place]) else None
    is_error = max(weight, weights[place]) >= ENOUGH or is_bare(_text(title))
    return place if is_error else None


def _is_message(part: Block) -> bool:
    return _has_words(part) and (not is_title(part) or len(part.lines) > 1)


def _has_words(part: Block) -> bool:
    return len(_WORD.findall(_text(part))) > _TITLE_WORDS


def _is_larger(title: Block, body: Block) -> bool:
    """Whether *title* is written large over *body*, as a server's 404 is."""
    heights = [line.box.bottom - line.box.top for line in (*title.lines, body.lines[0])]
    return heights[0] >= _LARGER * heights[-1]


def _next_message(title: Block, parts: list[Block]) -> int | None:
    """Return the place of the message that is read after a bare *title*."""
    if not is_bare(_text(title)):
        return None
    is_named = _NAMED.search(title.text) is not None
    start = next(place for place, part in enumerate(parts) if part is title) + 1
    for place in range(start, min(start + _REACH_BLOCKS, len(parts))):
        if _is_message(parts[place]) or (is_named and _has_words(parts[place])):
            return place
    return None


def _narrowed(block: Block) -> list[Block]:
    """Return the passages of *block*, of long ones the lines that read like errors."""
    return [
        part
        for passage in passages(block)
        for part in (
            [passage] if len(passage.lines) <= _LONG_LINES else _bad_lines(passage)
        )
    ]


def _bad_lines(passage: Block) -> list[Block]:
    runs: list[Block] = []
    is_open = False
    for line in passage.lines:
        if weight_of(line.text) < ENOUGH:
            is_open = False
        elif is_open:
            runs[-1] = Block((*runs[-1].lines, line))
        else:
            runs.append(Block((line,)))
            is_open = True
    return runs


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)
