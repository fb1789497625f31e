"""What the real client hears of the fake Discord becomes notes, or nothing."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from msgspec import json

from adapters.discord import inbound
from adapters.discord.notes import (
    Deleted,
    Edited,
    File,
    Message,
    Posted,
    ThreadGone,
    Where,
    decode_note,
    encode,
)
from tests.adapters.discord.fake import FORUM, Channel, FakeDiscord, May, Upload
from tests.adapters.discord.fake.app import App, connected
from tests.adapters.discord.fake.places import Role
from tests.waiting import until

SHEET = Upload("sheet.png", b"\x89PNG of tests")


def me(app: App) -> discord.ClientUser:
    assert app.user is not None
    return app.user


async def heard(app: App, count: int = 1) -> list[Posted | None]:
    await until(lambda: len(app.heard) >= count)
    return [inbound.posted(each, me(app)) for each in app.heard]


async def latest(app: App, count: int = 1) -> Message:
    note = (await heard(app, count))[-1]
    assert isinstance(note, Posted)
    return note.message


async def test_what_a_person_says_is_posted(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    said = ana.post(homework, f"{fake.mention} why?", [SHEET])

    message = await latest(app)

    assert message.where == Where(guild=homework.guild, channel=homework.id)
    assert (message.id, message.person.user) == (said.id, ana.id)
    assert message.text == f"{fake.mention} why?"
    assert message.is_mention
    assert message.files == (
        File(
            id=said.files[0].id,
            name="sheet.png",
            url=message.files[0].url,
            media_type="image/png",
            size=len(SHEET.body),
        ),
    )
    assert message.files[0].url.startswith(fake.cdn.origin)
    assert decode_note(encode(Posted(message))) == Posted(message)


async def test_our_own_words_and_those_of_discord_itself_are_nothing(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    first = fake.person().post(homework, "one")
    fake.person().thread(first)
    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await channel.send("ours")

    notes = await heard(app, 3)

    assert [note and note.message.text for note in notes] == ["one", None, None]


async def test_other_bots_and_webhooks_are_kept_as_what_they_are(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.person("robot", is_bot=True).post(homework, "beep")
    assert (await latest(app)).person.is_bot

    hooked = app.heard[0]
    hooked.webhook_id = 5
    note = inbound.posted(hooked, me(app))
    assert note is not None
    assert note.message.is_webhook


async def test_everyone_is_not_us_but_our_own_role_is(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    (ours,) = fake.main.roles
    other = Role(fake.world.new_id(), "helpers")
    fake.main.roles[other.id] = other
    ana = fake.person()
    ana.post(homework, "@everyone look")
    ana.post(homework, f"<@&{other.id}> look")
    ana.post(homework, f"<@&{ours}> look")

    notes = await heard(app, 3)

    assert [note and note.message.is_mention for note in notes] == [False, False, True]


async def test_a_reply_that_pings_us_is_a_mention_and_one_that_does_not_is_none(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await channel.send("ours")
    (ours,) = fake.answers(homework)
    ana = fake.person()
    ana.post(homework, "and this?", reply_to=ours)
    ana.post(homework, "hm", reply_to=ours, pings_author=False)

    notes = await heard(app, 3)

    assert [note and note.message.is_mention for note in notes[1:]] == [True, False]
    for note in notes[1:]:
        assert note is not None
        assert (note.message.reply_to, note.message.reply_author) == (
            ours.id,
            fake.world.bot.id,
        )
        assert not note.message.pings_replied


async def test_a_reply_brings_the_files_of_what_it_answers(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    bo = fake.person("bo")
    sheet = bo.post(homework, "", [SHEET])
    ana = fake.person()
    ana.post(homework, f"{fake.mention} why?", reply_to=sheet)

    message = await latest(app, 2)

    assert (message.reply_to, message.reply_author) == (sheet.id, bo.id)
    assert [file.name for file in message.reply_files] == ["sheet.png"]
    assert message.files == ()
    assert message.pings_replied
    assert not message.is_reply_hidden


@pytest.mark.parametrize("files", [[SHEET], []])
async def test_a_reply_to_a_bot_brings_none_of_its_files(
    fake: FakeDiscord, homework: Channel, app: App, files: list[Upload]
) -> None:
    robot = fake.person("robot", is_bot=True)
    sheet = robot.post(homework, "", files)
    fake.person().post(homework, f"{fake.mention} why?", reply_to=sheet)

    message = await latest(app, 2)

    assert (message.reply_author, message.reply_files) == (robot.id, ())
    assert not message.is_reply_hidden


async def test_a_reply_to_a_webhook_brings_none_of_its_files(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    sheet = fake.person("hook").post(homework, "", [SHEET])
    fake.person().post(homework, f"{fake.mention} why?", reply_to=sheet)
    await heard(app, 2)
    reference = app.heard[1].reference
    assert reference is not None
    assert isinstance(reference.resolved, discord.Message)
    reference.resolved.webhook_id = 5

    assert (await latest(app, 2)).reply_files == ()


async def test_who_names_the_other_in_the_words_does_not_ping_by_the_reply_alone(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    bo = fake.person("bo")
    said = bo.post(homework, "hello")
    fake.person().post(homework, f"see <@{bo.id}>", reply_to=said, pings_author=False)

    assert not (await latest(app, 2)).pings_replied


async def test_a_reply_to_what_is_gone_knows_only_its_id(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    said = fake.person("bo").post(homework, "soon gone")
    fake.person("bo").delete(said)
    fake.person().post(homework, f"{fake.mention} why?", reply_to=said)

    message = await latest(app, 2)

    assert (message.reply_to, message.reply_author) == (said.id, "")


async def test_a_forward_brings_its_files_and_is_no_reply(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    sheet = fake.person("bo").post(homework, "look at this", [SHEET])
    ana.forward(sheet, ana.direct)

    message = await latest(app, 2)

    assert (message.text, message.reply_to) == ("", "")
    assert [file.name for file in message.files] == ["sheet.png"]
    assert message.where.is_direct


async def test_a_direct_message_and_a_thread_know_their_places(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    ana.post(ana.direct, "why?")
    thread = ana.thread(ana.post(homework, "more"))
    ana.post(thread, "and here?")
    await until(lambda: len(app.heard) == 4)

    direct = inbound.posted(app.heard[0], me(app))
    within = inbound.posted(app.heard[3], me(app))

    assert direct is not None
    assert direct.message.where == Where(channel=ana.direct.id, is_direct=True)
    assert direct.message.where.tenant == f"dm-{ana.direct.id}"
    assert within is not None
    assert within.message.where == Where(
        guild=homework.guild, channel=thread.id, parent=homework.id
    )
    assert within.message.where.room == homework.id


async def test_a_forums_post_is_in_its_own_thread(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    forum = fake.channel("questions", FORUM)
    post = fake.person().forum_post(forum, "A sheet", fake.mention, [SHEET])

    message = await latest(app)

    assert message.where.channel == message.id == post.id
    assert [file.name for file in message.files] == ["sheet.png"]


async def test_a_channel_or_server_that_is_not_known_is_no_direct_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    late = fake.channel("made later")
    fake.person().post(late, f"{fake.mention} why?")

    message = await latest(app)

    assert message.where == Where(guild=late.guild, channel=late.id)
    partial = app.get_partial_messageable(7, guild_id=9)
    assert inbound.where_of(partial, None) == Where(guild="9", channel="7")


async def test_a_persons_roles_are_told_without_everyone_and_so_is_their_power(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    ana.join(homework)
    moderator = Role(fake.world.new_id(), "mod", May.MANAGE_MESSAGES)
    fake.main.roles[moderator.id] = moderator
    fake.main.members[ana.id].roles = [moderator.id, fake.main.id, "77"]
    fake.break_off(fake.main, is_back=True)
    ana.post(homework, "hello")
    fake.person("bo").post(homework, "hello")

    notes = await heard(app, 2)

    people = [note.message.person for note in notes if note]
    assert people[0].roles == ("77", moderator.id)
    assert [each.is_moderator for each in people] == [True, False]
    assert people[1].roles == ()


async def test_halves_of_characters_are_left_out(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.person().post(homework, "why\ud83d?")

    message = await latest(app)

    assert message.text == "why?"
    assert json.encode(Posted(message))


async def test_other_words_and_files_are_an_edit_and_an_unfurl_is_none(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    said = ana.post(homework, "https://example.com/", [SHEET])
    ana.unfurl(said)
    ana.edit(said, "how?")
    ana.unfurl(said)
    ana.edit(said, "how?", [])
    await until(lambda: len(app.edits) == 4)

    notes = [inbound.edited(event, me(app)) for event in app.edits]

    assert [bool(note) for note in notes] == [False, True, False, True]
    assert isinstance(notes[1], Edited)
    assert notes[1].message.text == "how?"
    assert notes[1].event_id.startswith(f"{homework.id}:{said.id}:20")
    assert isinstance(notes[3], Edited)
    assert notes[3].message.files == ()


async def test_an_edit_of_what_the_client_never_saw_is_an_edit(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    said = ana.post(homework, "why?")
    await until(lambda: len(app.heard) == 1)
    app._connection._messages.clear()  # type: ignore[union-attr]
    ana.edit(said, "how?")
    ana.unfurl(said)
    await until(lambda: len(app.edits) == 2)

    notes = [inbound.edited(event, me(app)) for event in app.edits]

    assert isinstance(notes[0], Edited)
    assert isinstance(notes[1], Edited)
    assert notes[0].event_id == notes[1].event_id


async def test_an_unfurl_of_what_the_client_never_saw_is_none(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    said = ana.post(homework, "https://example.com/")
    await until(lambda: len(app.heard) == 1)
    app._connection._messages.clear()  # type: ignore[union-attr]
    ana.unfurl(said)
    await until(lambda: len(app.edits) == 1)

    assert inbound.edited(app.edits[0], me(app)) is None


async def test_our_own_edits_are_nothing(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await (await channel.send("ours")).edit(content="new")
    await until(lambda: len(app.edits) == 1)

    assert inbound.edited(app.edits[0], me(app)) is None


class Mourner(App):
    """Keeps what it is told of ends."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: list[Any] = []

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.ends.append(inbound.deleted(event))

    async def on_raw_bulk_message_delete(
        self, event: discord.RawBulkMessageDeleteEvent
    ) -> None:
        self.ends.append(inbound.deleted(event))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        self.ends.append(inbound.thread_gone(event))


