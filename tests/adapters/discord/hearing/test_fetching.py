"""Files come from the named origins alone; whatever else is one quiet sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.discord.hearing.fetching import Fetcher
from adapters.discord.notes import File
from bot.questions import Attachment
from tests.adapters.discord.fake import Channel, FakeDiscord, Upload
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.fake.cdn import signed
from tests.adapters.discord.hearing.heard import (
    BYTES_MAX,
    PNG,
    fetching,
    noted,
    sheet,
    told,
)
from tests.waiting import Clock


@pytest.fixture
async def fetcher(app: App, fake: FakeDiscord) -> AsyncIterator[Fetcher]:
    async with fetching(app, fake) as fetcher:
        yield fetcher


async def posted(
    fake: FakeDiscord, homework: Channel, app: App, upload: Upload
) -> tuple[File, str]:
    said = fake.person().post(homework, fake.mention, [upload])
    (file,) = (await noted(app, said.id)).files
    return file, said.id


async def got(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher, **upload: Any
) -> Attachment:
    upload = {"name": "sheet.png", "body": PNG} | upload
    file, message = await posted(fake, homework, app, Upload(**upload))
    return await fetcher.fetch(file, told, homework.id, message)


async def test_a_picture_is_fetched_and_no_token_goes_along(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    found = await got(fake, homework, app, fetcher)

    assert found == Attachment("sheet.png", PNG)
    (heard,) = fake.cdn.heard
    assert heard.authorization == ""
    assert fake.token not in str(heard)


async def test_another_host_is_never_asked(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    file, message = await posted(fake, homework, app, sheet())
    cdn = fake.cdn.origin.removeprefix("http://")
    for url in (
        f"{fake.foreign.origin}/sheet.png",
        f"http://u:p@{cdn}/a.png",
        f"http://{cdn}@evil.test/a.png",
        f"http://{cdn}\\@evil.test/a.png",
        f"https://{cdn}/a.png",
        file.url.replace("127.0.0.1", "localhost"),
        file.url.replace("127.0.0.1", "127.0.0.1."),
        "",
        "http://[",
    ):
        found = await fetcher.fetch(replace(file, url=url), told, homework.id, message)
        assert found.refusal == "foreign: sheet.png"
    assert fake.calls("messages.get") == []
    assert fake.cdn.heard == fake.foreign.heard == []


async def test_a_redirect_is_not_followed(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    there = f"{fake.foreign.origin}/sheet.png"
    found = await got(fake, homework, app, fetcher, redirect=there)

    assert found == Attachment("sheet.png", refusal="foreign: sheet.png")
    assert fake.foreign.heard == []


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        ({"name": "a.docx", "kind": "application/msword"}, "no_picture"),
        ({"body": b"<!doctype html><html>"}, "no_picture"),
        ({"body": b"a", "kind": "text/html"}, "no_picture"),
        ({"body": b"a" * (BYTES_MAX + 1)}, "too_large"),
        ({"body": b"a" * (BYTES_MAX + 1), "size": 5}, "too_large"),
        ({"size": BYTES_MAX + 1}, "too_large"),
        ({"status": 500}, "away"),
        ({"status": 403}, "expired"),
        ({"status": 404}, "expired"),
        ({"status": 410}, "expired"),
        ({"is_cut": True}, "away"),
    ],
)
async def test_each_failure_has_its_sentence(
    fake: FakeDiscord,
    homework: Channel,
    app: App,
    fetcher: Fetcher,
    upload: dict[str, Any],
    code: str,
) -> None:
    found = await got(fake, homework, app, fetcher, **upload)

    assert found.refusal.startswith(f"{code}: ")
    assert found.content == b""
    assert len(fake.calls("messages.get")) == (1 if code == "expired" else 0)


async def test_a_link_that_expired_is_asked_for_anew_with_its_message(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    clock = fake.world.clock = Clock()
    file, message = await posted(fake, homework, app, sheet())
    clock.forward(fake.world.link_s + 1)

    assert (await fetcher.fetch(file, told)).refusal == "expired: sheet.png"
    found = await fetcher.fetch(file, told, homework.id, message)

    assert found.content == PNG
    assert len(fake.calls("messages.get")) == 1


async def test_a_forwarded_file_is_asked_for_anew_as_well(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    clock = fake.world.clock = Clock()
    ana = fake.person()
    forward = ana.forward(ana.post(homework, "", [sheet()]), homework)
    (file,) = (await noted(app, forward.id)).files
    clock.forward(fake.world.link_s + 1)
    inner = forward.snapshots[0]["message"]
    held = fake.world.files[file.id]
    inner["attachments"] = [held.told(signed(fake.world, held))]

    assert (await fetcher.fetch(file, told, homework.id, forward.id)).content == PNG


async def test_what_is_not_renewed_has_expired_and_is_asked_for_once(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    clock = fake.world.clock = Clock()
    ana = fake.person()
    said = ana.post(homework, fake.mention, [sheet()])
    (file,) = (await noted(app, said.id)).files
    clock.forward(fake.world.link_s + 1)
    other = ana.post(homework, "", [sheet()])
    ana.delete(said)

    for message in (said.id, other.id, "no id"):
        found = await fetcher.fetch(file, told, homework.id, message)
        assert found.refusal == "expired: sheet.png"
    assert len(fake.calls("messages.get")) == 2


async def test_a_renewed_link_that_leads_elsewhere_is_foreign(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    file, message = await posted(fake, homework, app, Upload("a.png", PNG, status=403))

    async def elsewhere(channel: str, message: str) -> tuple[File, ...]:
        return (replace(file, url=f"{fake.foreign.origin}/a.png"),)

    fetcher._refreshed = elsewhere
    found = await fetcher.fetch(file, told, homework.id, message)

    assert found.refusal == "foreign: a.png"
    assert fake.foreign.heard == []


async def test_what_stands_in_no_message_is_not_asked_for_anew(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    file, _ = await posted(fake, homework, app, Upload("a.png", PNG, status=403))
    asked: list[str] = []

    async def refreshed(channel: str, message: str) -> tuple[File, ...]:
        asked.append(message)
        return ()

    fetcher._refreshed = refreshed

    assert (await fetcher.fetch(file, told)).refusal == "expired: a.png"
    assert asked == []


async def test_a_name_is_shown_without_its_tricks(
    fake: FakeDiscord, homework: Channel, app: App, fetcher: Fetcher
) -> None:
    file, _ = await posted(fake, homework, app, sheet())
    odd = replace(file, name="<@1>**a**.exe", media_type="text/plain")

    assert (await fetcher.fetch(odd, told)).refusal == "no_picture: 1a.exe"
