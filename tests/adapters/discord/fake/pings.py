"""Who would be pinged by a message: its words, and what it allows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.adapters.discord.fake.places import Channel
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.words import every
from tests.adapters.discord.fake.world import World

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def pings(
    world: World, channel: Channel, form: Json, replied_to: str = ""
) -> list[str]:
    """ "everyone", "user:ID" and "role:ID", each once; nothing within code."""
    words = [str(form.get("content") or "")]
    words += [
        str(c["content"]) for c in every(form.get("components")) if "content" in c
    ]
    text = CODE.sub(" ", "\n".join(words))
    allowed = form.get("allowed_mentions")
    found = [p for p in _named(world, channel, text) if _is_allowed(p, allowed)]
    if replied_to and (allowed is None or allowed.get("replied_user")):
        found.append(f"user:{replied_to}")
    return list(dict.fromkeys(found))


def _named(world: World, channel: Channel, text: str) -> Iterator[str]:
    guild = world.guild_of(channel)
    if guild is not None and re.search("@(everyone|here)", text):
        yield "everyone"
    for user in re.findall(r"<@!?(\d+)>", text):
        if user in world.users:
            yield f"user:{user}"
    for role in re.findall(r"<@&(\d+)>", text):
        if guild is not None and role in guild.roles:
            yield f"role:{role}"


def _is_allowed(ping: str, allowed: Json | None) -> bool:
    if allowed is None:
        return True
    kind, _, name = ping.partition(":")
    kinds = {"user": "users", "role": "roles"}.get(kind, kind)
    listed = [str(one) for one in allowed.get(kinds) or []] if name else []
    return kinds in (allowed.get("parse") or []) or name in listed
