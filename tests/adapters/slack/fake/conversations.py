"""conversations.* and users.*: what a bot may look up."""

from __future__ import annotations

from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.places import Channel, Message
from tests.adapters.slack.fake.refusals import Json, Refused

PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


async def _look(call: Call) -> Json:
    channel = call.any_channel()
    call.need_scope([f"{PREFIX[channel.kind]}:read"])
    found = channel.json | {"is_member": call.home.bot_user in channel.members}
    if channel.kind == "im":
        found["user"] = next(iter(channel.members - {call.home.bot_user}), "")
    return {"channel": found}


async def _history(call: Call) -> Json:
    channel = _readable(call)
    found = [m for m in channel.standing if not m.is_reply]
    return _page(call, list(reversed(_within(call, found))), channel)


async def _replies(call: Call) -> Json:
    channel = _readable(call)
    root = channel.messages.get(call.needed("ts"))
    if root is None or (root.is_deleted and not _thread(channel, root.ts)):
        raise Refused("thread_not_found")
    if root.is_reply:
        return _page(call, [root], channel)
    rest = _within(call, _thread(channel, root.ts))
    if call.world.hidden_looks > 0:
        call.world.hidden_looks -= 1
        rest = [message for message in rest if not message.bot_id]
    return _page(call, [*([] if root.is_deleted else [root]), *rest], channel)


def _readable(call: Call) -> Channel:
    channel = call.any_channel()
    call.need_scope([f"{PREFIX[channel.kind]}:history"])
    return call.channel()


def _thread(channel: Channel, root: str) -> list[Message]:
    return [m for m in channel.standing if m.is_reply and m.thread_ts == root]


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.word("oldest") or "0", call.word("latest") or "9" * 12
    is_inclusive = call.flag("inclusive")

    def fits(message: Message) -> bool:
        if is_inclusive:
            return float(oldest) <= float(message.ts) <= float(latest)
        return float(oldest) < float(message.ts) < float(latest)

    return [m for m in messages if fits(m)]


def _page(call: Call, messages: list[Message], channel: Channel) -> Json:
    start = int(call.word("cursor").removeprefix("next:") or 0)
    limit = min(call.whole("limit", 100), 1000)
    shown = messages[start : start + limit]
    has_more = start + limit < len(messages)
    cursor = f"next:{start + limit}" if has_more else ""
    return {
        "messages": [_told(call, channel, m) for m in shown],
        "has_more": has_more,
        "response_metadata": {"next_cursor": cursor},
    }


def _told(call: Call, channel: Channel, message: Message) -> Json:
    found = call.world.told(message)
    if not call.flag("include_all_metadata"):
        found.pop("metadata", None)
    replies = _thread(channel, message.ts)
    if replies:
        found |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "latest_reply": replies[-1].ts,
        }
    return found


async def _open(call: Call) -> Json:
    if call.word("channel"):
        return {"channel": {"id": call.any_channel().id}}
    users = [u for u in call.word("users").split(",") if u]
    if not users:
        raise Refused("users_list_not_supplied")
    if any(u not in call.home.users for u in users):
        raise Refused("user_not_found")
    if len(users) == 1:
        return {"channel": {"id": call.world.direct(call.home.id, users[0]).id}}
    group = call.world.new_channel(call.home.id, "mpdm", "mpim")
    group.members.update(users)
    return {"channel": {"id": group.id}}


async def _user(call: Call) -> Json:
    user = call.home.users.get(call.needed("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": user.json}


async def _channels_of_bot(call: Call) -> Json:
    kinds = {"public_channel": "channel", "private_channel": "group"}
    types = (call.word("types") or "public_channel").split(",")
    wanted = {kinds.get(t.strip(), t.strip()) for t in types}
    call.need_scope(f"{PREFIX[kind]}:read" for kind in sorted(wanted))
    who = call.word("user") or call.home.bot_user
    found = [
        channel.json
        for channel in call.home.channels.values()
        if channel.kind in wanted and who in channel.members
    ]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


async def _bot(call: Call) -> Json:
    if call.needed("bot") != call.home.bot_id:
        raise Refused("bot_not_found")
    found = {
        "id": call.home.bot_id,
        "app_id": call.world.app_id,
        "user_id": call.home.bot_user,
        "name": "sightline",
        "deleted": False,
    }
    return {"bot": found}


METHODS = {
    "conversations.info": Method(_look),
    "conversations.history": Method(_history),
    "conversations.replies": Method(_replies),
    "conversations.open": Method(_open, ("im:write", "mpim:write")),
    "users.info": Method(_user, ("users:read",)),
    "users.conversations": Method(_channels_of_bot),
    "bots.info": Method(_bot, ("users:read",)),
}
