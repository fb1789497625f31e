"""Files that disappoint: one clear sentence each, by every way of asking.

The whole way: a real adapter, a real Redis, a real sandbox, a CDN that misbehaves.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from PIL import Image

from adapters.discord.doors.ask_command import MENU
from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from tests.adapters.discord.campus import Campus, a_worksheet, acknowledged, campus
from tests.adapters.discord.fake import (
    Channel,
    Interaction,
    Message,
    Upload,
    images,
    said,
)
from tests.adapters.web.helpdesk import SCREEN
from tests.bot.documents import a_document, a_sheet
from tests.redis_server import RedisServer

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data/badpictures"
BYTES_MAX = 20_000_000
SECRETS = ("ex=", "hm=", "http", "127.0.0.1", "Traceback", "Error", "/tmp")
PNG = SCREEN.png()

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grounds(redis_server: RedisServer) -> AsyncIterator[Campus]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    async with campus(Settings(redis=where)) as grounds:
        yield grounds


def a_gif() -> bytes:
    frames = [SCREEN.image.resize((160, 120)), Image.new("RGB", (160, 120), "blue")]
    content = BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


async def asked(
    grounds: Campus, *files: Upload, by: str = "message"
) -> tuple[Channel, str]:
    """Ask about *files* in a channel of their own; return it with the asker's id."""
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    match by:
        case "message":
            ana.post(channel, f"{grounds.fake.mention} what is it?", files)
        case "command":
            ana.join(channel)
            names = ("picture", "picture2", "picture3", "picture4", "picture5")
            given = dict(zip(names, files, strict=False))
            await acknowledged(ana.slash(channel, "ask", question="what?", **given))
        case _:
            bob = grounds.fake.person("bob")
            await submitted(grounds, bob.post(channel, "look", files))
    await grounds.settled()
    return channel, ana.id


async def submitted(grounds: Campus, message: Message, words: str = "what?") -> None:
    """Ask about *message* by the form of its menu."""
    cyd = grounds.fake.person("cyd")
    cyd.join(grounds.fake.world.channels[message.channel])
    form = await acknowledged(cyd.choose(message, MENU))
    await acknowledged(cyd.submit(form, words))


async def refused(grounds: Campus, channel: Channel) -> str:
    """Return the one sentence that is all that was said in *channel*."""
    await grounds.settled()
    (message,) = grounds.fake.answers(channel)
    assert not message.is_loading
    assert not images(message)
    assert await grounds.queue.waiting() == 0
    return said(message)


