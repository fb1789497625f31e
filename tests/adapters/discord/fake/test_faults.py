"""What goes wrong on purpose, as the real client bears it."""

from __future__ import annotations

import time

import aiohttp
import discord
import pytest

from tests.adapters.discord.fake import Channel, FakeDiscord, Upload, said
from tests.adapters.discord.fake.app import App, connected
from tests.adapters.discord.fake.faults import When
from tests.waiting import until


def channel(app: App, homework: Channel) -> discord.TextChannel:
    found = app.get_channel(int(homework.id))
    assert isinstance(found, discord.TextChannel)
    return found


@pytest.mark.parametrize("reach", ["a route", "everything"])
async def test_a_429_is_waited_for(
    fake: FakeDiscord, homework: Channel, app: App, reach: str
) -> None:
    is_global = reach == "everything"
    fake.faults.rate_limit("messages.create", retry_after_s=0.2, is_global=is_global)
    began = time.monotonic()

    await channel(app, homework).send("hi")

    assert time.monotonic() - began >= 0.2
    assert [said(message) for message in fake.answers(homework)] == ["hi"]
    assert [call.status for call in fake.invalid] == [429]


async def test_a_bucket_that_is_empty_is_not_asked(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    meters = fake.endpoint.meters
    meters.is_on, meters.limit, meters.per_s = True, 2, 0.2

    for number in range(5):
        await channel(app, homework).send(str(number))

    assert fake.invalid == []
    assert len(fake.answers(homework)) == 5


async def test_the_meter_refuses_who_asks_too_fast(
    fake: FakeDiscord, homework: Channel
) -> None:
    fake.endpoint.meters.is_on = True
    url = f"{fake.host.origin}/api/v10/channels/{homework.id}/messages"
    headers = {"Authorization": f"Bot {fake.token}"}
    found = []
    async with aiohttp.ClientSession(headers=headers) as session:
        for number in range(6):
            async with session.post(url, json={"content": str(number)}) as answer:
                found.append(answer.status)

    assert found == [200] * 5 + [429]


async def test_a_reply_that_is_lost_leaves_what_was_done(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.faults.lose_reply("messages.create")

    with pytest.raises(aiohttp.ClientError):
        await channel(app, homework).send("hi", nonce="job-1")
    await channel(app, homework).send("hi", nonce="job-1")

    assert len(fake.answers(homework)) == 1


@pytest.mark.parametrize(("when", "seen"), [("before", 0), ("after", 1)])
async def test_a_cut_strikes_just_before_or_after_the_effect(
    fake: FakeDiscord, homework: Channel, app: App, when: When, seen: int
) -> None:
    struck: list[int] = []
    fake.cut("messages.create", when, lambda: struck.append(1))

    with pytest.raises(aiohttp.ClientError):
        await channel(app, homework).send("hi")

    assert len(fake.answers(homework)) == seen
    assert struck == [1]


async def test_a_503_has_no_effect(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.faults.fail("messages.create")

    with pytest.raises(discord.DiscordServerError):
        await channel(app, homework).send("hi")

    assert fake.visible(homework) == []


async def test_an_address_is_banned_for_its_invalid_requests(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.endpoint.invalid_max = 0

    with pytest.raises(discord.HTTPException) as caught:
        await channel(app, homework).send("hi")

    assert caught.value.status == 429


async def test_content_is_told_only_where_it_may_be(
    fake: FakeDiscord, homework: Channel
) -> None:
    fake.without_content_intent()
    ana, picture = fake.person(), [Upload("a.png", b"x")]
    app = App(has_content=False)
    async with connected(app, fake):
        ana.post(homework, "not for you", picture)
        ana.post(homework, f"{fake.mention} for you", picture)
        ana.post(ana.direct, "in a DM", picture)
        await until(lambda: len(app.heard) == 3)
        again = await channel(app, homework).fetch_message(app.heard[0].id)

    told = [(message.content, len(message.attachments)) for message in app.heard]
    assert told == [("", 0), (f"{fake.mention} for you", 1), ("in a DM", 1)]
    assert again.attachments == []


async def test_a_download_disappoints(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana = fake.person()
    ana.post(homework, "", [Upload("a.png", b"x" * 9999, is_cut=True)])
    ana.post(homework, "", [Upload("a.png", b"x", status=403)])
    ana.post(homework, "", [Upload("a.png", b"x", url=f"{fake.foreign.origin}/a")])
    ana.post(homework, "", [Upload("a.png", b"x", redirect=fake.foreign.origin)])
    await until(lambda: len(app.heard) == 4)

    cut, refused, foreign, redirected = (m.attachments[0] for m in app.heard)
    with pytest.raises(aiohttp.ClientError):
        await cut.read()
    with pytest.raises(discord.Forbidden):
        await refused.read()
    assert await foreign.read() == await redirected.read()
    assert len(fake.foreign.heard) == 2


async def test_an_unknown_route_surprises_the_fake(app: App, fake: FakeDiscord) -> None:
    with pytest.raises(discord.NotFound):
        await app.http.request(discord.http.Route("GET", "/voice/regions"))

    assert fake.surprises == ["unknown route GET /api/v10/voice/regions"]
    fake.surprises.clear()


async def test_a_fault_can_be_of_one_channel(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    fake.faults.fail("messages.create", times=2, channel=homework.id)
    user = await app.fetch_user(int(fake.person().id))

    await user.send("elsewhere")
    for _ in range(2):
        with pytest.raises(discord.DiscordServerError):
            await channel(app, homework).send("hi")
    await channel(app, homework).send("hi")

    assert len(fake.answers(homework)) == 1
