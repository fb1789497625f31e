"""The real client against the fake: what it can do, and what it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, said
from tests.adapters.slack.fake.refused import refusal


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


async def test_the_manifest_is_for_a_configuration_token(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    found = await client.apps_manifest_export(
        app_id=slack.app_id, token=slack.config_token
    )

    assert "im:history" in found["manifest"]["oauth_config"]["scopes"]["bot"]
    mere = client.apps_manifest_export(app_id=slack.app_id)
    assert await refusal(mere) == "not_allowed_token_type"


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
