"""What people write: a message becomes a question, its edit the same question again.

In which order posts, edits and deletions are heeded is bot/heeding.py's affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from adapters.slack.acts.escalating import Escalating
from adapters.slack.acts.relaying import Relaying
from adapters.slack.acts.removing import Removing
from adapters.slack.asking import Asked, Asking
from adapters.slack.doors.clients import Clients
from adapters.slack.hearing.gathering import Gathered, Gatherer
from adapters.slack.hearing.manners import Ask, Code, Manners, Refuse, Surroundings
from adapters.slack.hearing.people import People
from adapters.slack.inbound import plain, question
from adapters.slack.notes import Message
from adapters.slack.sending.spots import Spot
from bot.courtesies import is_courtesy
from bot.edits import Edits
from bot.heeding import Heeding
from bot.intake import Admission, Refused
from bot.jobs import Turn
from bot.questions import Question
from bot.redis_posts import Posts
from bot.texts.english import ENGLISH


class Store(Protocol):
    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...


class Writing:
    def __init__(
        self,
        store: Store,
        posts: Posts,
        edits: Edits[Message],
        asking: Asking,
        removing: Removing,
        escalating: Escalating,
        relaying: Relaying,
        gatherer: Gatherer,
        people: People,
        manners: Manners,
        clients: Clients,
    ) -> None:
        self._store = store
        self._posts = posts
        self._edits = edits
        self._asking = asking
        self._removing = removing
        self._escalating = escalating
        self._relaying = relaying
        self._gatherer = gatherer
        self._people = people
        self._manners = manners
        self._clients = clients
        self._heeding = Heeding(self, edits, posts)

    async def posted(self, message: Message) -> None:
        if not await self._relaying.posted(message):
            await self._heeding.posted(message)

    async def edited(self, message: Message) -> None:
        """Ask again, and let the same answer change."""
        await self._edits.note(message)
        if not await self._relaying.edited(message):
            await self._heeding.edited(message)

    def is_addressed(self, message: Message) -> bool:
        return message.is_mention or message.is_direct

    async def is_deleted(self, message: Message) -> bool:
        return await self._removing.is_deleted(message.name)

    async def take_back(self, message: Message, job_id: str) -> None:
        await self._removing.remove(message.team, job_id)

    async def ask(
        self, message: Message, event_id: str, former: str | None = None
    ) -> None:
        """Ask what *message* asks, if it is for us and its author may."""
        bot_user = (await self._clients.grant(message.team)).bot_user
        asked = question(message, (), plain(message.text, bot_user))
        asked = replace(asked, event_id=event_id, instead_of=former)
        turns = await self._turns(asked)
        person = await self._people.person(
            message.team, message.user, message.user_team
        )
        around = Surroundings(
            is_ours=bool(turns) or former is not None,
            is_human_called=await self._escalating.is_with_human(message),
            has_pictures=bool(turns) or message.thread != message.ts,
        )
        match self._manners.verdict(message, person, bot_user, around):
            case Ask() if around.is_ours and _only_reacts(message, asked.text):
                return  # "thanks" is nothing to ask, whomever it is said to
            case Ask(reason="direct") if _only_reacts(message, asked.text):
                await self._refuse(asked, "help")
            case Ask(reason=reason):
                since = _since(message, turns)

                async def files() -> Gathered:
                    return await self._gatherer.gather(message, since, bot_user)

                admission = await self._asking.ask(
                    Asked(asked, files, message.name), is_quiet=reason == "picture"
                )
                await self._take_back_unseen(asked, admission)
            case Refuse(code=code):
                await self._refuse(asked, code)

    async def _turns(self, asked: Question) -> tuple[Turn, ...]:
        """Return the thread's turns as far as they matter; of most the last alone."""
        last = None if asked.instead_of else 1
        return await self._store.turns(asked.address.thread_key, last=last)

    async def _take_back_unseen(self, asked: Question, admission: Admission) -> None:
        """Take the former answer back where an edit took its picture away."""
        match admission:
            case Refused(code="no_picture") if asked.instead_of:
                await self._removing.remove(asked.address.tenant, asked.instead_of)

    async def _refuse(self, asked: Question, code: Code) -> None:
        refused = Refused(code=code, sentence=ENGLISH.forbidden(code))
        await self._asking.refuse(Spot.of(asked.address), asked.event_id, refused)


def _since(message: Message, turns: Sequence[Turn]) -> str:
    """Return when the thread was last asked something before *message*."""
    asked = [turn.job.address.details.get("ts", "") for turn in turns]
    return max((ts for ts in asked if ts < message.ts), default="")


def _only_reacts(message: Message, text: str) -> bool:
    return not message.files and is_courtesy(text)
