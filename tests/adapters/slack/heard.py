"""What people got to hear besides answers: refusals in a thread, whispers to one."""

from __future__ import annotations

from tests.adapters.slack.fake import Channel, FakeSlack, Message, said
from tests.adapters.slack.office import Office


def refusals(slack: FakeSlack, channel: Channel, thread: str = "") -> list[Message]:
    """Return our messages that refuse something, of *thread* or the whole channel."""
    return [
        message
        for message in slack.answers(channel, thread or None)
        if _name(message).startswith("refusal:")
    ]


def whispers(slack: FakeSlack, channel: Channel) -> list[str]:
    """Return what was whispered in *channel*, to whomever."""
    return [
        str(each["text"])
        for each in slack.world.ephemerals
        if each["channel"] == channel.id
    ]


async def refused(desk: Office, channel: Channel, thread: str) -> str:
    """Return the one refusal that is all that was ever said in *thread*."""
    await desk.settled()
    (message,) = refusals(desk.slack, channel, thread)
    assert desk.slack.answers(channel, thread) == [message]
    return said(message)


def _name(message: Message) -> str:
    """Return the name that a message of ours carries in its metadata."""
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("job", ""))
