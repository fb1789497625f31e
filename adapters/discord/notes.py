"""What Discord told us, cut down to what is needed, as it waits in the inbox.

Ids are Discord's snowflakes, as strings; one names a thing among all of Discord's, and
a later thing has the higher number.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

from msgspec import DecodeError, Struct, json

What = Literal["ask", "again", "closer", "human"]


class File(Struct, frozen=True, kw_only=True):
    """An attachment as a message names it: nothing is believed before it is opened."""

    id: str
    name: str = ""
    url: str = ""
    media_type: str = ""
    size: int = 0


class Where(Struct, frozen=True, kw_only=True):
    """Where something was said: *channel* is the thread itself where it was in one.

    *parent* is the channel of that thread. Without a *guild* it is a DM, of the bot
    (*is_direct*) or of others who use the app there.
    """

    guild: str = ""
    channel: str
    parent: str = ""
    is_direct: bool = False

    @property
    def tenant(self) -> str:
        """Whose bounds count: a server's, or those of the one DM."""
        return self.guild or f"dm-{self.channel}"

    @property
    def room(self) -> str:
        """The channel that settings are made for."""
        return self.parent or self.channel


class Person(Struct, frozen=True, kw_only=True):
    """Who said it; *is_moderator*: may manage the server, or its messages."""

    user: str
    roles: tuple[str, ...] = ()
    is_moderator: bool = False
    is_bot: bool = False


class Hook(Struct, frozen=True, kw_only=True):
    """The right to answer an interaction, for 15 minutes from *at* (epoch seconds).

    *is_private*: its answers are for the person alone. *is_member*: we are in the
    channel ourselves, and may write there without the token.
    """

    token: str
    at: float
    is_private: bool = False
    is_member: bool = True


class Message(Struct, frozen=True, kw_only=True):
    """A message of a person; *text* is Discord's markup, untouched.

    *reply_to* is the message that it answers, by *reply_author*, with *reply_files* as
    far as Discord shows them to us and a person brought them; without an author nothing
    was told of it. *is_reply_hidden*: it is a person's, and shows us neither words nor
    files. *pings_replied*: its author, not we, is told of this.
    *edited_at* (ISO 8601) is of the edit that made it so. *files* are those of a
    forwarded message too.
    """

    where: Where
    id: str
    person: Person
    text: str = ""
    files: tuple[File, ...] = ()
    is_mention: bool = False
    reply_to: str = ""
    reply_author: str = ""
    reply_files: tuple[File, ...] = ()
    is_reply_hidden: bool = False
    pings_replied: bool = False
    is_webhook: bool = False
    edited_at: str = ""

    @property
    def name(self) -> str:
        """What names this message among everything that was told."""
        return f"{self.where.channel}:{self.id}"


class Posted(Struct, frozen=True, tag="posted"):
    message: Message

    @property
    def event_id(self) -> str:
        return self.message.name


class Edited(Struct, frozen=True, tag="edited"):
    """A message whose words or files are others now."""

    message: Message

    @property
    def event_id(self) -> str:
        return f"{self.message.name}:{self.message.edited_at}"


class Deleted(Struct, frozen=True, kw_only=True, tag="deleted"):
    """Messages of a channel are gone, a person's or our own."""

    channel: str
    ids: tuple[str, ...]

    @property
    def event_id(self) -> str:
        return f"{self.channel}:{self.ids[0]}:{len(self.ids)}:deleted"


class ThreadGone(Struct, frozen=True, kw_only=True, tag="thread_gone"):
    where: Where

    @property
    def event_id(self) -> str:
        return f"{self.where.channel}:gone"


class Left(Struct, frozen=True, kw_only=True, tag="left"):
    """We were removed from a server: nothing of it is kept any longer."""

    guild: str
    at: str

    @property
    def event_id(self) -> str:
        return f"{self.guild}:left:{self.at}"


class Asked(Struct, frozen=True, kw_only=True, tag="asked"):
    """A command `/ask`, or the form of "Ask about this picture" (*about* its message).

    *id* is the interaction's.
    """

    id: str
    where: Where
    person: Person
    hook: Hook
    text: str = ""
    files: tuple[File, ...] = ()
    about: str = ""
    about_author: str = ""

    @property
    def event_id(self) -> str:
        return f"interaction:{self.id}"


class Pressed(Struct, frozen=True, kw_only=True, tag="pressed"):
    """A button under one of our answers: *what* it is, of which job, its *number*.

    *message* is the one that carries the button, *id* the interaction's.
    """

    id: str
    where: Where
    message: str
    person: Person
    hook: Hook
    what: What
    job_id: str
    number: int = 0

    @property
    def event_id(self) -> str:
        """Pressed by whomever, a button asks once: its answer is there already."""
        return f"button:{self.job_id}:{self.what}:{self.number}"


Note = Posted | Edited | Deleted | ThreadGone | Left | Asked | Pressed

encode = json.Encoder().encode
decode_note = json.Decoder(Note).decode


class Remnant(Struct, frozen=True, kw_only=True):
    """What can be read of a note that a newer version wrote: who waits, and where."""

    id: str
    where: Where
    person: Person
    hook: Hook | None = None
    is_mention: bool = False

    @property
    def is_waited_for(self) -> bool:
        return self.hook is not None or self.is_mention or self.where.is_direct


class _Wrapped(Struct, frozen=True):
    message: Remnant


def remnant_of(note: bytes) -> Remnant | None:
    """Return what is left of a note that `decode_note` cannot read."""
    with suppress(DecodeError):
        return _decode_remnant(note)
    with suppress(DecodeError):
        return _decode_wrapped(note).message
    return None


_decode_remnant = json.Decoder(Remnant).decode
_decode_wrapped = json.Decoder(_Wrapped).decode
