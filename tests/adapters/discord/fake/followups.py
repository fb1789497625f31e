"""What an interaction's token is good for after the first response: 15 minutes."""

from __future__ import annotations

from tests.adapters.discord.fake.callbacks import answer
from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.interacting import TOKEN_S, Interaction
from tests.adapters.discord.fake.messages import rewrite, told
from tests.adapters.discord.fake.places import Flag, Message
from tests.adapters.discord.fake.refusals import Json, Refused, unknown

GUEST_FOLLOWUPS_MAX = 5
"""Of an app that only its user has installed."""


def _interaction(call: Call) -> Interaction:
    found = call.world.interactions.get(call.where["token"])
    if call.where["application"] != call.world.application or found is None:
        raise unknown("Webhook")
    if call.world.now() - found.at > TOKEN_S:
        raise Refused(401, 50027, "Invalid Webhook Token")
    if not found.is_answered:
        raise unknown("Webhook")
    return found


def _message(call: Call, found: Interaction) -> Message:
    name = call.where["message"]
    ours = [m for m in [found.original, *found.followups] if m is not None]
    for message in ours:
        is_named = message.id == name or (name == "@original" and message is ours[0])
        if is_named and not message.is_deleted:
            return message
    raise unknown("Message")


async def _create(call: Call) -> Json:
    """The first one after "thinking" takes the place of that message."""
    found = _interaction(call)
    original = found.original
    if original is not None and original.flags & Flag.LOADING:
        rewrite(call, found.channel, original, call.form)
        return told(call, original)
    home = call.world.guild_of(found.channel)
    is_guest = home is not None and not home.has_bot
    if is_guest and len(found.followups) >= GUEST_FOLLOWUPS_MAX:
        raise Refused(400, 40094, "Too many follow-up messages")
    message = answer(call, found, call.form)
    found.followups.append(message)
    return told(call, message)


async def _get(call: Call) -> Json:
    return told(call, _message(call, _interaction(call)))


async def _edit(call: Call) -> Json:
    found = _interaction(call)
    message = _message(call, found)
    rewrite(call, found.channel, message, call.form)
    return told(call, message)


async def _delete(call: Call) -> None:
    call.world.delete(_message(call, _interaction(call)))


HERE = "/webhooks/{application}/{token}"
ONE = HERE + "/messages/{message}"
ROUTES = (
    Route("followups.create", "POST", HERE, _create, is_open=True),
    Route("followups.get", "GET", ONE, _get, is_open=True),
    Route("followups.edit", "PATCH", ONE, _edit, is_open=True),
    Route("followups.delete", "DELETE", ONE, _delete, is_open=True),
)
