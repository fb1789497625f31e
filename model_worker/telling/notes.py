"""The operator's notes, quoted with the names of their files. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rendering import safe_text, short
from model_worker.draft import Draft
from model_worker.knowledge.notes import QUOTE_MAX, Note
from model_worker.telling.quoting import quoted

_NAME_MAX = 80


def tell_notes(draft: Draft, notes: Sequence[Note]) -> bool:
    """Quote each of *notes*; False where there is none."""
    for place, note in enumerate(notes):
        file = short(safe_text(note.file), _NAME_MAX)
        title = short(safe_text(note.title), _NAME_MAX)
        draft.say(" Another note, " if place else "A note on this, ")
        draft.say(f"{quoted(title)} in {file}, says: ")
        draft.say(f"{quoted(short(safe_text(note.quote), QUOTE_MAX))}.")
    return bool(notes)
