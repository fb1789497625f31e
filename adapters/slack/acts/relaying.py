"""A person's words, brought from the escalation channel into the thread they are about.

Their edits and deletions follow them, whichever of these is heard of first.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from adapters.slack.acts.removing import Removing
from adapters.slack.doors.kept_notes import Notes
from adapters.slack.hearing.markup import plain
from adapters.slack.hearing.people import People
from adapters.slack.notes import Deleted, Message
from adapters.slack.saying.handover import relayed_payload
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.speaking import SlackSpeaking
from adapters.slack.sending.spots import Spot
from bot.edits import Edits
from bot.redis_posts import Posts

ASKED = "slack:asked"


class Thread(Struct, frozen=True, kw_only=True):
    """The thread that a post in the escalation channel is about."""

    channel: str
    thread: str
    user: str


_decode_thread = msgspec.json.Decoder(Thread).decode


class Relaying:
    def __init__(
        self,
        notes: Notes,
        posts: Posts,
        edits: Edits[Message],
        removing: Removing,
        speaking: SlackSpeaking,
        messages: Messages,
        people: People,
    ) -> None:
        self._notes = notes
        self._posts = posts
        self._edits = edits
        self._removing = removing
        self._speaking = speaking
        self._messages = messages
        self._people = people

    async def posted(self, message: Message) -> bool:
        """Bring a reply to an escalated question into its thread.

        False where *message* is no such reply.
        """
        if (spot := await self._spot(message)) is None:
            return False
        await self._bring(message, spot)
        return True

    async def edited(self, message: Message) -> bool:
        """Let what was brought say *message* instead; False where nothing was."""
        if await self._posts.place(_name(message.name)) is None:
            return False
        return await self.posted(message)

    async def deleted(self, note: Deleted) -> None:
        await self._take_back(note.team, note.name)

    async def _spot(self, message: Message) -> Spot | None:
        if not message.thread_ts or message.is_mention or message.bot:
            return None
        name = f"{message.team}:{message.channel}:{message.thread_ts}"
        if (found := await self._notes.note(ASKED, name)) is None:
            return None
        thread = _decode_thread(found)
        return Spot(
            team=message.team,
            channel=thread.channel,
            thread=thread.thread,
            since=thread.thread,
            user=thread.user,
        )

    async def _bring(self, message: Message, spot: Spot) -> None:
        """Say it as it reads by now, until nothing newer is noted."""
        name, brought = _name(message.name), None
        while (latest := await self._edits.latest(message) or message) != brought:
            payload = await self._payload(latest)
            opening = self._messages.message(name, payload)
            place, is_new = await self._speaking.placed(name, spot, opening)
            if latest.edited_at and not is_new:
                await self._messages.update(spot, place, payload)
            brought = latest
        if await self._removing.is_deleted(message.name):
            await self._take_back(message.team, message.name)

    async def _take_back(self, team: str, message_name: str) -> None:
        name = _name(message_name)
        if place := await self._posts.place(name):
            await self._messages.delete(team, place)
            await self._posts.drop(name)

    async def _payload(self, message: Message) -> dict[str, Any]:
        person = await self._people.person(
            message.team, message.user, message.user_team
        )
        return relayed_payload(person.name, plain(message.text, ""), len(message.files))


def _name(message_name: str) -> str:
    """Return the name of a person's reply where it was brought back."""
    return f"relay:{message_name}"
