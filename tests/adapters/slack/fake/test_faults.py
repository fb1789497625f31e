"""What goes wrong when a test says so: calls, replies, downloads."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import Channel, FakeSlack, HeldFile, Upload
from tests.adapters.slack.fake.calls import Call
from tests.adapters.slack.fake.downloads import LOGIN
from tests.adapters.slack.fake.faults import When
from tests.waiting import Clock

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


async def status(client: AsyncWebClient, channel: Channel) -> int:
    """The HTTP status that a post is answered with."""
    try:
        posted = await client.chat_postMessage(channel=channel.id, text="x")
    except SlackApiError as error:
        return int(error.response.status_code)
    return posted.status_code


async def test_a_forced_limit_says_when_to_come_again(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after_s=7)

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=support.id, text="x")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert await status(client, support) == 200


async def test_slacks_own_limit_is_a_message_a_second_in_each_channel(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    clock, other = Clock(), slack.channel("other")
    slack.faults.is_metered, slack.faults.clock = True, clock

    found = [await status(client, support) for _ in range(4)]
    elsewhere = await status(client, other)
    clock.forward(1)

    assert found == [200, 200, 200, 429]
    assert elsewhere == 200
    assert [await status(client, support) for _ in range(2)] == [200, 429]


async def test_a_fault_is_for_one_channel_alone(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    slack.faults.fail("*", times=1, status=503, channel=support.id)

    assert await status(client, slack.channel("other")) == 200
    assert await status(client, support) == 503
    assert slack.visible(support) == []


@pytest.mark.parametrize(("when", "count"), [("before", 0), ("after", 1)])
async def test_a_reply_is_lost_before_or_after_the_effect(
    slack: FakeSlack, client: AsyncWebClient, support: Channel, when: When, count: int
) -> None:
    slack.faults.lose_reply("chat.postMessage", when=when)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=support.id, text="x")

    assert len(slack.visible(support)) == count


async def test_hooks_run_on_both_sides_of_the_effect(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    seen: list[int] = []

    async def look(call: Call) -> None:
        seen.append(len(slack.visible(support)))

    slack.before["chat.postMessage"] = slack.after["chat.postMessage"] = look

    await client.chat_postMessage(channel=support.id, text="x")

    assert seen == [0, 1]
    assert [c.answer is not None for c in slack.calls("chat.postMessage")] == [True]


async def held(slack: FakeSlack, support: Channel, upload: Upload) -> HeldFile:
    message = await slack.person().post(support, "", [upload])
    return slack.files[message.files[0]]


async def fetched(
    slack: FakeSlack, file: HeldFile, token: str = "", *, follow: bool = True
) -> tuple[int, str, int]:
    """Status, content type and length of what the download brings."""
    headers = {"Authorization": f"Bearer {token or slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(file.url, headers=headers, allow_redirects=follow) as reply,
    ):
        return reply.status, reply.content_type, len(await reply.read())


async def test_a_file_is_for_whoever_brings_the_token(
    slack: FakeSlack, support: Channel
) -> None:
    file = await held(slack, support, Upload(PNG))

    assert await fetched(slack, file) == (200, "image/png", len(PNG))
    strange = await fetched(slack, file, "xoxb-wrong", follow=False)
    assert strange[0] == 302
    assert (await fetched(slack, file, "xoxb-wrong"))[:2] == (200, "text/html")
    slack.main.scopes.remove("files:read")
    assert (await fetched(slack, file))[:2] == (200, "text/html")


async def test_files_disappoint_as_they_are_told_to(
    slack: FakeSlack, support: Channel
) -> None:
    page = await held(slack, support, Upload(PNG, trick="html"))
    lie = await held(slack, support, Upload(PNG, media_type="image/heic", size=5))
    gone = await held(slack, support, Upload(PNG, status=404))
    old = await held(slack, support, Upload(PNG, trick="expired"))
    half = await held(slack, support, Upload(PNG * 1000, trick="truncated"))
    endless = await held(slack, support, Upload(PNG, size=10, trick="endless"))

    assert (await fetched(slack, page))[1:] == ("image/png", len(LOGIN))
    assert (lie.json["mimetype"], lie.json["size"]) == ("image/heic", 5)
    assert (await fetched(slack, gone))[0] == 404
    assert (await fetched(slack, old))[1] == "text/html"
    with pytest.raises(aiohttp.ClientPayloadError):
        await fetched(slack, half)
    assert (await fetched(slack, endless))[2] > 30_000_000


async def test_a_foreign_host_writes_down_what_it_is_given(
    slack: FakeSlack, support: Channel
) -> None:
    file = await held(slack, support, Upload(PNG, trick="redirect"))

    await fetched(slack, file)

    assert [h.path for h in slack.foreign.heard] == [f"/taken/{file.id}"]
    assert slack.foreign.heard[0].authorization == ""
    assert slack.host.heard[-1].authorization == f"Bearer {slack.bot_token}"


async def test_a_stub_tells_its_id_alone_until_it_is_looked_up(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    file = await held(slack, support, Upload(PNG, is_stub=True))

    told = (await client.conversations_history(channel=support.id))["messages"]

    assert told[0]["files"][0]["file_access"] == "check_file_info"
    assert "url_private" not in told[0]["files"][0]
    found = await client.files_info(file=file.id)
    assert found["file"]["url_private"] == file.url
