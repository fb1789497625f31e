"""What was read or seen -> sentences whose phrases are tied to their places. Pure.

Everything said here stands in the reading or came from the model with its boxes; a
sentence that nothing in the picture bears out has no place in this module.
"""

from __future__ import annotations

from bot.marks import is_unsure
from bot.rendering import short
from bot.text_reading import Block, TextReading
from model_worker.draft import Draft
from model_worker.kosmos2.markup import Grounded
from model_worker.places.matching import Match, beside, matches
from model_worker.telling.quoting import (
    capitalised,
    point_at_block,
    quote,
    quote_line,
    quoted,
    warn_if_unsure,
)

NO_TEXT = "I could not read any text here."
_LOUD_BLOCKS = 3
_GIST_MAX = 80
_WORD = 4
_FOUND_MAX = 3


def tell_text(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say all text in reading order; the weightiest blocks get the numbers."""
    if not reading.blocks:
        draft.admit(NO_TEXT)
        return
    numbered = _weightiest(reading.blocks, draft.room)
    for place, block in enumerate(reading.blocks):
        draft.say("\n\n" if place else "")
        if place in numbered:
            point_at_block(draft, block, picture, block.text)
        else:
            draft.say(block.text)
    warn_if_unsure(draft, reading.blocks)


def tell_gist(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say what the largest letters say: what a glance would catch."""
    if not reading.blocks:
        draft.admit(NO_TEXT)
        return
    count = len(reading.lines)
    loud = sorted(_loudest(reading.blocks, _LOUD_BLOCKS))
    draft.say(f"I can read {count} {'line' if count == 1 else 'lines'} of text here")
    draft.say(": " if count <= len(loud) else ". The largest: ")
    for place, index in enumerate(loud):
        draft.say(", " if place else "")
        block = reading.blocks[index]
        shown = short(" ".join(block.text.split()), _GIST_MAX)
        point_at_block(draft, block, picture, quoted(shown))
    draft.say(".")
    warn_if_unsure(draft, [reading.blocks[index] for index in loud])


def tell_quoted(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say the blocks of a small place in one sentence."""
    for place, block in enumerate(reading.blocks):
        draft.say(", " if place else "")
        quote(draft, block, picture)
    draft.say(".")
    warn_if_unsure(draft, reading.blocks)


def has_number(found: tuple[Match, ...], reading: TextReading) -> bool:
    """Whether all that was *found* holds a number, or has one beside it."""
    texts = []
    for match in found[:_FOUND_MAX]:
        neighbour = beside(match.line, reading)
        texts.append(match.line.text + (neighbour.text if neighbour else ""))
    return all(any(letter.isdigit() for letter in text) for text in texts)


def tell_found(
    draft: Draft, found: tuple[Match, ...], reading: TextReading, picture: str
) -> None:
    """Say the lines that carry what was asked for, with what stands beside them."""
    for place, match in enumerate(found[:_FOUND_MAX]):
        neighbour = beside(match.line, reading)
        lead = "beside " if neighbour else "it says "
        draft.say(f", and {lead}" if place else capitalised(lead))
        quote_line(draft, match.line, picture)
        if neighbour:
            draft.say(" it says ")
            quote_line(draft, neighbour, picture)
    draft.say(".")
    warn_if_unsure(draft, [Block((match.line,)) for match in found[:3]])


def tell_located(draft: Draft, found: tuple[Match, ...], picture: str) -> None:
    """Say where the words stand."""
    for place, match in enumerate(found[:4]):
        draft.say(" It also stands in " if place else "It is here: ")
        draft.point(
            quoted(match.line.text),
            [match.box],
            picture,
            "read",
            match.line.confidence,
            phrase=match.line.text,
        )
        draft.say(".")
    warn_if_unsure(draft, [Block((match.line,)) for match in found[:4]])


def tell_seen(
    draft: Draft, grounded: Grounded, picture: str, opening: str = ""
) -> None:
    """Say what KOSMOS-2 said as a sentence, its phrases tied to its boxes.

    *opening* are our words before the model's, as its prompt began.
    """
    draft.say(opening)
    said = opening
    for segment in grounded.segments:
        text = segment.text if said else capitalised(segment.text)
        said += text
        if not segment.boxes:
            draft.say(text)
            continue
        bare = text.strip() or "here"  # a place that the model left without a name
        before, _, after = text.partition(bare)
        draft.say(before)
        confidence = 0.5 if segment.confidence is None else segment.confidence
        draft.point(bare, segment.boxes, picture, "seen", confidence)
        draft.say(after)
    if said.rstrip()[-1:].isalnum():
        draft.say(".")


def found_in(reading: TextReading, subject: str) -> tuple[Match, ...]:
    """Return the lines that carry *subject*, the unsure ones last."""
    return tuple(
        sorted(
            matches(subject, reading),
            key=lambda match: (is_unsure(match.line.confidence), -match.score),
        )
    )


def _weightiest(blocks: tuple[Block, ...], count: int) -> set[int]:
    """Return the places of the longest blocks; a lone sign is worth no number."""
    by_length = sorted(range(len(blocks)), key=lambda i: -len(blocks[i].text))
    words = [place for place in by_length if len(blocks[place].text.strip()) > 1]
    return set((words or by_length)[:count])


def _loudest(blocks: tuple[Block, ...], count: int) -> list[int]:
    def height(index: int) -> float:
        lines = [line for line in blocks[index].lines if not line.turned]
        return max((line.box.bottom - line.box.top for line in lines), default=0.0)

    telling = [i for i, block in enumerate(blocks) if len(block.text) >= _WORD]
    return sorted(telling or range(len(blocks)), key=height, reverse=True)[:count]
