"""A block of text -> the passages that it holds: a title, a message, a line of a log.

Blocks are made by how near lines stand. What a line says, and where it could have gone
on but did not, tells more. Pure.
"""

from __future__ import annotations

import re

from bot.text_reading import Block, Line

THROWN = re.compile(
    r"^\W*(?:[\w.$]+\.)?[A-Z]\w*(?:Error|Exception)\b(?!\s*\()", re.MULTILINE
)
"""The line that a stack trace ends with."""

_STAMPED = re.compile(
    r"\W*(?:\d{4}-\d\d-\d\d|\d{1,2}:\d\d:\d\d"
    r"|(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|CRITICAL|SEVERE)\b)"
)
_ENDED = re.compile(r"[.!?:;,\u2026-][\"'\u201d)]*$")
_OPENING = re.compile(r"[\"'\u201c(\[]?(?:[^\W_a-z])")
_ROOM = 1.2
"""Widths of a word that must have been left before it went to the next line."""

_TITLE_WORDS = 8
_LABEL_WORDS = 3
_FAR = 3.2
"""Heights of a title from its middle to that of what stands under it."""

_ASIDE = 2.0
"""Letters by which what stands under a title may begin beside it."""


def passages(block: Block) -> list[Block]:
    """Return *block* cut where something else begins."""
    found = [[block.lines[0]]]
    for above, line, below in zip(
        block.lines, block.lines[1:], [*block.lines[2:], None], strict=False
    ):
        if _begins_anew(above, line, block) or _is_label(above, line, below):
            found.append([])
        found[-1].append(line)
    return [Block(tuple(lines)) for lines in found]


def is_title(block: Block) -> bool:
    """Whether *block* is short and no sentence."""
    words = block.text.split()
    return len(words) <= _TITLE_WORDS and not _ENDED.search(words[-1])


def nearest_below(title: Block, blocks: list[Block]) -> int | None:
    """Return the place in *blocks* of what stands right under *title*."""
    height = (title.box.bottom - title.box.top) / len(title.lines)
    middle = _middle(title.lines[-1])
    below = [
        (_middle(block.lines[0]), place)
        for place, block in enumerate(blocks)
        if block is not title
        and 0 < _middle(block.lines[0]) - middle <= _FAR * height
        and _is_under(title, block)
    ]
    return min(below)[1] if below else None


def _begins_anew(above: Line, line: Line, block: Block) -> bool:
    if THROWN.match(line.text) or _STAMPED.match(line.text):
        return True
    if _ENDED.search(above.text) or not _OPENING.match(line.text):
        return False
    needed = len(line.text.split()[0]) + 1
    return block.box.right - above.box.right >= _ROOM * needed * _letter(above)


def _is_label(above: Line, line: Line, below: Line | None) -> bool:
    """Whether *line* is a button or the next field's name, and no more of a text."""
    return (
        _ENDED.search(above.text) is not None
        and _OPENING.match(line.text) is not None
        and len(line.text.split()) <= _LABEL_WORDS
        and not _ENDED.search(line.text)
        and (below is None or _OPENING.match(below.text) is not None)
    )


def _is_under(title: Block, block: Block) -> bool:
    """Whether both begin at one edge or are centred."""
    aside = _ASIDE * _letter(title.lines[0])
    one, other = title.box, block.box
    centres = abs(one.left + one.right - other.left - other.right) / 2
    return abs(one.left - other.left) <= aside or centres <= aside


def _letter(line: Line) -> float:
    return (line.box.right - line.box.left) / len(line.text)


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2
