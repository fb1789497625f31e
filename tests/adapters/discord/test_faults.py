"""Discord and Redis on bad days: one answer all the same. Each guard is also taken out,
to show that without it the day goes wrong.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from bot.redis_posts import Posts, Turn
from bot.settings import RedisSettings, Settings
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
    is_final,
)
from tests.adapters.discord.fake import Channel, Message, Person, images, said
from tests.adapters.discord.fake.faults import Faults, When
from tests.adapters.discord.fake.places import May
from tests.adapters.discord.fake.refusals import (
    Refused,
    missing_access,
    unauthorized,
    unknown,
)
from tests.adapters.discord.ledger import answering
from tests.redis_server import PROGRAM, RedisServer
from tests.waiting import until

MESSAGES = ["messages.create", "messages.edit", "threads.of_message"]
COMMANDS = ["interactions.callback", "followups.edit"]
ALREADY = Refused(400, 40060, "Interaction has already been acknowledged.")
Bad = Callable[[Faults, str, str], None]


def mention(grounds: Campus, channel: Channel, ana: Person) -> Message:
    return ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])


async def ask_everywhere(grounds: Campus, ana: Person, bad: Bad) -> list[Channel]:
    """Ask one question for each route, in a channel of its own, where it goes *bad*."""
    fake, channels = grounds.fake, []
    for route in (*MESSAGES, *COMMANDS):
        channels.append(channel := fake.channel(route))
        if route in COMMANDS:
            bad(fake.faults, route, "")
            ana.join(channel)
            ana.slash(channel, "ask", picture=a_worksheet())
            continue
        bad(fake.faults, route, channel.id)
        if route == "threads.of_message":
            await grounds.treat(channel, has_thread=True)
        mention(grounds, channel, ana)
    return channels


def answers_of(grounds: Campus, channel: Channel) -> list[Message]:
    """Return our messages in *channel* and in its threads."""
    threads = [
        each
        for each in grounds.fake.world.channels.values()
        if channel.id in {each.id, each.parent}
    ]
    return [m for each in threads for m in grounds.fake.answers(each)]


async def answered_once(grounds: Campus, *channels: Channel) -> None:
    """Return once each of *channels* has its one answer, and nothing is on its way."""

    def is_answered() -> bool:
        return all(any(map(is_final, answers_of(grounds, c))) for c in channels)

    await until(is_answered)
    await grounds.settled()
    await until(grounds.has_delivered_all)
    found = [answers_of(grounds, each) for each in channels]
    assert [len(each) for each in found] == [1] * len(channels)
    assert all(images(each[0]) for each in found)
    assert not [each for each in grounds.fake.faults.waiting if each.times > 0]


def lose_before(faults: Faults, route: str, channel: str) -> None:
    faults.lose_reply(route, when="before", channel=channel)


def lose_after(faults: Faults, route: str, channel: str) -> None:
    faults.lose_reply(route, channel=channel)


def fail(faults: Faults, route: str, channel: str) -> None:
    faults.fail(route, status=500, channel=channel)
    faults.fail(route, status=503, channel=channel)


def limit(faults: Faults, route: str, channel: str) -> None:
    faults.rate_limit(route, retry_after_s=0.2, channel=channel)
    faults.rate_limit(route, retry_after_s=0.2, is_global=True, channel=channel)


def limit_without_a_word(faults: Faults, route: str, channel: str) -> None:
    """As a proxy does that knows of no time to wait."""
    faults.fail(route, status=429, channel=channel)


@pytest.mark.parametrize(
    "bad", [lose_before, lose_after, fail, limit, limit_without_a_word]
)
async def test_a_bad_moment_of_any_call_costs_no_answer_and_doubles_none(
    grounds: Campus, ana: Person, bad: Bad
) -> None:
    async with answering(grounds):
        await answered_once(grounds, *await ask_everywhere(grounds, ana, bad))


async def test_without_nonce_and_look_a_lost_reply_would_be_said_twice(
    grounds: Campus, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guards taken out: Discord knows no repetition, and nobody looks for one."""

    async def blind(*_: object) -> None:
        return None

    numbers = count()
    monkeypatch.setattr("bot.speaking.Speaking._found", blind)
    monkeypatch.setattr(
        "adapters.discord.sending.messages.nonce", lambda _: str(next(numbers))
    )
    grounds.fake.faults.lose_reply("messages.create")
    mention(grounds, channel, ana)

    await until(lambda: len(grounds.fake.answers(channel)) > 1)


