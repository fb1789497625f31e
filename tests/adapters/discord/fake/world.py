"""All that the fake knows, and the only place where a message comes, changes or goes.

Every visible change is announced as an event; *clock* may be moved by a test.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tests.adapters.discord.fake.held_files import HeldFile, Upload
from tests.adapters.discord.fake.interacting import Interaction
from tests.adapters.discord.fake.places import (
    DM,
    FORUM,
    OF_MEMBERS,
    TEXT,
    Channel,
    Guild,
    May,
    Member,
    Message,
    Role,
    User,
)
from tests.adapters.discord.fake.refusals import Json, unknown
from tests.adapters.discord.fake.snowflakes import Snowflakes
from tests.adapters.discord.fake.words import member_json, said

What = Literal["posted", "changed", "deleted"]


@dataclass(frozen=True)
class Change:
    """*at* is a monotonic time; *said* the words as they stood from then on."""

    at: float
    what: What
    channel: str
    id: str
    author: str
    said: str
    seen_by: str


Announce = Callable[[str, Json], None]


class World:
    """*portal*: what somebody set in the developer portal, over how an app begins."""

    def __init__(self) -> None:
        self.clock: Callable[[], float] = time.time
        self.new_id = Snowflakes(self.now)
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, HeldFile] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: dict[str, list[Json]] = {}
        self.surprises: list[str] = []
        self.history: list[Change] = []
        self.typing: list[str] = []
        self.nonce_s = 180.0
        self.link_s = 86_400.0
        self.cdn_origin = ""
        self.gateway_url = ""
        self.has_content_intent = True
        self.portal: Json = {}
        self.replies_bring_content = False
        self.announce: Announce = lambda _kind, _event: None
        self.bot = self.new_user("sightline", is_bot=True)
        self.application = self.bot.id

    def now(self) -> float:
        return self.clock()

    def new_user(self, name: str, *, is_bot: bool = False) -> User:
        user = User(self.new_id(), name, is_bot)
        self.users[user.id] = user
        return user

    def new_guild(self, name: str, *, has_bot: bool = True) -> Guild:
        owner = self.new_user(f"owner of {name}")
        guild = Guild(self.new_id(), name, owner.id, has_bot)
        guild.members[owner.id] = Member(owner)
        if has_bot:
            role = Role(self.new_id(), "sightline", guild.bot_may, bot=self.bot.id)
            guild.roles[role.id] = role
            guild.members[self.bot.id] = Member(self.bot, [role.id])
        self.guilds[guild.id] = guild
        return guild

    def new_channel(
        self, guild: Guild, name: str, kind: int = TEXT, **traits: Any
    ) -> Channel:
        traits = {"has_bot": guild.has_bot} | traits
        channel = Channel(self.new_id(), kind, guild.id, name, **traits)
        self.channels[channel.id] = guild.channels[channel.id] = channel
        return channel

    def new_thread(
        self, parent: Channel, name: str, owner: str, thread_id: str, kind: int
    ) -> Channel:
        thread = Channel(
            thread_id,
            kind,
            parent.guild,
            name,
            parent=parent.id,
            owner=owner,
            denied=parent.denied,
            has_bot=parent.has_bot,
        )
        self.channels[thread.id] = thread
        return thread

    def direct(self, user: User) -> Channel:
        """The DM of *user* with the bot, made where there is none yet."""
        for channel in self.channels.values():
            if channel.kind == DM and channel.has_bot and channel.recipient == user.id:
                return channel
        channel = Channel(self.new_id(), DM, recipient=user.id)
        self.channels[channel.id] = channel
        return channel

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds.get(channel.guild)

    def bot_may(self, channel: Channel) -> May:
        guild = self.guild_of(channel)
        return (guild.bot_may if guild else OF_MEMBERS) & ~channel.denied

    def file_max(self, channel: Channel) -> int:
        guild = self.guild_of(channel)
        return guild.file_max if guild else 10 * 1024 * 1024

    def hold(self, channel: Channel, uploads: Sequence[Upload]) -> list[HeldFile]:
        return [self._hold(channel.id, upload) for upload in uploads]

    def _hold(self, channel: str, upload: Upload) -> HeldFile:
        name = re.sub(r"[^\w.-]", "_", upload.name, flags=re.ASCII)
        held = HeldFile(self.new_id(), channel, name, upload, upload.description)
        self.files[held.id] = held
        return held

    def message(self, channel: Channel, message_id: str) -> Message:
        """One that stands there and that more than one person sees."""
        found = channel.messages.get(message_id)
        if found is None or found.is_deleted or found.is_ephemeral:
            raise unknown("Message")
        if found.id == channel.id and channel.wait_for_starter > 0:
            channel.wait_for_starter -= 1
            raise unknown("Message")
        return found

    def post(self, channel: Channel, author: str, **fields: Any) -> Message:
        if channel.kind == FORUM:
            raise ValueError("a forum has posts, no messages of its own")
        message_id = fields.pop("id", "") or self.new_id()
        message = Message(message_id, channel.id, author, self.now(), **fields)
        channel.messages[message.id] = message
        channel.is_archived = False
        self._note("posted", message)
        self._tell("MESSAGE_CREATE", message)
        return message

    def change(self, message: Message, *, is_edit: bool = True, **new: Any) -> None:
        """Give *message* its *new* fields; an unfurl is no edit of its author's."""
        message.keep_version()
        for name, value in new.items():
            setattr(message, name, value)
        if is_edit:
            message.edited_at = self.now()
        self._note("changed", message)
        self._tell("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        message.is_deleted = True
        self._note("deleted", message)
        if not message.is_ephemeral:
            place = self._place(message)
            self.announce("MESSAGE_DELETE", {"id": message.id} | place)

    def delete_many(self, messages: Sequence[Message]) -> None:
        for message in messages:
            message.is_deleted = True
            self._note("deleted", message)
        ids = [message.id for message in messages]
        place = self._place(messages[0])
        self.announce("MESSAGE_DELETE_BULK", {"ids": ids} | place)

    def react(self, message: Message, user: str, emoji: str, *, is_on: bool) -> None:
        users = message.reactions.setdefault(emoji, [])
        if is_on == (user in users):
            return
        (users.append if is_on else users.remove)(user)
        if not users:
            del message.reactions[emoji]
        place = self._place(message)
        event: Json = {"user_id": user, "message_id": message.id, "type": 0, **place}
        event |= {"emoji": {"id": None, "name": emoji}, "burst": False}
        event |= {"message_author_id": message.author} if is_on else {}
        guild = self.guild_of(self.channels[message.channel])
        if is_on and guild is not None and user in guild.members:
            event["member"] = member_json(guild.members[user])
        self.announce(f"MESSAGE_REACTION_{'ADD' if is_on else 'REMOVE'}", event)

    def _place(self, message: Message) -> Json:
        channel = self.channels[message.channel]
        guild = {"guild_id": channel.guild} if channel.guild else {}
        return {"channel_id": channel.id, **guild}

    def _note(self, what: What, message: Message) -> None:
        self.history.append(
            Change(
                time.monotonic(),
                what,
                message.channel,
                message.id,
                message.author,
                said(message),
                message.seen_by,
            )
        )

    def _tell(self, kind: str, message: Message) -> None:
        """Announce the message itself; what of it is told, its hearers decide."""
        if not message.is_ephemeral:
            self.announce(kind, {"message": message} | self._place(message))
