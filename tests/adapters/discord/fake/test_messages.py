"""Messages by the real client: sent, changed, read, and what a person sees."""

from __future__ import annotations

import io

import discord
import pytest
from PIL import Image

from tests.adapters.discord.fake import (
    FORUM,
    Channel,
    FakeDiscord,
    May,
    Upload,
    said,
    unfurled,
)
from tests.adapters.discord.fake.app import App
from tests.waiting import Clock, until


def png(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def text_channel(app: App, channel: Channel) -> discord.TextChannel:
    found = app.get_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_message_with_an_attachment_is_heard_and_downloaded(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    sheet = Upload("my sheet.png", png(), description="a sheet")
    fake.person().post(homework, f"{fake.mention} what is this?", [sheet])
    await until(lambda: len(app.heard) == 1)

    (message,) = app.heard
    (attachment,) = message.attachments
    assert await attachment.read() == sheet.body
    assert (attachment.width, attachment.height) == (4, 3)
    assert attachment.filename == "my_sheet.png"
    assert app.user in message.mentions
    assert isinstance(message.author, discord.Member)


async def test_a_link_expires_and_a_fresh_one_comes_with_the_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    clock = Clock()
    fake.world.clock = clock
    fake.person().post(homework, "", [Upload("a.png", png())])
    await until(lambda: len(app.heard) == 1)
    clock.forward(fake.world.link_s + 1)

    with pytest.raises(discord.NotFound):
        await app.heard[0].attachments[0].read()
    again = await text_channel(app, homework).fetch_message(app.heard[0].id)
    assert await again.attachments[0].read() == png()


async def test_files_are_sent_as_multipart_and_an_edit_replaces_them(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    file = discord.File(io.BytesIO(png()), "overview.png", description="an overview")
    message = await text_channel(app, homework).send("look", file=file)
    (seen,) = fake.answers(homework)
    assert [held.description for held in seen.files] == ["an overview"]

    other = discord.File(io.BytesIO(png(9, 9)), "other.png")
    edited = await message.edit(content="look again", attachments=[other])

    assert [held.name for held in seen.files] == ["other.png"]
    assert said(seen) == "look again"
    assert [version.content for version in seen.versions] == ["look"]
    assert await edited.attachments[0].read() == png(9, 9)


async def test_a_nonce_that_is_enforced_makes_one_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    clock = Clock()
    fake.world.clock = clock
    channel = text_channel(app, homework)

    first = await channel.send("one", nonce="job-1")
    second = await channel.send("one", nonce="job-1")
    clock.forward(fake.world.nonce_s + 1)
    third = await channel.send("one", nonce="job-1")

    assert first.id == second.id != third.id
    assert len(fake.answers(homework)) == 2


async def test_history_is_read_after_a_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    sent = [ana.post(homework, str(number)) for number in range(5)]

    after = discord.Object(int(sent[1].id))
    found = text_channel(app, homework).history(after=after, limit=None)

    assert [message.content async for message in found] == ["2", "3", "4"]
    newest = text_channel(app, homework).history(limit=2)
    assert [message.content async for message in newest] == ["4", "3"]


async def test_edits_unfurls_and_deletes_are_heard(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    sent = [ana.post(homework, str(number)) for number in range(4)]
    ana.edit(sent[0], "changed")
    ana.unfurl(sent[1])
    ana.delete(sent[1])
    ana.delete(*sent[2:])

    await until(lambda: len(app.gone) == 3)
    changed, unfurled = app.edits
    assert changed.message.content == "changed"
    assert changed.message.edited_at is not None
    assert unfurled.message.edited_at is None
    assert unfurled.message.embeds[0].url == "https://example.com/"


async def test_a_forward_carries_its_picture_in_a_snapshot(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    message = ana.post(homework, "this one", [Upload("a.png", png())])
    ana.forward(message, ana.direct)
    await until(lambda: len(app.heard) == 2)

    forward = app.heard[1]
    assert forward.attachments == []
    (snapshot,) = forward.message_snapshots
    assert snapshot.content == "this one"
    assert snapshot.attachments[0].filename == "a.png"


async def test_a_reply_brings_what_it_replies_to(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    picture = ana.post(homework, "", [Upload("a.png", png())])
    ana.post(homework, f"{fake.mention} this?", reply_to=picture)
    await until(lambda: len(app.heard) == 2)

    reference = app.heard[1].reference
    assert reference is not None
    assert isinstance(reference.resolved, discord.Message)
    assert reference.resolved.attachments[0].filename == "a.png"


async def test_a_forum_post_is_a_thread_whose_starter_may_be_late(
    fake: FakeDiscord, app: App
) -> None:
    forum = fake.channel("questions", FORUM, wait_for_starter=1)
    fake.person().forum_post(forum, "sheet 3", "why?", [Upload("a.png", png())])
    await until(lambda: len(app.heard) == 1)

    thread = app.heard[0].channel
    assert isinstance(thread, discord.Thread)
    with pytest.raises(discord.NotFound):
        await thread.fetch_message(thread.id)
    assert (await thread.fetch_message(thread.id)).content == "why?"
    await thread.send("because")
    assert [said(m) for m in fake.visible(fake.world.channels[str(thread.id)])] == [
        "why?",
        "because",
    ]


async def test_a_thread_grows_out_of_a_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.person().post(homework, f"{fake.mention} hi")
    await until(lambda: len(app.heard) == 1)

    thread = await app.heard[0].create_thread(name="an answer")
    await thread.send("here")
    fake.person("ben").post(fake.world.channels[str(thread.id)], "thanks")
    await until(lambda: app.heard[-1].content == "thanks")

    assert thread.id == app.heard[0].id
    with pytest.raises(discord.HTTPException):
        await app.heard[0].create_thread(name="again")


async def test_reactions_go_both_ways(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    message = fake.person().post(homework, "hi")
    await until(lambda: len(app.heard) == 1)

    await app.heard[0].add_reaction("\N{EYES}")
    await app.heard[0].remove_reaction("\N{EYES}", app.guilds[0].me)
    fake.person().react(message)
    await until(lambda: "MESSAGE_REACTION_ADD" in app.events)

    assert list(message.reactions) == ["\N{THUMBS UP SIGN}"]


async def test_pings_are_those_that_the_message_allows(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    words = f"@everyone <@{ana.id}> `<@{fake.person().id}>`"
    channel = text_channel(app, homework)

    await channel.send(words)
    await channel.send(words, allowed_mentions=discord.AllowedMentions.all())

    quiet, loud = fake.answers(homework)
    assert quiet.pings == []
    assert loud.pings == ["everyone", f"user:{ana.id}"]


async def test_what_the_bot_may_not_see_it_does_not_hear(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    secret = fake.channel("secret", denied=May.VIEW_CHANNEL)

    fake.person().post(secret, "hidden")
    fake.person().post(homework, "open")
    await until(lambda: len(app.heard) == 1)

    assert app.heard[0].content == "open"


async def test_links_unfurl_unless_they_are_kept_from_it(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    channel = text_channel(app, homework)

    await channel.send("see https://example.com/a and <https://example.com/b>")
    await channel.send("see https://example.com/a", suppress_embeds=True)

    found = [unfurled(message) for message in fake.answers(homework)]
    assert found == [["https://example.com/a"], []]
