"""What a worker remembers, kept in this process alone: no Redis, no threads.

Every question stands by itself; readings stay, the pixels of the last few pictures too.
"""

from __future__ import annotations

from collections import OrderedDict

from bot.jobs import Job, Turn

PICTURES_MAX = 8


class Memory:
    def __init__(self) -> None:
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._readings: dict[tuple[str, str], bytes] = {}

    def keep_picture(self, name: str, content: bytes) -> None:
        self._pictures[name] = content
        self._pictures.move_to_end(name)
        while len(self._pictures) > PICTURES_MAX:
            self._pictures.popitem(last=False)

    async def picture_content(self, name: str) -> bytes | None:
        return self._pictures.get(name)

    async def reading(self, kind: str, name: str) -> bytes | None:
        return self._readings.get((kind, name))

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None:
        self._readings[kind, name] = content

    async def turns(self, _thread_key: str) -> tuple[Turn, ...]:
        return ()

    async def forget_thread(self, _thread_key: str, _asking: str = "") -> None:
        """A question alone has no thread that could be forgotten."""

    async def forget_user(self, _user_key: str, _asking: Job | None = None) -> None:
        """Nobody asks here."""
