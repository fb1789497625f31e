"""What Discord holds: guilds, channels, messages, people, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

from tests.adapters.discord.fake.held_files import HeldFile
from tests.adapters.discord.fake.refusals import Json

TEXT, DM, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 11, 12, 15


class May(IntFlag):
    """The permissions that matter here."""

    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


NOTHING = May(0)
ALL = May(sum(May))
OF_MEMBERS = ALL & ~May.MANAGE_GUILD & ~May.MANAGE_MESSAGES


class Flag(IntFlag):
    """Flags of a message."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    HAS_SNAPSHOT = 1 << 14
    IS_COMPONENTS_V2 = 1 << 15


PLAIN = Flag(0)


@dataclass
class User:
    id: str
    name: str
    is_bot: bool = False
    refuses_dms: bool = False


@dataclass
class Member:
    user: User
    roles: list[str] = field(default_factory=list)


@dataclass
class Role:
    """*bot*: the one that it came with and belongs to."""

    id: str
    name: str
    permissions: May = NOTHING
    is_mentionable: bool = True
    bot: str = ""


@dataclass
class Channel:
    """*denied*: what the bot may not do here; *wait_for_starter*: so often its first
    message is not found, as happens right after a forum post.
    """

    id: str
    kind: int
    guild: str = ""
    name: str = ""
    parent: str = ""
    owner: str = ""
    recipient: str = ""
    denied: May = NOTHING
    wait_for_starter: int = 0
    is_archived: bool = False
    is_locked: bool = False
    has_bot: bool = True
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        return self.kind in {PUBLIC_THREAD, PRIVATE_THREAD}

    @property
    def standing(self) -> list[Message]:
        return [m for m in self.messages.values() if not m.is_deleted]


@dataclass
class Guild:
    """*has_bot* is false where only people have installed the app for themselves."""

    id: str
    name: str
    owner: str
    has_bot: bool = True
    file_max: int = 10 * 1024 * 1024
    bot_may: May = OF_MEMBERS
    members: dict[str, Member] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    def role(self, role_id: str) -> Role:
        """One of its roles, @everyone, which has the guild's own id, among them."""
        if role_id == self.id:
            return Role(self.id, "@everyone", OF_MEMBERS | May.MENTION_EVERYONE)
        return self.roles[role_id]


@dataclass(frozen=True)
class Version:
    """A message as it stood before an edit; *at* is when it began to stand so."""

    at: float
    content: str
    components: list[Json]
    embeds: list[Json]
    files: list[str]


@dataclass
class Message:
    """*seen_by* is the one person who sees an ephemeral message."""

    id: str
    channel: str
    author: str
    at: float
    content: str = ""
    kind: int = 0
    flags: Flag = PLAIN
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[HeldFile] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    nonce: str = ""
    reference: Json | None = None
    snapshots: list[Json] = field(default_factory=list)
    interaction: Json | None = None
    application: str = ""
    thread: str = ""
    edited_at: float | None = None
    seen_by: str = ""
    pings: list[str] = field(default_factory=list)
    is_deleted: bool = False
    versions: list[Version] = field(default_factory=list)

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.flags & Flag.EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        return bool(self.flags & Flag.LOADING)

    def keep_version(self) -> None:
        began = self.at if self.edited_at is None else self.edited_at
        names = [held.name for held in self.files]
        self.versions.append(
            Version(began, self.content, list(self.components), self.embeds, names)
        )
