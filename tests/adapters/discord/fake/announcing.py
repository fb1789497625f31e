"""Which events a session hears, by its intents, and how it begins."""

from __future__ import annotations

from enum import IntFlag

from tests.adapters.discord.fake.gateway import Gateway, Session
from tests.adapters.discord.fake.places import Channel, Guild, May
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.telling import event_message, told_channel
from tests.adapters.discord.fake.words import guild_json, member_json, user_json
from tests.adapters.discord.fake.world import World


class Intent(IntFlag):
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    MESSAGES = 1 << 9
    REACTIONS = 1 << 10
    DM_MESSAGES = 1 << 12
    DM_REACTIONS = 1 << 13
    CONTENT = 1 << 15


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.CONTENT


class Announcer:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.gateway = gateway
        gateway.greet = self.greet
        gateway.members = self.chunk
        world.announce = self.announce

    def announce(self, kind: str, event: Json) -> None:
        """Tell each session of *event* that may hear it."""
        channel = self.world.channels.get(str(event.get("channel_id")))
        if channel is not None and not self._hears(kind, channel):
            return
        needed = _intent(kind, event)

        def told(session: Session) -> Json | None:
            if needed and not session.intents & needed:
                return None
            if "message" in event and kind in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
                has_content = bool(session.intents & Intent.CONTENT)
                return event_message(
                    self.world, event["message"], with_content=has_content
                )
            return event

        self.gateway.dispatch(kind, told)

    def _hears(self, kind: str, channel: Channel) -> bool:
        """Interactions come from everywhere, the rest from what the bot may see."""
        if kind == "INTERACTION_CREATE":
            return True
        return channel.has_bot and bool(self.world.bot_may(channel) & May.VIEW_CHANNEL)

    def greet(self, session: Session) -> None:
        """READY with every guild unavailable, then each as it becomes available."""
        ours = [g for g in self.world.guilds.values() if g.has_bot]
        ready: Json = {
            "v": 10,
            "user": user_json(self.world.bot) | {"verified": True, "mfa_enabled": True},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in ours],
            "session_id": session.id,
            "resume_gateway_url": self.gateway.url,
            "application": {"id": self.world.application, "flags": 0},
            "session_type": "normal",
            "private_channels": [],
        }
        session.send("READY", ready)
        for guild in ours if session.intents & Intent.GUILDS else []:
            session.send("GUILD_CREATE", self.told_guild(guild, is_new=False))

    def told_guild(self, guild: Guild, *, is_new: bool) -> Json:
        """A guild as GUILD_CREATE has it; one just joined says no `unavailable`."""
        world = self.world
        threads = [c for c in world.channels.values() if c.guild == guild.id]
        bot = guild.members[world.bot.id]
        found = guild_json(guild) | {
            "channels": [
                told_channel(world, c) for c in guild.channels.values() if c.has_bot
            ],
            "threads": [
                told_channel(world, c) for c in threads if c.is_thread and c.has_bot
            ],
            "members": [member_json(bot)],
            "member_count": len(guild.members),
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
        return found | ({} if is_new else {"unavailable": False})

    def chunk(self, asked: Json) -> Json:
        guild = self.world.guilds[str(asked["guild_id"])]
        wanted = [str(u) for u in asked.get("user_ids") or guild.members]
        found = [member_json(guild.members[u]) for u in wanted if u in guild.members]
        answer = {"guild_id": guild.id, "members": found, "nonce": asked.get("nonce")}
        return answer | {"chunk_index": 0, "chunk_count": 1}


def _intent(kind: str, event: Json) -> Intent:
    is_direct = "guild_id" not in event
    if kind.startswith("MESSAGE_REACTION"):
        return Intent.DM_REACTIONS if is_direct else Intent.REACTIONS
    if kind.startswith("MESSAGE"):
        return Intent.DM_MESSAGES if is_direct else Intent.MESSAGES
    if kind.startswith("GUILD_MEMBER"):
        return Intent.MEMBERS
    if kind.startswith(("GUILD", "CHANNEL", "THREAD")):
        return Intent.GUILDS
    return Intent(0)
