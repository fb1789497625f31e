"""A page that listens to the events of a question."""

from __future__ import annotations

import asyncio
import contextlib

from bot.jobs import Progress
from tests.adapters.web.browser import Browser, Event
from tests.adapters.web.helpdesk import Helpdesk
from tests.waiting import until


class Listener:
    """Hears a stream in the background, so that a test can act meanwhile."""

    def __init__(self, browser: Browser, question_id: str) -> None:
        self.heard: list[Event] = []
        self._task = asyncio.create_task(self._listen(browser, question_id))

    async def _listen(self, browser: Browser, question_id: str) -> None:
        async for event in browser.events(question_id):
            self.heard.append(event)

    async def until_heard(self, name: str, **fields: object) -> Event:
        await until(lambda: self._found(name, fields) is not None)
        found = self._found(name, fields)
        assert found is not None
        return found

    async def until_told(
        self, desk: Helpdesk, progress: Progress, name: str, **fields: object
    ) -> None:
        """Tell *progress* until it is heard: the channel may lose it."""

        async def is_heard() -> bool:
            await desk.queue.tell(progress)
            return self._found(name, fields) is not None

        await until(is_heard)

    async def ended(self) -> list[Event]:
        await asyncio.wait_for(self._task, 10)
        return [event for event in self.heard if event.name]

    async def leave(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    def _found(self, name: str, fields: dict[str, object]) -> Event | None:
        for event in self.heard:
            if event.name == name and fields.items() <= event.data.items():
                return event
        return None
