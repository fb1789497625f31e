"""The real AsyncChatStream, agent sessions and prompts, against the fake."""

from __future__ import annotations

from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.messages.chunk import TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, said
from tests.adapters.slack.fake.refused import refusal


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
