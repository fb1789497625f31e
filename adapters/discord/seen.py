"""Up to where each channel was heard, so that a restart can read what came meanwhile.

Noted are channels in which something was for us: nobody else's are read.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Protocol

from bot.errors import QueueError

SEEN = "discord:seen"
log = logging.getLogger(__name__)


class Notes(Protocol):
    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def drop_note(self, kind: str, name: str) -> bool: ...

    async def names(self, kind: str) -> list[str]: ...


class Seen:
    """*keep_s*: channels where nothing was asked for so long are read no longer."""

    def __init__(self, notes: Notes, keep_s: float) -> None:
        self._notes = notes
        self._keep_s = keep_s
        self._is_behind = False
        self._unread: set[str] = set()
        self._ahead: dict[str, str] = {}

    def fall_behind(self) -> None:
        """Move no channel's place: something was missed before what is heard now."""
        self._is_behind = True

    def missed(self, channel: str) -> None:
        """Move this channel's place no further, until it was read."""
        self._unread.add(channel)

    async def caught_up(self, unread: Collection[str] = ()) -> None:
        """Move the places again, those of *unread* channels excepted."""
        self._is_behind, self._unread = False, set(unread)
        for channel in self._ahead.keys() - self._unread:
            await self.heard(channel, self._ahead.pop(channel))

    async def heard(self, channel: str, message: str) -> None:
        """Note that everything of *channel* up to *message* is in good hands."""
        if self._is_behind or channel in self._unread:
            latest = max(int(message), int(self._ahead.get(channel, "0")))
            self._ahead[channel] = str(latest)
            return
        try:
            await self._notes.keep_note(SEEN, channel, message.encode(), self._keep_s)
        except QueueError as error:
            log.debug("a channel's place was not noted: %s", error)

    async def begun(self, channel: str, message: str) -> None:
        """Note a channel, where it is not noted yet: a thread that was opened."""
        await self._notes.swap_note(SEEN, channel, None, message.encode(), self._keep_s)

    async def channels(self) -> list[tuple[str, str]]:
        """Return each channel and its last message, the latest first."""
        found = [
            (channel, message.decode())
            for channel in await self._notes.names(SEEN)
            if (message := await self._notes.note(SEEN, channel))
        ]
        return sorted(found, key=lambda pair: int(pair[1]), reverse=True)

    async def gone(self, channel: str) -> None:
        await self._notes.drop_note(SEEN, channel)
