"""What the real client looks up in the fake: threads, histories, people."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack


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


async def test_users_bots_and_own_channels_are_looked_up(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.main.scopes |= {"channels:read"}
    support, _ = slack.channel(), slack.channel(has_bot=False)
    guest = slack.person("gus", home_team="T0ELSE", is_restricted=True)

    user = (await client.users_info(user=guest.id))["user"]
    bot = (await client.bots_info(bot=slack.bot_id))["bot"]
    mine = (await client.users_conversations())["channels"]
    opened = await client.conversations_open(users=guest.id)

    assert (user["is_restricted"], user["team_id"]) == (True, "T0ELSE")
    assert bot["user_id"] == slack.bot_user
    assert [c["id"] for c in mine] == [support.id]
    assert opened["channel"]["id"] == guest.direct.id
    assert (await client.conversations_info(channel=support.id))["channel"]["is_member"]


async def test_a_partner_is_told_from_the_workspaces_own_people(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    support = slack.channel()
    await slack.person("pat", home_team="T0ELSE").post(support, "hi")

    (told,) = (await client.conversations_history(channel=support.id))["messages"]

    assert told["user_team"] == "T0ELSE"
