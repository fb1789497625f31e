"""The six steps for one job, in order: the page to read first.

1 input, 2 seeing, 3 language, 4 alignment, 5 answering, 6 return. Each step is a
module; this one only puts them in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation import Conversation, before
from bot.jobs import Answer, Job, Manner, Span, Step, Turn
from model_worker.alignment import (
    NO_STATEMENT,
    Aligned,
    Target,
    Unclear,
    aligned,
    numbered_in,
)
from model_worker.asking_back import asked_back
from model_worker.draft import Draft
from model_worker.forgetting import forgotten
from model_worker.intents import tell
from model_worker.joining import Told, joined, kept
from model_worker.knowledge.notes import Notes
from model_worker.language.needs import needs
from model_worker.looking import Looking
from model_worker.places.locating import Place, located
from model_worker.requests import Request
from model_worker.seeing import Model, Readings, Shelf, Sight
from model_worker.spot import Spot
from model_worker.tutoring.exercises import may_be_exercise, may_rest_on_more
from model_worker.tutoring.guiding import guided
from model_worker.tutoring.revealing import questions, revealed
from model_worker.understanding import understood

WELCOME = Answer(spans=(Span("You are welcome."),), intent="ask")


class Memory(Shelf, Protocol):
    async def turns(self, thread_key: str) -> tuple[Turn, ...]: ...

    async def forget_thread(self, thread_key: str, asking: str = "") -> None: ...

    async def forget_user(self, user_key: str, asking: Job | None = None) -> None: ...


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
    job, conversation = revealed(job, conversation)
    # 2 language: what is asked, of what
    request = understood(job.text, questions(conversation), is_post=job.is_post)
    if request.intent == "forget":
        return await forgotten(job, request, desk.memory)
    if request.topic == "thanks" and not job.pictures:
        return WELCOME
    # 3 seeing: readers and model, asked only for what the question calls for
    sight = Sight(desk.readings, desk.memory, desk.model, ear.step, ear.is_gone)
    # 4 alignment: each reference to its picture and its place, or one question back
    targets = aligned(request, conversation, job)
    places = await found(request, targets, sight, conversation)
    if isinstance(places, Unclear):
        return asked_back(places, conversation)
    # 5 answering: what was read and seen, in sentences that point
    told: list[Told] = []
    for place in places:
        looking = Looking(Draft(), place, sight, _after(told, ear))
        spot = Spot(looking.draft, request, place, sight, looking, desk.notes)
        draft = await written(spot, job.manner)
        _admit_the_missed(draft, place)
        told.append((place, draft))
    parts = kept(request, told)
    draft = joined(parts, is_one_of_many=len(told) > 1)
    await ear.step("drawing")
    # 6 return
    _offer_the_places(draft)
    _offer_the_others(draft, len(places), conversation, job)
    _admit_the_rest(draft, len(places), job)
    looked_at = [place.target.picture.name for place, _ in (*parts, *told)]
    return draft.answer(
        request.intent, request.kind, list(dict.fromkeys(looked_at)), job.text
    )


async def written(spot: Spot, manner: Manner) -> Draft:
    """Return what is to be said of *spot*: the answer, or a tutor's way to it.

    Nobody hears the words of an answer that may be withheld.
    """
    if manner == "plain" or not may_be_exercise(spot.request):
        await tell(spot)
        return spot.draft
    silent = replace(spot.looking, words=lambda _: None)
    await tell(replace(spot, looking=silent))
    wider = await spot.wider() if may_rest_on_more(spot.request) else spot
    draft = guided(spot.draft, spot.request, wider.where)
    spot.looking.words(draft.text)
    return draft


async def found(
    request: Request, targets: Aligned, sight: Sight, conversation: Conversation
) -> tuple[Place, ...] | Unclear:
    """Return the places in the pictures, read as far as *request* calls for it.

    Of several pictures those without such a place are left out; if none has it, the
    first says what it has instead.
    """
    if isinstance(targets, Unclear):
        return targets
    places: list[Place] = []
    unclear: Unclear | None = None
    for target in targets:
        scene = await sight.scene(target.picture, needs(request))
        numbered = numbered_in(conversation, target.picture)
        if request.is_unstated and not scene.equations.equations:
            return NO_STATEMENT  # the steps of a page are checked without a word
        match located(request, target, scene, numbered):
            case Unclear() as question:
                unclear = unclear or question
            case Target() as narrowed:
                places.append(Place(narrowed, scene))
    return tuple(places) if places or unclear is None else unclear


def _after(told: Sequence[Told], ear: Ear) -> Callable[[str], None]:
    """Return who hears words behind what was *told* of the pictures before."""
    before = "".join(f"{part.text}\n\n" for _, part in told)
    return lambda words: ear.words(before + words)


def _admit_the_missed(draft: Draft, place: Place) -> None:
    """What a broken reader did not find may be there all the same."""
    for aspect in place.scene.missed:
        draft.warn(f"Something broke when I looked for {aspect} here: I may miss some.")


def _admit_the_rest(draft: Draft, told: int, job: Job) -> None:
    if len(job.pictures) > told > 1:
        draft.warn(
            f"I looked at {told} of the {len(job.pictures)} pictures; "
            "name another by its number."
        )


def _offer_the_places(draft: Draft) -> None:
    """What was pointed at can be asked about by its number."""
    for finding in draft.findings[:2]:
        if finding.source == "seen":
            draft.offer(f"What is next to {finding.number}?")
            draft.offer(f"Read the text in {finding.number}")


def _offer_the_others(
    draft: Draft, told: int, conversation: Conversation, job: Job
) -> None:
    """With two pictures in the thread, the same may be wanted of the other one."""
    names = {p.name for p in (*conversation.pictures, *job.pictures)}
    if len(names) == told + 1:
        draft.offer("The same for the other picture")
