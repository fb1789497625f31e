"""A question that is not clear -> one question back, its choices numbered. Pure."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.jobs import Answer
from model_worker.alignment import Unclear
from model_worker.draft import Draft
from model_worker.telling.places import tell_choices


def asked_back(unclear: Unclear, conversation: Conversation) -> Answer:
    """Return the clarifying question, what it may mean drawn on the picture."""
    draft = Draft()
    draft.say(unclear.question)
    if unclear.things:
        tell_choices(draft, unclear.things, unclear.picture)
    for choice in unclear.choices:
        draft.offer(choice)
    it = conversation.it
    name = unclear.picture or (it.name if it else "")
    return draft.answer("ask", "clarify", [name] if name else [])
