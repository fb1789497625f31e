"""Asks the whole product, one question after the other, and takes the time."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from bot.errors import ServiceError, UserError
from bot.jobs import Address, Job, Picture, Step
from bot.pictures import Opened
from bot.questions import Attachment
from model_worker.answering import Desk, answer
from model_worker.kosmos2.prompts import Locate
from model_worker.scoring.cases import Case, FolderError, Phrase
from model_worker.scoring.memory import Memory
from model_worker.scoring.scores import Answered, Placed

PATIENCE_S = 3600.0
"""Nobody waits: a slow answer is told as slow, not cut off."""

NO_MODEL = (
    "Phrases are placed by KOSMOS-2 alone: name a checkpoint as worker.checkpoint in "
    "sightline.toml."
)
Tell = Callable[[int], None]
_numbers = itertools.count(1)


class Opener(Protocol):
    async def open(self, attachment: Attachment) -> Opened: ...


class Asker:
    """*tell* hears how many were asked so far; *clock* counts seconds."""

    def __init__(
        self,
        desk: Desk,
        memory: Memory,
        opener: Opener,
        tell: Tell = lambda _: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._desk = desk
        self._memory = memory
        self._opener = opener
        self._tell = tell
        self._clock = clock
        self._last: tuple[Path, Opened] | None = None

    async def answered(self, cases: Iterable[Case]) -> list[Answered]:
        """Return what is answered to each; a picture's first question reads it."""
        found = []
        for case in cases:
            found.append(await self._answered(case))
            self._tell(len(found))
        return found

    async def placed(self, phrases: Iterable[Phrase]) -> list[Placed]:
        """Return where KOSMOS-2 sees each. Raises FolderError where there is none."""
        found = []
        for phrase in phrases:
            found.append(await self._placed(phrase))
            self._tell(len(found))
        return found

    async def _answered(self, case: Case) -> Answered:
        start = self._clock()
        picture = None
        try:
            picture = await self._open(case.picture)
            start = self._clock()  # opening is the gate's work, not the worker's
            said = await answer(_job(case.question, picture), self._desk, Deaf())
        except (UserError, ServiceError) as error:
            trouble = error.sentence if isinstance(error, UserError) else str(error)
            seconds = self._clock() - start
            return Answered(
                case=case, seconds=seconds, picture=picture, trouble=trouble
            )
        seconds = self._clock() - start
        return Answered(case=case, seconds=seconds, picture=picture, answer=said)

    async def _placed(self, phrase: Phrase) -> Placed:
        if self._desk.model is None:
            raise FolderError(NO_MODEL)
        picture = await self._open(phrase.picture)
        content = await self._memory.picture_content(picture.name) or b""
        start = self._clock()
        seen = await self._desk.model.look(
            Locate(phrase.words, phrase.before), picture.name, content
        )
        boxes = [box for segment in seen.segments for box in segment.boxes]
        seconds = self._clock() - start
        return Placed(phrase=phrase, boxes=tuple(boxes), seconds=seconds)

    async def _open(self, path: Path) -> Picture:
        """Return the picture as the gate lets it in; the last one is kept open."""
        if self._last is None or self._last[0] != path:
            attachment = await asyncio.to_thread(_attachment, path)
            self._last = (path, await self._opener.open(attachment))
        opened = self._last[1]
        self._memory.keep_picture(opened.picture.name, opened.content)
        return opened.picture


class Deaf:
    """Listens to nothing and never leaves."""

    async def step(self, step: Step) -> None: ...

    def words(self, words: str) -> None: ...

    def is_gone(self) -> bool:
        return False


def _attachment(path: Path) -> Attachment:
    try:
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        raise FolderError(f"{path}: {error.strerror}.") from error


def _job(text: str, picture: Picture) -> Job:
    number = str(next(_numbers))
    now = time.time()
    address = Address(
        platform="terminal", tenant="terminal", channel="eval", thread=number, user="0"
    )
    return Job(
        id=number,
        address=address,
        text=text,
        asked_at=now,
        deadline_at=now + PATIENCE_S,
        pictures=(picture,),
    )
