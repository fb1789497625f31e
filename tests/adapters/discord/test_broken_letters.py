"""A letter that breaks its handler: it waits, holds up nobody, and is given up aloud.

What breaks it is a conversation whose turns cannot be read back from Redis, or a
version of ours that is newer than the one that reads it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec import json

from bot.redis_inbox import GROUP, Inbox
from bot.redis_keys import Keys
from bot.settings import Settings
from bot.taking import TRIES
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import Campus, a_worksheet, acknowledged, campus
from tests.adapters.discord.fake import Channel, Person, images, said
from tests.waiting import until

KEYS = Keys("sightline")
STREAM = KEYS("inbox", "discord")


@pytest.fixture
async def grounds(settings: Settings) -> AsyncIterator[Campus]:
    async with campus(settings, lease_s=8) as grounds:
        yield grounds


async def break_conversation(grounds: Campus, channel: Channel, root: str) -> None:
    """Let every question of it break whoever looks at what was asked before."""
    tenant = channel.guild or f"dm-{channel.id}"
    await grounds.client.rpush(
        KEYS("thread", f"discord:{tenant}:{channel.parent or channel.id}:{root}"),
        "broken",
    )
    await grounds.client.hset(KEYS("job", "broken"), "job", "{")


class Tries:
    """Counts, by the log, how often a letter was tried and put off."""

    def __init__(self, log: pytest.LogCaptureFixture) -> None:
        self._log = log

    @property
    def count(self) -> int:
        said = [record.getMessage() for record in self._log.records]
        return sum("! a letter of discord broke" in line for line in said)


@pytest.fixture
def tries(caplog: pytest.LogCaptureFixture) -> Tries:
    return Tries(caplog)


async def given_up(grounds: Campus, tries: Tries) -> None:
    """Let the letter come again as often as it may; others speak meanwhile."""
    bob, other = grounds.fake.person("bob"), grounds.fake.channel("elsewhere")
    for times in range(1, TRIES + 1):
        await until(lambda: tries.count >= times)  # noqa: B023 - waited for at once
        await let_leases_run_out(grounds)
        bob.post(other, f"{grounds.fake.mention} help")  # wakes whoever waits
    await grounds.settled()


async def let_leases_run_out(grounds: Campus) -> None:
    found = await grounds.client.xpending_range(STREAM, GROUP, "-", "+", 10)
    entries: list[Any] = [each["message_id"] for each in found]
    if entries:
        await grounds.client.xclaim(
            STREAM, GROUP, "discord-1", 0, entries, idle=60_000, justid=True
        )


async def test_a_message_that_breaks_is_given_up_with_one_apology(
    grounds: Campus, channel: Channel, ana: Person, tries: Tries
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    await break_conversation(grounds, thread, thread.id)
    ana.post(thread, f"{grounds.fake.mention} why?", [a_worksheet()])
    await given_up(grounds, tries)

    (told,) = grounds.fake.answers(thread)
    assert said(told) == ENGLISH.broken
    assert tries.count == TRIES


async def test_what_nobody_addressed_to_us_is_given_up_in_silence(
    grounds: Campus, channel: Channel, ana: Person, tries: Tries
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    await break_conversation(grounds, thread, thread.id)
    ana.post(thread, "by the way", [a_worksheet()])
    await given_up(grounds, tries)

    assert grounds.fake.answers(thread) == []


@pytest.mark.parametrize("is_private", [False, True])
async def test_a_command_that_breaks_is_apologised_for_where_it_was_asked(
    grounds: Campus, ana: Person, tries: Tries, *, is_private: bool
) -> None:
    thread = ana.thread(ana.post(grounds.fake.channel(), "let us meet here"))
    ana.join(thread)
    if is_private:
        body = a_newer_command(grounds, thread, ana)
        asked = ana.slash(thread, "ask", private=True)
        await acknowledged(asked)
        await grounds.settled()
        body["hook"] |= {"token": asked.token, "is_private": True}
        await put(grounds, body)
    else:
        await break_conversation(grounds, thread, thread.id)
        asked = ana.slash(thread, "ask", picture=a_worksheet())
        await acknowledged(asked)
    await given_up(grounds, tries)

    (told,) = asked.answers
    assert said(told) == ENGLISH.broken
    assert told.is_ephemeral is is_private


async def test_a_letter_that_breaks_blocks_nobody(
    grounds: Campus, channel: Channel, ana: Person, tries: Tries
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    await break_conversation(grounds, thread, thread.id)
    ana.post(thread, f"{grounds.fake.mention} why?", [a_worksheet()])
    await until(lambda: tries.count == 1)
    for number in range(1, 4):
        ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
        await grounds.work()
        assert images(await grounds.answered(channel, number))

    assert tries.count == 1


def a_newer_command(grounds: Campus, channel: Channel, ana: Person) -> dict[str, Any]:
    """Return what a version to come may write: of a kind that is not known yet."""
    where = {"guild": channel.guild, "channel": channel.id, "parent": channel.parent}
    hook = {"token": "gone", "at": grounds.fake.world.now()}
    asker = {"user": ana.id, "roles": []}
    new_id = grounds.fake.world.new_id()
    return {"type": "sung", "id": new_id, "where": where, "person": asker, "hook": hook}


async def put(grounds: Campus, body: dict[str, Any]) -> None:
    inbox = Inbox(grounds.client, grounds.settings)
    await inbox.put("discord", str(body), json.encode(body))


@pytest.mark.parametrize("is_mention", [True, False])
async def test_a_message_of_a_newer_version_is_apologised_for_if_it_was_to_us(
    grounds: Campus, channel: Channel, ana: Person, tries: Tries, *, is_mention: bool
) -> None:
    posted = ana.post(channel, "look", [a_worksheet()])
    inner = a_newer_command(grounds, channel, ana) | {"id": posted.id}
    del inner["hook"]
    inner["is_mention"] = is_mention
    await put(grounds, {"type": "shown", "message": inner})
    await given_up(grounds, tries)

    told = [said(each) for each in grounds.fake.answers(channel)]
    assert told == [ENGLISH.broken] * is_mention


async def test_a_letter_that_nobody_can_read_leaves_the_inbox(grounds: Campus) -> None:
    inbox = Inbox(grounds.client, grounds.settings)
    for number, body in enumerate((b"", b"{", b"\xff", b'{"type":"another"}', b"[]")):
        await inbox.put("discord", f"odd-{number}", body)
    await grounds.settled()

    assert grounds.fake.history == []
