"""Commands, forms and buttons of the real client, wherever they are used."""

from __future__ import annotations

from typing import Any

import discord
import msgspec
import pytest
from discord import app_commands

from adapters.discord.hearing.gestures import asked, pressed, submitted, target
from adapters.discord.hearing.targets import Target
from adapters.discord.notes import Asked, Where
from tests.adapters.discord.fake import Channel, FakeDiscord, Interaction, May, Upload
from tests.adapters.discord.fake.app import App
from tests.waiting import until

SHEET = Upload("sheet.png", b"\x89PNG of tests")
Heard = list[discord.Interaction[Any]]


def add_commands(app: App, heard: Heard) -> None:
    @app.tree.command(name="ask", description="Ask about a picture")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(
        interaction: discord.Interaction[Any],
        question: str,
        picture: discord.Attachment | None = None,
    ) -> None:
        heard.append(interaction)
        interaction.extras["picture"] = picture

    @app.tree.context_menu(name="Ask about this picture")
    async def menu(
        interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        heard.append(interaction)
        interaction.extras["message"] = message


@pytest.fixture
async def heard(app: App) -> Heard:
    heard: Heard = []
    add_commands(app, heard)
    await app.tree.sync()
    return heard


async def ask(heard: Heard, _sent: Interaction) -> Asked:
    await until(lambda: bool(heard))
    (interaction,) = heard
    picture = interaction.extras["picture"]
    files = [picture] if picture else []
    return asked(interaction, "why?", files, is_private=False, now=5.0)


async def test_a_command_is_asked_with_its_picture(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    ana = fake.person(may=int(May.MANAGE_MESSAGES))
    sent = ana.slash(homework, "ask", question="why?", picture=SHEET)

    found = await ask(heard, sent)

    assert found.id == sent.id
    assert found.where == Where(guild=homework.guild, channel=homework.id)
    assert (found.person.user, found.person.is_moderator) == (ana.id, True)
    assert (found.hook.token, found.hook.at) == (sent.token, 5.0)
    assert [file.name for file in found.files] == ["sheet.png"]
    assert found.about == ""


async def test_more_than_five_files_are_counted_not_kept(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    fake.person().slash(homework, "ask", question="?", picture=SHEET)
    await until(lambda: bool(heard))
    many = [heard[0].extras["picture"]] * 7

    found = asked(heard[0], "?", many, is_private=True, now=0)

    assert len(found.files) == 7
    assert found.hook.is_private
    assert not found.person.is_moderator


async def test_in_our_own_dm_we_are_there(fake: FakeDiscord, heard: Heard) -> None:
    ana = fake.person()
    found = await ask(heard, ana.slash(ana.direct, "ask", question="?"))

    assert found.where == Where(channel=ana.direct.id, is_direct=True)
    assert found.hook.is_member


async def test_in_a_dm_of_others_we_are_not(fake: FakeDiscord, heard: Heard) -> None:
    ana = fake.person()
    theirs = Channel(fake.world.new_id(), 1, recipient=ana.id, has_bot=False)
    fake.world.channels[theirs.id] = theirs
    found = await ask(heard, ana.slash(theirs, "ask", question="?"))

    assert found.where == Where(channel=theirs.id)
    assert not found.hook.is_member


async def test_where_only_the_person_has_the_app_we_are_not(
    fake: FakeDiscord, heard: Heard
) -> None:
    far = fake.channel("far", guild=fake.guild("far", has_bot=False))
    ana = fake.person(may=int(May.MANAGE_GUILD))
    ana.join(far)
    fake.world.guilds[far.guild].members[ana.id].roles = ["77"]
    found = await ask(heard, ana.slash(far, "ask", question="?"))

    assert found.where == Where(guild=far.guild, channel=far.id)
    assert not found.hook.is_member
    assert (found.person.roles, found.person.is_moderator) == (("77",), True)


async def test_a_command_that_is_the_persons_own_is_not_the_servers(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    ana = fake.person()
    ana.slash(homework, "ask", question="?")
    await until(lambda: bool(heard))
    heard[0]._integration_owners = {1: int(ana.id)}

    found = asked(heard[0], "?", [], is_private=False, now=0)

    assert not found.hook.is_member


async def test_a_thread_of_a_server_that_is_not_ours_is_known_as_one(
    fake: FakeDiscord, heard: Heard
) -> None:
    far = fake.channel("far", guild=fake.guild("far", has_bot=False))
    ana = fake.person()
    thread = ana.thread(ana.post(far, "look"))
    found = await ask(heard, ana.slash(thread, "ask", question="?"))

    assert found.where == Where(guild=far.guild, channel=thread.id, parent=far.id)
    assert not found.hook.is_member


async def test_where_a_server_has_the_commands_without_the_bot_we_are_not(
    fake: FakeDiscord, heard: Heard
) -> None:
    far = fake.channel("far", guild=fake.guild("far", has_bot=False))
    fake.world.guilds[far.guild].has_bot = True
    found = await ask(heard, fake.person().slash(far, "ask", question="?"))

    assert not found.hook.is_member


@pytest.mark.parametrize(
    ("denied", "is_thread", "is_member"),
    [
        (May.ADD_REACTIONS, False, True),
        (May.VIEW_CHANNEL, False, False),
        (May.SEND_MESSAGES, False, False),
        (May.SEND_MESSAGES, True, True),
        (May.SEND_MESSAGES_IN_THREADS, True, False),
    ],
)
async def test_we_are_only_where_we_may_write(
    fake: FakeDiscord,
    homework: Channel,
    heard: Heard,
    denied: May,
    *,
    is_thread: bool,
    is_member: bool,
) -> None:
    ana, place = fake.person(), homework
    if is_thread:
        place = ana.thread(ana.post(homework, "more"))
    place.denied = denied
    found = await ask(heard, ana.slash(place, "ask", question="?"))

    assert found.hook.is_member is is_member
    assert found.where.room == homework.id


async def test_the_form_about_a_picture_leads_back_to_its_message(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    bo = fake.person("bo")
    sheet = bo.post(homework, "", [SHEET] * 6)
    bo.forward(sheet, homework)
    fake.person().choose(sheet, "Ask about this picture")
    await until(lambda: bool(heard))

    kept = target(heard[0], heard[0].extras["message"]).encode()
    found = submitted(heard[0], Target.decode(kept), "why?", 7.0, is_private=True)

    assert (found.about, found.about_author) == (sheet.id, bo.id)
    assert len(found.files) == 6
    assert (found.text, found.hook.at, found.hook.is_private) == ("why?", 7.0, True)
    assert found.where == Where(guild=homework.guild, channel=homework.id)
    with pytest.raises(msgspec.DecodeError):
        Target.decode(b"{}")


async def test_a_forward_is_a_target_with_its_files(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    bo = fake.person("bo")
    forwarded = bo.forward(bo.post(homework, "", [SHEET]), homework)
    fake.person().choose(forwarded, "Ask about this picture")
    await until(lambda: bool(heard))

    found = target(heard[0], heard[0].extras["message"])

    assert [file.name for file in found.files] == ["sheet.png"]


async def test_a_button_knows_its_message_and_its_job(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    heard: Heard = []

    class Again(discord.ui.View):
        @discord.ui.button(label="Again", custom_id="again:1")
        async def again(
            self,
            interaction: discord.Interaction[Any],
            button: discord.ui.Button[discord.ui.View],
        ) -> None:
            heard.append(interaction)

    channel = app.get_channel(int(homework.id))
    assert isinstance(channel, discord.TextChannel)
    await channel.send("answer", view=Again())
    (message,) = fake.answers(homework)
    ana = fake.person()
    sent = ana.press(message, "again:1")
    await until(lambda: bool(heard))

    found = pressed(heard[0], "again", "a1", 3, is_private=False, now=1.0)

    assert (found.id, found.message) == (sent.id, message.id)
    assert (found.what, found.job_id, found.number) == ("again", "a1", 3)
    assert found.person.user == ana.id
    assert found.hook.is_member


async def test_an_interaction_without_a_channel_or_message_still_makes_a_note(
    fake: FakeDiscord, homework: Channel, heard: Heard
) -> None:
    fake.person().slash(homework, "ask", question="?")
    await until(lambda: bool(heard))
    heard[0].channel = None
    heard[0].message = None

    found = pressed(heard[0], "human", "a1", 0, is_private=False, now=1.0)

    assert found.where == Where(guild=homework.guild, channel="")
    assert found.message == ""
