"""All that the fake knows, and the only place where a message comes, changes or goes.

Every visible change is written down with its time and announced as an event.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.adapters.slack.fake.held_files import HeldFile, Upload
from tests.adapters.slack.fake.manifest import EVENTS
from tests.adapters.slack.fake.places import (
    Channel,
    Kind,
    Message,
    User,
    Version,
    Workspace,
)
from tests.adapters.slack.fake.refusals import Json, Refused
from tests.adapters.slack.fake.words import message_json


@dataclass(frozen=True)
class Change:
    """*at* is a monotonic time; *said* the text as it stood from then on."""

    at: float
    what: Literal["posted", "changed", "deleted", "ephemeral"]
    channel: str
    ts: str
    user: str
    said: str
    blocks: list[Json]
    seen_by: str = ""


class World:
    def __init__(self) -> None:
        self.origin = ""
        self.app_id = "A0SIGHTLINE"
        self.workspaces: dict[str, Workspace] = {}
        self.files: dict[str, HeldFile] = {}
        self.views: dict[str, Json] = {}
        self.triggers: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.ephemerals: list[Json] = []
        self.responses: dict[str, list[Json]] = {}
        self.answered: dict[str, Message] = {}
        self.sessions: dict[tuple[str, str], str] = {}
        self.statuses: list[Json] = []
        self.prompts: list[Json] = []
        self.history: list[Change] = []
        self.surprises: list[str] = []
        self.polls_until_processed = 0
        self.hidden_looks = 0  # how often replies are asked for before bots' show
        self.stream_age_s = 300.0
        self.subscribed = set(EVENTS)
        self.announce: Callable[[str, Json], None] = lambda _team, _event: None
        self._last_us = 0
        self._numbers = 0

    def new_id(self, letter: str) -> str:
        self._numbers += 1
        return f"{letter}0{self._numbers:08d}"

    def new_ts(self) -> str:
        """A time that no message has yet, later than all before."""
        self._last_us = max(self._last_us + 1, time.time_ns() // 1000)
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def new_workspace(self, team: str = "", domain: str = "") -> Workspace:
        team = team or self.new_id("T")
        number = len(self.workspaces) + 1
        space = Workspace(
            id=team,
            domain=domain or f"shop{number}",
            bot_user=self.new_id("U"),
            bot_id=self.new_id("B"),
            bot_token=f"xoxb-{number}-{team}-of-tests",
        )
        space.users[space.bot_user] = User(
            space.bot_user, team, "sightline", is_bot=True, bot_id=space.bot_id
        )
        self.workspaces[team] = space
        return space

    def new_channel(
        self, team: str, name: str, kind: Kind = "channel", *, has_bot: bool = True
    ) -> Channel:
        letter = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}[kind]
        channel = Channel(self.new_id(letter), team, kind, name)
        space = self.workspaces[team]
        if has_bot:
            channel.members.add(space.bot_user)
        space.channels[channel.id] = channel
        return channel

    def direct(self, team: str, user: str) -> Channel:
        space = self.workspaces[team]
        for channel in space.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        channel = self.new_channel(team, "", "im")
        channel.members.add(user)
        return channel

    def channel(self, channel_id: str) -> Channel:
        for space in self.workspaces.values():
            if channel_id in space.channels:
                return space.channels[channel_id]
        raise Refused("channel_not_found")

    def hold(self, team: str, user: str, upload: Upload) -> HeldFile:
        file_id = self.new_id("F")
        slug = re.sub(r"[^\w.-]|\.\.", "_", upload.name, flags=re.ASCII)
        url = upload.url or f"{self.origin}/files-pri/{team}-{file_id}/{slug}"
        held = HeldFile(file_id, team, user, upload, url)
        self.files[file_id] = held
        return held

    def post(self, channel: Channel, user: str, **fields: Any) -> Message:
        message = Message(
            channel=channel.id,
            ts=self.new_ts(),
            user=user,
            team=fields.pop("team", channel.team),
            **fields,
        )
        channel.messages[message.ts] = message
        for file_id in message.files:
            self.files[file_id].shares.append((channel.id, message.ts))
        self._note("posted", message)
        self._announce(channel, self.told(message))
        return message

    def change(self, message: Message, *, is_quiet: bool = False, **new: Any) -> None:
        """Give *message* its *new* fields; quietly while its words are streamed."""
        channel = self.channel(message.channel)
        before = self.told(message)
        message.versions.append(
            Version(message.text, list(message.blocks), list(message.files))
        )
        for name, value in new.items():
            setattr(message, name, value)
        self._note("changed", message)
        if not is_quiet:
            self.announce_change(channel, message, before)

    def announce_change(self, channel: Channel, message: Message, before: Json) -> None:
        event = self._about(channel, "message_changed")
        event |= {"message": self.told(message), "previous_message": before}
        self._announce(channel, event)

    def delete(self, message: Message) -> None:
        channel = self.channel(message.channel)
        event = self._about(channel, "message_deleted")
        event |= {"deleted_ts": message.ts, "previous_message": self.told(message)}
        message.is_deleted = True
        self._note("deleted", message)
        self._announce(channel, event)

    def told(self, message: Message) -> Json:
        """The message as events and methods tell it."""
        files = [self.files[f].stub for f in message.files if f in self.files]
        found = message_json(message, files)
        channel = self.channel(message.channel)
        if message.is_reply and message.thread_ts in channel.messages:
            found["parent_user_id"] = channel.messages[message.thread_ts].user
        if message.team != channel.team:
            found |= {"user_team": message.team, "source_team": message.team}
        return found

    def whisper(self, channel: str, user: str, said: Json) -> str:
        """Show *said* to *user* alone."""
        ts = self.new_ts()
        self.ephemerals.append({"channel": channel, "user": user, "ts": ts, **said})
        self.history.append(
            Change(
                time.monotonic(),
                "ephemeral",
                channel,
                ts,
                "",
                str(said.get("text", "")),
                said.get("blocks") or [],
                user,
            )
        )
        return ts

    def _about(self, channel: Channel, subtype: str) -> Json:
        return {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "ts": self.new_ts(),
            "channel": channel.id,
        }

    def _announce(self, channel: Channel, event: Json) -> None:
        if self.workspaces[channel.team].bot_user not in channel.members:
            return
        event_ts = event["ts"]
        more = {"channel_type": channel.kind, "event_ts": event_ts}
        self.announce(channel.team, event | {"channel": channel.id} | more)

    def _note(
        self, what: Literal["posted", "changed", "deleted"], message: Message
    ) -> None:
        self.history.append(
            Change(
                time.monotonic(),
                what,
                message.channel,
                message.ts,
                message.user,
                message.text,
                list(message.blocks),
            )
        )
