"""Posting in Discord once: bot/speaking.py, with what it takes to look there.

The first answer to an interaction is an edit, which may be repeated. Of an ordinary
message Discord drops a repetition for some minutes, by its nonce; later ones are kept
from happening by looking first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from adapters.discord.saying.inert import small
from adapters.discord.saying.layouts import Layout, text
from adapters.discord.sending.messages import Messages, Said
from adapters.discord.sending.spots import Spot
from bot.redis_posts import Place
from bot.speaking import Posts, Speaking


class DiscordSpeaking:
    def __init__(
        self,
        posts: Posts,
        messages: Messages,
        lease_s: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._speaking = Speaking(posts, lease_s)
        self._messages = messages
        self._clock = clock

    async def placed(
        self, name: str, spot: Spot, said: Said, channel: str = "", late: str = ""
    ) -> tuple[Place, bool]:
        """Return where the message *name* stands, and whether it was posted just now.

        It stands in the answer to the interaction, else in *channel* (the spot's),
        else, where that may not be or cannot be, in a direct message that says *late*.
        """
        channel = channel or spot.channel

        async def post() -> Place:
            if place := await self._messages.first(spot, said):
                return place
            if spot.is_open:
                return await self._messages.post(spot, channel, name, said)
            direct = await self._messages.direct(spot.user)
            told = Layout((*text(small(late) if late else ""), *said.layout.parts))
            apart = Said(told, said.enclosures)
            return await self._messages.post(spot, direct, name, apart)

        async def look() -> Sequence[Place]:
            if spot.token(self._clock()):
                return ()
            there = channel if spot.is_open else await self._messages.direct(spot.user)
            return await self._messages.look(spot, there, name)

        return await self._speaking.placed(name, post, look)
