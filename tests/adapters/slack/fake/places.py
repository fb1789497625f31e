"""Who and what there is in a workspace: values alone, which hold no rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.adapters.slack.fake.refusals import Json

Kind = Literal["channel", "group", "im", "mpim"]

SCOPES = (
    "app_mentions:read assistant:write channels:history chat:write commands "
    "files:read files:write groups:history im:history im:write mpim:history "
    "reactions:write users:read"
)


@dataclass
class User:
    id: str
    team: str
    name: str
    real_name: str = ""
    tz: str = "Europe/Berlin"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_deleted: bool = False
    bot_id: str = ""

    @property
    def json(self) -> Json:
        real_name = self.real_name or self.name.title()
        profile: Json = {"real_name": real_name, "display_name": self.name}
        if self.bot_id:
            profile["bot_id"] = self.bot_id
        found: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": real_name,
            "deleted": self.is_deleted,
            "tz": self.tz,
            "profile": profile | {"team": self.team},
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }
        return found | ({"is_stranger": True} if self.is_stranger else {})


@dataclass
class Message:
    """What stands at a `ts`. *versions* are the earlier states, oldest first."""

    channel: str
    ts: str
    user: str
    team: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    thread_ts: str = ""
    bot_id: str = ""
    app_id: str = ""
    subtype: str = ""
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    is_deleted: bool = False
    chunks: list[Json] = field(default_factory=list)
    streaming_since: float | None = None

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    @property
    def root(self) -> str:
        return self.thread_ts or self.ts


@dataclass(frozen=True)
class Version:
    text: str
    blocks: list[Json]
    files: list[str]


@dataclass
class Channel:
    id: str
    team: str
    kind: Kind
    name: str
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    is_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def standing(self) -> list[Message]:
        return [m for _, m in sorted(self.messages.items()) if not m.is_deleted]

    @property
    def json(self) -> Json:
        found: Json = {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.is_archived,
            "is_ext_shared": self.is_shared,
            "context_team_id": self.team,
        }
        return found


@dataclass
class Workspace:
    """A team that installed the app. *refusal* is what its token is answered with."""

    id: str
    domain: str
    bot_user: str
    bot_id: str
    bot_token: str
    scopes: set[str] = field(default_factory=lambda: set(SCOPES.split()))
    refusal: str = ""
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
