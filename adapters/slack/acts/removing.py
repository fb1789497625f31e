"""Taking back: a question that was deleted, an answer that is not wanted any more.

What Sightline keeps of it goes first, then what stands in Slack: its message, its
files. Done twice, it is done.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol

from adapters.slack.doors.kept_notes import Notes
from adapters.slack.hearing.edits import EDITED
from adapters.slack.hearing.gathering import lent
from adapters.slack.notes import Deleted
from adapters.slack.saying.handover import human_name
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.spots import ClientOf
from adapters.slack.sending.uploading import delete_files
from bot.redis_posts import Posts
from bot.speaking import final

DELETED = "slack:deleted"
DAY_S = 86_400.0
log = logging.getLogger(__name__)


class Store(Protocol):
    async def retract(self, job_id: str) -> None: ...


class Removing:
    def __init__(
        self,
        store: Store,
        notes: Notes,
        posts: Posts,
        messages: Messages,
        client_of: ClientOf,
    ) -> None:
        self._store = store
        self._notes = notes
        self._posts = posts
        self._messages = messages
        self._client_of = client_of

    async def deleted(self, note: Deleted) -> None:
        """Take back what was asked by a message that is gone.

        It may still be on its way into the queue elsewhere: that one looks here last.
        """
        await self._notes.keep_note(DELETED, note.name, b"1", DAY_S)
        await self._notes.drop_note(EDITED, note.name)
        if job_id := await self._posts.job_of(note.name):
            await self.remove(note.team, job_id)
        for file in note.files:  # others may have asked about its pictures
            for job_id in await self._posts.linked(lent(note.team, file)):
                await self.remove(note.team, job_id)

    async def is_deleted(self, message_name: str) -> bool:
        return await self._notes.note(DELETED, message_name) is not None

    async def forget_notes(self, team: str, kinds: Sequence[str]) -> None:
        """Forget what is noted of a workspace's messages, whose names begin with it."""
        for kind in kinds:
            for name in await self._notes.names(kind):
                if name.startswith(f"{team}:"):
                    await self._notes.drop_note(kind, name)

    async def cleared(self, team: str, job_id: str, channel: str, message: str) -> bool:
        """Take an answer away of which we know no more than that it stands there.

        Its bin is shown by Slack to its asker alone.
        """
        place = await self._posts.place(job_id)
        if place is None or (place.channel, place.message) != (channel, message):
            return False
        await self.remove(team, job_id)
        return True

    async def remove(self, team: str, job_id: str) -> None:
        """Take back a question with its answer, its pictures and its files.

        Where people were asked to take over, their channel quotes it no longer.
        """
        names = (job_id, human_name(job_id))
        places = [await self._posts.place(name) for name in names]
        marks = await self._posts.marks(job_id)
        await self._store.retract(job_id)
        for place in filter(None, places):
            await self._messages.delete(team, place)
        await delete_files(await self._client_of(team), marks)
        for name in (*names, final(job_id)):
            await self._posts.drop(name)