@pytest.mark.parametrize("guard", ["nonce", "look"])
async def test_either_guard_alone_is_enough(
    grounds: Campus,
    channel: Channel,
    ana: Person,
    monkeypatch: pytest.MonkeyPatch,
    guard: str,
) -> None:
    async def blind(*_: object) -> None:
        return None

    numbers = count()
    if guard == "nonce":
        monkeypatch.setattr("bot.speaking.Speaking._found", blind)
    else:
        monkeypatch.setattr(
            "adapters.discord.sending.messages.nonce", lambda _: str(next(numbers))
        )
    grounds.fake.faults.lose_reply("messages.create")
    async with answering(grounds):
        mention(grounds, channel, ana)
        await answered_once(grounds, channel)


async def test_without_turns_two_adapters_would_both_post(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: whoever asks has the turn, and no repetition is known."""

    async def always(self: Posts, name: str, lease_s: float) -> Any:
        del self, name, lease_s
        return Turn("token", is_retry=False)

    async def unrecorded(self: Posts, name: str, turn: Turn, place: Any) -> bool:
        del self, name, turn, place
        return True

    numbers = count()
    monkeypatch.setattr(Posts, "begin", always)
    monkeypatch.setattr(Posts, "placed", unrecorded)
    monkeypatch.setattr(
        "adapters.discord.sending.messages.nonce", lambda _: str(next(numbers))
    )
    async with campus(settings, adapters=2) as grounds:
        channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
        mention(grounds, channel, ana)
        await grounds.settled()
        await grounds.work()

        await until(lambda: len(grounds.fake.answers(channel)) > 1)


@pytest.fixture
async def shaky(settings: Settings) -> AsyncIterator[tuple[Campus, RedisServer]]:
    """The same, with a Redis of its own that a test may take away."""
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with RedisServer(appendonly="yes") as server:
        own = replace(settings, redis=RedisSettings(url=server.url, timeout_s=2))
        async with campus(own) as grounds:
            yield grounds, server


async def test_while_redis_is_gone_commands_are_turned_away_and_messages_wait(
    shaky: tuple[Campus, RedisServer],
) -> None:
    grounds, server = shaky
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    ana.join(channel)
    server.kill()
    posted = mention(grounds, channel, ana)
    turned_away = await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    server.start()
    async with answering(grounds):
        answer = await grounds.answered(channel)
        await grounds.settled()

    assert answer.reference is not None
    assert answer.reference["message_id"] == posted.id
    assert grounds.fake.answers(channel) == [answer]
    assert [said(each) for each in turned_away.answers] == [ENGLISH.busy_now]
    assert turned_away.answers[0].seen_by == ana.id
    assert turned_away.waited_s < 2


async def test_while_redis_is_full_commands_are_turned_away_and_messages_wait(
    shaky: tuple[Campus, RedisServer],
) -> None:
    grounds, _ = shaky
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    ana.join(channel)
    await grounds.client.config_set("maxmemory", "1")
    mention(grounds, channel, ana)
    turned_away = await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    await grounds.client.config_set("maxmemory", "0")
    async with answering(grounds):
        await answered_once(grounds, channel)

    assert [said(each) for each in turned_away.answers] == [ENGLISH.busy_now]


async def nothing_left(grounds: Campus) -> None:
    """Return once nothing is owed to anybody any more."""
    await grounds.settled()
    await until(lambda: not grounds.adapters[0].watching.tasks)
    assert await grounds.queue.waiting() == 0
    await until(grounds.has_delivered_all)


@pytest.mark.parametrize("refusal", ["may not see it", "may not write"])
async def test_a_channel_that_is_closed_to_us_is_said_to_be_once_by_direct_message(
    grounds: Campus, channel: Channel, ana: Person, refusal: str
) -> None:
    if refusal == "may not write":
        channel.denied = May.SEND_MESSAGES
    else:
        grounds.fake.faults.refuse(
            "messages.create", missing_access(), times=9, channel=channel.id
        )
    mention(grounds, channel, ana)
    told = await grounds.said_in(ana.direct, f"<#{channel.id}>")
    await nothing_left(grounds)

    assert grounds.fake.answers(ana.direct) == [told]
    assert grounds.fake.answers(channel) == []
    assert [call.route for call in grounds.fake.invalid] == ["messages.create"]


async def test_who_takes_no_direct_messages_either_is_left_in_peace(
    grounds: Campus, channel: Channel
) -> None:
    ana = grounds.fake.person("ana", refuses_dms=True)
    channel.denied = May.SEND_MESSAGES
    mention(grounds, channel, ana)
    await until(lambda: len(grounds.fake.invalid) == 2)
    await nothing_left(grounds)

    assert grounds.fake.answers(ana.direct) == []
    assert len(grounds.fake.invalid) == 2


async def test_a_channel_that_is_deleted_takes_its_question_along(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    mention(grounds, channel, ana)
    claim = await grounds.claim()
    await grounds.said_in(channel, "Looking at your picture")
    grounds.fake.remove(channel)
    await grounds.finish(claim)
    await nothing_left(grounds)

    assert grounds.fake.invalid == []


async def test_a_placeholder_that_a_moderator_deletes_takes_its_question_along(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    mention(grounds, channel, ana)
    placeholder = await grounds.said_in(channel, "Looking at your picture")
    grounds.fake.person("mo").delete(placeholder)
    await nothing_left(grounds)

    assert grounds.fake.answers(channel) == []


async def test_a_locked_thread_lets_no_answer_in_and_nothing_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    mention(grounds, thread, ana)
    claim = await grounds.claim()
    await grounds.said_in(thread, "Looking at your picture")
    grounds.fake.faults.refuse(
        "channels.change", Refused(403, 50013, "Missing Permissions"), times=9
    )
    thread.is_archived = thread.is_locked = True
    await grounds.finish(claim)
    await nothing_left(grounds)

    assert len(grounds.fake.invalid) == 1
    assert not any(map(is_final, grounds.fake.answers(thread)))


@pytest.mark.parametrize("refusal", [unknown("Interaction"), ALREADY])
async def test_an_acknowledgement_that_discord_refuses_costs_no_answer(
    grounds: Campus, channel: Channel, ana: Person, refusal: Refused
) -> None:
    """Discord was too slow to tell us, or somebody else had answered."""
    ana.join(channel)
    grounds.fake.faults.refuse("interactions.callback", refusal)
    async with answering(grounds):
        ana.slash(channel, "ask", picture=a_worksheet())
        await answered_once(grounds, channel)


@pytest.mark.parametrize("route", ["messages.create", "messages.edit"])
async def test_while_our_token_is_refused_nothing_is_given_up(
    grounds: Campus, channel: Channel, ana: Person, route: str
) -> None:
    """It was reset, and the next process has the new one: its own 401 is no end."""
    grounds.fake.faults.refuse(route, unauthorized(), times=2)
    async with answering(grounds):
        mention(grounds, channel, ana)
        await answered_once(grounds, channel)


async def test_who_may_not_read_what_was_said_answers_without_a_reply(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    channel.denied = May.READ_MESSAGE_HISTORY
    async with answering(grounds):
        mention(grounds, channel, ana)
        await answered_once(grounds, channel)

    assert len(grounds.fake.invalid) <= 1


async def test_a_cut_acknowledgement_is_no_broken_command(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    """Else its answer would be for one person alone: they were told that it broke."""
    ana.join(channel)
    grounds.fake.faults.lose_reply("interactions.callback", when="before")
    async with answering(grounds):
        ana.slash(channel, "ask", picture=a_worksheet())
        await answered_once(grounds, channel)

    assert not any(each.seen_by for each in channel.standing)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_cut_answer_to_a_button_breaks_nothing(
    grounds: Campus,
    channel: Channel,
    ana: Person,
    caplog: pytest.LogCaptureFixture,
    when: When,
) -> None:
    async with answering(grounds):
        mention(grounds, channel, ana)
        answer = await grounds.answered(channel)
        grounds.fake.faults.lose_reply("interactions.callback", when=when)
        ana.press(answer, button(answer, "up"))
        await until(lambda: "Discord would not" in caplog.text)

    assert "broke" not in caplog.text
