"""Discord's two directions: events become questions, replies become messages.

doors/ holds the connection and what Discord wants to be asked before; hearing/
understands events and fetches files; acts/ does what a person did; saying/ finds the
words, as plain values; sending/ brings them to Discord, once. A message's way:
listening.py, then, out of the inbox, handling.py, acts/writing.py, asking.py; back by
sending/answers.py.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Self

import aiohttp
import discord

from adapters.base import Intake
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.catching_up import CatchingUp
from adapters.discord.doors.client import GUILDS_S, DiscordClient, Ears
from adapters.discord.doors.identifying import Identifying
from adapters.discord.doors.needs import CONTENTLESS, TOKENLESS
from adapters.discord.doors.pointing import point_at, reached
from adapters.discord.doors.reticence import be_reticent
from adapters.discord.doors.syncing import Syncing
from adapters.discord.parts import Parts
from adapters.kept import Kept
from bot.cancelling import cancelled, side_by_side
from bot.errors import SettingsError
from bot.replies import Reply
from bot.settings import Settings
from bot.taking import Taking
from bot.watching import Watching

TIMES = aiohttp.ClientTimeout(total=30, connect=5)
log = logging.getLogger(__name__)


class DiscordAdapter:
    """Used once entered; *consumer* names this process among its like.

    While Discord is away it waits. Raises SettingsError where the token is missing or
    refused.
    """

    def __init__(
        self,
        settings: Settings,
        kept: Kept,
        consumer: str,
        guilds_s: float = GUILDS_S,
    ) -> None:
        self._settings = settings
        self._kept = kept
        self._consumer = consumer
        self._guilds_s = guilds_s

    async def __aenter__(self) -> Self:
        be_reticent()
        settings = self._settings.discord
        if not settings.token:
            raise SettingsError(TOKENLESS)
        self._session = aiohttp.ClientSession(timeout=TIMES)
        try:
            await reached(settings.api_url, self._session)
            await point_at(settings.api_url, self._session)
            await self._enter()
        except BaseException:
            await self._session.close()
            raise
        return self

    async def _enter(self) -> None:
        settings = self._settings.discord
        bans = Bans()
        has_content = settings.message_content
        self.client = DiscordClient(
            bans, has_content=has_content, guilds_s=self._guilds_s
        )
        parts = Parts(self._settings, self._kept, self.client, self._session, bans)
        self._parts = parts
        catching_up = CatchingUp(self.client, parts.seen, parts.listening)
        notes = self._kept.notes
        self._identifying = Identifying(notes)
        self.client.listen_with(
            Ears(
                listening=parts.listening,
                commands=parts.commands(),
                before_identify=self._before_identify,
                sync=Syncing(notes).sync,
                caught_up=catching_up.run,
            )
        )
        try:
            await self.client.login(settings.token)
        except discord.LoginFailure as error:
            await self.client.close()
            raise SettingsError(f"the token is refused: {TOKENLESS}") from error
        except BaseException:
            await self.client.close()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await cancelled(*self._parts.watching.tasks)
        await self.client.close()
        await self._session.close()

    async def listen(self, intake: Intake) -> None:
        """Take events, and handle what they left in the inbox, until cancelled."""
        handling = self._parts.handling(intake)
        taking = Taking(
            "discord",
            self._consumer,
            self._kept.inbox,
            handling.handle,
            self._parts.apologising(intake).give_up,
            self._settings.queue.lease_s,
        )
        await side_by_side(self._connect(), taking.run())

    @property
    def watching(self) -> Watching:
        return self._parts.watching

    async def send(self, reply: Reply) -> None:
        await self._parts.answers.send(reply)

    async def _before_identify(self) -> None:
        """A new session begins: nothing of before will be replayed in it."""
        self._parts.seen.fall_behind()
        await self._identifying.wait_for_turn()

    async def _connect(self) -> None:
        """Hold the connection; discord.py resumes it, or begins a new session.

        The first attempt is ours to repeat, and its turn to be waited for here:
        discord.py ends any attempt after a minute, and breaks where the first fails.
        """
        while True:
            await self._before_identify()
            try:
                return await self.client.connect(reconnect=True)
            except AttributeError:
                if getattr(self.client, "ws", None) is not None:
                    raise
                log.warning("! Discord's gateway is away")
            except discord.PrivilegedIntentsRequired as error:
                raise SettingsError(CONTENTLESS) from error
            except discord.ConnectionClosed as error:
                raise SettingsError(
                    f"Discord closed the connection for good ({error.code}): "
                    "`sightline doctor discord` says what it has against us"
                ) from error
