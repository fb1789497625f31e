"""What the app is registered for: scopes, events; as apps.manifest.export tells it."""

from __future__ import annotations

from tests.adapters.slack.fake.places import Channel, Workspace
from tests.adapters.slack.fake.refusals import Json

EVENTS = frozenset(
    {
        "agent_session_stopped",
        "app_context_changed",
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "tokens_revoked",
    }
)
PLURALS = {"channel": "channels", "group": "groups"}


def subscription(event: Json, channel: Channel | None) -> str:
    """The name that *event* is subscribed to by."""
    if event["type"] != "message" or channel is None:
        return str(event["type"])
    return f"message.{PLURALS.get(channel.kind, channel.kind)}"


def exported(space: Workspace, subscribed: set[str]) -> Json:
    return {
        "display_information": {"name": "Sightline"},
        "features": {
            "agent_view": {"agent_description": "Ask about a picture"},
            "bot_user": {"display_name": "sightline", "always_online": True},
            "shortcuts": [{"type": "message", "callback_id": "ask_about_picture"}],
            "slash_commands": [{"command": "/sightline"}],
        },
        "oauth_config": {"scopes": {"bot": sorted(space.scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(subscribed)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }
