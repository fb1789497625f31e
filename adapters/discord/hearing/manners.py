"""Whether a message is for us, and whether its author may ask. Pure: codes only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from adapters.discord.hearing.markup import begins_with_mention, unaddressed
from adapters.discord.hearing.servers import Server, treated
from adapters.discord.notes import Message, Person, Where
from adapters.fetching import may_be_picture
from bot.settings import DiscordSettings

Reason = Literal["mention", "direct", "picture", "follow_up"]
Code = Literal["server", "channel", "user", "role", "bot", "help"]
HELP = frozenset(
    {
        *("help", "what can you do", "how does this work", "sightline help"),
        *("hilfe", "was kannst du", "wie geht das", "sightline hilfe"),
    }
)


class Surroundings(Struct, frozen=True, kw_only=True):
    """What is known of the conversation: *is_ours* says that we answered in it.

    *is_to_us*: what it answers is ours. *has_pictures*: a picture of it, or of its
    thread, is there to be asked about.
    """

    is_ours: bool = False
    is_to_us: bool = False
    is_human_called: bool = False
    has_pictures: bool = False


class Ignore(Struct, frozen=True):
    pass


class Ask(Struct, frozen=True):
    reason: Reason


class Refuse(Struct, frozen=True):
    """*code* names the sentence; "help" is the short help, not a refusal."""

    code: Code


Verdict = Ignore | Ask | Refuse


class Lists(Protocol):
    """Who may ask, and where: the operator's lists, or a server's own."""

    @property
    def allow_channels(self) -> tuple[str, ...]: ...
    @property
    def block_channels(self) -> tuple[str, ...]: ...
    @property
    def allow_roles(self) -> tuple[str, ...]: ...
    @property
    def block_roles(self) -> tuple[str, ...]: ...
    @property
    def allow_users(self) -> tuple[str, ...]: ...
    @property
    def block_users(self) -> tuple[str, ...]: ...


class Manners:
    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings

    def verdict(
        self, message: Message, server: Server, around: Surroundings | None = None
    ) -> Verdict:
        around = around or Surroundings()
        reason = self._reason(message, server, around)
        if reason is None or message.person.is_bot or message.is_webhook:
            return Ignore()
        is_addressed = reason in {"mention", "direct"}
        code = self.forbidden(message.where, message.person, server)
        if code:
            return Refuse(code) if is_addressed else Ignore()
        if is_addressed and _wants_help(message, around):
            return Refuse("help")
        return Ask(reason)

    def forbidden(self, where: Where, person: Person, server: Server) -> Code | None:
        """Return why *person* may not ask here: for commands and buttons as well.

        The operator's lists come first, then those of the server's moderators.
        """
        if person.is_bot:
            return "bot"
        asks = self._settings
        if where.guild and _is_shut(
            (where.guild,), asks.allow_servers, asks.block_servers
        ):
            return "server"
        return _listed(where, person, asks) or _listed(where, person, server)

    def _reason(
        self, message: Message, server: Server, around: Surroundings
    ) -> Reason | None:
        where = message.where
        if message.is_mention:
            return "mention"
        if where.is_direct:
            return "direct"
        if not self._settings.message_content or not where.guild:
            return None
        if around.is_human_called or _is_to_another(message, around):
            return None
        ways = treated(server, self._settings, where.room)
        has_picture = _has_picture(message)
        if ways.every_picture and _is_on_top(message) and has_picture:
            return "picture"
        follows = ways.follow == "always" or (ways.follow == "pictures" and has_picture)
        return "follow_up" if around.is_ours and follows else None


def _listed(where: Where, person: Person, lists: Lists) -> Code | None:
    """Channels and roles are a server's: in a DM only the person counts."""
    places = (where.channel, where.room)
    if where.guild and _is_shut(places, lists.allow_channels, lists.block_channels):
        return "channel"
    if _is_shut((person.user,), lists.allow_users, lists.block_users):
        return "user"
    if where.guild and _is_shut(person.roles, lists.allow_roles, lists.block_roles):
        return "role"
    return None


def _is_shut(
    names: Sequence[str], allowed: Sequence[str], blocked: Sequence[str]
) -> bool:
    """Whether *names* are kept out; who is blocked is so however much allowed."""
    if any(name in blocked for name in names):
        return True
    return bool(allowed) and not any(name in allowed for name in names)


def _is_on_top(message: Message) -> bool:
    """Whether it begins something: in a channel, or as the post of a forum."""
    where = message.where
    return not where.parent or message.id == where.channel


def _is_to_another(message: Message, around: Surroundings) -> bool:
    """Whether it is addressed to somebody else: by name, or as an answer to theirs."""
    if begins_with_mention(message.text) or message.pings_replied:
        return True
    is_loose = bool(message.reply_to) and not message.where.parent
    return is_loose and not around.is_to_us


def _has_picture(message: Message) -> bool:
    return any(may_be_picture(each.name, each.media_type) for each in message.files)


def _wants_help(message: Message, around: Surroundings) -> bool:
    """Whether nothing is asked, with nothing to look at, or help is asked for."""
    if message.files:
        return False
    words = unaddressed(message.text)
    if words.strip(" .?!/").lower() in HELP:
        return True
    is_untold = message.reply_to and (
        not message.reply_author or message.is_reply_hidden
    )
    has_pictures = around.has_pictures or message.reply_files or is_untold
    return not words and not has_pictures
