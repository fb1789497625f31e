"""chat.postMessage, update, delete, postEphemeral, getPermalink; reactions."""

from __future__ import annotations

from typing import Any

from tests.adapters.slack.fake.block_rules import MARKDOWN_MAX, check_blocks
from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.places import Channel, Message
from tests.adapters.slack.fake.refusals import Json, Refused

TEXT_MAX = 40_000


def content(call: Call) -> Json:
    """The text and blocks that *call* brings, checked; markdown_text as a block."""
    text, markdown = call.word("text"), call.word("markdown_text")
    blocks = call.parsed("blocks")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if len(markdown) > MARKDOWN_MAX:
        raise Refused("msg_too_long")
    if len(text) > TEXT_MAX:
        raise Refused("msg_too_long")
    if markdown:
        blocks = [{"type": "markdown", "text": markdown}]
    if blocks is not None:
        blocks = check_blocks(blocks, call.world.files)
    if not text and not blocks:
        raise Refused("no_text")
    return {"text": text or markdown, "blocks": blocks or []}


def metadata(call: Call) -> Any:
    given = call.parsed("metadata")
    if given is None:
        return None
    if not isinstance(given, dict) or not given.get("event_type"):
        raise Refused("invalid_metadata_format")
    if not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    return given


def open_channel(call: Call) -> Channel:
    """The channel to write into: known, joined, and not archived."""
    channel = call.any_channel()
    if channel.is_archived:
        raise Refused("is_archived")
    return call.channel()


def thread_of(call: Call, channel: Channel) -> str:
    """The root that is answered, "" for none; a reply's `ts` leads to its root."""
    wanted = call.word("thread_ts")
    if not wanted:
        return ""
    root = channel.messages.get(wanted)
    if root is None:
        raise Refused("invalid_thread_ts")
    return root.root


def as_bot(call: Call) -> Json:
    return {
        "user": call.home.bot_user,
        "bot_id": call.home.bot_id,
        "app_id": call.world.app_id,
    }


async def _post(call: Call) -> Json:
    channel = open_channel(call)
    fields = content(call) | as_bot(call)
    message = call.world.post(
        channel,
        thread_ts=thread_of(call, channel),
        metadata=metadata(call),
        **fields,
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": call.world.told(message),
    }


async def _update(call: Call) -> Json:
    message = call.own_message("cant_update_message")
    if message.streaming_since is not None:
        raise Refused("streaming_state_conflict")
    fields = _new_content(call, message)
    if call.args.get("metadata") is not None:
        fields["metadata"] = metadata(call)
    if call.args.get("file_ids") is not None:
        fields["files"] = _files(call)
    if not fields["blocks"]:  # Slack shows no "edited" under blocks
        fields["edited"] = {"user": call.home.bot_user, "ts": call.world.new_ts()}
    call.world.change(message, **fields)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": call.world.told(message),
    }


def _new_content(call: Call, message: Message) -> Json:
    """Text alone takes the blocks away; blocks alone leave the text."""
    fields = content(call)
    if not call.word("text") and not call.word("markdown_text"):
        fields["text"] = message.text
    return fields


def _files(call: Call) -> list[str]:
    given = call.args["file_ids"]
    is_commas = isinstance(given, str) and not given.startswith("[")
    wanted = given.split(",") if is_commas else call.parsed("file_ids")
    for file_id in wanted:
        if file_id not in call.world.files:
            raise Refused("file_not_found")
    return list(wanted)


async def _delete(call: Call) -> Json:
    message = call.own_message("cant_delete_message")
    call.world.delete(message)
    return {"channel": message.channel, "ts": message.ts}


async def _whisper(call: Call) -> Json:
    channel, user = open_channel(call), call.needed("user")
    if channel.kind != "im" and user not in channel.members:
        raise Refused("user_not_in_channel")
    said = content(call) | {"thread_ts": call.word("thread_ts")}
    return {"message_ts": call.world.whisper(channel.id, user, said)}


async def _permalink(call: Call) -> Json:
    channel, ts = call.channel(), call.needed("message_ts")
    if ts not in channel.messages:
        raise Refused("message_not_found")
    place = f"{channel.id}/p{ts.replace('.', '')}"
    link = f"https://{call.home.domain}.slack.com/archives/{place}"
    return {"channel": channel.id, "permalink": link}


def _reacted(call: Call) -> Message:
    message = call.channel().messages.get(call.needed("timestamp"))
    if message is None or message.is_deleted:
        raise Refused("message_not_found")
    return message


async def _react(call: Call) -> Json:
    users = _reacted(call).reactions.setdefault(call.needed("name"), [])
    if call.home.bot_user in users:
        raise Refused("already_reacted")
    users.append(call.home.bot_user)
    return {}


async def _unreact(call: Call) -> Json:
    message, name = _reacted(call), call.needed("name")
    users = message.reactions.get(name, [])
    if call.home.bot_user not in users:
        raise Refused("no_reaction")
    users.remove(call.home.bot_user)
    if not users:
        del message.reactions[name]
    return {}


WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(_post, WRITE),
    "chat.update": Method(_update, WRITE),
    "chat.delete": Method(_delete, WRITE),
    "chat.postEphemeral": Method(_whisper, WRITE),
    "chat.getPermalink": Method(_permalink),
    "reactions.add": Method(_react, ("reactions:write",)),
    "reactions.remove": Method(_unreact, ("reactions:write",)),
}
