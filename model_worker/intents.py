"""How each intent is answered: what to read, what to look at, what to say first.

What was read and is sure comes before what the model saw, and without a model the
answer says so instead of guessing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import ModelError
from bot.text_reading import TextReading
from model_worker.alignment import Target
from model_worker.draft import Draft
from model_worker.kosmos2.markup import Grounded
from model_worker.kosmos2.prompts import (
    AskRegion,
    Caption,
    DescribeRegion,
    Detailed,
    Locate,
    Question,
    Task,
)
from model_worker.matching import Match
from model_worker.readers.errors_in_text import error_blocks
from model_worker.seeing import Sight
from model_worker.telling import errors as telling_errors
from model_worker.telling import text as telling
from model_worker.understanding import Request

NO_EYES = (
    "I can read text but not see objects or scenes: no KOSMOS-2 checkpoint is set up. "
    "worker.checkpoint in sightline.toml switches it on."
)
EYES_FAILED = "Looking at the picture failed this time; this is from reading alone."
CERTAIN_MATCH = 0.85

Words = Callable[[str], None]
log = logging.getLogger(__name__)


async def told(
    draft: Draft, request: Request, place: Target, sight: Sight, words: Words
) -> None:
    """Write the answer about one *place* into *draft*, step by step told to *words*."""
    telling_of = _Telling(draft, request, place, sight, words)
    match request.intent:
        case "describe":
            await telling_of.describe()
        case "read":
            await telling_of.read()
        case "locate":
            await telling_of.locate()
        case "ask":
            await telling_of.ask()
    words(draft.text)


class _Telling:
    def __init__(
        self, draft: Draft, request: Request, place: Target, sight: Sight, words: Words
    ) -> None:
        self._draft = draft
        self._request = request
        self._place = place
        self._sight = sight
        self._words = words

    @property
    def _picture(self) -> str:
        return self._place.picture.name

    async def describe(self) -> None:
        """What is to be seen, else what is to be read at a glance."""
        if self._place.region is not None:
            return await self._tell_region()
        task, opening = (
            (Detailed(), "") if self._request.wants_detail else (Caption(), "I see ")
        )
        if seen := await self._seen(task, opening):
            telling.tell_seen(self._draft, seen, self._picture, opening)
            self._draft.offer("Describe the picture in detail")
            self._draft.offer("Read the text")
            return None
        reading = await self._text()
        telling.tell_gist(self._draft, reading, self._picture)
        self._offer_reading(reading)
        return None

    async def read(self) -> None:
        """The error if an error was asked for, the line that was, or all of it."""
        reading = await self._text()
        if self._request.topic == "error":
            self._tell_error_or_gist(reading)
            return
        found = telling.found_in(reading, self._request.subject)
        if found and self._place.region is None:
            telling.tell_found(self._draft, found, reading, self._picture)
            self._draft.offer("Read all the text")
            return
        telling.tell_text(self._draft, reading, self._picture)
        self._offer_reading(reading, has_all=True)

    async def locate(self) -> None:
        """Words where they stand written, else what the model finds for them."""
        if self._request.topic == "error":
            self._tell_error_or_gist(await self._text())
            return
        reading = await self._text()
        found = telling.found_in(reading, self._request.subject)
        self._offer_reading(reading)
        if self._is_certain(found) or (found and not self._sight.can_see):
            telling.tell_located(self._draft, found, self._picture)
            return
        opening = "I would look here: "
        seen = await self._seen(Locate(self._request.subject), opening)
        if seen and any(segment.boxes for segment in seen.segments):
            telling.tell_seen(self._draft, seen, self._picture, opening)
        elif found:
            telling.tell_located(self._draft, found, self._picture)
        else:
            self._say_not_found(self._request.subject)

    async def ask(self) -> None:
        """What is written answers first; the model answers what is to be seen."""
        if self._place.region is not None and self._request.topic == "none":
            return await self._tell_region()
        if self._request.calls_for_text or not self._sight.can_see:
            reading = await self._text()
            if self._tell_written(reading):
                return None
        question = Question(self._request.text)
        if seen := await self._seen(question):
            telling.tell_seen(self._draft, seen, self._picture)
            self._draft.offer("Describe the picture")
            self._draft.offer("Read the text")
            return None
        self._say_not_found(self._request.subject)
        self._offer_reading(await self._text())
        return None

    def _tell_written(self, reading: TextReading) -> bool:
        """Answer from what is written; False where it holds no answer."""
        found = telling.found_in(reading, self._request.subject)
        match self._request.topic:
            case "advice":
                telling_errors.tell_advice(self._draft, reading, self._picture)
                return True
            case "error" if not self._is_certain(found) and telling_errors.tell_error(
                self._draft, reading, self._picture
            ):
                return True
            case _ if found:
                telling.tell_found(self._draft, found, reading, self._picture)
                self._offer_reading(reading)
                return True
            case _:
                return False

    async def _tell_region(self) -> None:
        """What stands in the marked place, and what the model makes of it."""
        region = self._place.region
        if region is None:
            raise ValueError("there is no region to tell of")
        reading = await self._text()
        if reading.blocks:
            self._draft.say("Here it says ")
            telling.tell_quoted(self._draft, reading, self._picture)
            if not self._sight.can_see:
                self._offer_the_whole()
                return
        is_question = self._request.intent == "ask" and self._place.finding is None
        task: Task = (
            AskRegion(self._request.text, "this", region)
            if is_question
            else DescribeRegion(region)
        )
        opening = "" if is_question else "It is "
        self._draft.say(" " if reading.blocks else "")
        if seen := await self._seen(task, opening):
            telling.tell_seen(self._draft, seen, self._picture, opening)
        elif not reading.blocks:
            self._draft.say("I could not read any text in this place.")
        self._offer_the_whole()

    def _offer_the_whole(self) -> None:
        self._draft.offer("Describe the whole picture")
        self._draft.offer("Read all the text")

    def _tell_error_or_gist(self, reading: TextReading) -> None:
        if telling_errors.tell_error(self._draft, reading, self._picture):
            self._draft.offer("Read all the text")
            return
        self._draft.say("I see no error message here. ")
        telling.tell_gist(self._draft, reading, self._picture)
        self._offer_reading(reading)

    def _is_certain(self, found: tuple[Match, ...]) -> bool:
        return bool(found) and found[0].score >= CERTAIN_MATCH

    def _say_not_found(self, subject: str) -> None:
        where = "this place" if self._place.region is not None else "this picture"
        if self._request.intent == "locate":
            self._draft.say(f"I could not find “{subject}” in {where}.")
        else:
            self._draft.say(f"I found nothing written in {where} that answers this.")

    def _offer_reading(self, reading: TextReading, *, has_all: bool = False) -> None:
        if not reading.blocks:
            return
        if error_blocks(reading) and self._request.topic == "none":
            self._draft.offer("What does the error say?")
        if not has_all:
            self._draft.offer("Read all the text")

    async def _text(self) -> TextReading:
        return await self._sight.text(self._place.picture, self._place.region)

    async def _seen(self, task: Task, opening: str = "") -> Grounded | None:
        """Return what the model says, None (with a caveat) where it cannot look.

        While it speaks, its words are told behind what was said and *opening*.
        """
        if not self._sight.can_see:
            self._draft.warn(NO_EYES)
            return None
        said = self._draft.text + opening
        try:
            seen = await self._sight.look(
                task, self._place.picture, lambda words: self._words(said + words)
            )
        except ModelError as error:
            log.warning("! the model failed: %s", error)
            self._draft.warn(EYES_FAILED)
            return None
        return seen if seen.text.strip() else None
