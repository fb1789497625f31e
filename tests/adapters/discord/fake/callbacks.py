"""The first response to an interaction, within its three seconds."""

from __future__ import annotations

from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.interacting import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    FIRST_S,
    MODAL,
    Interaction,
)
from tests.adapters.discord.fake.message_rules import written
from tests.adapters.discord.fake.messages import place, rewrite, told
from tests.adapters.discord.fake.modal_rules import modal_faults
from tests.adapters.discord.fake.places import PLAIN, Flag, Message
from tests.adapters.discord.fake.refusals import Json, Refused, invalid_form, unknown
from tests.adapters.discord.fake.words import user_json

SAY, THINK, LATER, CHANGE, CHOICES, ASK = 4, 5, 6, 7, 8, 9
FITTING = {
    SAY: {COMMAND, COMPONENT, MODAL},
    THINK: {COMMAND, COMPONENT, MODAL},
    LATER: {COMPONENT, MODAL},
    CHANGE: {COMPONENT, MODAL},
    CHOICES: {AUTOCOMPLETE},
    ASK: {COMMAND, COMPONENT},
}


async def _respond(call: Call) -> Json | None:
    found = call.world.interactions.get(call.where["token"])
    now = call.world.now()
    if found is None or found.id != call.where["interaction"]:
        raise unknown("Interaction")
    if found.is_answered:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    if now - found.at > FIRST_S:
        raise unknown("Interaction")
    kind = call.form.get("type")
    if found.kind not in FITTING.get(kind or 0, set()):
        raise invalid_form(f"type {kind} is no response to this interaction")
    shown = _perform(call, found, int(kind or 0), call.form.get("data") or {})
    found.answered_with, found.answered_at = int(kind or 0), now
    if call.query.get("with_response") not in {"1", "true"}:
        return None
    return _told(call, found, shown)


def _perform(call: Call, found: Interaction, kind: int, form: Json) -> Message | None:
    match kind:
        case 4:
            found.original = answer(call, found, form)
            return found.original
        case 5:
            flags = Flag(int(form.get("flags") or 0)) & Flag.EPHEMERAL
            found.original = _loading(call, found, flags | Flag.LOADING)
            return found.original
        case 6 | 7:
            if found.message is None:
                raise invalid_form(f"type {kind} needs a message to change")
            found.original = found.message
            if kind == CHANGE:
                rewrite(call, found.channel, found.message, form)
            return found.message
        case 8:
            found.choices = form.get("choices") or []
            if len(found.choices) > 25:
                raise invalid_form("choices: must be 25 or fewer in length")
            return None
        case _:
            faults = list(modal_faults(form))
            if faults:
                raise invalid_form(*faults)
            found.modal = form
            return None


def answer(call: Call, found: Interaction, form: Json) -> Message:
    """A new message in answer to *found*, for one person alone if it says so."""
    said = written(call, found.channel, form, None)
    seen_by = found.user.id if said.flags & Flag.EPHEMERAL else ""
    more = _of(call, found) | {"seen_by": seen_by}
    return place(call, found.channel, said, **more)


def _loading(call: Call, found: Interaction, flags: Flag) -> Message:
    seen_by = found.user.id if flags & Flag.EPHEMERAL else ""
    return call.world.post(
        found.channel,
        call.world.bot.id,
        flags=flags,
        seen_by=seen_by,
        application=call.world.application,
        **_of(call, found),
    )


def _of(call: Call, found: Interaction) -> Json:
    """What a message says of the interaction that it answers."""
    kinds = {COMMAND: 20 if found.payload["data"].get("type", 1) == 1 else 23}
    metadata = {
        "id": found.id,
        "type": found.kind,
        "user": user_json(found.user),
        "authorizing_integration_owners": {},
    }
    return {"kind": kinds.get(found.kind, 0), "interaction": metadata}


def _told(call: Call, found: Interaction, shown: Message | None) -> Json:
    flags = shown.flags if shown else PLAIN
    about: Json = {
        "id": found.id,
        "type": found.kind,
        "response_message_loading": bool(flags & Flag.LOADING),
        "response_message_ephemeral": bool(flags & Flag.EPHEMERAL),
    }
    answer: Json = {"interaction": about}
    if shown is not None:
        about["response_message_id"] = shown.id
        resource: Json = {"type": found.answered_with}
        if found.answered_with in {SAY, THINK, CHANGE}:
            resource["message"] = told(call, shown)
        answer["resource"] = resource
    return answer


PATH = "/interactions/{interaction}/{token}/callback"
ROUTES = (Route("interactions.callback", "POST", PATH, _respond, is_open=True),)
