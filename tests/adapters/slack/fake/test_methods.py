"""The real client against the fake: what it can do, and what it is refused."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import Channel, FakeSlack, Upload, said
from tests.adapters.slack.fake.calls import Call
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
    twice = client.reactions_add(channel=support.id, timestamp=root.ts, name="eyes")
    assert await refusal(twice) == "already_reacted"


async def test_an_answer_to_a_reply_stands_in_the_thread_of_its_root(
    slack: FakeSlack, client: AsyncWebClient, support: Channel
) -> None:
    root = await slack.person().post(support, "look")
    reply = await slack.person("bo").post(support, "and me", thread=root.ts)

    await client.chat_postMessage(channel=support.id, text="x", thread_ts=reply.ts)

    assert len(slack.visible(support, root.ts)) == 3


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


async def test_each_workspace_has_its_own_token_and_channels(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    other = slack.workspace("T0OTHER")
    theirs = slack.channel("theirs", team=other.id)

    strange = client.chat_postMessage(channel=theirs.id, text="x")
    assert await refusal(strange) == "channel_not_found"
    await client.chat_postMessage(channel=theirs.id, text="x", token=other.bot_token)

    assert slack.visible(theirs)[0].bot_id == other.bot_id


async def test_a_fault_of_the_fake_itself_fails_the_test() -> None:
    slack = FakeSlack()
    await slack.__aenter__()
    client = AsyncWebClient(slack.bot_token, slack.api_url)

    async def break_down(_call: Call) -> None:
        raise ValueError("a hook that is wrong")

    slack.before["auth.test"] = break_down
    with pytest.raises(SlackApiError):
        await client.auth_test()

    with pytest.raises(AssertionError, match="a hook that is wrong"):
        await slack.__aexit__(None, None, None)


async def test_forty_files_are_a_message(slack: FakeSlack, support: Channel) -> None:
    forty = [Upload(b"\x89PNG", f"{n}.png") for n in range(40)]

    message = await slack.person().post(support, "", forty)

    told = slack.world.told(message)
    assert told["subtype"] == "file_share"
    assert len({f["url_private"] for f in told["files"]}) == 40
