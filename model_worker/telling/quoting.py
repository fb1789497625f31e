"""How a place is quoted: its words in quotation marks, tied to its box. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.marks import is_unsure
from bot.text_reading import Block, Line, TextReading
from model_worker.draft import Draft
from model_worker.places.matching import where

HARD_TO_READ = (
    "Parts of this are hard to read; what I am not sure of is outlined with dashes."
)


def quote(draft: Draft, block: Block, picture: str) -> None:
    point_at_block(draft, block, picture, quoted(block.text))


def quote_line(draft: Draft, line: Line, picture: str) -> None:
    shown = quoted(line.text)
    draft.point(shown, [line.box], picture, "read", line.confidence, phrase=line.text)


def point_at_block(draft: Draft, block: Block, picture: str, shown: str) -> None:
    confidence = block.confidence
    draft.point(shown, [block.box], picture, "read", confidence, phrase=block.text)


def point_at_name(
    draft: Draft, lead: str, name: str, reading: TextReading, picture: str
) -> None:
    place = where(name, reading)
    draft.say(lead)
    if place is None:
        draft.say(quoted(name))
    else:
        line, box = place
        draft.point(quoted(name), [box], picture, "read", line.confidence, phrase=name)
    draft.say(".")


def warn_if_unsure(draft: Draft, blocks: Sequence[Block]) -> None:
    if any(is_unsure(block.confidence) for block in blocks):
        draft.warn(HARD_TO_READ)


def quoted(text: str) -> str:
    return f"\u201c{' '.join(text.split()).rstrip('.')}\u201d"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
