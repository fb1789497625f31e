"""Routes about messages: sent, read, changed, taken away."""

from __future__ import annotations

from typing import Any

from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.message_rules import Written, written
from tests.adapters.discord.fake.pings import pings
from tests.adapters.discord.fake.places import Channel, Flag, May, Message
from tests.adapters.discord.fake.refusals import (
    Json,
    Refused,
    invalid_form,
    missing_permissions,
    unknown,
)
from tests.adapters.discord.fake.telling import told_message

REPLY = 19


async def _create(call: Call) -> Json:
    channel = call.channel()
    need_to_write(call, channel)
    form = call.form
    said = written(call, channel, form, None)
    nonce = str(form.get("nonce") or "")
    if form.get("enforce_nonce") and nonce:
        for message in _recent(call, channel):
            if message.nonce == nonce:
                return told(call, message)
    said.flags &= ~Flag.EPHEMERAL
    message = place(call, channel, said, nonce=nonce, **_reply(call, channel, form))
    return told(call, message) | ({"nonce": nonce} if nonce else {})


def _recent(call: Call, channel: Channel) -> list[Message]:
    since = call.world.now() - call.world.nonce_s
    bot = call.world.bot.id
    return [m for m in channel.standing if m.author == bot and m.at >= since]


def _reply(call: Call, channel: Channel, form: Json) -> Json:
    reference = form.get("message_reference")
    if not reference:
        return {}
    where = channel.messages.get(str(reference["message_id"]))
    if where is None or where.is_deleted:
        if reference.get("fail_if_not_exists", True):
            raise invalid_form("message_reference: Unknown message")
        return {}
    if not call.world.bot_may(channel) & May.READ_MESSAGE_HISTORY:
        raise Refused(403, 160002, "Cannot reply without permission to read history")
    told = {"type": 0, "message_id": where.id, "channel_id": channel.id}
    return {"kind": REPLY, "reference": told}


def need_to_write(call: Call, channel: Channel) -> None:
    """Refuse where the bot may not write, or not attach what it attaches."""
    may = call.world.bot_may(channel)
    needed = May.SEND_MESSAGES_IN_THREADS if channel.is_thread else May.SEND_MESSAGES
    if not may & needed or (call.uploads and not may & May.ATTACH_FILES):
        raise missing_permissions()
    if channel.kind not in {0, 1, 11, 12}:
        raise Refused(400, 50008, "Cannot send messages in a non-text channel")
    person = call.world.users.get(channel.recipient)
    if person is not None and person.refuses_dms:
        raise Refused(403, 50007, "Cannot send messages to this user")
    if channel.is_locked:
        raise Refused(400, 50083, "Thread is archived")


def need_open(channel: Channel) -> None:
    """A message opens an archived thread again; an edit or reaction is refused."""
    if channel.is_archived:
        raise Refused(400, 50083, "Thread is archived")


def place(call: Call, channel: Channel, said: Written, **more: Any) -> Message:
    """Post what the bot has *said*, with the pings that it makes."""
    world = call.world
    form: Json = {"content": said.content, "components": said.components}
    form["allowed_mentions"] = _message_form(call).get("allowed_mentions")
    reference = more.get("reference") or {}
    replied = channel.messages.get(reference.get("message_id", ""))
    return world.post(
        channel,
        world.bot.id,
        content=said.content,
        embeds=said.embeds,
        components=said.components,
        flags=said.flags,
        files=world.hold(channel, said.uploads),
        pings=pings(world, channel, form, replied.author if replied else ""),
        application=world.application,
        **more,
    )


def _message_form(call: Call) -> Json:
    """The part of a body that is the message: of a callback, of a forum post."""
    form = call.form
    inner = form.get("data") or form.get("message") or form
    return inner if isinstance(inner, dict) else form


def rewrite(call: Call, channel: Channel, message: Message, form: Json) -> None:
    said = written(call, channel, form, message)
    call.world.change(
        message,
        content=said.content,
        embeds=said.embeds,
        components=said.components,
        flags=said.flags | (message.flags & ~Flag.LOADING),
        files=[*said.kept, *call.world.hold(channel, said.uploads)],
    )


def told(call: Call, message: Message) -> Json:
    has_content = call.world.has_content_intent
    return told_message(call.world, message, with_content=has_content)


async def _get(call: Call) -> Json:
    channel = call.channel(May.READ_MESSAGE_HISTORY)
    return told(call, call.world.message(channel, call.where["message"]))


async def _history(call: Call) -> list[Json]:
    channel = call.channel(May.READ_MESSAGE_HISTORY)
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise invalid_form("limit: must be between 1 and 100")
    found = [m for m in channel.standing if not m.is_ephemeral]
    if channel.wait_for_starter:
        found = [m for m in found if m.id != channel.id]
    found.sort(key=lambda m: int(m.id))
    if "after" in call.query:
        later = [m for m in found if int(m.id) > int(call.query["after"])]
        found = later[:limit]
    elif "around" in call.query:
        middle = int(call.query["around"])
        before = [m for m in found if int(m.id) < middle][-(limit // 2) :]
        found = before + [m for m in found if int(m.id) >= middle]
        found = found[:limit]
    else:
        last = int(call.query.get("before", 1 << 63))
        found = [m for m in found if int(m.id) < last][-limit:]
    return [told(call, message) for message in reversed(found)]


async def _edit(call: Call) -> Json:
    channel = call.channel()
    message = call.world.message(channel, call.where["message"])
    if message.author != call.world.bot.id:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    need_open(channel)
    rewrite(call, channel, message, call.form)
    return told(call, message)


async def _delete(call: Call) -> None:
    channel = call.channel()
    message = call.world.message(channel, call.where["message"])
    if message.author != call.world.bot.id:
        call.channel(May.MANAGE_MESSAGES)
    call.world.delete(message)


async def _delete_many(call: Call) -> None:
    channel = call.channel(May.MANAGE_MESSAGES)
    ids = [str(one) for one in call.form.get("messages") or []]
    if not 2 <= len(ids) <= 100:
        raise invalid_form("messages: must be between 2 and 100 in length")
    found = [channel.messages[one] for one in ids if one in channel.messages]
    if found:
        call.world.delete_many(found)


async def _react(call: Call) -> None:
    channel = call.channel(May.READ_MESSAGE_HISTORY)
    message = call.world.message(channel, call.where["message"])
    need_open(channel)
    emoji = call.where["emoji"]
    if emoji not in message.reactions:
        call.channel(May.ADD_REACTIONS)
    if len(emoji) > 8 and ":" not in emoji:
        raise Refused(400, 10014, "Unknown Emoji")
    call.world.react(message, call.world.bot.id, emoji, is_on=True)


async def _unreact(call: Call) -> None:
    channel = call.channel()
    message = call.world.message(channel, call.where["message"])
    if call.where["emoji"] not in message.reactions:
        raise unknown("Message")
    call.world.react(message, call.world.bot.id, call.where["emoji"], is_on=False)


HERE = "/channels/{channel}/messages"
ONE = HERE + "/{message}"
MINE = ONE + "/reactions/{emoji}/@me"
ROUTES = (
    Route("messages.create", "POST", HERE, _create),
    Route("messages.history", "GET", HERE, _history),
    Route("messages.delete_many", "POST", HERE + "/bulk-delete", _delete_many),
    Route("messages.get", "GET", ONE, _get),
    Route("messages.edit", "PATCH", ONE, _edit),
    Route("messages.delete", "DELETE", ONE, _delete),
    Route("reactions.add", "PUT", MINE, _react),
    Route("reactions.remove", "DELETE", MINE, _unreact),
)
