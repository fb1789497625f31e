"""Files that disappoint: one clear sentence each, and what is good is still looked at.

The whole way: a real adapter, a real Redis, a real sandbox, a Slack that misbehaves.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from tests.adapters.slack.fake import Channel, Message, Upload, images, said
from tests.adapters.slack.heard import refusals, refused, whispers
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.adapters.web.helpdesk import SCREEN
from tests.bot.documents import a_document, a_sheet
from tests.redis_server import RedisServer

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data/badpictures"
BYTES_MAX = 20_000_000
SECRETS = ("xoxb-", "http://", "127.0.0.1", "Traceback", "Error", "/tmp")

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(redis_server: RedisServer) -> AsyncIterator[Office]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    async with office(Settings(redis=where)) as desk:
        yield desk


def a_gif() -> bytes:
    frames = [SCREEN.image.resize((160, 120)), Image.new("RGB", (160, 120), "blue")]
    content = BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


async def asked(desk: Office, *files: Upload) -> tuple[Channel, Message]:
    """Post *files* with a question, in a channel of their own."""
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    words = f"{desk.slack.mention} what does it say?"
    return channel, await ana.post(channel, words, list(files))


PNG = SCREEN.png()
BAD = {
    "external": (
        Upload(PNG, "plan.png", mode="external"),
        "“plan.png” is not kept at Slack",
    ),
    "remote": (Upload(PNG, "plan.png", mode="remote"), "is not kept at Slack"),
    "redirected": (Upload(PNG, "plan.png", trick="redirect"), "files:read"),
    "login page": (Upload(PNG, "plan.png", trick="login"), "files:read"),
    "page as png": (Upload(PNG, "plan.png", trick="html"), "files:read"),
    "too large": (Upload(PNG, "plan.png", size=BYTES_MAX + 1), "is too large"),
    "endless": (Upload(PNG, "plan.png", trick="endless"), "is too large"),
    "one byte more": (
        Upload(PNG.ljust(BYTES_MAX + 1, b"\0"), "plan.png", size=1000),
        "is too large",
    ),
    "cut off": (Upload(PNG, "plan.png", trick="truncated"), "just now"),
    "gone": (Upload(PNG, "plan.png", status=404), "any more"),
    "expired": (Upload(PNG, "plan.png", status=410), "any more"),
    "forbidden": (Upload(PNG, "plan.png", status=403), "may not be fetched"),
    "unwell": (Upload(PNG, "plan.png", status=500), "just now"),
    "words": (Upload(b"hello", "plan.txt", "text/plain"), "is not a picture"),
    "words as png": (Upload(b"hello", "plan.png"), "is not a picture"),
    "script": (Upload(b"#!/bin/sh\nrm", "plan.sh", "text/x-sh"), "is not a picture"),
    "half a picture": (Upload(PNG[: len(PNG) // 2], "plan.png"), "is damaged"),
    "empty": (Upload(b"", "plan.png"), "is empty"),
}


@pytest.mark.parametrize("case", BAD)
async def test_a_bad_file_gets_one_clear_sentence_in_its_thread(
    desk: Office, case: str
) -> None:
    upload, sentence = BAD[case]
    channel, posted = await asked(desk, upload)
    heard = await refused(desk, channel, posted.ts)

    assert sentence in heard
    assert heard.count("plan.") == 1
    assert not [secret for secret in SECRETS if secret in heard]
    assert whispers(desk.slack, channel) == []
    assert desk.slack.foreign.heard == []


async def test_the_token_goes_to_no_other_host(desk: Office) -> None:
    address = f"{desk.slack.foreign.origin}/T0SHOP-F1/plan.png"
    channel, posted = await asked(desk, Upload(PNG, "plan.png", url=address))

    assert "is not kept at Slack" in await refused(desk, channel, posted.ts)
    assert desk.slack.foreign.heard == []


async def test_a_good_file_is_answered_with_a_receipt_for_the_bad_ones(
    desk: Office,
) -> None:
    channel, posted = await asked(
        desk,
        a_screenshot(),
        Upload(PNG, "away.png", status=404),
        Upload(PNG, "lent.png", mode="external"),
        Upload(b"hello", "words.txt", "text/plain"),
    )
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert len(job.pictures) == 1
    assert images(answer)
    heard = said(answer)
    for name in ("away.png", "lent.png", "words.txt"):
        assert heard.count(name) == 1
    assert desk.slack.answers(channel, posted.ts) == [answer]


@pytest.mark.parametrize(
    "upload",
    [
        Upload(PNG.ljust(BYTES_MAX, b"\0"), "full.png"),
        Upload(PNG, "flaky.png", status=500, fails=1),
        Upload(PNG, "stub.png", is_stub=True),
        Upload(PNG, "lying.gif", "image/gif"),
        Upload(PNG, "nameless", "", served_type="application/octet-stream"),
        Upload(a_gif(), "moving.gif", "image/gif"),
        Upload(PNG, "../../etc/passwd.png"),
    ],
    ids=lambda upload: upload.name,
)
async def test_what_only_looks_bad_is_answered(desk: Office, upload: Upload) -> None:
    channel, posted = await asked(desk, upload)
    await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert images(answer)
    assert refusals(desk.slack, channel) == []


async def test_a_stub_that_is_not_processed_yet_is_answered(desk: Office) -> None:
    desk.slack.world.polls_until_processed = 2
    channel, posted = await asked(desk, Upload(PNG, "stub.png", is_stub=True))
    desk.slack.world.polls_until_processed = 0
    await desk.work()
    assert images(await desk.answered(channel, posted.ts))


async def test_of_forty_files_the_first_ten_are_looked_at(desk: Office) -> None:
    files = [Upload(PNG, f"page-{number:02}.png") for number in range(40)]
    channel, posted = await asked(desk, *files)
    before = len(desk.slack.host.heard)
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

    fetched = [h for h in desk.slack.host.heard[before:] if "/files-pri/" in h.path]
    assert len(fetched) <= 10
    assert len(job.receipts) == 40
    assert [r.outcome for r in job.receipts] == ["accepted"] * 10 + ["refused"] * 30
    assert said(answer).count("takes 10 pictures") == 1
    assert "page-10.png, page-11.png, page-12.png and 27 more: One" in said(answer)


async def test_of_a_long_document_ten_pages_are_looked_at_and_it_is_said(
    desk: Office,
) -> None:
    pages = [a_sheet(f"Page {number}") for number in range(1, 13)]
    content = a_document(*pages)
    upload = Upload(content, "report.pdf", "application/pdf")
    channel, posted = await asked(desk, upload)
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

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
    desk: Office,
) -> None:
    names = _malformed()
    assert len(names) > 20
    posts = [
        (name, await asked(desk, Upload((FOLDER / name).read_bytes(), "screen.png")))
        for name in names
    ]
    channel, posted = await asked(desk, a_screenshot())
    await desk.settled()
    wrong = {
        name: [said(message) for message in desk.slack.answers(channel, post.ts)]
        for name, (channel, post) in posts
        if len(refusals(desk.slack, channel, post.ts)) != 1
        or len(desk.slack.answers(channel, post.ts)) != 1
    }
    assert wrong == {}

    await desk.work()
    assert images(await desk.answered(channel, posted.ts))


async def test_a_refused_file_does_not_enter_the_thread(desk: Office) -> None:
    channel, posted = await asked(desk, Upload(PNG, "plan.png", trick="html"))
    await refused(desk, channel, posted.ts)
    ben = desk.slack.person("ben")
    again = f"{desk.slack.mention} and now?"
    await ben.post(channel, again, [a_screenshot()], thread=posted.ts)
    job = await desk.work()
    turns = await desk.store.turns(job.address.thread_key)

    assert [len(turn.job.pictures) for turn in turns] == [1]
