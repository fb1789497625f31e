"""What people do in Slack: each act changes the world and tells the app of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tests.adapters.slack.fake import payloads
from tests.adapters.slack.fake.deliveries import Deliveries
from tests.adapters.slack.fake.held_files import Upload
from tests.adapters.slack.fake.installs import leave
from tests.adapters.slack.fake.places import Channel, Message, User, Workspace
from tests.adapters.slack.fake.refusals import Json
from tests.adapters.slack.fake.views import filled, opened_by
from tests.adapters.slack.fake.words import every
from tests.adapters.slack.fake.world import World
from tests.waiting import until


@dataclass(frozen=True)
class SlashReply:
    """What /sightline answered at once, and (growing) by its response_url."""

    ack: Json
    later: list[Json]

    @property
    def said(self) -> str:
        return "\n".join(str(a.get("text", "")) for a in [self.ack, *self.later] if a)


@dataclass
class Person:
    """*mentions_bring_files* and *mentions_twice* are how Slack tells of a mention:
    an app_mention beside the message, at times without its files.
    """

    world: World
    deliveries: Deliveries
    space: Workspace
    user: User
    mentions_bring_files: bool = True
    mentions_twice: bool = True

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def direct(self) -> Channel:
        """The DM with the bot."""
        return self.world.direct(self.space.id, self.id)

    def join(self, channel: Channel) -> None:
        channel.members.add(self.id)

    async def post(
        self,
        channel: Channel,
        text: str = "",
        files: Sequence[Upload] = (),
        thread: str = "",
        subtype: str = "",
    ) -> Message:
        self.join(channel)
        held = [self.world.hold(self.space.id, self.id, f).id for f in files]
        message = self.world.post(
            channel,
            self.id,
            team=self.user.team,
            text=text,
            files=held,
            thread_ts=thread,
            blocks=payloads.rich_text(text),
            subtype=subtype or ("file_share" if held else ""),
            bot_id=self.user.bot_id,
        )
        if f"<@{self.space.bot_user}>" in text and channel.kind != "im":
            self._mention(channel, message)
        await asyncio.sleep(0)
        return message

    def _mention(self, channel: Channel, message: Message) -> None:
        if not self.mentions_twice or self.space.bot_user not in channel.members:
            return
        event = self.world.told(message) | {"type": "app_mention"}
        event |= {"channel": channel.id, "event_ts": message.ts}
        event.pop("subtype", None)
        if not self.mentions_bring_files:
            event.pop("files", None)
        self.world.announce(self.space.id, event)

    async def edit(
        self, message: Message, text: str, files: Sequence[str] | None = None
    ) -> None:
        """*files*: the ids of those that stay."""
        edited = {"user": self.id, "ts": self.world.new_ts()}
        new: Json = {"text": text, "blocks": payloads.rich_text(text), "edited": edited}
        if files is not None:
            new["files"] = list(files)
        self.world.change(message, **new)

    async def delete(self, message: Message) -> None:
        self.world.delete(message)

    async def unfurl(self, message: Message) -> None:
        """Slack looks at a link: an edit in which no word changes."""
        channel = self.world.channel(message.channel)
        before = self.world.told(message)
        self.world.announce_change(channel, message, before)

    async def react(self, message: Message, name: str = "eyes") -> None:
        message.reactions.setdefault(name, []).append(self.id)
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": "reaction_added", "user": self.id, "reaction": name}
        self._tell(event | {"item": item, "item_user": message.user})

    async def press(
        self, message: Message, action_id: str, *, is_positive: bool = True
    ) -> None:
        """Press a button; *is_positive* picks the thumb of feedback buttons."""
        block, element = _pressable(message, action_id)
        value = str(element.get("value", ""))
        if element["type"] == "feedback_buttons":
            value = element["positive_button" if is_positive else "negative_button"][
                "value"
            ]
        channel = self.world.channel(message.channel)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": False,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        action = payloads.pressed(
            element, block["block_id"], value, self.world.new_ts()
        )
        payload = self._interaction("block_actions")
        payload |= payloads.on_message(self.world, channel, message)
        payload |= {"container": container, "actions": [action]}
        payload |= {"state": {"values": {}}}
        await self.deliveries.send("interactive", payload)

    async def press_whisper(self, channel: Channel, element: Json) -> list[Json]:
        """Press a button that this person alone sees; returns what replaces it."""
        url = payloads.response_url(self.world)
        container: Json = {
            "type": "message",
            "message_ts": self.world.new_ts(),
            "channel_id": channel.id,
            "is_ephemeral": True,
        }
        value = str(element.get("value", ""))
        action = payloads.pressed(element, "b0", value, self.world.new_ts())
        payload = self._interaction("block_actions")
        payload |= {"container": container, "actions": [action], "response_url": url}
        payload |= {"channel": {"id": channel.id, "name": channel.name}}
        await self.deliveries.send("interactive", payload)
        return self.world.responses[url.rpartition("/")[2]]

    async def shortcut(
        self, message: Message, callback_id: str = "ask_about_picture"
    ) -> Json:
        """Choose the shortcut of *message*; returns the form that the app opens."""
        channel = self.world.channel(message.channel)
        payload = self._interaction("message_action")
        payload |= payloads.on_message(self.world, channel, message)
        payload |= {
            "callback_id": callback_id,
            "message_ts": message.ts,
            "action_ts": self.world.new_ts(),
        }
        await self.deliveries.send("interactive", payload)
        trigger = payload["trigger_id"]
        await until(lambda: opened_by(self.world, trigger) is not None, within_s=5)
        return opened_by(self.world, trigger) or {}

    async def submit_modal(self, view: Json, text: str) -> Json:
        """Send the form with *text* in its first input; returns the app's answer."""
        payload = self._interaction("view_submission")
        payload["view"] = view | {"state": filled(view, text)}
        payload["response_urls"] = []
        return await self.deliveries.send("interactive", payload)

    async def slash(
        self, channel: Channel, text: str, command: str = "/sightline"
    ) -> SlashReply:
        url = payloads.response_url(self.world)
        payload: Json = {
            "token": "made-up-verification-token",
            "team_id": self.space.id,
            "team_domain": self.space.domain,
            "channel_id": channel.id,
            "channel_name": channel.name or "directmessage",
            "user_id": self.id,
            "user_name": self.user.name,
            "command": command,
            "text": text,
            "api_app_id": self.world.app_id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": payloads.trigger(self.world),
        }
        ack = await self.deliveries.send("slash_commands", payload)
        return SlashReply(ack, self.world.responses[url.rpartition("/")[2]])

    async def open_messages_tab(self) -> Channel:
        event = {"type": "app_home_opened", "user": self.id, "tab": "messages"}
        self._tell(event | {"channel": self.direct.id})
        return self.direct

    async def look_elsewhere(self, channel: Channel) -> None:
        """Look at another channel while the app is open beside it."""
        entity = {
            "type": "slack#/types/channel_id",
            "value": channel.id,
            "team_id": self.space.id,
        }
        event = {"type": "app_context_changed", "user": self.id}
        event |= {"channel": self.direct.id}
        self._tell(event | {"context": {"entities": [entity]}})

    async def stop(self, channel: Channel, thread: str) -> None:
        """Press the native Stop button: Slack stops the streams of the thread."""
        streaming = [
            m
            for m in channel.standing
            if m.streaming_since is not None and m.root == thread
        ]
        for message in streaming:
            message.streaming_since = None
        event = {
            "type": "agent_session_stopped",
            "channel": channel.id,
            "user": self.id,
            "thread_ts": thread,
            "streaming_message_ts": [m.ts for m in streaming],
        }
        self._tell(event)

    async def uninstall(self) -> None:
        leave(self.world, self.space, is_uninstalled=True)

    async def revoke(self) -> None:
        leave(self.world, self.space, is_uninstalled=False)

    def _tell(self, event: Json) -> None:
        self.world.announce(self.space.id, event | {"event_ts": self.world.new_ts()})

    def _interaction(self, kind: str) -> Json:
        return payloads.interaction(self.world, self.space, self.user, kind)


def _pressable(message: Message, action_id: str) -> tuple[Json, Json]:
    for block in message.blocks:
        for thing in every(block):
            if thing.get("action_id") == action_id:
                return block, thing
    raise AssertionError(f"nothing in {message.ts} has the action_id {action_id}")