async def test_what_is_deleted_is_named_in_order_and_so_is_a_thread(
    fake: FakeDiscord, homework: Channel
) -> None:
    ana = fake.person()
    said = [ana.post(homework, f"{n}") for n in range(4)]
    thread = ana.thread(said[3])
    app = Mourner()
    async with connected(app, fake):
        ana.delete(said[0])
        ana.delete(said[2], said[1])
        fake.remove(thread)
        await until(lambda: len(app.ends) == 3)

    assert app.ends == [
        Deleted(channel=homework.id, ids=(said[0].id,)),
        Deleted(channel=homework.id, ids=(said[1].id, said[2].id)),
        ThreadGone(
            where=Where(guild=homework.guild, channel=thread.id, parent=homework.id)
        ),
    ]


@pytest.mark.parametrize("replies_bring_content", [False, True])
async def test_without_message_content_what_is_answered_may_be_hidden(
    fake: FakeDiscord, homework: Channel, *, replies_bring_content: bool
) -> None:
    fake.without_content_intent()
    fake.world.replies_bring_content = replies_bring_content
    app = App(has_content=False)
    async with connected(app, fake):
        sheet = fake.person("bo").post(homework, "", [SHEET])
        fake.person().post(homework, f"{fake.mention} why?", reply_to=sheet)
        unseen, seen = await heard(app, 2)

    assert unseen is not None
    assert (unseen.message.text, unseen.message.files) == ("", ())
    assert seen is not None
    assert seen.message.text
    assert seen.message.is_reply_hidden is not replies_bring_content
    assert bool(seen.message.reply_files) is replies_bring_content


