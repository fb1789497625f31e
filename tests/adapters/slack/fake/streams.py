"""Streamed messages, agent sessions and what an assistant says of itself."""

from __future__ import annotations

import time
from typing import Any

from tests.adapters.slack.fake.block_rules import (
    MARKDOWN_MAX,
    TASK_STATUSES,
    check_blocks,
)
from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.chat import as_bot, metadata, open_channel, thread_of
from tests.adapters.slack.fake.places import Message
from tests.adapters.slack.fake.refusals import Json, Refused, because

STATUSES = frozenset({"processing", "active", "suspended", "closed"})


async def _start(call: Call) -> Json:
    channel = open_channel(call)
    call.needed("thread_ts")
    if channel.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if not call.word(name):
                raise Refused(f"missing_{name}")
    fields = _grown(call, None)
    message = call.world.post(
        channel, thread_ts=thread_of(call, channel), **as_bot(call), **fields
    )
    message.streaming_since = time.monotonic()
    call.world.sessions[channel.id, message.root] = "processing"
    return {"channel": channel.id, "ts": message.ts}


async def _append(call: Call) -> Json:
    message = _streaming(call)
    if not call.args.get("markdown_text") and not call.args.get("chunks"):
        raise Refused("no_text")
    call.world.change(message, is_quiet=True, **_grown(call, message))
    return {"channel": message.channel, "ts": message.ts}


async def _stop(call: Call) -> Json:
    message = _streaming(call)
    status = call.word("session_status") or "active"
    if status not in STATUSES:
        raise Refused("invalid_arguments")
    before = call.world.told(message)
    fields = _grown(call, message)
    blocks = call.parsed("blocks")
    if blocks:
        fields["blocks"] = fields["blocks"] + check_blocks(blocks, call.world.files)
    if call.args.get("metadata") is not None:
        fields["metadata"] = metadata(call)
    call.world.change(message, is_quiet=True, **fields)
    message.streaming_since = None
    channel = call.channel()
    call.world.sessions[channel.id, message.root] = status
    call.world.announce_change(channel, message, before)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": call.world.told(message),
    }


def _streaming(call: Call) -> Message:
    message = call.own_message("message_not_owned_by_app")
    since = message.streaming_since
    if since is not None and time.monotonic() - since > call.world.stream_age_s:
        message.streaming_since = since = None
    if since is None:
        raise Refused("message_not_in_streaming_state")
    return message


def _grown(call: Call, message: Message | None) -> Json:
    """The text, blocks and chunks as they stand with what *call* adds."""
    added, blocks, chunks = call.word("markdown_text"), [], []
    for chunk in _chunks(call):
        match chunk["type"]:
            case "markdown_text":
                added += chunk["text"]
            case "blocks":
                blocks += check_blocks(chunk["blocks"], call.world.files)
            case _:
                chunks.append(chunk)
    text = (message.text if message else "") + added
    if len(added) > MARKDOWN_MAX or len(text) > MARKDOWN_MAX:
        raise Refused("msg_too_long")
    more = [b for b in message.blocks if b["type"] != "markdown"] if message else []
    said = [{"type": "markdown", "block_id": "said", "text": text}] if text else []
    return {
        "text": text,
        "blocks": [*said, *more, *blocks],
        "chunks": _latest([*(message.chunks if message else []), *chunks]),
    }


def _latest(chunks: list[Json]) -> list[Json]:
    """A task or plan that is told again replaces what was told of it."""
    kept = {(c["type"], c.get("id", "")): c for c in chunks}
    return list(kept.values())


def _chunks(call: Call) -> list[Json]:
    given: Any = call.parsed("chunks") or []
    wanted = {
        "markdown_text": ("text",),
        "plan_update": ("title",),
        "task_update": ("id", "title", "status"),
        "blocks": ("blocks",),
    }
    for chunk in given:
        names = wanted.get(chunk.get("type"))
        if names is None or not all(chunk.get(name) for name in names):
            raise because("invalid_chunks", f"a chunk is wrong: {chunk.get('type')}")
        if chunk["type"] == "task_update" and chunk["status"] not in TASK_STATUSES:
            raise because("invalid_chunks", f"unknown status: {chunk['status']}")
    return list(given)


async def _session(call: Call) -> Json:
    channel, status = call.channel("channel_id"), call.needed("status")
    if status not in STATUSES:
        raise Refused("invalid_arguments")
    thread = call.word("thread_ts")
    if thread and thread not in channel.messages:
        raise Refused("invalid_thread_ts")
    call.world.sessions[channel.id, thread] = status
    return {}


async def _status(call: Call) -> Json:
    channel = call.channel("channel_id")
    if call.needed("thread_ts") not in channel.messages:
        raise Refused("invalid_thread_ts")
    loading = call.parsed("loading_messages") or []
    if len(loading) > 10:
        raise because("invalid_arguments", "no more than 10 loading_messages")
    if "status" not in call.args:
        raise because("invalid_arguments", "missing required field: status")
    call.world.statuses.append(dict(call.args))
    return {}


async def _prompts(call: Call) -> Json:
    call.channel("channel_id")
    prompts = call.parsed("prompts")
    if not isinstance(prompts, list) or not prompts:
        raise because("invalid_arguments", "missing required field: prompts")
    if len(prompts) > 4:
        raise because("invalid_arguments", "no more than 4 items allowed")
    if not all(p.get("title") and p.get("message") for p in prompts):
        raise because("invalid_arguments", "a prompt has title and message")
    call.world.prompts.append(dict(call.args) | {"prompts": prompts})
    return {}


WRITE = ("chat:write",)
METHODS = {
    "chat.startStream": Method(_start, WRITE),
    "chat.appendStream": Method(_append, WRITE),
    "chat.stopStream": Method(_stop, WRITE),
    "agents.sessions.setStatus": Method(_session, WRITE),
    "assistant.threads.setStatus": Method(_status, ("chat:write", "assistant:write")),
    "assistant.threads.setSuggestedPrompts": Method(_prompts, ("assistant:write",)),
}
