"""The real upload, in its three steps, against the fake."""

from __future__ import annotations

import aiohttp
from slack_sdk.models.blocks import ImageBlock
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, images
from tests.adapters.slack.fake.refused import refusal

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


async def test_an_uploaded_picture_can_be_shown_once_it_is_processed(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.world.polls_until_processed = 2
    support = slack.channel()
    uploaded = await client.files_upload_v2(content=PNG, filename="a.png", alt_txt="A")
    file_id = uploaded["file"]["id"]
    block = ImageBlock(alt_text="A", slack_file={"id": file_id})

    early = client.chat_postMessage(channel=support.id, text="x", blocks=[block])
    assert await refusal(early) == "invalid_blocks"
    for _ in range(2):
        found = await client.files_info(file=file_id)
    assert found["file"]["mimetype"] == "image/png"
    await client.chat_postMessage(channel=support.id, text="x", blocks=[block])

    assert slack.files[file_id].content == PNG
    assert images(slack.visible(support)[0])[0]["slack_file"] == {"id": file_id}


async def test_an_upload_with_a_channel_is_a_message_in_its_thread(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    root = await slack.person().post(support, "look")

    await client.files_upload_v2(
        file_uploads=[
            {"content": PNG, "filename": "a.png"},
            {"content": PNG, "filename": "b.png"},
        ],
        channel=support.id,
        thread_ts=root.ts,
        initial_comment="Two",
    )

    (shared,) = slack.answers(support, root.ts)
    assert (shared.text, len(shared.files)) == ("Two", 2)


async def test_an_upload_of_another_length_than_announced_is_refused(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    told = await client.files_getUploadURLExternal(filename="a.png", length=10)

    async with (
        aiohttp.ClientSession() as session,
        session.post(str(told["upload_url"]), data=PNG) as reply,
    ):
        assert reply.status == 400

    early = client.files_completeUploadExternal(files=[{"id": told["file_id"]}])
    assert await refusal(early) == "file_not_found"
