"""Who may ask, where, by which door, how often; and who is left alone."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.discord.doors.ask_command import MENU
from bot.settings import Settings
from bot.texts.catalogue import Forbidden
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
)
from tests.adapters.discord.fake import Channel, Interaction, Message, Person, said
from tests.adapters.discord.fake.places import Role
from tests.waiting import until

DOORS = ("mention", "command", "private", "form", "button")
WAIT = re.compile(r"in (?:a|\d+) (?:second|minute)s?|when one of them is answered")


@pytest.fixture
def channel(grounds: Campus) -> Channel:
    return grounds.fake.channel("algebra")


async def ask(
    grounds: Campus, channel: Channel, person: Person, by: str, answer: Message | None
) -> Interaction | Message:
    """Let *person* ask by that door; return what they did."""
    person.join(channel)
    match by:
        case "mention":
            words = f"{grounds.fake.mention} what?"
            return person.post(channel, words, [a_worksheet()])
        case "command" | "private":
            given: Any = {"picture": a_worksheet(), "private": by == "private"}
            sent = person.slash(channel, "ask", question="what?", **given)
        case "form":
            picture = grounds.fake.person("bob").post(channel, "", [a_worksheet()])
            form = await acknowledged(person.choose(picture, MENU))
            sent = person.submit(form, "what?")
        case _:
            assert answer is not None
            sent = person.press(answer, button(answer, "closer", 1))
    return await acknowledged(sent)


async def heard(grounds: Campus, channel: Channel, done: Interaction | Message) -> str:
    """Return the one sentence that what was *done* is answered with."""
    await grounds.settled()
    if isinstance(done, Interaction):
        (told,) = done.answers
        return said(told)
    found = grounds.fake.answers(channel)
    replies = [m for m in found if (m.reference or {}).get("message_id") == done.id]
    (told,) = replies
    return said(told)


async def an_answer(grounds: Campus, channel: Channel) -> Message:
    """Return an answer to the question of somebody else."""
    eve = grounds.fake.person("eve")
    eve.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.work()
    return await grounds.answered(channel)


def lists(
    kind: str, how: str, channel: Channel, ana: Person, role: str
) -> dict[str, Any]:
    """Return the list that keeps *ana* out: she is blocked, or others are allowed."""
    own = {"server": channel.guild, "channel": channel.id, "user": ana.id, "role": role}
    name = own[kind] if how == "block" else "1"
    return {f"{how}_{kind}s": (name,)}


def with_role(grounds: Campus, channel: Channel, person: Person) -> str:
    person.join(channel)
    role = Role(grounds.fake.world.new_id(), "class 7b")
    grounds.fake.main.roles[role.id] = role
    grounds.fake.main.members[person.id].roles.append(role.id)
    return role.id


async def shut(grounds: Campus, is_operators: bool, fields: dict[str, Any]) -> None:  # noqa: FBT001
    """Set lists as the operator does, or as a server's moderators do."""
    if is_operators:
        await grounds.stop()
        settings = grounds.settings
        shut = replace(settings, discord=replace(settings.discord, **fields))
        grounds.settings = shut
        await grounds.start("discord-2")
    else:
        await grounds.change(
            grounds.fake.main.id, lambda server: replace(server, **fields)
        )


@pytest.mark.parametrize(
    ("is_operators", "how", "kind"),
    [
        (True, "block", "server"),
        (True, "allow", "server"),
        (True, "block", "channel"),
        (True, "allow", "user"),
        (True, "block", "role"),
        (False, "block", "channel"),
        (False, "allow", "channel"),
        (False, "block", "user"),
        (False, "allow", "user"),
        (False, "block", "role"),
        (False, "allow", "role"),
    ],
)
async def test_who_is_kept_out_hears_it_at_every_door(
    grounds: Campus,
    channel: Channel,
    ana: Person,
    kind: Forbidden,
    how: str,
    *,
    is_operators: bool,
) -> None:
    role = with_role(grounds, channel, ana)
    answer = await an_answer(grounds, channel)
    await shut(grounds, is_operators, lists(kind, how, channel, ana, role))

    for by in DOORS:
        done = await ask(grounds, channel, ana, by, answer)
        assert await heard(grounds, channel, done) == ENGLISH.forbidden(kind), by
    assert await grounds.queue.waiting() == 0


