"""How a channel is treated and who may ask there, as its moderators read it.

Roles, people and channels are told by their ids, which Discord shows as names.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.discord.hearing.servers import Room, Server, Treated
from adapters.discord.saying.inert import escaped
from adapters.discord.saying.layouts import Layout, text
from bot.texts.catalogue import Texts
from bot.texts.commands import CommandTexts, Listed, Setting
from bot.texts.languages import TEXTS

NAMED_MAX = 12
MENTIONS: dict[Listed, str] = {
    "allow_channels": "<#{}>",
    "block_channels": "<#{}>",
    "allow_roles": "<@&{}>",
    "block_roles": "<@&{}>",
    "allow_users": "<@{}>",
    "block_users": "<@{}>",
}


def settings_layout(
    server: Server, room: str, treated: Treated, texts: Texts, *, has_content: bool
) -> Layout:
    """*has_content*: whether we may read what does not mention us."""
    words = texts.commands
    title = words.settings_title.format(channel=f"<#{room}>")
    ways = [
        f"- {words.settings[name]}: **{told}**{_origin(server, room, name, words)}"
        for name, told in _told(treated, words).items()
    ]
    unheard = words.no_content.format(
        every_picture=words.settings["every_picture"],
        follow=words.settings["follow"],
    )
    parts = [
        *text(f"**{title}**", *ways, "" if has_content else f"-# {unheard}"),
        *text(f"**{words.lists_title}**", *_lists(server, words)),
        *text(_others(server, room, words)),
    ]
    return Layout(tuple(parts))


def _told(treated: Treated, words: CommandTexts) -> dict[Setting, str]:
    persona = escaped(treated.persona)
    return {
        "tutor": words.switch(is_on=treated.tutor),
        "persona": persona or words.none,
        "language": TEXTS[treated.language].name,
        "has_thread": words.switch(is_on=treated.has_thread),
        "every_picture": words.switch(is_on=treated.every_picture),
        "follow": words.following[treated.follow],
        "humans": f"<#{treated.humans}>" if treated.humans else words.no_channel,
    }


def _origin(server: Server, room: str, name: Setting, words: CommandTexts) -> str:
    """Return where that is set, in brackets; nothing for what nobody has set."""
    for said, origin in (
        (server.room(room), words.set_here),
        (server.default, words.set_server_wide),
    ):
        if _says(said, name):
            return f" ({origin})"
    return ""


def _says(room: Room, name: Setting) -> bool:
    return getattr(room, name) is not None


def _lists(server: Server, words: CommandTexts) -> list[str]:
    lines = [
        f"- {words.lists[name].format(names=_names(listed, mention, words))}"
        for name, mention in MENTIONS.items()
        if (listed := getattr(server, name))
    ]
    if not lines:
        return [f"- {words.anybody}"]
    return [*lines, f"-# {words.all_must_hold}"] if len(lines) > 1 else lines


def _others(server: Server, room: str, words: CommandTexts) -> str:
    others = [name for name in server.rooms if name != room]
    if not others:
        return ""
    return f"-# {words.others_title.format(names=_names(others, '<#{}>', words))}"


def _names(listed: Sequence[str], mention: str, words: CommandTexts) -> str:
    """Return the latest of *listed*, so that what was just added is among them."""
    shown = [mention.format(name) for name in reversed(listed)][:NAMED_MAX]
    return words.names(shown, len(listed) - len(shown))
