"""Buttons, forms, shortcuts and commands: what a person did, read from its payload."""

from __future__ import annotations

import re
from typing import Literal

import msgspec
from msgspec import Struct

from adapters.slack.hearing.payloads import (
    Payload,
    a_job,
    a_ts,
    an_id,
    rows,
    table,
    words,
)
from adapters.slack.notes import Pressed, Submitted

Verdict = Literal["up", "down"]
What = Literal["ask", "again", "closer", "human", "trash"]
KINDS: dict[str, What] = {
    "ask": "ask",
    "again": "again",
    "closer": "closer",
    "human": "human",
    "trash": "trash",
}
VERDICTS: dict[str, Verdict] = {"up": "up", "down": "down"}
METADATA_MAX = 3000
_action = re.compile(r"([a-z]{1,10}):([0-9]{1,3})")


class Target(Struct, frozen=True, kw_only=True):
    """The message that the shortcut was used on; *trigger* opens the form."""

    team: str
    channel: str
    ts: str
    thread_ts: str = ""
    user: str
    trigger: str = ""

    @property
    def metadata(self) -> str:
        """What the form carries along as its private_metadata."""
        place = {"channel": self.channel, "ts": self.ts, "thread_ts": self.thread_ts}
        return msgspec.json.encode(place).decode()


class Command(Struct, frozen=True, kw_only=True):
    team: str
    channel: str
    user: str
    text: str = ""


class Choice(Struct, frozen=True, kw_only=True):
    """A thread that its person chose to have forgotten."""

    team: str
    channel: str
    user: str
    thread: str


class Judged(Struct, frozen=True, kw_only=True):
    """A thumb under an answer, up or down."""

    team: str
    channel: str
    job_id: str
    verdict: Verdict


def forget_choice(body: object) -> Choice | None:
    """Return the thread whose button was pressed in the answer to /sightline forget."""
    action = _first(body)
    named = _action.fullmatch(words(action, "action_id"))
    team, user = _team(body), an_id(body, "user", "id")
    channel = _channel(body)
    thread = a_ts(action, "value")
    if not (named and named[1] == "forget" and team and user and channel and thread):
        return None
    return Choice(team=team, channel=channel, user=user, thread=thread)


def pressed(body: object) -> Pressed | None:
    """Return the button of ours that was pressed, if it is one."""
    action = _first(body)
    named = _action.fullmatch(words(action, "action_id"))
    job_id = a_job(words(action, "value"))
    what = KINDS.get(named[1]) if named else None
    team, user = _team(body), an_id(body, "user", "id")
    channel = _channel(body)
    ts = a_ts(body, "container", "message_ts") or a_ts(body, "message", "ts")
    if not (named and what and job_id and team and user and channel and ts):
        return None
    return Pressed(
        team=team,
        channel=channel,
        ts=ts,
        thread_ts=a_ts(body, "container", "thread_ts")
        or a_ts(body, "message", "thread_ts"),
        user=user,
        user_team=an_id(body, "user", "team_id"),
        what=what,
        job_id=job_id,
        number=int(named[2]),
        at=a_ts(action, "action_ts"),
    )


def feedback(body: object) -> Judged | None:
    """Return which answer was found helpful or not, and where it stands."""
    action = _first(body)
    said, _, job_id = words(action, "value").partition(":")
    verdict, team, channel = VERDICTS.get(said), _team(body), _channel(body)
    if words(action, "action_id") != "feedback" or not verdict:
        return None
    if not (a_job(job_id) and team and channel):
        return None
    return Judged(team=team, channel=channel, job_id=job_id, verdict=verdict)


def shortcut_target(body: object) -> Target | None:
    if words(body, "type") != "message_action":
        return None
    team, user = _team(body), an_id(body, "user", "id")
    channel, ts = an_id(body, "channel", "id"), a_ts(body, "message", "ts")
    if not (team and user and channel and ts):
        return None
    return Target(
        team=team,
        channel=channel,
        ts=ts,
        thread_ts=a_ts(body, "message", "thread_ts"),
        user=user,
        trigger=words(body, "trigger_id"),
    )


def submitted(body: object) -> Submitted | None:
    """Return the form that was sent; its place is what we wrote into it ourselves."""
    if words(body, "type") != "view_submission":
        return None
    view = table(body, "view")
    place = _metadata(words(view, "private_metadata"))
    team, user, name = _team(body), an_id(body, "user", "id"), an_id(view, "id")
    channel, ts = an_id(place, "channel"), a_ts(place, "ts")
    if not (team and user and name and channel and ts):
        return None
    return Submitted(
        team=team,
        channel=channel,
        ts=ts,
        thread_ts=a_ts(place, "thread_ts"),
        user=user,
        user_team=an_id(body, "user", "team_id"),
        text=_typed(view),
        view=name,
    )


def command(body: object) -> Command | None:
    team, user = an_id(body, "team_id"), an_id(body, "user_id")
    channel = an_id(body, "channel_id")
    if not (team and user and channel):
        return None
    text = " ".join(words(body, "text")[:200].split())
    return Command(team=team, channel=channel, user=user, text=text)


def _first(body: object) -> Payload:
    actions = rows(body, "actions") if words(body, "type") == "block_actions" else []
    return actions[0] if actions else {}


def _team(body: object) -> str:
    return an_id(body, "team", "id") or an_id(body, "user", "team_id")


def _channel(body: object) -> str:
    return an_id(body, "container", "channel_id") or an_id(body, "channel", "id")


def _metadata(written: str) -> object:
    if len(written) > METADATA_MAX:
        return None
    try:
        return msgspec.json.decode(written)
    except (msgspec.DecodeError, RecursionError):
        return None


def _typed(view: Payload) -> str:
    """Return what was written into the form's only field."""
    for block in table(view, "state", "values").values():
        for key in table(block):
            if typed := words(block, key, "value"):
                return typed
    return ""
