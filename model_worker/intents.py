"""How each intent is answered: what to say first, and what to look at when.

What was read and is sure comes before what the model saw, and without a model the
answer says so instead of guessing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.jobs import Intent
from model_worker.checking import checked
from model_worker.evidence import evidence_in
from model_worker.kosmos2.prompts import (
    Caption,
    Locate,
    Question,
)
from model_worker.language import grammar
from model_worker.language.needs import calls_for_text
from model_worker.posts.claims import claims_in
from model_worker.readers.errors_in_text import error_blocks
from model_worker.spot import Spot
from model_worker.telling import checks, documents, errors, maths, workings
from model_worker.telling import text as telling

_TABULAR = {"table", "row", "column", "cell"}


async def tell(spot: Spot) -> None:
    """Write the answer into the draft, whatever it takes to find one."""
    await _OF_INTENT[spot.request.intent](spot)
    spot.looking.words(spot.draft.text)


async def describe(spot: Spot) -> None:
    """What is measured at a glance, else what is to be seen, else to be read."""
    if spot.facts.overview():
        spot.draft.offer("Read the text")
    elif spot.place.region is not None:
        await spot.tell_region()
    elif await spot.tell_caption():
        spot.draft.offer("Describe the picture in detail")
        spot.draft.offer("Read the text")
    else:
        reading = await spot.text()
        telling.tell_gist(spot.draft, reading, spot.picture)
        spot.offer_reading(reading)


async def read(spot: Spot) -> None:
    """The error or the table that was asked for, the line that was, or all text."""
    named = {mention.element for mention in spot.request.mentions}
    is_tabular = named & _TABULAR or grammar.TABLE.search(spot.request.text)
    if is_tabular and spot.facts.tables_too():
        return None
    if grammar.CSV.search(spot.request.text):
        (await spot.wider()).facts.values_too()
        return None
    reading = await spot.text()
    if spot.request.topic == "error":
        return spot.tell_error_or_gist(reading)
    if not reading.blocks and spot.facts.tell():
        return None
    found = telling.found_in(reading, spot.request.subject)
    if found and spot.place.region is None:
        telling.tell_found(spot.draft, found, reading, spot.picture)
        spot.draft.offer("Read all the text")
        return None
    telling.tell_text(spot.draft, reading, spot.picture)
    if grammar.TRANSLATE.search(spot.request.text):
        spot.draft.warn("I cannot translate: this is how it stands in the picture.")
    return spot.offer_reading(reading, has_all=True)


async def locate(spot: Spot) -> None:
    """What was measured, words where they stand, else what the model finds."""
    if spot.request.topic == "error":
        return spot.tell_error_or_gist(await spot.text())
    if spot.facts.tell():
        return None
    reading = await spot.text()
    found = telling.found_in(reading, spot.request.subject)
    spot.offer_reading(reading)
    if spot.is_certain(found) or (found and not spot.sight.can_see):
        return telling.tell_located(spot.draft, found, spot.picture)
    opening = "I would look here: "
    seen = await spot.looking.seen(Locate(spot.request.subject), opening)
    if seen and any(segment.boxes for segment in seen.segments):
        return telling.tell_seen(spot.draft, seen, spot.picture, opening)
    if found:
        return telling.tell_located(spot.draft, found, spot.picture)
    return spot.say_not_found()


async def ask(spot: Spot) -> None:
    """Measured facts first, then what is written, then what is to be seen."""
    if grammar.RESULT.search(spot.request.text) and _is_solved(spot):
        return
    is_error = spot.request.topic == "error"
    is_step = grammar.STEPS.search(spot.request.text)  # one may be called "Warning"
    if (is_step or not is_error) and spot.facts.tell():
        return
    if spot.place.region is not None and not is_error:
        if not spot.facts.overview():
            await spot.tell_region()
        return
    wider = spot if is_error else await spot.wider()
    if wider is not spot and wider.facts.tell():
        return
    if calls_for_text(spot.request) or not spot.sight.can_see:
        reading = await spot.text()
        if wider.tell_written(reading):
            return
    if await spot.looking.tell(Question(spot.request.text)):
        spot.draft.offer("Describe the picture")
        spot.draft.offer("Read the text")
        return
    spot.say_not_found()
    spot.offer_reading(await spot.text())


async def explain(spot: Spot) -> None:
    """An error by its words and the notes, else what is measured, and seen."""
    reading = await spot.text()
    if spot.request.topic == "error" and errors.tell_error(
        spot.draft, reading, spot.picture
    ):
        spot.draft.say(" ")
        return spot.tell_advice(reading)
    if spot.facts.overview():
        if spot.sight.can_see:
            spot.draft.say("\n\nAs a whole: ")
            await spot.looking.tell(Caption())
        return None
    return None if _is_solved(spot) else await ask(spot)


async def summarise(spot: Spot) -> None:
    """A document by its headings, tables and fields; a picture by what it shows."""
    if spot.facts.overview():
        spot.draft.say("\n\n")
    reading = await spot.text()
    tables = spot.scene.tables.tables
    if documents.tell_summary(spot.draft, spot.request, reading, tables, spot.picture):
        spot.draft.offer("Read all the text")
    elif spot.draft.is_empty:
        await describe(spot)


async def fix(spot: Spot) -> None:
    """The notes and the picture's own advice; with no error, what there is instead."""
    reading = await spot.text()
    if spot.has_advice(reading):
        return spot.tell_advice(reading)
    spot.draft.say("I see no error message here. ")
    return await describe(await spot.wider())


async def solve(spot: Spot) -> None:
    """What was typed, else what is printed; a problem of another kind is fixed."""
    if maths.tell_typed(spot.draft, spot.request) or _is_solved(spot):
        return
    reading = await spot.text()
    if error_blocks(reading):
        spot.tell_advice(reading)
        return
    spot.draft.admit("I see no equation here that I can read.")
    spot.offer_reading(reading)


def _is_solved(spot: Spot) -> bool:
    """Whether printed lines were worked out, or the steps of somebody checked."""
    is_own = spot.request.is_unstated or grammar.WORKING.search(spot.request.text)
    equations = spot.scene.equations
    if is_own and workings.tell_working(spot.draft, equations, spot.picture):
        return True
    return maths.tell_solution(spot.draft, spot.request, equations, spot.picture)


async def check(spot: Spot) -> None:
    """Each claim of a post, held against what was read and measured; else the steps."""
    if spot.request.is_unstated and _is_solved(spot):
        return
    evidence = evidence_in(spot.scene, await spot.text())
    verdicts = checked(claims_in(spot.request.subject), evidence)
    checks.tell_checks(spot.draft, verdicts, spot.picture)


_OF_INTENT: dict[Intent, Callable[[Spot], Awaitable[None]]] = {
    "describe": describe,
    "read": read,
    "locate": locate,
    "explain": explain,
    "summarise": summarise,
    "fix": fix,
    "solve": solve,
    "check": check,
    **dict.fromkeys(("ask", "count", "value", "compare", "extreme", "trend"), ask),
}
