"""What every platform's adapter is: a way in and a way out, and nothing more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.intake import Admission
from bot.questions import Question
from bot.replies import Reply

Accept = Callable[[Question], Awaitable[Admission]]


class Adapter(Protocol):
    """Stands between one platform and the bot, and keeps no question in memory."""

    async def listen(self, accept: Accept) -> None:
        """Hand every question to *accept* until cancelled.

        The platform gets its ack once *accept* has returned, never before. Raises
        SettingsError where the platform cannot be reached as it is set up.
        """

    async def send(self, reply: Reply) -> None:
        """Show *reply* where it was asked for; sent twice, it is shown once.

        Raises ServiceError to be called again later with the same reply.
        """
