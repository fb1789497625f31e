"""What the Discord app has, what it lacks, and where that is added.

Asks Discord itself, with the token at hand, and changes nothing there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import aiohttp

from adapters.discord.doors.comparing import Command, difference, named
from adapters.discord.doors.identifying import QUICK_MAX, WAIT_S, Identifying, Notes
from adapters.discord.doors.needs import (
    CONTENT,
    CONTENTLESS,
    NEEDLESS,
    PORTAL,
    TOKENLESS,
    invite,
    lacking,
)
from adapters.discord.doors.reading import (
    App,
    Bot,
    Gateway,
    Reading,
    Server,
    UnreadableError,
)
from bot.checks import Check
from bot.errors import QueueError
from bot.settings import DiscordSettings

TOKEN_PARTS = 3
UNAUTHORIZED = 401
SERVERS_MAX = 200
"""Discord tells so many at once."""

LACKING_MAX = 20
IDENTIFIES_LOW = 200
MS_IN_HOUR = 3_600_000


async def checks(
    settings: DiscordSettings,
    session: aiohttp.ClientSession,
    ours: Sequence[Command],
    notes: Notes | None = None,
) -> AsyncIterator[Check]:
    """Yield the checks as they are made. *ours* are the commands; *notes* None: no
    Redis.

    Where the token is not taken nothing else is asked: each refusal counts.
    """
    reading = Reading(settings, session)
    token = await _token(settings.token, reading)
    yield token
    if token.level == "bad":
        return
    try:
        app = await reading.read("/applications/@me", App)
    except UnreadableError as error:
        yield Check("bad", "discord app", str(error))
        return
    yield _app(app, settings)
    yield _intents(app, settings)
    async for check in _servers(reading):
        yield check
    yield await _commands(reading, app, ours)
    yield await _gateway(reading)
    yield await _starts(notes)
    yield _invite(app)


async def _token(token: str, reading: Reading) -> Check:
    name = "discord token"
    if not token:
        return Check("bad", name, f"{TOKENLESS}, {PORTAL}")
    if token.count(".") != TOKEN_PARTS - 1 or len(token.split()) != 1:
        sentence = (
            "SIGHTLINE_DISCORD_TOKEN is no bot's token, which is three parts with dots "
            "between them: take it from Bot, Reset Token, not the public key or the "
            "client secret"
        )
        return Check("bad", name, sentence)
    try:
        bot = await reading.read("/users/@me", Bot)
    except UnreadableError as error:
        more = ""
        if error.status == UNAUTHORIZED:
            more = f": press Reset Token under Bot at {PORTAL}, and take the new one"
        return Check("bad", name, f"{error}{more}")
    return Check("ok", name, f"Discord knows it as {_printable(bot.username)}")


def _app(app: App, settings: DiscordSettings) -> Check:
    name = "discord app"
    installs = app.integration_types_config
    if app.interactions_endpoint_url:
        sentence = (
            "commands and buttons go to the Interactions Endpoint URL: empty it under "
            "General Information, so that they come here"
        )
        return Check("bad", name, sentence)
    if installs is not None and "0" not in installs:
        sentence = "no server can add it: turn on Guild Install under Installation"
        return Check("bad", name, sentence)
    if settings.user_installs and installs is not None and "1" not in installs:
        sentence = (
            "people cannot add it for themselves: turn on User Install under "
            "Installation, or set discord.user_installs to false"
        )
        return Check("warn", name, sentence)
    whose = "servers and people" if settings.user_installs else "servers"
    return Check("ok", name, f"{_printable(app.name)} can be added by {whose}")


def _intents(app: App, settings: DiscordSettings) -> Check:
    name = "discord intents"
    granted = [told for flag, told in CONTENT.items() if app.flags & flag]
    if settings.message_content and not granted:
        return Check("bad", name, CONTENTLESS)
    needless = [told for told, flags in NEEDLESS.items() if app.flags & flags]
    others = f"; {' and '.join(needless)} is not needed: turn it off"
    others = others if needless else "; the others are off, and not needed"
    if settings.message_content:
        return Check("ok", name, f"Message Content Intent is on{granted[0]}{others}")
    if granted:
        sentence = (
            "Message Content Intent is on, but discord.message_content is false: "
            "follow-ups without a mention go unheard. Set it to true, or turn the "
            "intent off"
        )
        return Check("warn", name, sentence)
    sentence = (
        "Message Content Intent is off, which is fine: mentions, direct messages, /ask "
        "and the menu of a message work, buttons and mentions ask on"
    )
    return Check("ok", name, sentence + others)


async def _servers(reading: Reading) -> AsyncIterator[Check]:
    name = "discord servers"
    path = f"/users/@me/guilds?limit={SERVERS_MAX}"
    try:
        servers = await reading.read(path, list[Server])
    except UnreadableError as error:
        yield Check("warn", name, str(error))
        return
    if not servers:
        sentence = "none yet: open the address of the last line, and choose a server"
        yield Check("warn", name, sentence)
        return
    for check in _lacking(servers):
        yield check


def _lacking(servers: Sequence[Server]) -> Iterator[Check]:
    name = "discord servers"
    found = [(each.name, lacking(int(each.permissions))) for each in servers]
    wanting = [(server, names) for server, names in found if names]
    for server, names in wanting[:LACKING_MAX]:
        sentence = (
            f"{_printable(server)} lacks {', '.join(names)}: allow it to the app's "
            "role under Server Settings, Roles"
        )
        yield Check("warn", name, sentence)
    count = f"{len(servers)}{' or more' if len(servers) == SERVERS_MAX else ''}"
    if not wanting:
        sentence = f"{count}; what is needed is allowed, unless a channel forbids it"
        yield Check("ok", name, sentence)
    else:
        yield Check("ok", name, f"{count}, of which {len(wanting)} allow too little")


async def _commands(reading: Reading, app: App, ours: Sequence[Command]) -> Check:
    name = "discord commands"
    try:
        path = f"/applications/{app.id}/commands"
        had = await reading.read(path, list[dict[str, Any]])
    except UnreadableError as error:
        return Check("warn", name, str(error))
    found = difference(ours, had)
    told = {"missing": found.missing, "older": found.changed, "to go": found.foreign}
    wrong = "; ".join(f"{what}: {', '.join(n)}" for what, n in told.items() if n)
    if wrong:
        sentence = f"{wrong}. The next start of `sightline discord` brings them"
        return Check("warn", name, sentence)
    return Check("ok", name, f"up to date: {', '.join(map(named, ours))}")


async def _gateway(reading: Reading) -> Check:
    name = "discord gateway"
    try:
        gateway = await reading.read("/gateway/bot", Gateway)
    except UnreadableError as error:
        return Check("warn", name, str(error))
    limit = gateway.session_start_limit
    left = f"{limit.remaining} of {limit.total} connections are left"
    if limit.remaining < IDENTIFIES_LOW:
        hours = -(-limit.reset_after // MS_IN_HOUR)
        sentence = (
            f"{left} for the next {hours} h, then Discord resets the token: see in the "
            "log why it starts again and again"
        )
        return Check("warn", name, sentence)
    if gateway.shards > 1:
        sentence = (
            f"Discord asks for {gateway.shards} connections side by side, and this "
            "holds one: from 2,500 servers on it is turned away"
        )
        return Check("warn", name, sentence)
    return Check("ok", name, f"{left} today")


async def _starts(notes: Notes | None) -> Check:
    name = "discord starts"
    if notes is None:
        return Check("warn", name, "nobody counts them: redis.url is empty")
    try:
        begun = await Identifying(notes).begun()
    except QueueError as error:
        return Check("warn", name, f"nobody knows: {error}")
    told = f"{begun} connections were begun within the hour"
    if begun >= QUICK_MAX:
        sentence = f"{told}: the next one waits {WAIT_S:.0f} s. Its log says why"
        return Check("warn", name, sentence)
    return Check("ok", name, told)


def _invite(app: App) -> Check:
    name = "discord invite"
    if app.bot_require_code_grant:
        sentence = "turn off Requires OAuth2 Code Grant under Bot: it bars every server"
        return Check("bad", name, sentence)
    whose = "" if app.bot_public else " (its owner alone: Public Bot is off)"
    return Check("ok", name, f"{invite(app.id)}{whose}")


def _printable(text: str) -> str:
    """Return a name that people chose, without what a terminal would obey."""
    return "".join(each for each in text if each.isprintable())
