"""What every platform's adapter is: a way in and a way out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.intake import Admission
from bot.questions import Question
from bot.replies import Reply

Accept = Callable[[Question], Awaitable[Admission]]


class Adapter(Protocol):
    """Listens on a platform and sends replies there; sending twice shows once."""

    async def listen(self, accept: Accept) -> None: ...

    async def send(self, reply: Reply) -> None: ...
