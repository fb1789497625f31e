"""A gateway that breaks off, repeats and forgets: one answer to each question.

A ledger compares what was asked with what is visible.
"""

from __future__ import annotations

import random

import pytest

from adapters.discord.doors import identifying
from bot.errors import SettingsError
from bot.settings import Settings
from tests.adapters.discord.campus import (
    Campus,
    acknowledged,
    button,
    campus,
)
from tests.adapters.discord.fake import Channel, Message, Person
from tests.adapters.discord.fake.announcing import PRIVILEGED
from tests.adapters.discord.fake.gateway import KNOWN_INTENTS
from tests.adapters.discord.ledger import Ledger, answering
from tests.waiting import until

SEED = 20_261_128


@pytest.fixture
def ledger(grounds: Campus, ana: Person) -> Ledger:
    return Ledger(grounds, ana)


async def is_back(grounds: Campus, resumes: int) -> None:
    """Return once the gateway was resumed that often, or a new session is ready."""
    gateway = grounds.fake.gateway
    await until(lambda: len(gateway.resumes) >= resumes and gateway.is_connected)


async def break_off(grounds: Campus, chance: random.Random) -> None:
    """Break the connection in one of the ways that can be resumed."""
    gateway = grounds.fake.gateway
    match chance.randrange(5):
        case 0:
            gateway.drop()
        case 1:
            gateway.drop_after(chance.randrange(3))
        case 2:
            gateway.ask_to_reconnect()
        case 3:
            gateway.invalidate(is_resumable=True)
        case _:
            await gateway.close(chance.choice([4000, 4007, 4009]))


async def test_fifty_breaks_during_traffic_lose_nothing_and_double_nothing(
    grounds: Campus, channel: Channel, ledger: Ledger
) -> None:
    chance = random.Random(SEED)
    gateway = grounds.fake.gateway
    channels = [channel, grounds.fake.channel("geometry"), grounds.fake.channel("sets")]
    async with answering(grounds):
        for number in range(50):
            ledger.any(chance, channels)
            await break_off(grounds, chance)
            if number % 2:
                ledger.any(chance, channels)
            gateway.drop()  # whatever did not break yet
            await is_back(grounds, number + 1)
        await ledger.balanced(40)

    assert len(gateway.identifies) == 1


async def begun_anew(grounds: Campus, identifies: int) -> None:
    gateway = grounds.fake.gateway
    await until(lambda: len(gateway.identifies) > identifies and gateway.is_connected)


async def lose_session(grounds: Campus, way: int) -> None:
    """Break the connection in one of the ways after which nothing is replayed."""
    gateway = grounds.fake.gateway
    await grounds.forget_identifies()
    match way % 3:
        case 0:
            gateway.invalidate(is_resumable=False)
        case 1:
            gateway.forget_sessions()
            gateway.drop()
        case _:
            gateway.forget_sessions()
            await gateway.close(4009)


async def test_what_a_lost_session_missed_is_caught_up_with(
    grounds: Campus, channel: Channel, ana: Person, ledger: Ledger
) -> None:
    gateway = grounds.fake.gateway
    places = [channel, grounds.fake.channel("geometry"), ana.direct]
    async with answering(grounds):
        for place in places:
            ledger.mention(place)  # from now on it is known
        await ledger.balanced()
        for number in range(9):
            before = len(gateway.identifies)
            await lose_session(grounds, number)
            for place in places:
                ledger.reply(place)
            await begun_anew(grounds, before)
        await ledger.balanced()

    assert len(gateway.identifies) == 10