USER: dict[str, Any] = {
    "id": "5",
    "username": "a",
    "discriminator": "0",
    "avatar": None,
}
BARE: dict[str, Any] = {"id": "6", "type": 0, "content": "", "author": USER}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": 19, "message_reference": {"channel_id": "1"}},
        {"message_reference": {"type": 99, "channel_id": "1", "message_id": "2"}},
        {
            "message_reference": {"channel_id": "7", "message_id": "2"},
            "referenced_message": {"id": "2", "type": 0, "content": ""},
        },
        {"mentions": [], "mention_roles": ["1"]},
        {"webhook_id": "9", "embeds": [{}], "components": [{"type": 99}]},
        {"message_snapshots": []},
        {"edited_timestamp": "2026-01-01T00:00:00+00:00"},
    ],
)
async def test_odd_and_incomplete_messages_still_make_a_note(
    app: App, odd: dict[str, Any]
) -> None:
    state: Any = app._connection
    for guild_id in (None, 9):
        place: Any = app.get_partial_messageable(7, guild_id=guild_id)
        payload: Any = BARE | odd
        message = discord.Message(state=state, channel=place, data=payload)

        note = inbound.posted(message, me(app))

        assert note is not None
        assert decode_note(encode(note)) == note
        assert not note.message.is_mention


@pytest.mark.parametrize("kind", [1, 6, 7, 18, 20, 21, 23, 46, 999])
async def test_other_kinds_of_messages_are_nothing(app: App, kind: int) -> None:
    state: Any = app._connection
    payload: Any = BARE | {"type": kind}
    place: Any = app.get_partial_messageable(7)

    message = discord.Message(state=state, channel=place, data=payload)

    assert inbound.posted(message, me(app)) is None
