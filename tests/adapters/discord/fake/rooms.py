"""Routes about channels and threads, and how a thread begins."""

from __future__ import annotations

from typing import Any

from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.message_rules import written
from tests.adapters.discord.fake.messages import place, told
from tests.adapters.discord.fake.places import (
    DM,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Channel,
    Flag,
    May,
    Message,
)
from tests.adapters.discord.fake.refusals import Json, Refused, invalid_form
from tests.adapters.discord.fake.telling import told_channel
from tests.adapters.discord.fake.world import World

STARTER = 21
NAME_MAX = 100


def announce_thread(world: World, thread: Channel) -> None:
    event = told_channel(world, thread) | {"newly_created": True}
    world.announce("THREAD_CREATE", event | {"channel_id": thread.id})


def thread_from(world: World, message: Message, name: str, owner: str) -> Channel:
    """The thread of a message, which has the message's id."""
    parent = world.channels[message.channel]
    thread = world.new_thread(parent, name, owner, message.id, PUBLIC_THREAD)
    message.thread = thread.id
    announce_thread(world, thread)
    flags = message.flags | Flag.HAS_THREAD
    world.change(message, is_edit=False, flags=flags)
    reference = {"type": 0, "channel_id": parent.id, "message_id": message.id}
    world.post(thread, owner, kind=STARTER, reference=reference)
    return thread


async def _get(call: Call) -> Json:
    return told_channel(call.world, call.channel())


async def _change(call: Call) -> Json:
    channel = call.channel()
    form = call.form
    channel.name = _name(form | {"name": form.get("name", channel.name)})
    channel.is_archived = bool(form.get("archived", channel.is_archived))
    channel.is_locked = bool(form.get("locked", channel.is_locked))
    event = told_channel(call.world, channel)
    kind = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    call.world.announce(kind, event | {"channel_id": channel.id})
    return event


async def _type(call: Call) -> None:
    call.world.typing.append(call.channel(May.SEND_MESSAGES).id)


async def _thread_of_message(call: Call) -> Json:
    channel = call.channel(May.CREATE_PUBLIC_THREADS)
    name = _name(call.form)
    message = call.world.message(channel, call.where["message"])
    if message.thread:
        raise Refused(400, 160004, "A thread has already been created for this message")
    if channel.is_thread or channel.kind == DM:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    thread = thread_from(call.world, message, name, call.world.bot.id)
    return told_channel(call.world, thread)


async def _thread(call: Call) -> Json:
    channel = call.channel(May.CREATE_PUBLIC_THREADS)
    name = _name(call.form)
    if channel.kind == FORUM:
        return _forum_post(call, channel, name)
    if channel.kind != TEXT:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    kind = call.form.get("type", PRIVATE_THREAD)
    new = call.world.new_thread(
        channel, name, call.world.bot.id, call.world.new_id(), kind
    )
    announce_thread(call.world, new)
    return told_channel(call.world, new)


def _forum_post(call: Call, forum: Channel, name: str) -> Json:
    form = call.form.get("message")
    if not isinstance(form, dict):
        raise invalid_form("message: this field is required")
    said = written(call, forum, form, None)
    world = call.world
    thread = world.new_thread(forum, name, world.bot.id, world.new_id(), PUBLIC_THREAD)
    announce_thread(world, thread)
    message = place(call, thread, said, id=thread.id)
    return told_channel(world, thread) | {"message": told(call, message)}


def _name(form: Json) -> str:
    name = form.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= NAME_MAX:
        raise invalid_form(f"name: must be between 1 and {NAME_MAX} in length")
    return name


async def _archived(call: Call) -> Json:
    parent = call.channel(May.READ_MESSAGE_HISTORY)
    found = [
        told_channel(call.world, channel)
        for channel in call.world.channels.values()
        if channel.parent == parent.id and channel.is_archived
    ]
    return {"threads": found, "members": [], "has_more": False}


async def _join(call: Call) -> Any:
    call.channel()


HERE = "/channels/{channel}"
ROUTES = (
    Route("channels.get", "GET", HERE, _get),
    Route("channels.change", "PATCH", HERE, _change),
    Route("typing", "POST", HERE + "/typing", _type),
    Route("threads.create", "POST", HERE + "/threads", _thread),
    Route(
        "threads.of_message",
        "POST",
        HERE + "/messages/{message}/threads",
        _thread_of_message,
    ),
    Route("threads.archived", "GET", HERE + "/threads/archived/public", _archived),
    Route("threads.join", "PUT", HERE + "/thread-members/@me", _join),
)
