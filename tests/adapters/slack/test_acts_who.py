"""Who may ask, in which workspace, by which door; and what is forgotten when."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_sdk.oauth.installation_store import Installation

from adapters.slack.doors.installations import Installations
from adapters.slack.doors.sealing import new_key
from bot.redis_notes import Notes
from bot.settings import ChannelSettings, Settings
from bot.texts.catalogue import Forbidden
from bot.texts.english import ENGLISH
from tests.adapters.slack.fake import Channel, Person
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.waiting import until


async def whispers(desk: Office) -> list[dict[str, Any]]:
    await desk.settled()
    return desk.slack.world.ephemerals


async def mention(desk: Office, channel: Channel, person: Person) -> None:
    await person.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])


@pytest.mark.parametrize(
    ("traits", "code"),
    [
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_stranger": True}, "partner"),
    ],
)
async def test_guests_and_partners_hear_a_quiet_no(
    desk: Office, channel: Channel, traits: Any, code: Forbidden
) -> None:
    gus = desk.slack.person("gus", **traits)

    await mention(desk, channel, gus)

    (whisper,) = await whispers(desk)
    assert whisper["user"] == gus.id
    assert ENGLISH.forbidden(code).split(",")[0][:20] in whisper["text"]
    assert await desk.queue.waiting() == 0


async def test_guests_ask_where_they_are_let_in(settings: Settings) -> None:
    async with office(settings, guests=True) as desk:
        gus = desk.slack.person("gus", is_restricted=True)

        await mention(desk, desk.slack.channel(), gus)

        assert (await desk.work()).address.user == gus.id


async def test_a_partner_of_another_workspace_is_known_by_it(
    desk: Office, channel: Channel
) -> None:
    desk.slack.workspace("T0ELSE")
    pam = desk.slack.person("pam", home_team="T0ELSE")

    await mention(desk, channel, pam)

    assert len(await whispers(desk)) == 1
    assert await desk.queue.waiting() == 0


async def test_a_blocked_channel_hears_a_no_only_where_we_are_addressed(
    settings: Settings,
) -> None:
    every = ChannelSettings(channel="*", every_picture=True)
    async with office(settings, adapters=0, channels=(every,)) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        await desk.become(block_channels=(channel.id,))
        await desk.start()

        await ana.post(channel, "look", [a_screenshot()])
        assert await whispers(desk) == []
        await mention(desk, channel, ana)
        assert len(await whispers(desk)) == 1
        assert await desk.queue.waiting() == 0


async def test_other_bots_are_never_answered(desk: Office, channel: Channel) -> None:
    bot = desk.slack.person("robot", is_bot=True)

    await mention(desk, channel, bot)
    await desk.settled()

    assert await desk.queue.waiting() == 0
    assert not desk.slack.answers(channel)


async def test_an_uninstalled_workspace_leaves_nothing(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await mention(desk, channel, ana)
    claim = await desk.claim()

    await ana.uninstall()
    await desk.settled()
    await desk.queue.finish([(claim, desk.result(claim))])

    picture = claim.job.pictures[0].name
    await until(lambda: desk.is_gone(picture))
    assert await desk.store.turns(claim.job.address.thread_key) == ()


async def test_a_result_for_a_workspace_that_took_its_token_back_is_given_up(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await mention(desk, channel, ana)
    claim = await desk.claim()
    await desk.settled()
    desk.slack.main.refusal = "token_revoked"

    await desk.finish(claim)

    await until(desk.has_delivered_all)


async def test_a_channels_threads_are_forgotten_when_it_says(
    settings: Settings,
) -> None:
    brief = ChannelSettings(channel="*", retention_h=1.0)
    async with office(settings, channels=(brief,)) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        await mention(desk, channel, ana)
        job = await desk.work()
        await desk.answered(channel, job.address.thread)

        found: Any = await desk.client.zrange(
            "{sightline}:forget", 0, -1, withscores=True
        )
        ((thread, when),) = found

        assert thread.decode() == job.address.thread_key
        assert 3500 < when / 1000 - time.time() < 3700


async def test_signed_events_over_http_are_answered_alike(settings: Settings) -> None:
    async with office(settings, mode="http") as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")

        posted = await ana.post(
            channel, f"{desk.slack.mention} what does it say?", [a_screenshot()]
        )
        job = await desk.work()
        answer = await desk.answered(channel, posted.ts)
        await ana.press(answer, "ask:0")
        followed = await desk.work()
        helped = await ana.slash(channel, "help")

        assert job.text == "what does it say?"
        assert followed.text == "What should I check first?"
        assert helped.ack["response_type"] == "ephemeral"


async def test_each_workspace_is_answered_with_its_own_token(
    settings: Settings,
) -> None:
    key = new_key()
    async with office(settings, adapters=0, bot_token="", token_key=key) as desk:
        other = desk.slack.workspace("T0OTHER")
        await desk.become(
            client_id="1.2", client_secret="s", public_url="https://shop.example"
        )
        installations = Installations(Notes(desk.client, desk.settings), key)
        for space in (desk.slack.main, other):
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
        for space in (desk.slack.main, other):
            channel = desk.slack.channel(f"c-{space.id}", team=space.id)
            ana = desk.slack.person("ana", team=space.id)
            posted = await ana.post(
                channel, f"<@{space.bot_user}> what?", [a_screenshot()]
            )
            await desk.work()
            await desk.answered(channel, posted.ts)

    tokens = {call.token for call in desk.slack.calls("chat.update")}
    assert tokens == {desk.slack.main.bot_token, other.bot_token}
