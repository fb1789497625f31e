"""Buttons that outlive their client, menus, completion, forms and their limits."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
import pytest
from discord import app_commands

from tests.adapters.discord.fake import Channel, FakeDiscord, buttons, said
from tests.adapters.discord.fake.app import App, connected
from tests.adapters.discord.fake.modal_rules import modal_faults
from tests.waiting import until

Asked = discord.Interaction[Any]


class Box(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"box:(?P<number>\d+)"
):
    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="box", custom_id=f"box:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: Asked, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["number"]))

    async def callback(self, interaction: Asked) -> None:
        await interaction.response.send_message(f"box {self.number}", ephemeral=True)


async def test_a_dynamic_button_outlives_the_client_that_made_it(
    fake: FakeDiscord, homework: Channel
) -> None:
    first, second = App(), App()
    async with connected(first, fake):
        channel = first.get_partial_messageable(int(homework.id))
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.ActionRow(Box(3)))
        await channel.send(view=view)
    second.add_dynamic_items(Box)
    ana = fake.person()

    async with connected(second, fake):
        asked = ana.press(fake.answers(homework)[0], "box:3")
        await until(lambda: asked.is_answered)

    assert [said(message) for message in asked.answers] == ["box 3"]
    assert fake.visible(homework, ana.id)[-1] is asked.answers[0]


async def test_a_disabled_button_cannot_be_pressed(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    off: discord.ui.Button[Any] = discord.ui.Button(custom_id="a", label="a")
    off.disabled = True
    channel = app.get_partial_messageable(int(homework.id))
    await channel.send("x", view=discord.ui.View().add_item(off))
    (message,) = fake.answers(homework)

    assert list(buttons(message)) == ["a"]
    with pytest.raises(AssertionError):
        fake.person().press(message, "a")


async def test_a_menu_is_chosen_from_and_its_message_taken_away(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    class Menu(discord.ui.View):
        @discord.ui.select(
            custom_id="pick", options=[discord.SelectOption(label="cat")]
        )
        async def pick(self, asked: Asked, menu: discord.ui.Select[Any]) -> None:
            await asked.response.defer()
            await asked.followup.send(menu.values[0])
            await asked.delete_original_response()

    channel = app.get_partial_messageable(int(homework.id))
    await channel.send("which?", view=Menu())
    fake.person().select(fake.answers(homework)[0], "pick", ["cat"])
    await until(lambda: [said(m) for m in fake.answers(homework)] == ["cat"])

    assert [c.what for c in fake.history] == ["posted", "posted", "deleted"]


async def test_an_option_is_completed(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    @app.tree.command(name="find", description="Finds")
    async def find(asked: Asked, word: str) -> None:
        await asked.response.send_message(word)

    @find.autocomplete("word")
    async def complete(asked: Asked, start: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{start}!", value=start)]

    await app.tree.sync()
    asked = fake.person().complete(homework, "find", word="ca")
    await until(lambda: asked.is_answered)

    assert [choice["name"] for choice in asked.choices] == ["ca!"]


async def test_commands_keep_their_ids_when_they_are_synced_again(app: App) -> None:
    @app.tree.command(name="ask", description="Asks")
    async def ask(asked: Asked) -> None:
        await asked.response.defer()

    first = await app.tree.sync()
    again = await app.tree.sync()

    assert [command.id for command in first] == [command.id for command in again]


async def test_a_guest_follows_up_five_times(fake: FakeDiscord, app: App) -> None:
    elsewhere = fake.channel("far", guild=fake.guild("far", has_bot=False))
    kept: list[Asked] = []

    @app.tree.command(name="ask", description="Asks")
    async def ask(asked: Asked) -> None:
        await asked.response.send_message("first")
        kept.append(asked)

    await app.tree.sync()
    fake.person().slash(elsewhere, "ask")
    await until(lambda: len(kept) == 1)
    for number in range(5):
        await kept[0].followup.send(str(number))

    with pytest.raises(discord.HTTPException):
        await kept[0].followup.send("too much")


async def test_the_bot_writes_to_a_dm_and_a_forum(
    fake: FakeDiscord, homework: Channel
) -> None:
    forum = fake.channel("questions", 15)
    ana, app = fake.person(), App()
    async with connected(app, fake):
        user = await app.fetch_user(int(ana.id))
        await user.send("hello")
        found = app.get_channel(int(forum.id))
        assert isinstance(found, discord.ForumChannel)
        post = await found.create_thread(name="a post", content="its start")

    assert [said(message) for message in fake.answers(ana.direct)] == ["hello"]
    thread = fake.world.channels[str(post.thread.id)]
    assert [message.id for message in fake.answers(thread)] == [thread.id]


INPUT = {"type": 4, "custom_id": "q", "style": 1}
LABEL = {"type": 18, "label": "Question", "component": INPUT}
FORM: dict[str, Any] = {"title": "Ask", "custom_id": "m", "components": [LABEL]}
BAD_FORMS: dict[str, dict[str, Any]] = {
    "long title": {"title": "x" * 46},
    "no custom_id": {"custom_id": ""},
    "nothing in it": {"components": []},
    "too much in it": {"components": [LABEL] * 6},
    "an id twice": {"components": [LABEL] * 2},
    "a long label": {"components": [LABEL | {"label": "x" * 46}]},
    "a button": {"components": [{"type": 2}]},
    "eleven files": {
        "components": [
            LABEL | {"component": {"type": 19, "custom_id": "f", "max_values": 11}}
        ]
    },
    "a long value": {
        "components": [LABEL | {"component": INPUT | {"value": "x" * 4001}}]
    },
}


@pytest.mark.parametrize("part", BAD_FORMS.values(), ids=BAD_FORMS.keys())
def test_a_form_beyond_the_limits_is_refused(part: dict[str, Any]) -> None:
    assert list(modal_faults(FORM)) == []

    assert list(modal_faults(FORM | part))
