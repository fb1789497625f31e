"""Which kinds of things Slack ever sent, so that what never came can be pointed at."""

from __future__ import annotations

from typing import Any

from adapters.slack.doors.kept_notes import FOR_GOOD_S, Notes
from adapters.slack.doors.needs import COMMAND, EVENTS, SHORTCUT

KIND = "slack:seen"
KINDS = (*EVENTS, COMMAND, SHORTCUT)
EVERYDAY = ("app_mention", "message.channels", "message.im")
"""What comes wherever people use it: of others silence means nothing."""

CHANNELS = {"channel": "channels", "group": "groups"}


class Seen:
    """Writes each kind once in the life of a process."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._told: set[str] = set()

    async def saw(self, body: dict[str, Any]) -> None:
        """Raises QueueError."""
        kind = kind_of(body)
        if kind in KINDS and kind not in self._told:
            await self._notes.keep_note(KIND, kind, b"1", FOR_GOOD_S)
            self._told.add(kind)

    async def kinds(self) -> set[str]:
        return {kind for kind in KINDS if await self._notes.note(KIND, kind)}


def kind_of(body: dict[str, Any]) -> str:
    """Return what the manifest calls what came: ``message.im``, ``/sightline``."""
    match body:
        case {"event": {"type": "message", "channel_type": str(channel)}}:
            return f"message.{CHANNELS.get(channel, channel)}"
        case {"event": {"type": str(kind)}} | {"command": str(kind)}:
            return kind
        case {"type": "message_action", "callback_id": str(kind)}:
            return kind
        case _:
            return ""