async def test_who_speaks_before_the_catching_up_hides_nothing_that_was_missed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is heard live is later than what was missed, and noted before it."""
    async with campus(settings) as grounds:
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person("ana")
        ledger = Ledger(grounds, ana)
        async with answering(grounds):
            ledger.mention(channel)
            await ledger.balanced()
            (adapter,) = grounds.adapters
            monkeypatch.setattr(adapter.client._connection, "guild_ready_timeout", 0.4)
            await lose_session(grounds, 1)
            ledger.mention(channel)
            await begun_anew(grounds, 1)
            ledger.mention(channel)
            await until(lambda: len(grounds.fake.answers(channel)) == 2)
            await ledger.balanced()


async def test_events_that_come_four_times_are_answered_once(
    grounds: Campus, channel: Channel, ana: Person, ledger: Ledger
) -> None:
    grounds.fake.gateway.copies = 4
    async with answering(grounds):
        asked = ledger.mention(channel)
        ledger.command(channel)
        await ledger.balanced()
        ledger.reply(channel)
        await ledger.balanced()
        first = next(
            m
            for m in grounds.fake.answers(channel)
            if m.reference and m.reference["message_id"] == asked.id
        )
        pressed = await acknowledged(ana.press(first, button(first, "closer", 1)))
        ledger.commands.append(pressed)
        await ledger.balanced()

    assert not any(each.seen_by for each in channel.standing)


@pytest.mark.parametrize("adapters", [1, 2])
async def test_a_copy_never_answers_an_interaction_before_its_first(
    settings: Settings, adapters: int
) -> None:
    """Else a public answer would be shown to one person alone."""
    async with campus(settings, adapters=adapters) as grounds:
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person("ana")
        ledger, faults = Ledger(grounds, ana), grounds.fake.faults
        grounds.fake.gateway.copies = 2
        async with answering(grounds):
            faults.delay("interactions.callback", 0.2, times=1)
            ledger.command(channel)
            await ledger.balanced()
            (answer,) = grounds.fake.answers(channel)
            faults.delay("interactions.callback", 0.2, times=1)
            ledger.commands.append(ana.press(answer, button(answer, "closer", 1)))
            await ledger.balanced()

        assert not any(each.seen_by for each in channel.standing)


async def test_two_adapters_on_one_token_answer_once(
    settings: Settings,
) -> None:
    """A rolling upgrade: the new one is connected before the old one is stopped."""
    async with campus(settings, adapters=2) as grounds:
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person("ana")
        ledger = Ledger(grounds, ana)
        async with answering(grounds):
            for _ in range(4):
                ledger.mention(channel)
                ledger.command(channel)
            ledger.command(ana.direct)
            ledger.mention(ana.direct)
            await ledger.balanced()
            ledger.mention(channel)
            await grounds.stop_first()
            ledger.mention(channel)
            ledger.command(channel)
            await ledger.balanced()

        assert not any(each.seen_by for each in channel.standing)


async def test_two_adapters_that_lose_their_sessions_at_once_identify_apart(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord takes one IDENTIFY in five seconds: any sooner is an invalid session."""
    monkeypatch.setattr(identifying, "APART_S", 0.4)
    async with campus(settings, adapters=2) as grounds:
        gateway = grounds.fake.gateway
        before = len(gateway.identifies)
        gateway.window_s = 0.3
        gateway.forget_sessions()
        gateway.drop()
        await until(lambda: len(gateway.sessions) == 2)

        assert len(gateway.identifies) == before + 2


async def test_a_gateway_that_is_away_at_first_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py breaks there: it has no connection yet to go on from."""
    monkeypatch.setattr(identifying, "APART_S", 0.01)
    async with campus(settings, adapters=0) as grounds:
        grounds.fake.gateway.away = 1
        await grounds.start()
        ledger = Ledger(grounds, grounds.fake.person("ana"))
        async with answering(grounds):
            ledger.mention(grounds.fake.channel("algebra"))
            await ledger.balanced()


async def test_an_edit_that_is_replayed_changes_the_one_answer(
    grounds: Campus, channel: Channel, ana: Person, ledger: Ledger
) -> None:
    gateway = grounds.fake.gateway
    gateway.copies = 2
    async with answering(grounds):
        posted = ledger.mention(channel)
        await ledger.balanced()
        gateway.drop()
        ana.edit(posted, f"{grounds.fake.mention} how tall is it?", posted.files)
        await is_back(grounds, 1)
        await until(lambda: bool(grounds.fake.answers(channel)[0].versions))
        await ledger.balanced()

    turns = await grounds.store.turns(await thread_key(grounds, posted))
    assert [turn.job.text for turn in turns] == ["how tall is it?"]


async def test_a_deletion_that_is_replayed_takes_the_answer_away_once(
    grounds: Campus, channel: Channel, ana: Person, ledger: Ledger
) -> None:
    gateway = grounds.fake.gateway
    gateway.copies = 2
    async with answering(grounds):
        posted = ledger.mention(channel)
        await ledger.balanced()
        gateway.drop()
        ana.delete(posted)
        await is_back(grounds, 1)
        await until(lambda: not grounds.fake.answers(channel))
        await grounds.settled()

    assert len(grounds.fake.calls("messages.delete")) == 1
    assert grounds.fake.visible(channel) == []


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_a_close_that_is_for_good_ends_with_a_sentence(
    grounds: Campus, code: int
) -> None:
    listening = grounds.listening[0]
    await grounds.fake.gateway.close(code)
    await until(listening.done)

    with pytest.raises(SettingsError) as caught:
        listening.result()
    wanted = "Message Content Intent" if code == 4014 else f"({code})"
    assert wanted in str(caught.value)


async def test_an_intent_that_is_not_switched_on_is_named(settings: Settings) -> None:
    async with campus(settings, adapters=0) as grounds:
        grounds.fake.gateway.allowed = KNOWN_INTENTS & ~PRIVILEGED

        with pytest.raises(SettingsError, match="Message Content Intent"):
            await grounds.start()


async def test_a_token_that_is_refused_is_named(settings: Settings) -> None:
    async with campus(settings, adapters=0, token="wrong") as grounds:
        with pytest.raises(SettingsError, match="SIGHTLINE_DISCORD_TOKEN"):
            await grounds.start()


async def thread_key(grounds: Campus, posted: Message) -> str:
    job_id = await grounds.posts.job_of(f"{posted.channel}:{posted.id}")
    status = await grounds.queue.status(job_id or "")
    assert status is not None
    return status.job.address.thread_key
