"""What people do in Discord: each act changes the world and tells the app of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.adapters.discord.fake.commands import (
    CHAT,
    MESSAGE,
    command_named,
    options_of,
)
from tests.adapters.discord.fake.held_files import HeldFile, Upload
from tests.adapters.discord.fake.interacting import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
)
from tests.adapters.discord.fake.modal_rules import filled
from tests.adapters.discord.fake.payloads import begin
from tests.adapters.discord.fake.pings import pings
from tests.adapters.discord.fake.places import (
    DM,
    PUBLIC_THREAD,
    Channel,
    Flag,
    Member,
    Message,
    User,
)
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.resolving import resolved, resolved_files
from tests.adapters.discord.fake.rooms import announce_thread, thread_from
from tests.adapters.discord.fake.telling import snapshot, told_message
from tests.adapters.discord.fake.words import buttons, member_json, user_json
from tests.adapters.discord.fake.world import World

REPLY = 19


@dataclass
class Person:
    """*may*: this person's permissions, as interactions tell them; None: a member's."""

    world: World
    user: User
    may: int | None = None

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def direct(self) -> Channel:
        """The DM with the bot."""
        return self.world.direct(self.user)

    def join(self, channel: Channel) -> None:
        guild = self.world.guild_of(channel)
        if guild is not None and self.id not in guild.members:
            guild.members[self.id] = member = Member(self.user)
            event = member_json(member) | {"guild_id": guild.id}
            if guild.has_bot:
                self.world.announce("GUILD_MEMBER_ADD", event)

    def leave(self, channel: Channel) -> None:
        guild = self.world.guild_of(channel)
        if guild is not None and self.id in guild.members:
            del guild.members[self.id]
            event = {"guild_id": guild.id, "user": user_json(self.user)}
            self.world.announce("GUILD_MEMBER_REMOVE", event)

    def post(
        self,
        channel: Channel,
        text: str = "",
        files: Sequence[Upload] = (),
        reply_to: Message | None = None,
        *,
        pings_author: bool = True,
        **more: Any,
    ) -> Message:
        """*more*: other fields of the message. A reply pings whom it replies to."""
        self.join(channel)
        replied = ""
        if reply_to is not None:
            replied = reply_to.author if pings_author else ""
            place = {"channel_id": reply_to.channel, "message_id": reply_to.id}
            more = {"kind": REPLY, "reference": {"type": 0, **place}} | more
        return self.world.post(
            channel,
            self.id,
            content=text,
            files=self.world.hold(channel, files),
            pings=pings(self.world, channel, {"content": text}, replied),
            **more,
        )

    def forward(self, message: Message, channel: Channel) -> Message:
        """Without a word of one's own, as Discord's own forward is."""
        place = {"channel_id": message.channel, "message_id": message.id}
        return self.post(
            channel,
            flags=Flag.HAS_SNAPSHOT,
            reference={"type": 1, **place},
            snapshots=[snapshot(self.world, message)],
        )

    def forum_post(
        self, forum: Channel, title: str, text: str = "", files: Sequence[Upload] = ()
    ) -> Message:
        """The thread has the id of its first message, which comes after it."""
        world = self.world
        self.join(forum)
        new_id = world.new_id()
        thread = world.new_thread(forum, title, self.id, new_id, PUBLIC_THREAD)
        thread.wait_for_starter = forum.wait_for_starter
        announce_thread(world, thread)
        return self.post(thread, text, files, id=new_id)

    def thread(self, message: Message, name: str = "more") -> Channel:
        return thread_from(self.world, message, name, self.id)

    def edit(
        self, message: Message, text: str, files: Sequence[HeldFile] | None = None
    ) -> None:
        """*files*: those that stay."""
        channel = self.world.channels[message.channel]
        new: Json = {"content": text}
        new["pings"] = pings(self.world, channel, new)
        if files is not None:
            new["files"] = list(files)
        self.world.change(message, **new)

    def delete(self, *messages: Message) -> None:
        """More than one at once is a moderator's bulk delete."""
        if len(messages) == 1:
            self.world.delete(messages[0])
        else:
            self.world.delete_many(messages)

    def unfurl(self, message: Message, url: str = "https://example.com/") -> None:
        """Discord looks at a link: an edit in which no word changes."""
        embed = {"type": "link", "url": url, "title": "Example"}
        self.world.change(message, is_edit=False, embeds=[*message.embeds, embed])

    def react(self, message: Message, emoji: str = "\N{THUMBS UP SIGN}") -> None:
        self.world.react(message, self.id, emoji, is_on=True)

    def unreact(self, message: Message, emoji: str = "\N{THUMBS UP SIGN}") -> None:
        self.world.react(message, self.id, emoji, is_on=False)

    def slash(self, channel: Channel, command: str, /, **options: Any) -> Interaction:
        """Send a synced command, "ask" or "sightline help"; an Upload is an option.

        Returns what Discord keeps of it: wait until it is answered, then look there.
        """
        return self._command(COMMAND, channel, command, options)

    def complete(
        self, channel: Channel, command: str, /, **options: Any
    ) -> Interaction:
        """Type in an option that completes; the last one is what is typed in."""
        return self._command(AUTOCOMPLETE, channel, command, options)

    def choose(self, message: Message, command: str) -> Interaction:
        """Choose the command *command* in the context menu of *message*."""
        channel = self.world.channels[message.channel]
        known = command_named(self.world, channel.guild, command, MESSAGE)
        inner: Json = {"id": known["id"], "name": known["name"], "type": MESSAGE}
        resolved = {message.id: told_message(self.world, message)}
        inner |= {"target_id": message.id, "resolved": {"messages": resolved}}
        return begin(self.world, self, COMMAND, channel, inner)

    def press(self, message: Message, custom_id: str) -> Interaction:
        button = buttons(message)[custom_id]
        if button.get("disabled"):
            raise AssertionError(f"{custom_id} is disabled")
        channel = self.world.channels[message.channel]
        inner: Json = {"custom_id": custom_id, "component_type": button["type"]}
        inner["id"] = button.get("id", 1)
        return begin(self.world, self, COMPONENT, channel, inner, message)

    def select(
        self, message: Message, custom_id: str, values: Sequence[str]
    ) -> Interaction:
        menu = buttons(message)[custom_id]
        channel = self.world.channels[message.channel]
        inner: Json = {"custom_id": custom_id, "component_type": menu["type"]}
        inner |= {"id": menu.get("id", 1), "values": list(values)}
        return begin(self.world, self, COMPONENT, channel, inner, message)

    def submit(
        self,
        asked: Interaction,
        text: str = "",
        files: Sequence[Upload] = (),
        **values: Any,
    ) -> Interaction:
        """Send the form that *asked* was answered with, *text* in its first input."""
        if asked.modal is None:
            raise AssertionError("no form was shown")
        held = self.world.hold(asked.channel, files)
        inner = filled(asked.modal, text, values, [one.id for one in held])
        inner["resolved"] = resolved_files(self.world, held)
        return begin(self.world, self, MODAL, asked.channel, inner, asked.message)

    def _command(
        self, kind: int, channel: Channel, name: str, values: dict[str, Any]
    ) -> Interaction:
        first, *path = name.split()
        guild = channel.guild if channel.kind != DM else ""
        known = command_named(self.world, guild, first, CHAT)
        held: list[HeldFile] = []
        for option, value in values.items():
            if isinstance(value, Upload):
                held += self.world.hold(channel, [value])
                values[option] = held[-1].id
        options = options_of(known, path, values)
        if kind == AUTOCOMPLETE and options:
            options[-1]["focused"] = True
        inner: Json = {"id": known["id"], "name": first, "type": CHAT}
        found = resolved(self.world, channel, options, held)
        inner |= {"options": options, "resolved": found}
        if "guild_id" in known:
            inner["guild_id"] = known["guild_id"]
        return begin(self.world, self, kind, channel, inner)
