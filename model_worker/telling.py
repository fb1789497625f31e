"""What was read or seen -> sentences whose phrases are tied to their places. Pure.

Everything said here stands in the reading or came from the model with its boxes; a
sentence that nothing in the picture bears out has no place in this module.
"""

from __future__ import annotations

from bot.jobs import Block, Line, TextReading
from bot.rendering import short
from model_worker.draft import FINDINGS_MAX, UNSURE, Draft
from model_worker.kosmos2.markup import Grounded
from model_worker.matching import Match, beside, matches, where
from model_worker.readers.advice_in_text import advice
from model_worker.readers.errors_in_text import error_blocks
from model_worker.readers.names_in_text import codes, names

HARD_TO_READ = (
    "Parts of this are hard to read; what I am not sure of is outlined with dashes."
)
NO_TEXT = "I could not read any text here."
ONLY_THE_PICTURE = (
    "This comes from the words in the picture alone; I have no notes about this error."
)
_LOUD_BLOCKS = 3
_GIST_MAX = 80
_WORD = 4


def tell_text(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say all text in reading order; the weightiest blocks get the numbers."""
    if not reading.blocks:
        draft.say(NO_TEXT)
        return
    numbered = _weightiest(reading.blocks, FINDINGS_MAX)
    for place, block in enumerate(reading.blocks):
        draft.say("\n\n" if place else "")
        if place in numbered:
            _point_at_block(draft, block, picture, block.text)
        else:
            draft.say(block.text)
    _warn_if_unsure(draft, reading.blocks)


def tell_gist(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say what the largest letters say: what a glance would catch."""
    if not reading.blocks:
        draft.say(NO_TEXT)
        return
    count = len(reading.lines)
    loud = sorted(_loudest(reading.blocks, _LOUD_BLOCKS))
    draft.say(f"I can read {count} {'line' if count == 1 else 'lines'} of text here")
    draft.say(": " if count <= len(loud) else ". The largest: ")
    for place, index in enumerate(loud):
        draft.say(", " if place else "")
        block = reading.blocks[index]
        shown = short(" ".join(block.text.split()), _GIST_MAX)
        _point_at_block(draft, block, picture, _quoted(shown))
    draft.say(".")
    _warn_if_unsure(draft, [reading.blocks[index] for index in loud])


def tell_quoted(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say the blocks of a small place in one sentence."""
    for place, block in enumerate(reading.blocks):
        draft.say(", " if place else "")
        _quote(draft, block, picture)
    draft.say(".")
    _warn_if_unsure(draft, reading.blocks)


def tell_error(draft: Draft, reading: TextReading, picture: str) -> bool:
    """Say the error message and its code; False where there is none."""
    blocks = error_blocks(reading)
    if not blocks:
        return False
    known = codes(" ".join(block.text for block in reading.blocks))[:2]
    # A line of its own for the code is said once, as the code.
    said = [b for b in blocks if not any(code in b.text for code in known)][:2]
    said = sorted(said or blocks[:1], key=lambda block: block.box.top)
    draft.say("The error says: ")
    for place, block in enumerate(said):
        draft.say(" and " if place else "")
        _quote(draft, block, picture)
    draft.say(".")
    text = " ".join(block.text for block in said)
    for code in known:
        if code not in text:
            _point_at_name(draft, " Its code is ", code, reading, picture)
    _warn_if_unsure(draft, said)
    if advice(reading) or names(text):
        draft.offer("What should I check first?")
    return True


def tell_advice(draft: Draft, reading: TextReading, picture: str) -> None:
    """Say what the picture itself tells a person to do, and which things it names."""
    lines = advice(reading)[:3]
    blocks = error_blocks(reading)
    said = " ".join(block.text for block in blocks[:2])
    named = names(said)[:2]
    if lines:
        draft.say("The message itself says what to do: ")
        for place, line in enumerate(lines):
            draft.say("; then " if place else "")
            _quote_line(draft, line, picture)
        draft.say(".")
    for place, name in enumerate(named):
        lead = " It names " if place or lines else "First check what it names: "
        _point_at_name(draft, lead, name, reading, picture)
    if not lines and not named:
        _tell_no_advice(draft, blocks, picture)
    draft.warn(ONLY_THE_PICTURE)
    draft.offer("Read all the text")


def tell_found(
    draft: Draft, found: tuple[Match, ...], reading: TextReading, picture: str
) -> None:
    """Say the lines that carry what was asked for, with what stands beside them."""
    for place, match in enumerate(found[:3]):
        neighbour = beside(match.line, reading)
        lead = "beside " if neighbour else "it says "
        draft.say(f", and {lead}" if place else _capitalised(lead))
        _quote_line(draft, match.line, picture)
        if neighbour:
            draft.say(" it says ")
            _quote_line(draft, neighbour, picture)
    draft.say(".")
    _warn_if_unsure(draft, [Block((match.line,)) for match in found[:3]])


def tell_located(draft: Draft, found: tuple[Match, ...], picture: str) -> None:
    """Say where the words stand."""
    for place, match in enumerate(found[:4]):
        draft.say(" It also stands in " if place else "It is here: ")
        draft.point(
            _quoted(match.line.text),
            [match.box],
            picture,
            "read",
            match.line.confidence,
            phrase=match.line.text,
        )
        draft.say(".")
    _warn_if_unsure(draft, [Block((match.line,)) for match in found[:4]])


def tell_seen(
    draft: Draft, grounded: Grounded, picture: str, opening: str = ""
) -> None:
    """Say what KOSMOS-2 said as a sentence, its phrases tied to its boxes.

    *opening* are our words before the model's, as its prompt began.
    """
    draft.say(opening)
    said = opening
    for segment in grounded.segments:
        text = segment.text if said else _capitalised(segment.text)
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
            key=lambda match: (match.line.confidence < UNSURE, -match.score),
        )
    )


def _tell_no_advice(draft: Draft, blocks: tuple[Block, ...], picture: str) -> None:
    if not blocks:
        draft.say("I see no error message here, so there is nothing to go by.")
        return
    draft.say("The message does not say what to do. It only says ")
    _quote(draft, blocks[0], picture)
    draft.say(".")


def _point_at_block(draft: Draft, block: Block, picture: str, shown: str) -> None:
    confidence = block.confidence
    draft.point(shown, [block.box], picture, "read", confidence, phrase=block.text)


def _quote(draft: Draft, block: Block, picture: str) -> None:
    _point_at_block(draft, block, picture, _quoted(block.text))


def _quote_line(draft: Draft, line: Line, picture: str) -> None:
    shown = _quoted(line.text)
    draft.point(shown, [line.box], picture, "read", line.confidence, phrase=line.text)


def _point_at_name(
    draft: Draft, lead: str, name: str, reading: TextReading, picture: str
) -> None:
    place = where(name, reading)
    draft.say(lead)
    if place is None:
        draft.say(_quoted(name))
    else:
        line, box = place
        draft.point(_quoted(name), [box], picture, "read", line.confidence, phrase=name)
    draft.say(".")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quoted(text: str) -> str:
    return f"\u201c{' '.join(text.split()).rstrip('.')}\u201d"


def _warn_if_unsure(draft: Draft, blocks: tuple[Block, ...] | list[Block]) -> None:
    if any(block.confidence < UNSURE for block in blocks):
        draft.warn(HARD_TO_READ)


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
