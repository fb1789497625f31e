"""Threads as they age and go."""

from __future__ import annotations

import discord
import pytest

from tests.adapters.discord.fake import Channel, FakeDiscord, said
from tests.adapters.discord.fake.app import App
from tests.waiting import until


async def test_an_archived_thread_takes_messages_but_no_edits(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.person().post(homework, "hi")
    await until(lambda: len(app.heard) == 1)
    thread = await app.heard[0].create_thread(name="more")
    message = await thread.send("so far")
    held = fake.world.channels[str(thread.id)]
    held.is_archived = True
    parent = app.get_channel(int(homework.id))
    assert isinstance(parent, discord.TextChannel)
    assert [t.id async for t in parent.archived_threads()] == [thread.id]
    assert await app.guilds[0].active_threads() == []

    with pytest.raises(discord.HTTPException) as caught:
        await message.edit(content="all of it")
    assert caught.value.code == 50083
    await thread.send("again")
    await message.edit(content="all of it")

    assert said(fake.answers(held)[0]) == "all of it"


async def test_a_thread_that_was_removed_is_unknown(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.person().post(homework, "hi")
    await until(lambda: len(app.heard) == 1)
    thread = await app.heard[0].create_thread(name="more")
    fake.remove(fake.world.channels[str(thread.id)])
    await until(lambda: "THREAD_DELETE" in app.events)

    with pytest.raises(discord.NotFound) as caught:
        await thread.send("late")
    assert caught.value.code == 10003
