"""Commands, buttons and forms through the real client's own machinery."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Interaction,
    Upload,
    images,
    said,
)
from tests.adapters.discord.fake.app import App
from tests.waiting import Clock, until

Asked = discord.Interaction[App]
PNG = b"\x89PNG of tests"


def add_commands(app: App, kept: list[Asked]) -> None:
    @app.tree.command(name="ask", description="Ask about a picture")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(
        asked: Asked,
        question: str,
        picture: discord.Attachment,
        private: bool = False,  # noqa: FBT001, FBT002 - discord.py reads an option
    ) -> None:
        kept.append(asked)
        await asked.response.defer(thinking=True, ephemeral=private)
        body = await picture.read()
        await asked.edit_original_response(content=f"{question} {len(body)}")
        await asked.followup.send("and more", ephemeral=private)

    @app.tree.command(name="mute", description="Says nothing")
    async def mute(asked: Asked) -> None:
        kept.append(asked)

    @app.tree.context_menu(name="Ask about this picture")
    async def menu(asked: Asked, message: discord.Message) -> None:
        await asked.response.send_modal(Question(message.attachments[0].filename))

    sightline = app_commands.Group(name="sightline", description="About this app")

    @sightline.command(name="help", description="What it can do")
    async def about(asked: Asked) -> None:
        await asked.response.send_message("help", ephemeral=True)

    app.tree.add_command(sightline)


class Question(discord.ui.Modal, title="Your question"):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.words: discord.ui.TextInput[Any] = discord.ui.TextInput()
        self.files: discord.ui.FileUpload[Any] = discord.ui.FileUpload(required=False)
        self.add_item(discord.ui.Label(text="Question", component=self.words))
        self.add_item(discord.ui.Label(text="Picture", component=self.files))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        names = [file.filename for file in self.files.values]
        words = f"{self.words.value} {self.name} {names}"
        await interaction.response.send_message(words)


@pytest.fixture
async def kept(app: App) -> list[Asked]:
    kept: list[Asked] = []
    add_commands(app, kept)
    await app.tree.sync()
    return kept


async def answered(asked: Interaction, times: int = 1) -> None:
    await until(lambda: len(asked.answers) == times, within_s=5)


async def test_a_slash_command_is_deferred_answered_and_followed_up(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    picture = Upload("a.png", PNG)
    asked = fake.person().slash(homework, "ask", question="why?", picture=picture)
    await answered(asked, 2)
    await until(lambda: len(fake.visible(homework)) == 2)

    first, second = fake.answers(homework)
    assert said(first) == f"why? {len(PNG)}"
    assert said(second) == "and more"
    assert first.is_loading is False
    assert len(fake.calls("interactions.callback")) == 1


async def test_a_private_answer_is_seen_by_the_asker_alone(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    ana, picture = fake.person(), Upload("a.png", PNG)
    asked = ana.slash(homework, "ask", question="?", picture=picture, private=True)
    await answered(asked, 2)

    assert fake.visible(homework) == []
    assert len(fake.answers(homework, ana.id)) == 2


async def test_a_command_within_a_group_is_found(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    asked = fake.person().slash(homework, "sightline help")
    await answered(asked)

    assert [said(message) for message in asked.answers] == ["help"]


async def test_a_command_comes_from_a_dm_and_from_where_the_bot_is_not(
    fake: FakeDiscord, kept: list[Asked]
) -> None:
    ana, picture = fake.person(), Upload("a.png", PNG)
    elsewhere = fake.channel("far", guild=fake.guild("far", has_bot=False))

    for channel in (ana.direct, elsewhere):
        await answered(ana.slash(channel, "ask", question="?", picture=picture), 2)

    assert [asked.is_user_integration() for asked in kept] == [True, True]
    there = kept[1].channel
    assert isinstance(there, discord.TextChannel)
    with pytest.raises(discord.Forbidden):
        await there.send("may not")


async def test_a_context_menu_opens_a_form_that_takes_words_and_files(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    ana = fake.person()
    message = ana.post(homework, "", [Upload("sheet.png", PNG)])
    asked = ana.choose(message, "Ask about this picture")
    await until(lambda: asked.modal is not None)

    sent = ana.submit(asked, "what?", [Upload("b.png", PNG)])
    await answered(sent)

    assert said(sent.answers[0]) == "what? sheet.png ['b.png']"


async def test_a_button_changes_its_message(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    class Cancel(discord.ui.View):
        @discord.ui.button(label="Cancel", custom_id="cancel:1")
        async def cancel(
            self, asked: Asked, button: discord.ui.Button[discord.ui.View]
        ) -> None:
            await asked.response.edit_message(content="cancelled", view=None)

    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await channel.send("waiting", view=Cancel())
    (message,) = fake.answers(homework)

    asked = fake.person().press(message, "cancel:1")
    await until(lambda: asked.is_answered)

    assert said(message) == "cancelled"
    assert message.components == []
    assert [version.content for version in message.versions] == ["waiting"]


async def test_a_response_is_refused_after_three_seconds(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    clock = fake.world.clock = Clock()
    fake.person().slash(homework, "mute")
    await until(lambda: len(kept) == 1)
    clock.forward(3.1)

    with pytest.raises(discord.NotFound) as caught:
        await kept[0].response.defer()
    assert caught.value.code == 10062


async def test_a_second_response_is_refused(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    fake.person().slash(homework, "mute")
    await until(lambda: len(kept) == 1)
    await kept[0].response.defer()

    kept[0].response._response_type = None
    with pytest.raises(discord.HTTPException) as caught:
        await kept[0].response.send_message("again")
    assert caught.value.code == 40060


async def test_a_token_is_good_for_fifteen_minutes(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    clock = fake.world.clock = Clock()
    fake.person().slash(homework, "mute")
    await until(lambda: len(kept) == 1)
    await kept[0].response.defer(thinking=True)
    clock.forward(899)
    await kept[0].edit_original_response(content="still")
    clock.forward(2)

    with pytest.raises(discord.HTTPException) as caught:
        await kept[0].edit_original_response(content="late")
    assert (caught.value.status, caught.value.code) == (401, 50027)
    assert len(fake.invalid) == 1


async def test_the_first_followup_takes_the_place_of_thinking(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    asked = fake.person().slash(homework, "mute")
    await until(lambda: len(kept) == 1)
    await kept[0].response.defer(thinking=True)
    await kept[0].followup.send("here")

    assert [said(message) for message in asked.answers] == ["here"]


async def test_a_layout_with_a_gallery_takes_the_place_of_thinking(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    asked = fake.person().slash(homework, "mute")
    await until(lambda: len(kept) == 1)
    await kept[0].response.defer(thinking=True)
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("two cats"))
    view.add_item(
        discord.ui.MediaGallery(
            discord.MediaGalleryItem("attachment://a.png", description="cats")
        )
    )
    file = discord.File(io.BytesIO(PNG), "a.png")
    await kept[0].edit_original_response(view=view, attachments=[file])

    (message,) = asked.answers
    assert said(message) == "two cats"
    assert [image["description"] for image in images(message)] == ["cats"]


async def test_commands_that_discord_refuses_are_not_synced(app: App) -> None:
    names = [f"menu {number}" for number in range(16)]
    bad = [{"name": name, "type": 3} for name in names]
    application = app.application_id or 0

    with pytest.raises(discord.HTTPException):
        await app.http.bulk_upsert_global_commands(application, bad)
    assert await app.tree.fetch_commands() == []


async def test_many_at_once_are_all_deferred(
    fake: FakeDiscord, homework: Channel, kept: list[Asked]
) -> None:
    ana, picture = fake.person(), Upload("a.png", PNG)
    sent = [
        ana.slash(homework, "ask", question=str(n), picture=picture) for n in range(20)
    ]
    await asyncio.gather(*(answered(asked, 2) for asked in sent))

    assert len(fake.answers(homework)) == 40
