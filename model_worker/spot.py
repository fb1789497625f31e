"""A place that is asked about: what stands there, and what is said of it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.text_reading import TextReading
from model_worker.alignment import Target
from model_worker.draft import Draft
from model_worker.facts import Facts
from model_worker.knowledge.notes import Notes
from model_worker.kosmos2.prompts import (
    AskRegion,
    Caption,
    DescribeRegion,
    Detailed,
    Task,
)
from model_worker.language import grammar
from model_worker.language.mentions import thing_in
from model_worker.language.needs import Need, needs
from model_worker.looking import Looking
from model_worker.places.locating import Place
from model_worker.places.matching import Match
from model_worker.readers.advice_in_text import advice
from model_worker.readers.errors_in_text import error_blocks
from model_worker.requests import Request
from model_worker.scene import Scene
from model_worker.seeing import Sight
from model_worker.telling import errors
from model_worker.telling import text as telling

CERTAIN_MATCH = 0.85
_WIDER: frozenset[Need] = frozenset({"charts", "tables"})
_COUNTED = frozenset(
    {"chart", "bar", "slice", "table", "row", "column", "cell", "button", "step"}
)
"""What a reader would have found: where it did not, there is none to be seen."""


class Spot(Struct, frozen=True):
    """A place that a *request* asks about, the answer going into *draft*."""

    draft: Draft
    request: Request
    where: Place
    sight: Sight
    looking: Looking
    notes: Notes | None = None

    @property
    def place(self) -> Target:
        return self.where.target

    @property
    def scene(self) -> Scene:
        return self.where.scene

    @property
    def picture(self) -> str:
        return self.place.picture.name

    @property
    def facts(self) -> Facts:
        return Facts(self.draft, self.request, self.place, self.scene)

    async def wider(self) -> Spot:
        """Return this place with its charts and tables, though no word called for them.

        "And in Lisbon?" may be answered by a chart that only the picture speaks of.
        """
        called_for = needs(self.request) | _WIDER
        if called_for == needs(self.request):
            return self
        scene = await self.sight.scene(self.place.picture, called_for)
        return replace(self, where=Place(self.place, scene))

    async def text(self) -> TextReading:
        return await self.sight.text(self.place.picture, self.place.region)

    async def tell_caption(self) -> bool:
        if grammar.DETAIL.search(self.request.text):
            return await self.looking.tell(Detailed())
        return await self.looking.tell(Caption(), "I see ")

    async def tell_region(self) -> None:
        """What stands in the place that was named, and what the model makes of it."""
        region = self.place.region
        if region is None:
            raise ValueError("there is no region to tell of")
        reading = await self.text()
        if reading.blocks:
            self._say_where()
            telling.tell_quoted(self.draft, reading, self.picture)
        if not reading.blocks or self.sight.can_see:
            is_question = self.request.intent == "ask" and self.place.finding is None
            task: Task = (
                AskRegion(self.request.text, "this", region)
                if is_question
                else DescribeRegion(region)
            )
            self.draft.say(" " if reading.blocks else "")
            is_told = await self.looking.tell(task, "" if is_question else "It is ")
            if not is_told and not reading.blocks:
                self.draft.say("I could not read any text in this place.")
        self.draft.offer("Describe the whole picture")
        self.draft.offer("Read all the text")

    def _say_where(self) -> None:
        """Point at a part of the picture that was named; a small place speaks alone."""
        parts = [m for m in self.request.mentions if m.element in {"panel", "chart"}]
        if len(self.place.things) != 1 or not parts:
            self.draft.say("Here it says ")
            return
        part = self.place.things[0]
        self.draft.say("In ")
        self.draft.point(
            part.name, [part.box], self.picture, "measured", part.confidence
        )
        self.draft.say(" it says ")

    def tell_written(self, reading: TextReading) -> bool:
        """Answer from what is written; False where it holds no answer."""
        found = telling.found_in(reading, self.request.subject)
        is_error = self.request.topic == "error" and not self.is_certain(found)
        if is_error and errors.tell_error(self.draft, reading, self.picture):
            return True
        wants_number = self.request.intent == "value" and self.place.region is None
        if not found or (wants_number and not telling.has_number(found, reading)):
            return False
        # What stands beside a name on an axis or in a legend is not its value.
        if not self.facts.admit(found[0].box):
            telling.tell_found(self.draft, found, reading, self.picture)
            self.offer_reading(reading)
        return True

    def has_advice(self, reading: TextReading) -> bool:
        """Whether an error, the picture's own advice or a note is there to go by."""
        has_note = self.notes is not None and bool(self.notes.about(reading))
        return bool(error_blocks(reading) or advice(reading)) or has_note

    def tell_advice(self, reading: TextReading) -> None:
        notes = self.notes.about(reading) if self.notes else ()
        errors.tell_advice(self.draft, reading, self.picture, notes)

    def tell_error_or_gist(self, reading: TextReading) -> None:
        if errors.tell_error(self.draft, reading, self.picture):
            self.draft.offer("Read all the text")
            return
        self.draft.say("I see no error message here. ")
        telling.tell_gist(self.draft, reading, self.picture)
        self.offer_reading(reading)

    def is_certain(self, found: tuple[Match, ...]) -> bool:
        return bool(found) and found[0].score >= CERTAIN_MATCH

    def say_not_found(self) -> None:
        where = "this place" if self.place.region is not None else "this picture"
        thing = thing_in(self.request.text)
        if self.request.intent == "count" and thing in _COUNTED:
            self.draft.admit(f"I see no {thing}s in {where} that I could count.")
        elif self.request.intent == "locate":
            self.draft.admit(f"I could not find “{self.request.subject}” in {where}.")
        else:
            self.draft.admit(f"I found nothing written in {where} that answers this.")

    def offer_reading(self, reading: TextReading, *, has_all: bool = False) -> None:
        if not reading.blocks:
            return
        if error_blocks(reading) and self.request.topic == "none":
            self.draft.offer("What does the error say?")
        if not has_all:
            self.draft.offer("Read all the text")
