"""What the app must be granted and sent by Slack, in one place.

deploy/slack/manifest.yaml is held to it by a test, a live app by `--check`.
channels:read and groups:read are not among the scopes: conversations.info is never
called, since events say what kind of channel they come from.
"""

from __future__ import annotations

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
    "mpim:history",
    "reactions:write",
    "users:read",
)
MESSAGES = ("message.channels", "message.groups", "message.im", "message.mpim")
"""As subscribed to; each arrives as an event of type ``message``."""

TAKEN = ("app_mention", "agent_session_stopped", "app_uninstalled", "tokens_revoked")
"""Types of events that lead to a note, ``message`` beside them."""

SHOWN = ("app_context_changed", "app_home_opened")
"""Types of events that lead to none: the agent view sends them."""

EVENTS = tuple(sorted((*MESSAGES, *TAKEN, *SHOWN)))
COMMAND = "/sightline"
SHORTCUT = "ask_about_picture"
SOCKET_SCOPE = "connections:write"
