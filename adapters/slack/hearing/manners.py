"""Whether a message is for us, and whether its author may ask. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from adapters.slack.hearing.markup import addressed, plain
from adapters.slack.notes import Message
from bot.settings import ChannelSettings, SlackSettings

Reason = Literal["mention", "direct", "picture", "follow_up"]
Code = Literal["channel", "user", "guest", "partner", "bot", "help"]


HELP = frozenset({"help", "what can you do", "how does this work", "sightline help"})


class Person(Struct, frozen=True, kw_only=True):
    user: str
    name: str = ""
    is_guest: bool = False
    is_partner: bool = False
    is_bot: bool = False


class Surroundings(Struct, frozen=True, kw_only=True):
    """What is known of the thread: *is_ours* says that we answered in it."""

    is_ours: bool = False
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


class Manners:
    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings

    def channel(self, team: str, channel: str) -> ChannelSettings:
        """Return how *channel* is treated: its own entry, else that of "*"."""
        entries = {each.channel: each for each in self._settings.channels}
        for name in (f"{team}:{channel}", channel, "*"):
            if name in entries:
                return entries[name]
        return ChannelSettings(channel=channel)

    def verdict(
        self,
        message: Message,
        person: Person,
        bot_user: str,
        around: Surroundings | None = None,
    ) -> Verdict:
        around = around or Surroundings()
        reason = self._reason(message, bot_user, around)
        if reason is None or self._is_unwanted_bot(message, person):
            return Ignore()
        is_addressed = reason in {"mention", "direct"}
        code = self.forbidden(
            message.team, message.channel, person, is_direct=message.is_direct
        )
        if code:
            return Refuse(code) if is_addressed else Ignore()
        if is_addressed and (
            _asks_for_help(message, bot_user)
            or _says_nothing(message, bot_user, around)
        ):
            return Refuse("help")
        return Ask(reason)

    def forbidden(
        self, team: str, channel: str, person: Person, *, is_direct: bool = False
    ) -> Code | None:
        """Return why *person* may not ask here: for buttons and forms as well."""
        asks = self._settings
        is_open = is_direct or not asks.allow_channels
        is_open = is_open or _is_in(asks.allow_channels, team, channel)
        if not is_open or _is_in(asks.block_channels, team, channel):
            return "channel"
        if _is_in(asks.block_users, team, person.user):
            return "user"
        if person.is_partner and not asks.partners:
            return "partner"
        if person.is_guest and not asks.guests:
            return "guest"
        is_listed = person.is_bot or _is_in(asks.allow_users, team, person.user)
        return None if is_listed or not asks.allow_users else "user"

    def _reason(
        self, message: Message, bot_user: str, around: Surroundings
    ) -> Reason | None:
        if message.is_mention:
            return "mention"
        if message.is_direct:
            return "direct"
        if message.bot or message.channel_type == "mpim":
            return None
        if around.is_human_called or _is_to_another(message.text, bot_user):
            return None
        treated = self.channel(message.team, message.channel)
        is_top = message.thread == message.ts
        if treated.every_picture and is_top and message.files:
            return "picture"
        follow = treated.follow or self._settings.follow
        follows = follow == "always" or (follow == "pictures" and bool(message.files))
        return "follow_up" if around.is_ours and not is_top and follows else None

    def _is_unwanted_bot(self, message: Message, person: Person) -> bool:
        if not message.bot and not person.is_bot:
            return False
        allowed = _is_in(self._settings.allow_bots, message.team, message.bot)
        return not (allowed and message.is_mention)


def _is_in(names: Sequence[str], team: str, name: str) -> bool:
    return name in names or f"{team}:{name}" in names


def _is_to_another(text: str, bot_user: str) -> bool:
    """Whether *text* begins by addressing somebody else, and not us as well."""
    people = addressed(text)
    return text.lstrip().startswith("<@") and bool(people) and bot_user not in people


def _asks_for_help(message: Message, bot_user: str) -> bool:
    words = plain(message.text, bot_user).strip(" .?!/").lower()
    return not message.files and words in HELP


def _says_nothing(message: Message, bot_user: str, around: Surroundings) -> bool:
    has_pictures = bool(message.files) or message.is_partial or around.has_pictures
    return not has_pictures and not plain(message.text, bot_user)
