"""Who asks more than may wait hears so alone, at once, and once for each question."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.settings import QueueSettings, Settings
from tests.adapters.slack.heard import whispers
from tests.adapters.slack.office import a_screenshot, is_final, office
from tests.waiting import until


@pytest.mark.parametrize(("per_minute", "waiting"), [(3, 30), (1000, 3)])
async def test_who_asks_more_than_may_wait_is_told_so_in_a_whisper(
    settings: Settings, per_minute: int, waiting: int
) -> None:
    bounded = replace(settings, queue=QueueSettings(tenant_waiting=waiting))
    async with office(bounded, per_minute=per_minute) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        for _ in range(5):
            words = f"{desk.slack.mention} what does it say?"
            await ana.post(channel, words, [a_screenshot()])
        await desk.settled()
        heard = whispers(desk.slack, channel)
        assert len(heard) == 2
        assert not [words for words in heard if "screen.png" in words]
        assert len(desk.slack.answers(channel)) == 3
        for _ in range(3):
            await desk.work()
        await until(lambda: sum(map(is_final, desk.slack.answers(channel))) == 3)