BAD = {
    "too large": (Upload("plan.png", PNG, size=BYTES_MAX + 1), "is too large"),
    "one byte more": (
        Upload("plan.png", PNG.ljust(BYTES_MAX + 1, b"\0"), size=1000),
        "is too large",
    ),
    "elsewhere": (
        Upload("plan.png", PNG, url="https://evil.example/plan.png"),
        "is not kept at Discord",
    ),
    "nearly there": (
        Upload("plan.png", PNG, url="https://cdn.discordapp.com@evil.example/p.png"),
        "is not kept at Discord",
    ),
    "within": (
        Upload("plan.png", PNG, url="http://169.254.169.254/latest/meta-data"),
        "is not kept at Discord",
    ),
    "no address": (Upload("plan.png", PNG, url="file:///etc/passwd"), "is not kept at"),
    "redirected": (
        Upload("plan.png", PNG, redirect="http://169.254.169.254/"),
        "is not kept at Discord",
    ),
    "gone": (Upload("plan.png", PNG, status=404), "any more"),
    "forbidden": (Upload("plan.png", PNG, status=403), "any more"),
    "unwell": (Upload("plan.png", PNG, status=503), "just now"),
    "cut off": (Upload("plan.png", PNG, is_cut=True), "just now"),
    "a page": (
        Upload("plan.png", b"<!doctype html><p>hi", kind="text/html"),
        "is not a picture",
    ),
    "page as png": (Upload("plan.png", b"<html>no"), "is not a picture"),
    "words": (Upload("plan.txt", b"hello"), "is not a picture"),
    "words as png": (Upload("plan.png", b"hello"), "is not a picture"),
    "a film": (Upload("plan.mp4", b"\0\0\0 ftypisom"), "is not a picture"),
    "half a picture": (Upload("plan.png", PNG[: len(PNG) // 2]), "is damaged"),
    "empty": (Upload("plan.png", b""), "is empty"),
}


@pytest.mark.parametrize("by", ["message", "command", "form"])
@pytest.mark.parametrize("case", BAD)
async def test_a_bad_file_gets_one_clear_sentence(
    grounds: Campus, case: str, by: str
) -> None:
    upload, sentence = BAD[case]
    channel, _ = await asked(grounds, upload, by=by)
    heard = await refused(grounds, channel)

    assert sentence in heard
    assert heard.count("plan.") == 1
    assert not [secret for secret in SECRETS if secret in heard]


async def test_nothing_is_asked_of_another_host(grounds: Campus) -> None:
    upload = Upload("plan.png", PNG, url=f"{grounds.fake.foreign.origin}/plan.png")
    moved = Upload("plan.png", PNG, redirect=f"{grounds.fake.foreign.origin}/x.png")
    for each in (upload, moved):
        channel, _ = await asked(grounds, each)
        assert "is not kept at Discord" in await refused(grounds, channel)


async def test_a_download_that_hangs_is_given_up(
    grounds: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = aiohttp.ClientTimeout(total=0.2)
    monkeypatch.setattr("adapters.fetching.TIMES", soon)
    channel, _ = await asked(grounds, Upload("plan.png", PNG, delay_s=0.5))

    assert "could not be fetched just now" in await refused(grounds, channel)


@pytest.mark.parametrize("by", ["message", "form"])
async def test_a_link_that_expired_is_renewed_once(grounds: Campus, by: str) -> None:
    world = grounds.fake.world
    world.link_s, before = -1.0, len(grounds.fake.calls("messages.get"))
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    if by == "message":
        picture = ana.post(channel, "look", [a_worksheet()])
        ana.post(channel, f"{grounds.fake.mention} what?", reply_to=picture)
    else:
        form = await opened(grounds, channel)
    world.link_s = 86_400.0
    if by == "form":
        await acknowledged(ana.submit(form, "what?"))
    job = await grounds.work()
    await grounds.answered(channel)

    assert len(job.pictures) == 1
    assert len(grounds.fake.calls("messages.get")) == before + 1


async def opened(grounds: Campus, channel: Channel) -> Interaction:
    bob, ana = grounds.fake.person("bob"), grounds.fake.person("ana")
    ana.join(channel)
    return await acknowledged(
        ana.choose(bob.post(channel, "look", [a_worksheet()]), MENU)
    )


@pytest.mark.parametrize("by", ["message", "command", "form"])
async def test_a_link_that_stays_expired_says_so(grounds: Campus, by: str) -> None:
    world = grounds.fake.world
    world.link_s = -1.0
    try:
        channel, _ = await asked(grounds, Upload("plan.png", PNG), by=by)
        heard = await refused(grounds, channel)
    finally:
        world.link_s = 86_400.0

    assert "“plan.png” could not be fetched any more" in heard


async def test_a_message_that_is_gone_cannot_renew_its_link(grounds: Campus) -> None:
    world = grounds.fake.world
    world.link_s = -1.0
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    form = await opened(grounds, channel)
    world.link_s = 86_400.0
    (picture,) = channel.standing
    ana.delete(picture)
    await grounds.settled()
    await acknowledged(ana.submit(form, "what?"))

    assert "any more" in await refused(grounds, channel)


async def test_a_good_file_is_answered_with_a_receipt_for_the_bad_ones(
    grounds: Campus,
) -> None:
    channel, _ = await asked(
        grounds,
        a_worksheet(),
        Upload("away.png", PNG, status=404),
        Upload("far.png", PNG, url="https://evil.example/far.png"),
        Upload("words.txt", b"hello"),
    )
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert len(job.pictures) == 1
    assert images(answer)
    for name in ("away.png", "far.png", "words.txt"):
        assert said(answer).count(name) == 1
    assert grounds.fake.answers(channel) == [answer]


@pytest.mark.parametrize(
    "upload",
    [
        Upload("full.png", PNG.ljust(BYTES_MAX, b"\0")),
        Upload("slow.png", PNG, delay_s=0.3),
        Upload("lying.gif", PNG, kind="image/gif"),
        Upload("photo.png", PNG, kind="image/heic"),
        Upload("nameless", PNG, kind="application/octet-stream"),
        Upload("moving.gif", a_gif()),
        Upload("../../etc/passwd.png", PNG),
        Upload("\u202egnp.exe.png", PNG),
    ],
    ids=lambda upload: upload.name,
)
async def test_what_only_looks_bad_is_answered(grounds: Campus, upload: Upload) -> None:
    channel, _ = await asked(grounds, upload)
    await grounds.work()
    answer = await grounds.answered(channel)

    assert images(answer)
    assert grounds.fake.answers(channel) == [answer]


async def test_a_heic_that_calls_itself_png_is_answered(grounds: Campus) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    content = BytesIO()
    photo = SCREEN.image.convert("RGB").resize((320, 240))
    pillow_heif.from_pillow(photo).save(content)
    channel, _ = await asked(grounds, Upload("IMG_1.png", content.getvalue()))
    job = await grounds.work()

    assert [each.outcome for each in job.receipts] == ["converted"]
    assert images(await grounds.answered(channel))


@pytest.mark.parametrize("by", ["message", "form"])
async def test_of_fifteen_files_the_first_ten_are_looked_at(
    grounds: Campus, by: str
) -> None:
    files = [Upload(f"page-{number:02}.png", PNG) for number in range(15)]
    channel, _ = await asked(grounds, *files, by=by)
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert [r.outcome for r in job.receipts] == ["accepted"] * 10 + ["refused"] * 5
    assert said(answer).count("takes 10 pictures") == 1
    assert "page-10.png" in said(answer)


async def test_of_a_long_document_ten_pages_are_looked_at_and_it_is_said(
    grounds: Campus,
) -> None:
    pages = [a_sheet(f"Page {number}") for number in range(1, 13)]
    channel, _ = await asked(grounds, Upload("report.pdf", a_document(*pages)))
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert len(job.pictures) == 10
    assert "12" in said(answer)


def _malformed() -> list[str]:
    if not FOLDER.exists():
        return []
    with (FOLDER / "index.tsv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [
        row["file"]
        for row in rows
        if row["expected"] == "reject" and row["file"].startswith("malformed/")
    ]


@pytest.mark.skipif(not FOLDER.exists(), reason="the bad pictures are not here")
async def test_malformed_pictures_get_one_sentence_each_and_stop_nobody(
    grounds: Campus,
) -> None:
    names = _malformed()
    assert len(names) > 20
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    posts = {}
    for name in names:
        upload = Upload("screen.png", (FOLDER / name).read_bytes())
        posts[ana.post(channel, f"{grounds.fake.mention} what?", [upload]).id] = name
    other, _ = await asked(grounds, a_worksheet())
    await grounds.settled()
    heard: dict[str, list[str]] = {name: [] for name in names}
    for message in grounds.fake.answers(channel):
        reference = message.reference or {}
        heard[posts[reference["message_id"]]].append(said(message))

    assert {name: told for name, told in heard.items() if len(told) != 1} == {}
    await grounds.work()
    assert images(await grounds.answered(other))


async def test_a_refused_file_does_not_enter_the_conversation(grounds: Campus) -> None:
    channel, ana = grounds.fake.channel(), grounds.fake.person("ana")
    start = ana.post(channel, "let us meet here")
    thread = ana.thread(start)
    ana.post(thread, f"{grounds.fake.mention} what?", [Upload("plan.png", b"no")])
    assert "is not a picture" in await refused(grounds, thread)
    ana.post(thread, f"{grounds.fake.mention} and now?", [a_worksheet()])
    job = await grounds.work()
    turns = await grounds.store.turns(job.address.thread_key)

    assert [len(turn.job.pictures) for turn in turns] == [1]


async def test_the_same_file_is_as_good_as_ever_a_minute_later(grounds: Campus) -> None:
    """A refusal is remembered of the question alone, never of the file."""
    upload = Upload("plan.png", PNG, status=503)
    channel, _ = await asked(grounds, upload)
    assert "just now" in await refused(grounds, channel)
    posted = channel.standing[0]
    posted.files[0].upload = replace(upload, status=200)
    ana = grounds.fake.person("ana")
    ana.post(channel, f"{grounds.fake.mention} and now?", reply_to=posted)
    await grounds.work()

    assert images(await grounds.answered(channel))
