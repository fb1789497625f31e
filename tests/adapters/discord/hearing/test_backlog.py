"""What Discord does not show, or not in time, is not there."""

from __future__ import annotations

from adapters.discord.hearing.backlog import Backlog
from tests.adapters.discord.fake import Channel, FakeDiscord
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.hearing.heard import sheet


async def test_a_slow_discord_is_not_waited_for(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    said = fake.person().post(homework, "", [sheet()])
    fake.faults.delay("*", 1.0)
    backlog = Backlog(app, within_s=0.02)

    assert await backlog.message(homework.id, said.id) is None
    assert await backlog.files(homework.id, said.id) == ()
    assert await backlog.before(homework.id, str(int(said.id) + 1)) is None


async def test_messages_before_one_come_latest_first_and_none_up_to_since(
    fake: FakeDiscord, homework: Channel, app: App
) -> None:
    ana, backlog = fake.person(), Backlog(app)
    said = [ana.post(homework, f"{n}").id for n in range(5)]

    async def found(since: str = "", most: int = 100) -> list[str]:
        listed = await backlog.before(homework.id, said[4], since, most)
        return [str(each.id) for each in listed or []]

    assert await found() == said[3::-1]
    assert await found(since=said[1]) == [said[3], said[2]]
    assert await found(most=1) == [said[3]]


async def test_what_is_no_id_is_never_asked_for(fake: FakeDiscord, app: App) -> None:
    backlog = Backlog(app)

    assert await backlog.message("", "5") is None
    assert await backlog.message("5", "x") is None
    assert await backlog.before("", "5") is None
    assert not [call for call in fake.calls() if call.route.startswith("messages")]
