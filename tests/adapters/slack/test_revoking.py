"""A workspace that takes its token back: it is forgotten, and nobody tries for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.oauth.installation_store import Installation

from adapters.slack.doors.installations import Installations
from adapters.slack.doors.sealing import new_key
from adapters.slack.notes import Deleted, encode
from bot.redis_inbox import Inbox
from bot.redis_notes import Notes
from bot.settings import Settings
from bot.tickets import Claim
from tests.adapters.slack.fake import Channel, Message, Person
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.waiting import until


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Office]:
    """An adapter that has its token from an install, as many workspaces do."""
    key = new_key()
    oauth: dict[str, Any] = {"client_id": "1.2", "client_secret": "s"}
    async with office(
        settings,
        adapters=0,
        bot_token="",
        public_url="https://shop.example",
        token_key=key,
        **oauth,
    ) as desk:
        space = desk.slack.main
        installations = Installations(Notes(desk.client, desk.settings), key)
        await installations.async_save(
            Installation(
                app_id=desk.slack.app_id,
                team_id=space.id,
                user_id="U0INSTALLER",
                bot_token=space.bot_token,
                bot_id=space.bot_id,
                bot_user_id=space.bot_user,
                bot_scopes=sorted(space.scopes),
            )
        )
        await desk.start()
        yield desk


async def a_claimed_question(
    desk: Office, channel: Channel, ana: Person
) -> tuple[Message, Claim]:
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    await desk.settled()
    return posted, await desk.claim()


async def kept_of(desk: Office, *names: str) -> list[str]:
    """Return the keys named after any of *names*; that an event came stays known."""
    keys = [key.decode() async for key in desk.client.scan_iter("*")]
    named = [key for key in keys if any(name in key for name in names)]
    return [key for key in named if key.split(":")[1] not in {"letter", "event"}]


async def test_an_answer_for_a_workspace_without_a_token_is_given_up(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, claim = await a_claimed_question(desk, channel, ana)
    await ana.revoke()
    await desk.settled()

    await desk.finish(claim)

    await until(desk.has_delivered_all, within_s=5)
    assert await kept_of(desk, "installation") == []


async def test_an_uninstalled_workspace_leaves_no_key(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, claim = await a_claimed_question(desk, channel, ana)

    await ana.uninstall()
    await desk.settled()
    ended = await desk.queue.finish([(claim, desk.result(claim))])

    assert ended == [False]
    await until(desk.has_delivered_all, within_s=5)
    assert await kept_of(desk, "installation", desk.slack.team, ana.id) == []
    assert await desk.is_gone(claim.job.pictures[0].name)


async def test_what_was_said_before_the_token_went_is_done_with(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted, claim = await a_claimed_question(desk, channel, ana)
    await ana.revoke()
    await desk.settled()
    gone = Deleted(team=desk.slack.team, channel=channel.id, ts=posted.ts)

    await Inbox(desk.client, desk.settings).put("slack", "late", encode(gone))
    await desk.settled()

    assert await desk.is_gone(claim.job.pictures[0].name)
