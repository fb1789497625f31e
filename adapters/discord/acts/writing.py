"""What people write: a message becomes a question, its edit the same question again.

In which order posts, edits and deletions are heeded is bot/heeding.py's affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from adapters.discord.acts.escalating import Escalating
from adapters.discord.acts.removing import Removing
from adapters.discord.asking import Asker, Asking
from adapters.discord.conversations import Conversations
from adapters.discord.hearing.gathering import Gathered, Gatherer
from adapters.discord.hearing.manners import Ask, Code, Manners, Refuse, Surroundings
from adapters.discord.hearing.markup import plain
from adapters.discord.notes import Message
from adapters.discord.questions import told_of, written
from adapters.discord.rooms import Rooms
from bot.courtesies import is_courtesy
from bot.edits import Edits
from bot.heeding import Heeding
from bot.intake import Admission, Refused
from bot.jobs import Turn
from bot.questions import Question
from bot.redis_posts import Posts


class Store(Protocol):
    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...


class Me(Protocol):
    """Who we are: our own id, and that of our role on a server."""

    def __call__(self, guild: str) -> tuple[str, str]: ...


class Writing:
    def __init__(
        self,
        store: Store,
        posts: Posts,
        edits: Edits[Message],
        asker: Asker,
        removing: Removing,
        escalating: Escalating,
        gatherer: Gatherer,
        conversations: Conversations,
        manners: Manners,
        rooms: Rooms,
        me: Me,
    ) -> None:
        self._store = store
        self._posts = posts
        self._edits = edits
        self._asker = asker
        self._removing = removing
        self._escalating = escalating
        self._gatherer = gatherer
        self._conversations = conversations
        self._manners = manners
        self._rooms = rooms
        self._me = me
        self._heeding = Heeding(self, edits, posts)

    async def posted(self, message: Message) -> None:
        await self._heeding.posted(message)

    async def edited(self, message: Message) -> None:
        """Ask again, and let the same answer change."""
        await self._edits.note(message)
        await self._heeding.edited(message)

    def is_addressed(self, message: Message) -> bool:
        return message.is_mention or message.where.is_direct

    async def is_deleted(self, message: Message) -> bool:
        return await self._removing.is_deleted(message.name)

    async def take_back(self, message: Message, job_id: str) -> None:
        del message
        await self._removing.remove(job_id)

    async def ask(
        self, message: Message, event_id: str, former: str | None = None
    ) -> None:
        """Ask what *message* asks, if it is for us and its author may."""
        where = message.where
        root = await self._conversations.of_message(message)
        text = plain(message.text, *self._me(where.guild))
        treated = await self._rooms.treated(where.guild, where.room)
        asked = written(message, root, text, event_id, treated, former)
        turns = await self._turns(asked)
        around = await self._around(message, asked, turns)
        server = await self._rooms.server(where.guild)
        match self._manners.verdict(message, server, around):
            case Ask() if around.is_ours and _only_reacts(message, text):
                return  # "thanks" is nothing to ask, whomever it is said to
            case Ask(reason="direct") if _only_reacts(message, text):
                await self._refuse(asked, "help")
            case Ask(reason=reason):
                since = _since(message, turns)

                async def files() -> Gathered:
                    texts = await self._rooms.texts(where.guild, where.room)
                    return await self._gatherer.gather(message, since, told_of(texts))

                admission = await self._asker.ask(
                    Asking(
                        question=asked,
                        files=files,
                        message=message.name,
                        opens_thread=treated.has_thread and _may_open_thread(message),
                        is_quiet=reason == "picture",
                    )
                )
                await self._take_back_unseen(asked, admission)
            case Refuse(code=code):
                await self._refuse(asked, code)

    async def _around(
        self, message: Message, asked: Question, turns: Sequence[Turn]
    ) -> Surroundings:
        is_known = bool(turns)
        return Surroundings(
            is_ours=is_known or asked.instead_of is not None,
            is_to_us=await self._is_to_us(message),
            is_human_called=await self._escalating.is_with_human(asked.address),
            has_pictures=is_known or bool(message.where.parent),
        )

    async def _is_to_us(self, message: Message) -> bool:
        where, answered = message.where, message.reply_to
        return bool(
            answered and await self._posts.name_at(where.channel, answered) is not None
        )

    async def _turns(self, asked: Question) -> tuple[Turn, ...]:
        """Return the conversation's turns as far as they matter; of most the last."""
        last = None if asked.instead_of else 1
        return await self._store.turns(asked.address.thread_key, last=last)

    async def _take_back_unseen(self, asked: Question, admission: Admission) -> None:
        """Take the former answer back where an edit took its picture away."""
        match admission:
            case Refused(code="no_picture") if asked.instead_of:
                await self._removing.remove(asked.instead_of)

    async def _refuse(self, asked: Question, code: Code) -> None:
        address = asked.address
        guild = address.details.get("guild", "")
        texts = await self._rooms.texts(guild, address.channel)
        refused = Refused(code=code, sentence=texts.forbidden(code))
        await self._asker.refuse(asked, refused)


def _since(message: Message, turns: Sequence[Turn]) -> str:
    """Return the message that the conversation was last asked by before *message*."""
    asked = [int(turn.job.address.details.get("message", "0")) for turn in turns]
    earlier = [each for each in asked if each < int(message.id)]
    return str(max(earlier)) if any(earlier) else ""


def _may_open_thread(message: Message) -> bool:
    return bool(message.where.guild) and not message.where.parent


def _only_reacts(message: Message, text: str) -> bool:
    return not message.files and is_courtesy(text)
