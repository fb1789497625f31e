"""What every platform's adapter is: a way in and a way out, and nothing more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.intake import Admission
from bot.questions import Question
from bot.replies import Reply

Accept = Callable[[Question], Awaitable[Admission]]


class Intake(Protocol):
    """The gate: *accept* lets a question in; *foreseen* says what is sure before."""

    async def foreseen(self, question: Question) -> Admission | None: ...

    async def accept(self, question: Question) -> Admission: ...


class Adapter(Protocol):
    """Stands between one platform and the bot, and keeps no question in memory."""

    async def listen(self, intake: Intake) -> None:
        """Hand every question to *intake* until cancelled.

        The platform gets its ack once the question is stored, in the queue or in the
        platform's inbox, never before. Raises SettingsError where the platform cannot
        be reached as it is set up.
        """

    async def send(self, reply: Reply) -> None:
        """Show *reply* where it was asked for; sent twice, it is shown once.

        Raises ServiceError to be called again later with the same reply.
        """
