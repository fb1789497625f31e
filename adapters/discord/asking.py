"""A question on its way into the queue, and the placeholder that says so.

It may come twice, in two processes, or after its own edit or deletion: every step here
is recorded before it counts, or harmless when repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from adapters.base import Intake
from adapters.discord.hearing.gathering import Gathered
from adapters.discord.outbound import refusal_layout
from adapters.discord.rooms import Rooms
from adapters.discord.saying.layouts import Layout, text
from adapters.discord.saying.placeholders import placeholder_layout
from adapters.discord.seen import Seen
from adapters.discord.sending.calls import DiscordCrowdedError, DiscordRefusedError
from adapters.discord.sending.messages import Messages, Said
from adapters.discord.sending.screens import Screens
from adapters.discord.sending.speaking import DiscordSpeaking
from adapters.discord.sending.spots import Spot
from bot.intake import Accepted, Admission, Refused
from bot.jobs import Progress
from bot.questions import Question
from bot.redis_posts import Place, Posts
from bot.texts.catalogue import Texts
from bot.watching import Watching

LIMITS = "busy_"
log = logging.getLogger(__name__)


class Store(Protocol):
    async def retract(self, job_id: str) -> None: ...


class Asking(Struct, frozen=True):
    """A question without its files, which *files* fetches once it is sure to be asked.

    *message* names what it was asked by. *opens_thread*: its answer gets a thread.
    *is_quiet*: it was addressed to nobody, so that it holds nothing to look at
    concerns nobody either.
    """

    question: Question
    files: Callable[[], Awaitable[Gathered]]
    message: str
    opens_thread: bool = False
    is_quiet: bool = False


class Asker:
    def __init__(
        self,
        intake: Intake,
        store: Store,
        posts: Posts,
        speaking: DiscordSpeaking,
        messages: Messages,
        watching: Watching,
        screens: Screens,
        rooms: Rooms,
        seen: Seen,
    ) -> None:
        self._intake = intake
        self._store = store
        self._posts = posts
        self._speaking = speaking
        self._messages = messages
        self._watching = watching
        self._screens = screens
        self._rooms = rooms
        self._seen = seen

    async def ask(self, asking: Asking) -> Admission:
        """Let the question in and say so, or say why not."""
        question = asking.question
        is_blind = False
        admission = await self._intake.foreseen(question)
        if admission is None:
            files = await asking.files()
            is_blind = files.is_blind
            question = replace(question, attachments=files.attachments)
            admission = await self._intake.accept(question)
            if isinstance(admission, Accepted):
                for name in files.lent:  # it goes with the messages that lent it files
                    await self._posts.link(name, admission.job_id)
        match admission:
            case Accepted() as accepted:
                await self._accepted(asking, accepted)
            case Refused() as refused:
                is_said = not asking.is_quiet or refused.code.startswith(LIMITS)
                if is_said:
                    await self.refuse(question, refused, is_blind=is_blind)
        return admission

    async def refuse(
        self, question: Question, refused: Refused, *, is_blind: bool = False
    ) -> None:
        """Say no, once, where it was asked."""
        address = question.address
        spot = Spot.of(address)
        texts = await self._rooms.texts(spot.guild, address.channel)
        sentence = refused.sentence
        if is_blind and refused.code == "no_picture":
            sentence = texts.unseen
        # Another of theirs may have come first while the files of this were opened.
        receipts = () if refused.code.startswith(LIMITS) else refused.receipts
        said = Said(refusal_layout(sentence, receipts))
        name = f"refusal:{question.event_id}"
        try:
            late = texts.too_late_private
            await self._speaking.placed(name, spot, said, late=late)
        except DiscordRefusedError as refusal:
            log.warning("! a refusal found no place: %s", refusal)
            await self._tell_directly(name, spot, texts)

    async def _accepted(self, asking: Asking, accepted: Accepted) -> None:
        question = asking.question
        spot = Spot.of(question.address)
        texts = await self._rooms.texts(spot.guild, question.address.channel)
        await self._posts.remember(asking.message, accepted.job_id)
        former = question.instead_of
        old = former if former != accepted.job_id else None
        stood = await self._replaced(old, accepted) if old else None
        quoted = question.address.details.get("quoted", "")
        waiting = Progress(job_id=accepted.job_id, state="queued")
        said = Said(placeholder_layout(waiting, accepted.position, texts, quoted))
        try:
            place = await self._place(asking, accepted, spot, stood, said)
        except DiscordCrowdedError as error:
            log.info("-- %s has no placeholder: %s", accepted.job_id, error)
            return
        except DiscordRefusedError as refusal:
            await self._shut_out(accepted, spot, texts, refusal)
            return
        log.info("<- %s placed, %d in line", accepted.job_id, accepted.position)
        screen = self._screens.screen(spot, place, texts, quoted)
        self._watching.watch(accepted.job_id, screen, accepted.position)

    async def _replaced(self, old: str, accepted: Accepted) -> Place | None:
        """Put the new job into the old one's place; only then may the old one go."""
        stood = await self._posts.move(old, accepted.job_id)
        await self._store.retract(old)
        return stood

    async def _place(
        self,
        asking: Asking,
        accepted: Accepted,
        spot: Spot,
        stood: Place | None,
        said: Said,
    ) -> Place:
        if stood is not None:
            await self._messages.write(spot, stood, said)
            return stood
        channel = await self._channel(asking, spot)
        place, _ = await self._speaking.placed(accepted.job_id, spot, said, channel)
        await self._seen.begun(place.channel, place.message)
        if asking.opens_thread and spot.hook is not None and spot.is_open:
            await self._open_thread(asking, spot, place)
        return place

    async def _open_thread(self, asking: Asking, spot: Spot, place: Place) -> None:
        """Let what follows a command's answer have a thread, below that answer."""
        answer = replace(spot, message=place.message)
        if thread := await self._messages.thread(answer, _title(asking)):
            await self._seen.begun(thread, place.message)

    async def _channel(self, asking: Asking, spot: Spot) -> str:
        """Return where the answer is to stand: in a thread of its own, maybe."""
        if not asking.opens_thread or not spot.message or spot.hook is not None:
            return spot.channel
        return await self._messages.thread(spot, _title(asking)) or spot.channel

    async def _shut_out(
        self,
        accepted: Accepted,
        spot: Spot,
        texts: Texts,
        refusal: DiscordRefusedError,
    ) -> None:
        """Take back what cannot be answered where it was asked, and tell them."""
        log.warning("! %s has no place: %s", accepted.job_id, refusal)
        if refusal.is_final:
            await self._store.retract(accepted.job_id)
            await self._tell_directly(f"refusal:{accepted.job_id}", spot, texts)

    async def _tell_directly(self, name: str, spot: Spot, texts: Texts) -> None:
        """Tell a person in a direct message that we may not write where they asked."""
        closed = self._messages.closed
        if not spot.user or spot.is_direct or not spot.is_open:
            return
        if closed.is_told(spot.channel, spot.user):
            return
        sentence = texts.cannot_write.format(channel=f"<#{spot.channel}>")
        said = Said(Layout(tuple(text(sentence))))
        try:
            direct = await self._messages.direct(spot.user)
            there = Spot(channel=direct, user=spot.user, is_direct=True)
            await self._speaking.placed(name, there, said)
        except DiscordRefusedError as refusal:
            log.warning("! nobody can be told: %s", refusal)
        closed.tell(spot.channel, spot.user)


def _title(asking: Asking) -> str:
    return asking.question.text or "Sightline"
