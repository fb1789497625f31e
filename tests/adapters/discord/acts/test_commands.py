"""What `/sightline` answers and forgets, and what a moderator's change leaves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import redis.asyncio
from msgspec.structs import replace

from adapters.discord.acts.changes import Change, ListThem, Settle, Undo
from adapters.discord.hearing.edits import EDITED
from adapters.discord.hearing.servers import LISTED_MAX, ROOMS_MAX, Room, Server
from adapters.discord.notes import Where
from bot.errors import QueueError
from bot.leases import LeaseKeeper
from bot.redis_connection import connect, connect_blocking
from bot.settings import RedisSettings, Settings
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN
from tests.adapters.discord.acts.kept import (
    DIRECT,
    HERE,
    THREAD,
    Kept,
    buttons_of,
    read,
)

ELSEWHERE = Where(guild="7", channel="71")
OTHER_SERVER = Where(guild="8", channel="80")


@pytest.fixture
def kept(client: redis.asyncio.Redis, settings: Settings) -> Kept:
    return Kept(client, settings)


async def test_help_is_in_the_language_of_the_channel(kept: Kept) -> None:
    await kept.servers.change("7", lambda s: s.with_room("70", Room(language="de")))

    assert read(await kept.commands.help(HERE)).startswith(f"**{GERMAN.help_title}**")
    assert read(await kept.commands.help(ELSEWHERE)).startswith("**Ask about a picture")


async def test_help_tells_of_settings_where_there_are_any(kept: Kept) -> None:
    assert "/sightline settings" in read(await kept.commands.help(HERE))
    assert "/sightline settings" not in read(await kept.commands.help(DIRECT))


async def test_status_tells_ones_own_places_and_nobody_elses(kept: Kept) -> None:
    await kept.asked(HERE, "bob")
    await kept.asked(HERE)
    await kept.asked(ELSEWHERE)

    told = read(await kept.commands.status(HERE, "ana"))
    assert "3 questions waiting" in told
    assert ENGLISH.your_places([2, 3]) in told
    assert ENGLISH.no_worker in told
    assert "Yours" not in read(await kept.commands.status(HERE, "cleo"))


async def test_what_is_answered_has_no_place_in_line(kept: Kept) -> None:
    await kept.asked(HERE)
    await kept.answer(1)
    await kept.asked(HERE)

    told = read(await kept.commands.status(HERE, "ana"))
    assert ENGLISH.your_places([1]) in told


async def test_in_a_shared_conversation_only_ones_own_place_is_told(
    kept: Kept,
) -> None:
    await kept.asked(THREAD, "bob", root="701")
    await kept.asked(THREAD, root="701")

    told = read(await kept.commands.status(THREAD, "bob"))
    assert ENGLISH.your_places([1]) in told


async def test_status_tells_what_is_being_answered(
    kept: Kept, settings: Settings
) -> None:
    await kept.asked(HERE)
    await kept.queue.claim("worker", 1, 1)
    with connect_blocking(settings.redis) as client:
        LeaseKeeper(client, settings, "worker", kept.clock).renew()

    told = read(await kept.commands.status(HERE, "ana"))

    assert ENGLISH.your_places([0]) in told
    assert ENGLISH.nothing_waits in told
    assert ENGLISH.no_worker not in told


async def test_forget_me_leaves_nothing_of_mine_here_and_all_of_others(
    client: redis.asyncio.Redis, kept: Kept
) -> None:
    mine = [
        await kept.asked(HERE),
        await kept.asked(THREAD, root="701"),
        await kept.asked(ELSEWHERE),
    ]
    theirs = [
        await kept.asked(HERE, "bob"),
        await kept.asked(OTHER_SERVER),
        await kept.asked(DIRECT, root="9"),
    ]
    await kept.answer(6)

    told = read(await kept.commands.forget_me(HERE, "ana"))

    assert told == ENGLISH.forgot_me
    assert [await kept.is_kept(job) for job in mine] == [False] * 3
    assert [await kept.is_kept(job) for job in theirs] == [True] * 3
    assert await kept.store.threads("discord:7:ana") == []


async def test_of_everything_forgotten_the_store_is_empty(
    client: redis.asyncio.Redis, kept: Kept
) -> None:
    waiting, answered = await kept.asked(HERE), await kept.asked(THREAD, root="701")
    await kept.answer(1)
    await kept.commands.forget_me(HERE, "ana")

    names = (waiting.id, answered.id, waiting.pictures[0].name, "ana")
    left = {key.decode() async for key in client.scan_iter("*")}
    a_minutes_count = "{sightline}:asked:discord:7:ana"
    found = {key for key in left if any(name in key for name in names)}
    assert found <= {a_minutes_count}


async def test_edits_that_were_noted_are_forgotten_with_their_messages(
    kept: Kept,
) -> None:
    jobs = [await kept.asked(THREAD, root="701"), await kept.asked(HERE)]
    names = [
        f"{job.address.details['channel']}:{job.address.details['message']}"
        for job in jobs
    ]
    for name in (*names, "70:1"):
        await kept.notes.keep_note(EDITED, name, b"an edit")

    await kept.commands.forget_here(THREAD, "ana")
    assert await kept.notes.names(EDITED) == sorted([names[1], "70:1"])
    await kept.commands.forget_me(HERE, "ana")
    assert await kept.notes.names(EDITED) == ["70:1"]


async def test_a_thread_is_forgotten_by_whoever_asked_in_it(kept: Kept) -> None:
    first = await kept.asked(THREAD, root="701")
    second = await kept.asked(THREAD, "bob", root="701")
    other = await kept.asked(HERE, "bob")

    told = read(await kept.commands.forget_here(THREAD, "bob"))

    assert told == ENGLISH.forgot_thread
    assert not await kept.is_kept(first)
    assert not await kept.is_kept(second)
    assert await kept.is_kept(other)


@pytest.mark.parametrize("where", [THREAD, DIRECT, HERE])
async def test_who_asked_nothing_here_makes_nothing_forgotten(
    kept: Kept, where: Where
) -> None:
    job = await kept.asked(where, root=where.channel)
    elsewhere = await kept.asked(OTHER_SERVER, "bob")

    told = read(await kept.commands.forget_here(where, "bob"))

    assert told == ENGLISH.nothing_to_forget
    assert await kept.is_kept(job)
    assert await kept.is_kept(elsewhere)


async def test_a_dm_is_one_conversation(kept: Kept) -> None:
    jobs = [await kept.asked(DIRECT, root="9") for _ in range(2)]

    assert read(await kept.commands.forget_here(DIRECT, "ana")) == ENGLISH.forgot_thread
    assert [await kept.is_kept(job) for job in jobs] == [False] * 2


async def test_what_was_asked_privately_in_a_thread_of_others_is_forgotten(
    kept: Kept,
) -> None:
    public = await kept.asked(THREAD, "bob", root="701")
    private, above = await kept.asked(THREAD), await kept.asked(HERE)

    assert read(await kept.commands.forget_here(THREAD, "ana")) == ENGLISH.forgot_thread
    assert not await kept.is_kept(private)
    assert await kept.is_kept(public)
    assert await kept.is_kept(above)


async def test_the_only_conversation_of_a_channel_is_forgotten(kept: Kept) -> None:
    mine, elsewhere = await kept.asked(HERE), await kept.asked(ELSEWHERE)
    theirs = await kept.asked(HERE, "bob")

    assert read(await kept.commands.forget_here(HERE, "ana")) == ENGLISH.forgot_thread
    assert not await kept.is_kept(mine)
    assert await kept.is_kept(elsewhere)
    assert await kept.is_kept(theirs)


async def test_of_several_conversations_five_are_offered_and_one_is_forgotten(
    kept: Kept,
) -> None:
    jobs = [await kept.asked(HERE, text=f"What is {number}?") for number in range(6)]

    choice = await kept.commands.forget_here(HERE, "ana")
    offered = buttons_of(choice)

    assert len(offered) == 5
    assert ENGLISH.commands.the_latest in read(choice)
    assert {each.what for each in offered} == {"forget"}
    assert {each.job_id for each in offered} <= {job.id for job in jobs}
    assert all([await kept.is_kept(job) for job in jobs])

    chosen = next(job for job in jobs if job.id == offered[2].job_id)
    assert chosen.text in offered[2].label
    assert f"<t:{int(chosen.asked_at)}:f>" in read(choice)
    told = read(await kept.commands.forget_chosen(HERE, "ana", chosen.id))
    assert told == ENGLISH.forgot_thread
    left = read(await kept.commands.forget_here(HERE, "ana"))
    assert ENGLISH.commands.the_latest not in left
    assert [job for job in jobs if not await kept.is_kept(job)] == [chosen]


@pytest.mark.parametrize(
    ("where", "user"), [(HERE, "bob"), (ELSEWHERE, "ana"), (OTHER_SERVER, "ana")]
)
async def test_a_choice_of_others_or_of_elsewhere_forgets_nothing(
    kept: Kept, where: Where, user: str
) -> None:
    job = await kept.asked(HERE)

    told = read(await kept.commands.forget_chosen(where, user, job.id))

    assert told == ENGLISH.nothing_to_forget
    assert await kept.is_kept(job)


async def test_a_choice_that_is_forgotten_already_is_nothing(kept: Kept) -> None:
    told = read(await kept.commands.forget_chosen(HERE, "ana", "0" * 32))

    assert told == ENGLISH.nothing_to_forget


async def test_words_of_a_question_do_nothing_in_the_choice(kept: Kept) -> None:
    for _ in range(2):
        await kept.asked(HERE, text="@everyone <@&5>\n# [x](https://a.example) `")

    choice = await kept.commands.forget_here(HERE, "ana")

    (words,) = [line for line in read(choice).splitlines() if line.startswith("1.")]
    assert "\\<@\u2060&5\\>" in words or "\\<@&5\\>" in words
    assert "@everyone" not in words
    assert "\\[x\\](" in words
    assert "https://" not in words


async def test_a_question_without_words_is_told_as_one(kept: Kept) -> None:
    for _ in range(2):
        await kept.asked(HERE, text="")

    assert ENGLISH.no_question in read(await kept.commands.forget_here(HERE, "ana"))


async def test_what_nobody_set_is_as_the_operator_has_it(kept: Kept) -> None:
    commands = kept.commanding(follow="pictures")

    told = read(await commands.settings_shown(HERE))

    assert told.startswith("**How I answer in <#70>**")
    assert "- Tutor mode: **off**\n" in told
    assert "**messages with a picture**" in told
    assert f"- {ENGLISH.commands.anybody}" in told
    assert "set for" not in told
    assert ENGLISH.commands.all_must_hold not in told


async def test_a_thread_has_the_settings_of_its_channel(kept: Kept) -> None:
    told = read(await kept.commands.settings_changed(THREAD, Settle(Room(tutor=True))))

    assert "<#70>" in told
    assert (await kept.servers.of("7")).rooms == {"70": Room(tutor=True)}


async def test_a_change_is_shown_as_it_is_now_with_where_it_was_set(
    kept: Kept,
) -> None:
    await kept.commands.settings_changed(
        HERE, Settle(Room(tutor=True, language="de"), is_server_wide=True)
    )
    change = Settle(Room(language="en", persona="Ask <@5> *now*", humans="44"))
    told = read(await kept.commands.settings_changed(HERE, change))

    assert "Tutor mode: **on** (set for the server)" in told
    assert "Language: **English** (set for this channel)" in told
    assert "“Get a human” asks in: **<#44>** (set for this channel)" in told
    assert "<@5>" not in told
    assert "settings of their own" not in told
    there = read(await kept.commands.settings_shown(ELSEWHERE))
    assert "Sprache: **Deutsch** (für den Server eingestellt)" in there
    assert "Kanäle mit eigenen Einstellungen: <#70>" in there


async def test_lists_are_shown_as_names(kept: Kept) -> None:
    for change in (
        ListThem("allow", role="1"),
        ListThem("allow", role="2"),
        ListThem("block", user="3", channel="4"),
    ):
        told = read(await kept.commands.settings_changed(HERE, change))

    assert "Only with one of the roles <@&2>, <@&1>" in told
    assert "Not these people: <@3>" in told
    assert "Not in <#4>" in told
    assert ENGLISH.commands.all_must_hold in told
    assert ENGLISH.commands.anybody not in told


async def test_all_that_can_be_set_is_no_more_than_a_message_holds(
    kept: Kept,
) -> None:
    names = tuple(str(10**19 + n) for n in range(LISTED_MAX))
    full = Server(
        rooms={str(10**19 + n): Room(persona="*" * 150) for n in range(ROOMS_MAX)},
        default=Room(persona="`" * 150),
        **{f"{how}_{kind}": names for how in ("allow", "block") for kind in KINDS},
    )
    await kept.servers.change("7", lambda _: full)

    for commands in (kept.commands, kept.commanding(has_content=False, language="de")):
        layout = await commands.settings_shown(HERE)
        assert layout.words < 4000
    assert "und 38 weitere" in read(layout)


KINDS = ("roles", "users", "channels")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (ListThem("allow"), ENGLISH.commands.nobody_named),
        (ListThem("block", role="7"), ENGLISH.commands.everyone_named),
        (ListThem("block", user="x"), ENGLISH.commands.list_full.format(most=50)),
        (Settle(Room(tutor=True)), ENGLISH.commands.rooms_full.format(most=200)),
    ],
)
async def test_what_cannot_be_set_is_told_and_changes_nothing(
    kept: Kept, change: Change, sentence: str
) -> None:
    full = Server(
        block_users=tuple(map(str, range(LISTED_MAX))),
        rooms={f"r{n}": Room(tutor=True) for n in range(ROOMS_MAX)},
    )
    await kept.servers.change("7", lambda _: full)

    assert read(await kept.commands.settings_changed(HERE, change)) == sentence
    assert await kept.servers.of("7") == full


async def test_two_moderators_at_once_do_not_overwrite_each_other(
    client: redis.asyncio.Redis, settings: Settings
) -> None:
    desks = [Kept(client, settings) for _ in range(5)]
    changes = [ListThem("block", user=str(number)) for number in range(5)]

    await asyncio.gather(
        *(
            desk.commands.settings_changed(HERE, change)
            for desk, change in zip(desks, changes, strict=True)
        )
    )

    found = await Kept(client, settings).servers.of("7")
    assert sorted(found.block_users) == [*"01234"]


async def test_what_may_not_be_read_is_said_to_change_nothing(kept: Kept) -> None:
    told = read(await kept.commanding(has_content=False).settings_shown(HERE))

    assert "“Every picture is a question”" in told
    assert "change nothing" in told
    assert "change nothing" not in read(await kept.commands.settings_shown(HERE))


async def test_everything_is_undone(kept: Kept) -> None:
    await kept.commands.settings_changed(HERE, Settle(Room(tutor=True)))
    await kept.commands.settings_changed(HERE, ListThem("block", user="5"))

    await kept.commands.settings_changed(HERE, Undo("everything"))

    assert await kept.servers.of("7") == Server()


async def test_redis_away_is_raised(settings: Settings) -> None:
    nowhere = RedisSettings(url="unix:///nowhere/redis.sock")
    async with connect(nowhere) as client:
        commands = Kept(client, replace(settings, redis=nowhere)).commands
        acts: list[Any] = [
            commands.help(HERE),
            commands.status(HERE, "ana"),
            commands.forget_me(HERE, "ana"),
            commands.forget_here(HERE, "ana"),
            commands.forget_chosen(HERE, "ana", "0" * 32),
            commands.settings_shown(HERE),
            commands.settings_changed(HERE, Undo("everything")),
        ]
        for act in acts:
            with pytest.raises(QueueError):
                await act
