"""Messages as Slack tells them, and what a person reads in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.adapters.slack.fake.places import Message
from tests.adapters.slack.fake.refusals import Json


def message_json(message: Message, files: list[Json]) -> Json:
    """*message* as an event or conversations.history carries it."""
    found: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": message.team,
    }
    optional: Json = {
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "blocks": message.blocks,
        "files": files,
        "edited": message.edited,
        "metadata": message.metadata,
    }
    found |= {name: value for name, value in optional.items() if value}
    if message.bot_id:
        found["bot_profile"] = {"id": message.bot_id, "app_id": message.app_id}
    if files:
        found |= {"upload": False, "display_as_bot": False}
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if message.streaming_since is not None:
        found["streaming_state"] = "in_progress"
    return found


def every(found: Any) -> Iterator[Json]:
    """Each object within blocks, outermost first."""
    if isinstance(found, dict):
        yield found
        for value in found.values():
            yield from every(value)
    elif isinstance(found, list):
        for value in found:
            yield from every(value)


def said(message: Message) -> str:
    """All words that are read in *message*: its blocks, else its text; then chunks."""
    parts = [message.text] if not message.blocks else []
    for thing in every(message.blocks):
        text = thing.get("text")
        if isinstance(text, str):
            parts.append(text)
        parts += [thing[k] for k in ("title", "body") if isinstance(thing.get(k), str)]
    parts += [str(c.get("title", "")) for c in message.chunks]
    return "\n".join(part for part in parts if part)


def images(message: Message) -> list[Json]:
    """Every image in the blocks: with alt_text and slack_file or image_url."""
    return [
        thing
        for thing in every(message.blocks)
        if thing.get("type") == "image" or ("alt_text" in thing and "type" not in thing)
    ]


def buttons(message: Message) -> dict[str, Json]:
    """Every element that can be pressed, by its action_id."""
    return {
        thing["action_id"]: thing
        for thing in every(message.blocks)
        if "action_id" in thing
    }
