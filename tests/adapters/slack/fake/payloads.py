"""What Slack wraps around an event and an interaction, field for field."""

from __future__ import annotations

import time

from tests.adapters.slack.fake.places import Channel, Message, User, Workspace
from tests.adapters.slack.fake.refusals import Json
from tests.adapters.slack.fake.world import World


def event_callback(world: World, space: Workspace, event: Json) -> Json:
    where = event.get("channel")
    channel = space.channels.get(where) if isinstance(where, str) else None
    return {
        "token": "made-up-verification-token",
        "team_id": space.id,
        "context_team_id": space.id,
        "context_enterprise_id": None,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.id,
                "user_id": space.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_shared),
        "event_context": f"4-{world.new_id('EC')}",
    }


def rich_text(text: str) -> list[Json]:
    """The blocks that Slack's own composer makes of a person's words."""
    if not text:
        return []
    section = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": text}],
    }
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def trigger(world: World) -> str:
    name = f"{world.new_id('1')}.{world.new_id('2')}.made-up"
    world.triggers[name] = ""
    return name


def response_url(world: World, message: Message | None = None) -> str:
    """Where an app may answer; what it says there may replace or delete *message*."""
    name = world.new_id("R")
    world.responses[name] = []
    if message is not None:
        world.answered[name] = message
    return f"{world.origin}/response/{name}"


def interaction(world: World, space: Workspace, user: User, kind: str) -> Json:
    """What every interaction of *user* says of where it comes from."""
    return {
        "type": kind,
        "token": "made-up-verification-token",
        "team": {"id": space.id, "domain": space.domain},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team,
        },
        "api_app_id": world.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger(world),
    }


def on_message(world: World, channel: Channel, message: Message) -> Json:
    """What an interaction says of the message that it belongs to."""
    named = {"im": "directmessage", "mpim": "mpdm"}.get(channel.kind, channel.name)
    return {
        "channel": {"id": channel.id, "name": named},
        "message": world.told(message),
        "response_url": response_url(world, message),
    }


def pressed(element: Json, block_id: str, value: str, at: str) -> Json:
    """The action that pressing *element* makes."""
    found: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": at,
        "value": value,
    }
    if "text" in element:
        found["text"] = element["text"]
    return found
