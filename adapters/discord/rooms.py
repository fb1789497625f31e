"""How a channel is treated, and in which language: the operator's settings with what
its server's moderators made of them.
"""

from __future__ import annotations

from adapters.discord.hearing.servers import Server, Servers, Treated, treated
from bot.errors import QueueError
from bot.settings import DiscordSettings
from bot.texts.catalogue import Texts
from bot.texts.english import ENGLISH
from bot.texts.languages import texts


class Rooms:
    def __init__(self, settings: DiscordSettings, servers: Servers) -> None:
        self._settings = settings
        self._servers = servers

    async def server(self, guild: str) -> Server:
        return await self._servers.of(guild) if guild else Server()

    async def treated(self, guild: str, room: str) -> Treated:
        return treated(await self.server(guild), self._settings, room)

    async def texts(self, guild: str, room: str) -> Texts:
        return texts((await self.treated(guild, room)).language)

    async def texts_for_sure(self, guild: str, room: str) -> Texts:
        """Return the texts in English while Redis cannot say how a room is treated."""
        try:
            return await self.texts(guild, room)
        except QueueError:
            return ENGLISH
