"""An error that was read -> what it says, and what it says to do. Pure.

The operator's notes come first, quoted with their files. With none, the picture's
words are all there is: they are quoted, never explained away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text_reading import Block, TextReading
from model_worker.draft import Draft
from model_worker.knowledge.notes import Note
from model_worker.readers.advice_in_text import advice
from model_worker.readers.errors_in_text import Message, code_under, messages
from model_worker.readers.names_in_text import codes, names
from model_worker.telling.notes import tell_notes
from model_worker.telling.quoting import (
    point_at_name,
    quote,
    quote_line,
    warn_if_unsure,
)

ONLY_THE_PICTURE = (
    "This comes from the words in the picture alone; I have no notes about this error."
)
_HOLLOW = re.compile(r"(?i)\W*(?:error|warning|alert|exception|problem|sorry|oops)\W*")
"""A title that says no more than "the error says" does."""

_FIRST_NAMED = {False: "First check what it names: ", True: "The message names "}


def tell_error(draft: Draft, reading: TextReading, picture: str) -> bool:
    """Say the error message and its code; False where there is none."""
    found = messages(reading)
    if not found:
        return False
    known = codes(" ".join(block.text for block in reading.blocks))[:2]
    known = known or code_under(found[0].body, reading)
    said = _told(found, known)
    draft.say("The error says" if said[0].title else "The error says: ")
    for place, message in enumerate(said):
        draft.say(" and " if place else "")
        _tell_message(draft, message, picture)
    draft.say(".")
    blocks = [block for message in said for block in _blocks(message)]
    text = " ".join(block.text for block in blocks)
    for code in known:
        if code not in text:
            point_at_name(draft, " Its code is ", code, reading, picture)
    warn_if_unsure(draft, blocks)
    if advice(reading) or names(text):
        draft.offer("What should I check first?")
    return True


def tell_advice(
    draft: Draft, reading: TextReading, picture: str, notes: Sequence[Note] = ()
) -> None:
    """Say what the *notes* about this error and the picture itself tell one to do."""
    lines = advice(reading)[:3]
    blocks = [block for each in messages(reading) for block in _blocks(each)]
    said = " ".join(block.text for block in blocks[:2])
    named = names(said)[:2]
    if tell_notes(draft, notes):
        draft.say(" " if lines or named else "")
    else:
        draft.warn(ONLY_THE_PICTURE)
    if lines:
        draft.say("The message itself says what to do: ")
        for place, line in enumerate(lines):
            draft.say("; then " if place else "")
            quote_line(draft, line, picture)
        draft.say(".")
    for place, name in enumerate(named):
        lead = " It names " if place or lines else _FIRST_NAMED[bool(notes)]
        point_at_name(draft, lead, name, reading, picture)
    if not lines and not named and not notes:
        _tell_no_advice(draft, blocks, picture)
    draft.offer("Read all the text")


def _told(found: tuple[Message, ...], known: tuple[str, ...]) -> list[Message]:
    """Return one message with its title or two without, as they stand on the picture.

    A line that only gives the code is said once, as the code.
    """
    said = [each for each in found if not _is_only(known, each.body)] or [found[0]]
    if said[0].title is not None and _HOLLOW.fullmatch(said[0].title.text):
        return [Message(said[0].body)]
    if said[0].title is not None:
        return said[:1]
    bare = [each for each in said if each.title is None][:2]
    return sorted(bare, key=lambda each: each.body.box.top)


def _tell_message(draft: Draft, message: Message, picture: str) -> None:
    if message.title is not None:
        draft.say(" ")
        quote(draft, message.title, picture)
        draft.say(": ")
    quote(draft, message.body, picture)


def _blocks(message: Message) -> list[Block]:
    return [block for block in (message.title, message.body) if block is not None]


def _is_only(known: tuple[str, ...], block: Block) -> bool:
    """Whether *block* says nothing but one of the codes *known*, by whatever name."""
    rest = block.text
    for code in known:
        rest = rest.replace(code, " ")
    words = {word.strip(".:()#").casefold() for word in rest.split()}
    return rest != block.text and words <= {"", "error", "code", "status", "stop", "no"}


def _tell_no_advice(draft: Draft, blocks: list[Block], picture: str) -> None:
    if not blocks:
        draft.say("I see no error message here, so there is nothing to go by.")
        return
    draft.say("The message does not say what to do. It only says ")
    quote(draft, blocks[0], picture)
    draft.say(".")
