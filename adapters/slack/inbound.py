"""The way in, pure: what Slack sends of an event becomes a note, or nothing.

What is malformed, and what is not for us to know, is None; nothing here ever raises.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from adapters.slack.hearing.files import files
from adapters.slack.hearing.gestures import (
    command,
    feedback,
    pressed,
    shortcut_target,
    submitted,
)
from adapters.slack.hearing.markup import mentions, plain
from adapters.slack.hearing.payloads import (
    Payload,
    a_ts,
    an_id,
    is_set,
    number,
    rows,
    table,
    words,
)
from adapters.slack.notes import (
    ChannelType,
    Deleted,
    Edited,
    Message,
    Note,
    Posted,
    Pressed,
    Revoked,
    Stopped,
    Submitted,
)
from bot.jobs import Address
from bot.questions import Attachment, Question

__all__ = [
    "command",
    "feedback",
    "files",
    "note",
    "plain",
    "pressed",
    "question",
    "shortcut_target",
    "submitted",
    "team_of",
]
SAID = {"", "file_share", "thread_broadcast", "me_message", "bot_message"}
TYPES: dict[str, ChannelType] = {
    "channel": "channel",
    "group": "group",
    "im": "im",
    "mpim": "mpim",
}
LETTERS: dict[str, ChannelType] = {"D": "im", "G": "group"}


def note(body: object, bot_user: str, bot_id: str) -> Note | None:
    """Return what an event_callback *body* tells us, if it is for us to know."""
    event = table(body, "event")
    team = team_of(body)
    if not team:
        return None
    match words(event, "type"):
        case "message" | "app_mention":
            return _said(event, team, bot_user, bot_id)
        case "agent_session_stopped":
            return _stopped(event, team)
        case "app_uninstalled" | "tokens_revoked":
            return _revoked(body, event, team)
    return None


def _said(
    event: Payload, team: str, bot_user: str, bot_id: str
) -> Posted | Edited | Deleted | None:
    match words(event, "subtype"):
        case "message_changed":
            return _changed(event, team, bot_user, bot_id)
        case "message_deleted":
            gone = table(event, "previous_message")
            return _deleted(event, gone, team, bot_user)
    return _posted(event, team, bot_user, bot_id)


def question(
    asked: Message | Submitted | Pressed,
    attachments: Sequence[Attachment],
    text: str,
    channel_type: str = "channel",
) -> Question:
    """Return what is asked in *text*, the person's words without Slack's markup."""
    details = {"ts": asked.ts, "type": channel_type, "user_team": asked.user_team}
    if isinstance(asked, Message):
        details["type"] = asked.channel_type
        thread, event_id = asked.thread, asked.name
    else:
        details["quoted"] = "1"
        thread, event_id = asked.thread_ts or asked.ts, asked.event_id
    return Question(
        event_id=event_id,
        address=Address(
            platform="slack",
            tenant=asked.team,
            channel=asked.channel,
            thread=thread,
            user=asked.user,
            details=details,
        ),
        text=text,
        attachments=tuple(attachments),
    )


def team_of(body: object) -> str:
    """Return the workspace of the app: of a shared channel's message it is not the
    author's, and the outer team_id may be either's.
    """
    installed = rows(body, "authorizations")
    return (an_id(installed[0], "team_id") if installed else "") or an_id(
        body, "team_id"
    )


def _posted(event: Payload, team: str, bot_user: str, bot_id: str) -> Posted | None:
    if words(event, "subtype") not in SAID or is_set(event, "hidden"):
        return None
    message = _message(event, event, team, bot_user, bot_id)
    if message is None:
        return None
    if words(event, "type") == "app_mention":
        is_partial = "files" not in event
        message = replace(message, is_mention=True, is_partial=is_partial)
    return Posted(message)


def _message(
    event: Payload, said: Payload, team: str, bot_user: str, bot_id: str
) -> Message | None:
    """Return the message *said* in the channel of *event*, unless it is our own."""
    bot = an_id(said, "bot_id")
    user = an_id(said, "user") or bot
    channel, ts = an_id(event, "channel"), a_ts(said, "ts")
    if not (user and channel and ts) or user == bot_user or (bot and bot == bot_id):
        return None
    text = words(said, "text")
    return Message(
        team=team,
        channel=channel,
        channel_type=_channel_type(event, channel),
        ts=ts,
        thread_ts=a_ts(said, "thread_ts"),
        user=user,
        user_team=_user_team(said),
        bot=bot,
        text=text,
        files=files(said),
        is_mention=mentions(text, bot_user),
    )


def _channel_type(event: Payload, channel: str) -> ChannelType:
    """Return the kind of channel; an app_mention does not say, its id hints at it."""
    return TYPES.get(words(event, "channel_type")) or LETTERS.get(channel[0], "channel")


def _user_team(said: Payload) -> str:
    return (
        an_id(said, "user_team")
        or an_id(said, "source_team")
        or an_id(said, "user_profile", "team")
        or an_id(said, "team")
    )


def _changed(
    event: Payload, team: str, bot_user: str, bot_id: str
) -> Edited | Deleted | None:
    now, before = table(event, "message"), table(event, "previous_message")
    if words(now, "subtype") == "tombstone":
        return _deleted(event, before or now, team, bot_user)
    if words(now, "subtype") not in SAID or is_set(now, "hidden"):
        return None
    if not _is_other(now, before):
        return None
    message = _message(event, now, team, bot_user, bot_id)
    at = a_ts(now, "edited", "ts") or a_ts(event, "event_ts") or a_ts(event, "ts")
    if message is None or not at:
        return None
    return Edited(replace(message, edited_at=at))


def _is_other(now: Payload, before: Payload) -> bool:
    """Whether words or files changed: an unfurl is an edit that changes neither."""
    if not before:
        return bool(a_ts(now, "edited", "ts"))
    changed_files = [f.id for f in files(now)] != [f.id for f in files(before)]
    return changed_files or words(now, "text") != words(before, "text")


def _deleted(event: Payload, gone: Payload, team: str, bot_user: str) -> Deleted | None:
    channel = an_id(event, "channel")
    ts = a_ts(event, "deleted_ts") or a_ts(gone, "ts")
    user = an_id(gone, "user")
    ours_or_a_bots = user == bot_user or "bot_id" in gone
    if not (channel and ts and user) or ours_or_a_bots:
        return None
    return Deleted(
        team=team,
        channel=channel,
        ts=ts,
        thread_ts=a_ts(gone, "thread_ts"),
        files=tuple(file.id for file in files(gone)),
    )


def _stopped(event: Payload, team: str) -> Stopped | None:
    channel = an_id(event, "channel") or an_id(event, "channel_id")
    thread = a_ts(event, "thread_ts")
    user = an_id(event, "user") or an_id(event, "user_id")
    if not (channel and thread):
        return None
    at = a_ts(event, "event_ts")
    return Stopped(team=team, channel=channel, thread_ts=thread, user=user, at=at)


def _revoked(body: object, event: Payload, team: str) -> Revoked | None:
    is_uninstalled = words(event, "type") == "app_uninstalled"
    tokens = table(event, "tokens").get("bot")
    if not is_uninstalled and not (isinstance(tokens, list) and tokens):
        return None
    return Revoked(
        team=team,
        enterprise=an_id(body, "enterprise_id"),
        is_uninstalled=is_uninstalled,
        at=words(body, "event_id")[:40] or str(number(body, "event_time")),
    )
