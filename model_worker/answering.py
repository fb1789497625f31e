"""The six steps for one job, in order: the page to read first.

1 input, 2 seeing, 3 language, 4 alignment, 5 answering, 6 return. Each step is a
module; this one only puts them in their order.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bot.conversation import Conversation, before
from bot.jobs import Answer, Job, Step, Turn
from model_worker.alignment import Target, Unclear, aligned
from model_worker.draft import Draft
from model_worker.intents import told
from model_worker.notes import Notes
from model_worker.seeing import Model, Readings, Shelf, Sight
from model_worker.understanding import understood


class Memory(Shelf, Protocol):
    async def turns(self, thread_key: str) -> tuple[Turn, ...]: ...


class Desk(Struct, frozen=True):
    """What a worker has at hand for every job: memory, readers, perhaps a model.

    *notes* are the operator's own, where there are any.
    """

    memory: Memory
    readings: Readings
    model: Model | None = None
    notes: Notes | None = None


class Ear(Protocol):
    """Who listens while a job is worked on, and may have gone meanwhile."""

    async def step(self, step: Step) -> None: ...

    def words(self, words: str) -> None: ...

    def is_gone(self) -> bool: ...


async def answer(job: Job, desk: Desk, ear: Ear) -> Answer:
    """Return the answer to *job*. Raises UserError and ServiceError.

    Told to *ear* on the way: the step under way and all words so far.
    """
    # 1 input: the job, its pictures, the last turns of its thread
    conversation = before(await desk.memory.turns(job.address.thread_key), job)
    # 2 seeing: readers and model, asked only for what the next steps call for
    sight = Sight(desk.readings, desk.memory, desk.model, ear.step, ear.is_gone)
    # 3 language: what is asked, of what
    request = understood(job.text, [turn.job.text for turn in conversation.turns])
    # 4 alignment: each reference to its place, or one question back
    places = aligned(request, conversation, job)
    if isinstance(places, Unclear):
        return _asked_back(places, conversation)
    # 5 answering: what was read and seen, in sentences that point
    draft = Draft()
    for number, place in enumerate(places):
        draft.share_room(len(places) - number)
        if len(places) > 1:
            draft.say(f"{_gap(draft)}Picture {place.ordinal}: ")
        await told(draft, request, place, sight, ear.words)
    await ear.step("drawing")
    # 6 return
    _offer_the_others(draft, places, conversation, job)
    return draft.answer(request.intent, request.kind, [p.picture.name for p in places])


def _asked_back(unclear: Unclear, conversation: Conversation) -> Answer:
    draft = Draft()
    draft.say(unclear.question)
    for choice in unclear.choices:
        draft.offer(choice)
    it = conversation.it
    return draft.answer("ask", "clarify", [it.name] if it else [])


def _gap(draft: Draft) -> str:
    return "" if draft.is_empty else "\n\n"


def _offer_the_others(
    draft: Draft, places: tuple[Target, ...], conversation: Conversation, job: Job
) -> None:
    """With two pictures in the thread, the same may be wanted of the other one."""
    names = {p.name for p in (*conversation.pictures, *job.pictures)}
    if len(names) == len(places) + 1:
        draft.offer("The same for the other picture")
