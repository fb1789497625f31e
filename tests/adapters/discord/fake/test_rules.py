"""What Discord refuses, each sent by the real client or its own HTTP."""

from __future__ import annotations

import io
from typing import Any

import discord
import pytest
from discord.http import Route, handle_message_parameters

from tests.adapters.discord.fake import Channel, FakeDiscord, May, images
from tests.adapters.discord.fake.app import App

BODY = b"bytes of a picture"


def file(name: str = "a.png", body: bytes = BODY, alt: str = "") -> discord.File:
    return discord.File(io.BytesIO(body), name, description=alt)


def text(content: str = "x") -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(**parts: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "ok", "custom_id": "ask:1"} | parts


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


def gallery(*names: str, alt: str = "") -> dict[str, Any]:
    items = [{"media": {"url": name}, "description": alt} for name in names]
    return {"type": 12, "items": items}


def layout(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"flags": 1 << 15, "components": list(parts)} | more


FAR = "https://example.com/a.png"
BAD: dict[str, dict[str, Any]] = {
    "long content": {"content": "x" * 2001},
    "long nonce": {"content": "x", "nonce": "n" * 26},
    "eleven embeds": {"embeds": [{"title": "x"}] * 11},
    "a long embed": {"embeds": [{"description": "x" * 4097}]},
    "embeds too long together": {"embeds": [{"description": "x" * 4000}] * 2},
    "an embed of a missing file": {"embeds": [{"image": {"url": "attachment://b"}}]},
    "an unknown kind of mention": {
        "content": "x",
        "allowed_mentions": {"parse": ["x"]},
    },
    "users parsed and listed": {
        "content": "x",
        "allowed_mentions": {"parse": ["users"], "users": ["1"]},
    },
    "layout without its flag": {"components": [text()]},
    "a button in no row": {"components": [button()]},
    "six buttons": {"components": [row(*(button(custom_id=c) for c in "abcdef"))]},
    "six rows": {"components": [row(button(custom_id=c)) for c in "abcdef"]},
    "a custom_id twice": {"components": [row(button(), button())]},
    "a long custom_id": {"components": [row(button(custom_id="x" * 101))]},
    "a long label": {"components": [row(button(label="x" * 81))]},
    "a link with custom_id": {"components": [row(button(style=5, url=FAR))]},
    "layout and content": layout(text(), content="x"),
    "layout and embeds": layout(text(), embeds=[{"title": "x"}]),
    "41 components": layout(*(text() for _ in range(41))),
    "4,001 characters": layout(text("x" * 2001), text("x" * 2000)),
    "an empty text": layout(text("")),
    "an empty gallery": layout(gallery()),
    "eleven pictures": layout(gallery(*[FAR] * 11)),
    "a long alt text": layout(gallery(FAR, alt="x" * 257)),
    "a picture that is not attached": layout(gallery("attachment://b.png")),
    "a picture of nowhere": layout(gallery("b.png")),
    "a section without accessory": layout({"type": 9, "components": [text()]}),
    "a section of four": layout(
        {"type": 9, "components": [text()] * 4, "accessory": button()}
    ),
    "a container in one": layout(
        {"type": 17, "components": [{"type": 17, "components": [text()]}]}
    ),
    "a reply to nothing": {"content": "x", "message_reference": {"message_id": "1"}},
}


async def post(app: App, channel: Channel, form: dict[str, Any]) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id)
    await app.http.request(route, json=form)


@pytest.mark.parametrize("form", BAD.values(), ids=BAD.keys())
async def test_what_discord_refuses_is_refused_and_not_seen(
    fake: FakeDiscord, homework: Channel, app: App, form: dict[str, Any]
) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await post(app, homework, form)

    assert (caught.value.status, caught.value.code) == (400, 50035)
    assert fake.visible(homework) == []


async def test_nothing_at_all_is_no_message(homework: Channel, app: App) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await post(app, homework, {"content": ""})

    assert caught.value.code == 50006


async def test_what_is_just_within_the_limits_is_taken(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    section = {"type": 9, "components": [text()], "accessory": button()}
    within = {"type": 17, "components": [section, gallery(*[FAR] * 10)]}
    rest = [text("x" * 110) for _ in range(35)]

    await post(app, homework, layout(within, *rest))
    await post(app, homework, {"content": "x" * 2000})

    assert len(fake.answers(homework)) == 2


async def send(app: App, channel: Channel, **parts: Any) -> discord.Message:
    found = app.get_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return await found.send(**parts)


def view_of(*names: str) -> discord.ui.LayoutView:
    items = [discord.MediaGalleryItem(f"attachment://{n}") for n in names]
    return discord.ui.LayoutView().add_item(discord.ui.MediaGallery(*items))


async def test_a_file_within_a_layout_must_be_shown(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    with pytest.raises(discord.HTTPException):
        await send(app, homework, view=view_of("a.png"), files=[file(), file("b.png")])
    message = await send(app, homework, view=view_of("a.png"), file=file())

    (seen,) = fake.answers(homework)
    assert images(seen)[0]["media"]["url"] == "attachment://a.png"
    (shown,) = message.components
    assert isinstance(shown, discord.components.MediaGalleryComponent)
    assert shown.items[0].media.url == message.attachments[0].url


async def test_words_must_be_taken_away_when_a_message_becomes_a_layout(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    message = await send(app, homework, content="so far")
    view = discord.ui.LayoutView().add_item(discord.ui.TextDisplay("all of it"))

    with pytest.raises(discord.HTTPException):
        await message.edit(view=view)
    await message.edit(content=None, view=view)

    with pytest.raises(discord.HTTPException):
        await message.edit(content="back again", view=None)


async def test_files_have_their_limits(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.main.file_max = len(BODY)
    await send(app, homework, file=file(alt="x" * 1024))

    with pytest.raises(discord.HTTPException) as caught:
        await send(app, homework, file=file(body=BODY + b"."))
    assert caught.value.status == 413
    with pytest.raises(discord.HTTPException):
        await send(app, homework, file=file(alt="x" * 1025))
    with handle_message_parameters(files=[file(), file()]) as form:
        assert form.multipart is not None
        lost = form._replace(multipart=form.multipart[:2])
        with pytest.raises(discord.HTTPException):
            await app.http.send_message(int(homework.id), params=lost)


async def test_a_channel_refuses_what_the_bot_may_not(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    for denied, code in (
        (May.VIEW_CHANNEL, 50001),
        (May.SEND_MESSAGES, 50013),
        (May.ATTACH_FILES, 50013),
    ):
        homework.denied = denied
        with pytest.raises(discord.Forbidden) as caught:
            await send(app, homework, file=file())
        assert caught.value.code == code

    assert len(fake.invalid) == 3


async def test_messages_of_others_are_not_edited_nor_lost_ones_found(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    message = fake.person().post(homework, "mine")
    channel = app.get_partial_messageable(int(homework.id))
    partial = channel.get_partial_message(int(message.id))

    with pytest.raises(discord.Forbidden):
        await partial.edit(content="yours")
    with pytest.raises(discord.Forbidden):
        await partial.delete()
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(1)


async def test_who_refuses_dms_gets_none(fake: FakeDiscord, app: App) -> None:
    shy = fake.person("shy", refuses_dms=True)
    user = await app.fetch_user(int(shy.id))

    with pytest.raises(discord.Forbidden):
        await user.send("hello")
