"""The real client against the fake: what it can do, and what it is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ImageBlock, SectionBlock
from slack_sdk.models.messages.chunk import TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, buttons, images, said

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
FEEDBACK: dict[str, Any] = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
    "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, slack.api_url, retry_handlers=[])


async def refusal(answer: Any) -> str:
    """The error that *answer* is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await answer
    return str(caught.value.response["error"])


async def test_a_token_is_checked_and_tells_its_scopes(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    found = await client.auth_test()

    assert (found["team_id"], found["bot_id"]) == (slack.team, slack.bot_id)
    assert "chat:write" in found.headers["x-oauth-scopes"]
    assert await refusal(client.auth_test(token="xoxb-wrong")) == "invalid_auth"
    nobody = AsyncWebClient(base_url=slack.api_url)
    assert await refusal(nobody.auth_test()) == "not_authed"


async def test_a_taken_scope_is_named(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.main.scopes.remove("users:read")

    with pytest.raises(SlackApiError) as caught:
        await client.users_info(user=slack.bot_user)

    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == "users:read"


async def test_a_revoked_token_is_refused(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    await client.auth_revoke()
    assert await refusal(client.auth_test()) == "token_revoked"

    await slack.person().uninstall()
    assert await refusal(client.auth_test()) == "account_inactive"


async def test_a_code_is_good_for_a_token_once(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    other = slack.workspace("T0OTHER")
    form = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    form["code"] = slack.code_for(other)

    found = await client.api_call("oauth.v2.access", data=form)

    assert found["access_token"] == other.bot_token
    again = client.api_call("oauth.v2.access", data=form)
    assert await refusal(again) == "invalid_code"


async def test_a_message_is_posted_updated_and_deleted_with_its_versions_kept(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    posted = await client.chat_postMessage(
        channel=support.id,
        text="Looking",
        metadata={"event_type": "sightline_answer", "event_payload": {"job": "j1"}},
    )
    await client.chat_update(
        channel=support.id,
        ts=posted["ts"],
        text="Done",
        blocks=[SectionBlock(text="It is a *chart*")],
    )

    (message,) = slack.visible(support)
    assert said(message) == "It is a *chart*"
    assert [v.text for v in message.versions] == ["Looking"]
    found = await client.conversations_history(
        channel=support.id, include_all_metadata=True
    )
    assert found["messages"][0]["metadata"]["event_payload"] == {"job": "j1"}

    await client.chat_delete(channel=support.id, ts=posted["ts"])
    assert slack.visible(support) == []
    assert [c.what for c in slack.history] == ["posted", "changed", "deleted"]
    gone = client.chat_update(channel=support.id, ts=posted["ts"], text="x")
    assert await refusal(gone) == "message_not_found"


async def test_only_an_open_joined_channel_can_be_written_to(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    foreign, closed = slack.channel(has_bot=False), slack.channel()
    closed.is_archived = True

    async def post(channel: str) -> str:
        return await refusal(client.chat_postMessage(channel=channel, text="x"))

    assert await post(foreign.id) == "not_in_channel"
    assert await post(closed.id) == "is_archived"
    assert await post("C404") == "channel_not_found"


async def test_the_message_of_another_cannot_be_updated(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    theirs = await slack.person().post(support, "mine")

    wrong = client.chat_update(channel=support.id, ts=theirs.ts, text="x")

    assert await refusal(wrong) == "cant_update_message"


def button(text: str = "Go", value: str = "j1", action_id: str = "ask:0") -> Any:
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "text": label, "value": value, "action_id": action_id}


def section(text: str) -> Any:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> Any:
    return {"type": "plain_text", "text": text}


def actions(*elements: Any) -> Any:
    return {"type": "actions", "elements": list(elements)}


def card(**parts: Any) -> Any:
    return {"type": "card", "title": {"type": "mrkdwn", "text": "t"}, **parts}


def image(**parts: Any) -> Any:
    return {"type": "image", "alt_text": "a", "image_url": "https://x.test/a"} | parts


REFUSED = {
    "too many blocks": [{"type": "divider"}] * 51,
    "long section": [section("x" * 3001)],
    "empty section": [section("")],
    "long header": [{"type": "header", "text": plain("x" * 151)}],
    "too many buttons": [actions(*[button(action_id=f"a{n}") for n in range(26)])],
    "long button": [actions(button(text="x" * 76))],
    "long value": [actions(button(value="x" * 2001))],
    "long action_id": [actions(button(action_id="x" * 256))],
    "same action_id": [actions(button(), button())],
    "same block_id": [{"type": "divider", "block_id": "b"}] * 2,
    "no alt": [image(alt_text="")],
    "long alt": [image(alt_text="x" * 2001)],
    "both sources": [image(slack_file={"id": "F1"})],
    "no source": [image(image_url="")],
    "unknown file": [image(image_url="", slack_file={"id": "F404"})],
    "long context": [{"type": "context", "elements": [plain("x")] * 11}],
    "many icons": [{"type": "context_actions", "elements": [FEEDBACK] * 6}],
    "one thumb": [
        {
            "type": "context_actions",
            "elements": [{k: v for k, v in FEEDBACK.items() if k[0] != "n"}],
        }
    ],
    "odd icon": [
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "star", "text": plain("x")}],
        }
    ],
    "no cards": [{"type": "carousel", "elements": []}],
    "many cards": [{"type": "carousel", "elements": [card()] * 11}],
    "long card": [card(title={"type": "mrkdwn", "text": "x" * 151})],
    "long body": [card(body={"type": "mrkdwn", "text": "x" * 201})],
    "bare hero": [card(hero_image={"type": "image", "image_url": "https://x.test"})],
    "long markdown": [{"type": "markdown", "text": "x" * 6001}] * 2,
    "unknown block": [{"type": "hologram"}],
}


@pytest.mark.parametrize("blocks", REFUSED.values(), ids=REFUSED.keys())
async def test_blocks_beyond_slacks_limits_are_refused(
    slack: FakeSlack, client: AsyncWebClient, blocks: list[Any]
) -> None:
    support = slack.channel()

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=support.id, text="x", blocks=blocks)

    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["response_metadata"]["messages"]
    assert slack.visible(support) == []


async def test_blocks_within_the_limits_are_taken(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    blocks = [
        section("x" * 3000),
        actions(button(), button(action_id="closer:2")),
        {"type": "carousel", "elements": [card(hero_image=image())]},
        {"type": "context_actions", "elements": [FEEDBACK, trash]},
    ]

    await client.chat_postMessage(channel=support.id, text="x", blocks=blocks)

    (message,) = slack.visible(support)
    assert set(buttons(message)) == {"ask:0", "closer:2", "feedback"}
    assert len(images(message)) == 1


async def test_a_text_over_40000_characters_is_refused(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    long = client.chat_postMessage(channel=slack.channel().id, text="x" * 40_001)

    assert await refusal(long) == "msg_too_long"


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


async def test_a_stream_grows_until_it_is_stopped(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support, ana = slack.channel(), slack.person()
    root = await ana.post(support, "look")
    stream = await client.chat_stream(
        channel=support.id,
        thread_ts=root.ts,
        recipient_user_id=ana.id,
        recipient_team_id=slack.team,
        buffer_size=1,
    )

    task = TaskUpdateChunk(id="1", title="Looking", status="in_progress")
    await stream.append(markdown_text="a **chart** ")
    await stream.append(markdown_text="of tea", chunks=[task])
    assert stream.ts is not None
    busy = client.chat_update(channel=support.id, ts=stream.ts, text="x")
    assert await refusal(busy) == "streaming_state_conflict"
    await stream.stop(blocks=[SectionBlock(text="Sure?")])

    (answer,) = slack.answers(support, root.ts)
    assert said(answer).startswith("a **chart** of tea\nSure?")
    late = client.chat_appendStream(
        channel=support.id, ts=answer.ts, markdown_text="more"
    )
    assert await refusal(late) == "message_not_in_streaming_state"


async def test_a_stream_dies_of_age_and_needs_a_recipient_in_a_channel(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    ana, support = slack.person(), slack.channel()
    root, note = await ana.post(support, "look"), await ana.post(ana.direct, "hi")
    open_ = client.chat_startStream(channel=support.id, thread_ts=root.ts)
    assert await refusal(open_) == "missing_recipient_user_id"

    started = await client.chat_startStream(channel=ana.direct.id, thread_ts=note.ts)
    slack.world.stream_age_s = -1
    late = client.chat_stopStream(channel=ana.direct.id, ts=started["ts"])

    assert await refusal(late) == "message_not_in_streaming_state"
    await client.chat_update(channel=ana.direct.id, ts=started["ts"], text="whole")
    assert said(slack.answers(ana.direct)[0]) == "whole"


async def test_more_than_12000_characters_are_not_streamed(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    ana = slack.person()
    note = await ana.post(ana.direct, "hi")

    long = client.chat_startStream(
        channel=ana.direct.id, thread_ts=note.ts, markdown_text="x" * 12_001
    )

    assert await refusal(long) == "msg_too_long"


async def test_an_agent_session_and_its_prompts_are_kept(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    ana = slack.person()
    note, where = await ana.post(ana.direct, "hi"), ana.direct.id
    prompt = {"title": "Read it", "message": "What does it say?"}

    await client.agents_sessions_setStatus(
        channel_id=where, thread_ts=note.ts, status="processing"
    )
    await client.assistant_threads_setStatus(
        channel_id=where, thread_ts=note.ts, status="looking"
    )
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=where, prompts=[prompt] * 4
    )

    assert slack.world.sessions == {(where, note.ts): "processing"}
    assert slack.world.statuses[0]["status"] == "looking"
    assert len(slack.world.prompts[0]["prompts"]) == 4
    five = client.assistant_threads_setSuggestedPrompts(
        channel_id=where, prompts=[prompt] * 5
    )
    assert await refusal(five) == "invalid_arguments"


async def test_a_thread_is_read_in_pages(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support, ana = slack.channel(), slack.person()
    root = await ana.post(support, "0")
    for number in range(1, 5):
        await ana.post(support, str(number), thread=root.ts)

    async def page(cursor: str | None) -> Any:
        return await client.conversations_replies(
            channel=support.id, ts=root.ts, limit=3, cursor=cursor
        )

    first = await page(None)
    rest = await page(first["response_metadata"]["next_cursor"])

    texts = [m["text"] for m in [*first["messages"], *rest["messages"]]]
    assert texts == ["0", "1", "2", "3", "4"]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    found = await client.conversations_history(channel=support.id)
    assert [m["reply_count"] for m in found["messages"]] == [4]


async def test_history_is_cut_by_time(slack: FakeSlack, client: AsyncWebClient) -> None:
    ana = slack.person()
    posts = [await ana.post(ana.direct, str(n)) for n in range(4)]

    found = await client.conversations_history(
        channel=ana.direct.id, latest=posts[2].ts, inclusive=True, limit=2
    )

    assert [m["text"] for m in found["messages"]] == ["2", "1"]


async def test_a_permalink_a_whisper_and_a_reaction(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support, ana = slack.channel(), slack.person()
    root = await ana.post(support, "look")

    link = await client.chat_getPermalink(channel=support.id, message_ts=root.ts)
    await client.chat_postEphemeral(channel=support.id, user=ana.id, text="psst")
    await client.reactions_add(channel=support.id, timestamp=root.ts, name="eyes")

    assert link["permalink"].startswith("https://shop.slack.com/archives/")
    assert slack.world.ephemerals[0]["text"] == "psst"
    assert slack.visible(support) == [root]
    assert root.reactions == {"eyes": [slack.bot_user]}


async def test_an_unknown_method_fails_the_test() -> None:
    slack = FakeSlack()
    await slack.__aenter__()
    client = AsyncWebClient(slack.bot_token, slack.api_url)

    assert await refusal(client.emoji_list()) == "unknown_method"

    with pytest.raises(AssertionError, match=r"emoji\.list"):
        await slack.__aexit__(None, None, None)