@pytest.mark.parametrize("how", ["block", "allow"])
async def test_a_thread_counts_as_its_channel(
    grounds: Campus, channel: Channel, ana: Person, how: str
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    name = channel.id if how == "block" else "1"
    await shut(grounds, is_operators=False, fields={f"{how}_channels": (name,)})
    done = await ask(grounds, thread, ana, "mention", None)
    assert await heard(grounds, thread, done) == ENGLISH.forbidden("channel")

    await shut(grounds, is_operators=False, fields={"block_channels": ()})
    await shut(grounds, is_operators=False, fields={"allow_channels": (channel.id,)})
    await ask(grounds, thread, ana, "mention", None)
    assert (await grounds.work()).address.channel == channel.id


async def test_a_servers_lists_do_not_reach_into_a_dm_and_the_operators_do(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    role = with_role(grounds, channel, ana)
    fields = {"block_users": (ana.id,), "block_roles": (role,)}
    await shut(grounds, is_operators=False, fields=fields)
    ana.post(ana.direct, "what?", [a_worksheet()])
    await grounds.work()

    await shut(grounds, is_operators=True, fields={"block_users": (ana.id,)})
    done = ana.post(ana.direct, "what?", [a_worksheet()])
    assert await heard(grounds, ana.direct, done) == ENGLISH.forbidden("user")


async def test_a_blocked_person_who_addresses_nobody_hears_nothing(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, every_picture=True)
    await shut(grounds, is_operators=False, fields={"block_users": (ana.id,)})
    ana.post(channel, "my homework", [a_worksheet()])
    await grounds.settled()

    assert grounds.fake.answers(channel) == []


@pytest.mark.parametrize("door", ["mention", "picture", "thread", "dm"])
async def test_bots_and_webhooks_are_never_answered(
    grounds: Campus, channel: Channel, ana: Person, door: str
) -> None:
    await grounds.treat(channel, every_picture=True, follow="always")
    robot = grounds.fake.person("robot", is_bot=True)
    place, words = channel, f"{grounds.fake.mention} what?"
    if door == "picture":
        words = "look"
    elif door == "thread":
        await an_answer(grounds, channel)
        first = channel.standing[0]
        place = ana.thread(first)
    elif door == "dm":
        place = robot.direct
    before = len(grounds.fake.answers(place))
    robot.post(place, words, [a_worksheet()])
    await grounds.settled()

    assert len(grounds.fake.answers(place)) == before
    assert await grounds.queue.waiting() == 0


@pytest.mark.parametrize(
    ("follow", "with_picture", "is_asked"),
    [
        ("always", False, True),
        ("always", True, True),
        ("pictures", False, False),
        ("pictures", True, True),
        ("mention", False, False),
        ("mention", True, False),
    ],
)
async def test_what_follows_in_a_thread_is_asked_as_its_server_says(
    grounds: Campus,
    channel: Channel,
    ana: Person,
    follow: str,
    *,
    with_picture: bool,
    is_asked: bool,
) -> None:
    await grounds.treat(channel, follow=follow)
    posted = ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.work()
    await grounds.answered(channel)
    thread = ana.thread(posted)
    ana.post(thread, "and below?", [a_worksheet()] if with_picture else [])
    await grounds.settled()

    assert await grounds.queue.waiting() == is_asked


@pytest.fixture
async def strict(settings: Settings) -> AsyncIterator[Campus]:
    async with campus(settings, per_minute=2) as grounds:
        yield grounds


async def spent(grounds: Campus, channel: Channel, person: Person) -> Message:
    """Let *person* ask as much as is allowed; return an answer."""
    for number in (1, 2):
        person.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
        await grounds.work()
        answer = await grounds.answered(channel, number)
    return answer


@pytest.mark.parametrize("by", DOORS)
async def test_who_asks_too_much_is_told_at_once_how_long_to_wait(
    strict: Campus, by: str
) -> None:
    channel, ana = strict.fake.channel(), strict.fake.person("ana")
    answer = await spent(strict, channel, ana)
    began = time.monotonic()
    done = await ask(strict, channel, ana, by, answer)
    told = await heard(strict, channel, done)

    assert time.monotonic() - began < 1
    assert WAIT.search(told), told
    if by == "private":
        assert isinstance(done, Interaction)
        assert done.answers[0].seen_by == ana.id
    assert await strict.queue.waiting() == 0


async def test_the_flood_of_one_person_holds_up_nobody(strict: Campus) -> None:
    channel, ana = strict.fake.channel(), strict.fake.person("ana")
    for _ in range(30):
        ana.post(channel, f"{strict.fake.mention} what?", [a_worksheet()])
    bob, other = strict.fake.person("bob"), strict.fake.channel("other")
    began = time.monotonic()
    bob.post(other, f"{strict.fake.mention} and this?", [a_worksheet()])
    await strict.said_in(other, "…")
    waited_s = time.monotonic() - began
    jobs = [await strict.work() for _ in range(3)]
    await strict.answered(other)
    await strict.settled()

    assert [job.address.user for job in jobs].count(ana.id) == 2
    told = [said(m) for m in strict.fake.answers(channel)]
    assert sum(bool(WAIT.search(each)) for each in told) == 28
    assert waited_s < 5


async def test_a_server_that_asks_too_much_is_told_and_another_is_not(
    settings: Settings,
) -> None:
    few = replace(settings, queue=replace(settings.queue, tenant_waiting=2))
    async with campus(few, adapters=0) as grounds:
        elsewhere = grounds.fake.guild("elsewhere")
        far = grounds.fake.channel("far", guild=elsewhere)
        await grounds.start()
        channel = grounds.fake.channel()
        for name in ("ana", "bob"):
            await ask(grounds, channel, grounds.fake.person(name), "mention", None)
        await grounds.settled()
        cyd = grounds.fake.person("cyd")
        for by in ("mention", "command", "private"):
            done = await ask(grounds, channel, cyd, by, None)
            told = await heard(grounds, channel, done)
            assert WAIT.search(told), told
        await ask(grounds, far, grounds.fake.person("dee"), "mention", None)
        await until(lambda: bool(grounds.fake.answers(far)))
        await grounds.settled()

        assert await grounds.queue.waiting() == 3
