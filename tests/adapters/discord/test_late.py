"""An interaction's token ends after 15 minutes; what is owed is said all the same."""

from __future__ import annotations

import time

from tests.adapters.discord.campus import Campus, a_worksheet, acknowledged
from tests.adapters.discord.fake import Channel, Person, images, said
from tests.adapters.discord.fake.refusals import Refused
from tests.waiting import until

LATE_S = 901.0
UNKNOWN_HOOK = Refused(404, 10015, "Unknown Webhook")


def let_tokens_end(grounds: Campus) -> None:
    """Move Discord's clock alone: ours does not know yet, as with any skew."""
    grounds.fake.world.clock = lambda: time.time() + LATE_S


async def test_an_answer_whose_token_is_over_is_written_by_the_bot_itself(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    asked = await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    claim = await grounds.claim()
    waiting = await grounds.said_in(channel, "Looking at your picture")
    let_tokens_end(grounds)
    await grounds.finish(claim)
    answer = await grounds.answered(channel)

    assert answer.id == waiting.id
    assert asked.answers == [answer]
    assert images(answer)
    assert grounds.fake.answers(channel) == [answer]


async def test_where_no_placeholder_stood_the_answer_is_an_ordinary_message(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    grounds.fake.faults.refuse("followups.edit", UNKNOWN_HOOK, times=100)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    await grounds.work()
    answer = await grounds.answered(channel)

    assert images(answer)
    assert grounds.fake.visible(channel)[-1] is answer


async def test_a_private_answer_that_is_late_comes_by_direct_message_never_openly(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet(), private=True))
    claim = await grounds.claim()
    await grounds.said_in(channel, "Looking at your picture", to=ana.id)
    let_tokens_end(grounds)
    await grounds.finish(claim)
    answer = await grounds.answered(ana.direct)

    assert "took longer than Discord lets me" in said(answer)
    assert grounds.fake.answers(channel) == []


async def test_where_we_are_not_ourselves_a_late_answer_comes_by_direct_message(
    grounds: Campus, ana: Person
) -> None:
    guild = grounds.fake.guild("elsewhere", has_bot=False)
    channel = grounds.fake.channel("chat", guild=guild)
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    claim = await grounds.claim()
    let_tokens_end(grounds)
    await grounds.finish(claim)
    answer = await grounds.answered(ana.direct)

    assert images(answer)


async def test_a_late_private_answer_to_whom_takes_no_direct_messages_ends_quietly(
    grounds: Campus, channel: Channel
) -> None:
    ana = grounds.fake.person("ana", refuses_dms=True)
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet(), private=True))
    claim = await grounds.claim()
    let_tokens_end(grounds)
    await grounds.finish(claim)
    await until(grounds.has_delivered_all)

    assert grounds.fake.answers(channel) == []


async def test_an_archived_thread_is_woken_for_its_answer(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    start = ana.post(channel, "let us meet here")
    thread = ana.thread(start)
    ana.post(thread, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    await grounds.said_in(thread, "Looking at your picture")
    thread.is_archived = True
    await grounds.finish(claim)
    answer = await grounds.answered(thread)

    assert images(answer)
    assert not thread.is_archived
