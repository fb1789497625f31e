"""What Slack told us, cut down to what is needed, as it waits in the inbox.

A note is stored before Slack gets its ack, so whatever is in it survives any crash.
Ids and times (`ts`) are Slack's own; a `ts` names a message within its channel.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, json

ChannelType = Literal["channel", "group", "im", "mpim"]


class File(Struct, frozen=True, kw_only=True):
    """A file as a message names it: nothing of it is believed before it is opened.

    *is_stub* says that Slack Connect sent the id alone and files.info knows the rest.
    """

    id: str
    name: str = ""
    mode: str = ""
    url: str = ""
    media_type: str = ""
    size: int = 0
    is_external: bool = False
    is_stub: bool = False


class Message(Struct, frozen=True, kw_only=True):
    """A message of a person. *team* is the workspace that the app is installed in.

    *user_team* is the author's own workspace, "" where Slack did not say. *text* is
    Slack's markup, untouched. *edited_at* is the `ts` of the edit that made it so.
    *is_partial* says that it may have files which the event did not bring.
    """

    team: str
    channel: str
    channel_type: ChannelType = "channel"
    ts: str
    thread_ts: str = ""
    user: str
    user_team: str = ""
    bot: str = ""
    text: str = ""
    files: tuple[File, ...] = ()
    is_mention: bool = False
    is_partial: bool = False
    edited_at: str = ""

    @property
    def thread(self) -> str:
        """The `ts` of the thread that an answer belongs into."""
        return self.thread_ts or self.ts

    @property
    def name(self) -> str:
        """What names this message among all of all workspaces."""
        return f"{self.team}:{self.channel}:{self.ts}"

    @property
    def is_direct(self) -> bool:
        return self.channel_type == "im"


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
    """A message is gone, with its *files* (their ids)."""

    team: str
    channel: str
    ts: str
    thread_ts: str = ""
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.team}:{self.channel}:{self.ts}"

    @property
    def event_id(self) -> str:
        return f"{self.name}:deleted"


class Stopped(Struct, frozen=True, kw_only=True, tag="stopped"):
    """The native Stop button of an agent session was pressed in a thread."""

    team: str
    channel: str
    thread_ts: str
    user: str
    at: str

    @property
    def event_id(self) -> str:
        return f"{self.team}:{self.channel}:{self.thread_ts}:stopped:{self.at}"


class Pressed(Struct, frozen=True, kw_only=True, tag="pressed"):
    """A button under one of our answers: *what* it is, of which job, its *number*.

    *ts* and *thread_ts* are those of the message that carries the button.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    user: str
    user_team: str = ""
    what: Literal["ask", "again", "closer", "human", "trash"]
    job_id: str
    number: int = 0
    at: str

    @property
    def event_id(self) -> str:
        """Who presses twice is heard once; another person is heard as well."""
        return f"{self.question_id}:{self.user}"

    @property
    def question_id(self) -> str:
        """Pressed by whomever, a button asks once: its answer is there already."""
        return f"{self.team}:{self.job_id}:{self.what}:{self.number}"


class Submitted(Struct, frozen=True, kw_only=True, tag="submitted"):
    """The form of the message shortcut "Ask about this picture" was sent.

    *channel*, *ts* and *thread_ts* are those of the message with the picture.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str = ""
    user: str
    user_team: str = ""
    text: str
    view: str

    @property
    def event_id(self) -> str:
        return f"{self.team}:view:{self.view}"


class Revoked(Struct, frozen=True, kw_only=True, tag="revoked"):
    """The workspace took our token away, or uninstalled the app (*is_uninstalled*)."""

    team: str
    enterprise: str = ""
    is_uninstalled: bool
    at: str

    @property
    def event_id(self) -> str:
        return f"{self.team}:revoked:{self.at}"


Note = Posted | Edited | Deleted | Stopped | Pressed | Submitted | Revoked

encode = json.Encoder().encode
decode_note = json.Decoder(Note).decode
